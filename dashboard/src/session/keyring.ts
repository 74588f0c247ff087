import type { UnlockedAccount } from '@wardroom/schema/sealing/account'
import type { ClientKeys } from '@wardroom/schema/sealing/provider'
import type { InjectionKey, Ref } from 'vue'
import type { SealedKeys } from './auth-api.js'
import { unlock } from '@wardroom/schema/sealing/account'
import { wipe } from '@wardroom/schema/sealing/bytes'
import { CannotOpen } from '@wardroom/schema/sealing/cannot-open'
import { confirm, holdSameKey, makeClientKeys, openSharedKey } from '@wardroom/schema/sealing/provider'
import { importPublicKey } from '@wardroom/schema/sealing/rsa'
import { readonly, ref } from 'vue'
import { required } from '../lib/inject.js'
import { Refusal } from '../lib/refusal.js'
import { deriveForSignIn } from './derive.js'

/** The two ways to a client's key: the viewer's own copy as a member, and the provider's copy under the provider key. */
export interface ClientKeyAccess {
  /** The client key wrapped to the viewer, when they are a confirmed member. */
  own?: string | null
  /** The provider key wrapped to the viewer, and the client key under it, when they are provider staff. */
  provider?: { wrapped: string, clientKey: string } | null
}

export interface Keyring {
  unlocked: Readonly<Ref<boolean>>
  /** An action waits for the keys: ask for the master password. */
  unlockRequested: Readonly<Ref<boolean>>
  /** Opens the account's keys with the *secret* stretched key, which is wiped. @throws Refusal `WRONG_CREDENTIALS` */
  open: (stretchedKey: Uint8Array<ArrayBuffer>, keys: SealedKeys) => Promise<void>
  /** Opens the account's keys with the master password. @throws Refusal `WRONG_CREDENTIALS` */
  openWithPassword: (password: string, keys: SealedKeys) => Promise<void>
  /** Asks for the keys before an action; false when the person declines. */
  requestUnlock: () => Promise<boolean>
  cancelUnlock: () => void
  /** Forgets all keys. */
  lock: () => void
  /** New keys of a client under the provider key that is wrapped to the viewer. */
  makeClientKeys: (wrappedProviderKey: string) => Promise<ClientKeys>
  /** The provider key, wrapped anew to a person's public key. */
  wrapProviderKey: (wrappedProviderKey: string, publicKey: string) => Promise<string>
  /** A client's key, wrapped anew to a person's public key. @throws Refusal `KEYS_DIFFER` where the two ways lead to different keys */
  wrapClientKey: (ways: ClientKeyAccess, publicKey: string) => Promise<string>
}

export const keyringKey: InjectionKey<Keyring> = Symbol('keyring')
export const useKeyring = (): Keyring => required(keyringKey)

/** The account's keys, in this closure and nowhere else: not in storage, and gone with the tab. */
export function createKeyring(): Keyring {
  const unlocked = ref(false)
  const unlockRequested = ref(false)
  let account: UnlockedAccount | null = null
  let pending: ((open: boolean) => void)[] = []

  function settle(open: boolean): void {
    unlockRequested.value = false
    for (const resolve of pending)
      resolve(open)
    pending = []
  }

  function privateKey(): UnlockedAccount['privateKey'] {
    if (account === null)
      throw Refusal.local('LOCKED')
    return account.privateKey
  }

  async function open(stretchedKey: Uint8Array<ArrayBuffer>, keys: SealedKeys): Promise<void> {
    account = await opening(() => unlock(stretchedKey as Parameters<typeof unlock>[0], keys))
    wipe(stretchedKey)
    unlocked.value = true
    settle(true)
  }

  return {
    unlocked: readonly(unlocked),
    unlockRequested: readonly(unlockRequested),
    open,
    async openWithPassword(password, keys) {
      const { stretchedKey } = await deriveForSignIn(password, keys)
      await open(stretchedKey, keys)
    },
    requestUnlock() {
      if (account !== null)
        return Promise.resolve(true)
      unlockRequested.value = true
      return new Promise(resolve => pending.push(resolve))
    },
    cancelUnlock: () => settle(false),
    lock() {
      account = null
      unlocked.value = false
      settle(false)
    },
    async makeClientKeys(wrappedProviderKey) {
      return makeClientKeys(await openSharedKey(wrappedProviderKey, privateKey()))
    },
    async wrapProviderKey(wrappedProviderKey, publicKey) {
      return confirm(wrappedProviderKey, privateKey(), await importPublicKey(publicKey))
    },
    async wrapClientKey({ own, provider }, publicKey) {
      const to = await importPublicKey(publicKey)
      const viaProvider = provider ? [provider.clientKey, await openSharedKey(provider.wrapped, privateKey())] as const : null
      if (own) {
        if (viaProvider && !await holdSameKey([own, privateKey()], [...viaProvider]))
          throw Refusal.local('KEYS_DIFFER')
        return confirm(own, privateKey(), to)
      }
      if (viaProvider)
        return confirm(...viaProvider, to)
      throw Refusal.local('NO_KEY')
    },
  }
}

async function opening<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  }
  catch (error) {
    if (error instanceof CannotOpen)
      throw Refusal.local('WRONG_CREDENTIALS')
    throw error
  }
}
