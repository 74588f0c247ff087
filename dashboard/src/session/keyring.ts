import type { UnlockedAccount } from '@wardroom/schema/sealing/account'
import type { CannotOpenCode } from '@wardroom/schema/sealing/cannot-open'
import type { ClientKeys } from '@wardroom/schema/sealing/provider'
import type { PublicKey } from '@wardroom/schema/sealing/rsa'
import type { InjectionKey, Ref, ShallowRef } from 'vue'
import type { SealedKeys } from './auth-api.js'
import { unlock } from '@wardroom/schema/sealing/account'
import { wipe } from '@wardroom/schema/sealing/bytes'
import { CannotOpen } from '@wardroom/schema/sealing/cannot-open'
import { confirm, holdSameKey, makeClientKeys, openSharedKey } from '@wardroom/schema/sealing/provider'
import { importPublicKey } from '@wardroom/schema/sealing/rsa'
import { readonly, ref, shallowRef } from 'vue'
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
  /** The public half of the private key that is unlocked in this tab; the server had no say in it. */
  publicKey: Readonly<ShallowRef<PublicKey | null>>
  /** An action waits for the keys: ask for the master password. */
  unlockRequested: Readonly<Ref<boolean>>
  /**
   * Opens the account's keys with the *secret* stretched key, which is wiped, once the server has taken the password.
   * @throws Refusal `KEYS_TAMPERED`, `KEYS_UNSUPPORTED`
   */
  open: (stretchedKey: Uint8Array<ArrayBuffer>, keys: SealedKeys) => Promise<void>
  /** Opens the account's keys with the master password. @throws Refusal `WRONG_CREDENTIALS`, and those of `open` and of `deriveForSignIn` */
  openWithPassword: (password: string, email: string, keys: SealedKeys) => Promise<void>
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
  const publicKey = shallowRef<PublicKey | null>(null)
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

  async function open(stretchedKey: Uint8Array<ArrayBuffer>, keys: SealedKeys, wrongPassword: CannotOpenCode | null = null): Promise<void> {
    try {
      account = await opening(wrongPassword, () => unlock(stretchedKey as Parameters<typeof unlock>[0], keys))
    }
    finally {
      wipe(stretchedKey)
    }
    publicKey.value = account.publicKey
    unlocked.value = true
    settle(true)
  }

  return {
    unlocked: readonly(unlocked),
    publicKey,
    unlockRequested: readonly(unlockRequested),
    open: (stretchedKey, keys) => open(stretchedKey, keys),
    async openWithPassword(password, email, keys) {
      const { stretchedKey } = await deriveForSignIn(password, email, keys)
      await open(stretchedKey, keys, 'integrity')
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
      publicKey.value = null
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

/** @param wrongPassword what a wrong password looks like, where the server has not taken it already */
async function opening<T>(wrongPassword: CannotOpenCode | null, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  }
  catch (error) {
    // What is no text at all opens as little as what was replaced.
    if (!(error instanceof CannotOpen || error instanceof TypeError))
      throw error
    const code = error instanceof CannotOpen ? error.code : 'malformed'
    throw Refusal.local(code === wrongPassword ? 'WRONG_CREDENTIALS' : code === 'unsupported-type' ? 'KEYS_UNSUPPORTED' : 'KEYS_TAMPERED')
  }
}
