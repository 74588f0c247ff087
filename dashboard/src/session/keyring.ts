import type { UnlockedAccount } from '@wardroom/schema/sealing/account'
import type { CannotOpenCode } from '@wardroom/schema/sealing/cannot-open'
import type { ClientKeys } from '@wardroom/schema/sealing/provider'
import type { PublicKey } from '@wardroom/schema/sealing/rsa'
import type { InjectionKey, Ref, ShallowRef } from 'vue'
import type { SealedKeys } from './auth-api.js'
import type { ClientKeyAccess, KeyAccess, Pinned, ProviderKeyAccess } from './shared-key.js'
import { unlock } from '@wardroom/schema/sealing/account'
import { wipe } from '@wardroom/schema/sealing/bytes'
import { CannotOpen } from '@wardroom/schema/sealing/cannot-open'
import { openKey } from '@wardroom/schema/sealing/encstring'
import { bindKey, sealPin } from '@wardroom/schema/sealing/pin'
import { makeClientKeys } from '@wardroom/schema/sealing/provider'
import { importPublicKey, wrapKey } from '@wardroom/schema/sealing/rsa'
import { importKey } from '@wardroom/schema/sealing/symmetric-key'
import { readonly, ref, shallowRef } from 'vue'
import { required } from '../lib/inject.js'
import { Refusal } from '../lib/refusal.js'
import { deriveForSignIn } from './derive.js'
import { requireBound, soleKey, waysTo } from './shared-key.js'

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
  /**
   * Opens the account's keys with the master password.
   * @throws Refusal `WRONG_CREDENTIALS`, and those of `open` and of `deriveForSignIn`
   */
  openWithPassword: (password: string, email: string, keys: SealedKeys) => Promise<void>
  /** Asks for the keys before an action; false when the person declines. */
  requestUnlock: () => Promise<boolean>
  cancelUnlock: () => void
  /** Forgets all keys. */
  lock: () => void
  /**
   * The viewer's own note of a key that they are about to use for the first time.
   * @throws Refusal `KEYS_DIFFER` where its ways lead to different keys or it is bound to another client, `KEYS_UNBOUND`, `NO_KEY`
   */
  pin: (access: KeyAccess) => Promise<string>
  /** Says under a client's key whose it is, on a client of before that nobody has bound. @throws Refusal `KEYS_DIFFER`, `NO_KEY` */
  bind: (access: ClientKeyAccess) => Promise<string>
  /** New keys of a client under the provider key, and the viewer's note of them. @throws Refusal `KEYS_DIFFER` */
  makeClientKeys: (clientId: string, provider: Pinned<ProviderKeyAccess>) => Promise<ClientKeys & { pin: string }>
  /** The provider key or a client's key, wrapped anew to a person's public key. @throws Refusal `KEYS_DIFFER`, `NO_KEY` */
  wrapKeyTo: (publicKey: string, access: Pinned<KeyAccess>) => Promise<string>
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

  function own(): UnlockedAccount {
    if (account === null)
      throw Refusal.local('LOCKED')
    return account
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
    async pin(access) {
      const key = await soleKey(waysTo(access, own()))
      if ('binding' in access)
        await requireBound(access, key)
      const pin = await sealPin(access.id, key, own().userKey)
      wipe(key)
      return pin
    },
    async bind(access) {
      const key = await soleKey(waysTo(access, own()))
      const binding = await bindKey(access.id, await importKey(key))
      wipe(key)
      return binding
    },
    async makeClientKeys(clientId, provider) {
      const key = await soleKey(waysTo(provider, own()))
      const providerKey = await importKey(key)
      wipe(key)
      const keys = await makeClientKeys(clientId, providerKey)
      const clientKey = await openKey(keys.providerKey, providerKey)
      const pin = await sealPin(clientId, clientKey, own().userKey)
      wipe(clientKey)
      return { ...keys, pin }
    },
    async wrapKeyTo(publicKey, access) {
      const to = await importPublicKey(publicKey)
      const key = await soleKey(waysTo(access, own()))
      const wrapped = await wrapKey(key, to)
      wipe(key)
      return wrapped
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
