import type { PasswordChange } from '@wardroom/schema/sealing/account'
import type { Kdf } from '@wardroom/schema/sealing/kdf'
import type { ClientPair, Enrolment, PasswordReset, RecoveryMaterial } from '@wardroom/schema/sealing/recovery'
import type { Hanging, Rotation } from '@wardroom/schema/sealing/rotation'
import type { PublicKey } from '@wardroom/schema/sealing/rsa'
import type { Remote } from 'comlink'
import type { InjectionKey, Ref, ShallowRef } from 'vue'
import type { Work } from '../lib/worker.js'
import type { KdfNumbers, SealedKeys } from './auth-api.js'
import type { ClientKeyAccess, Pinned } from './shared-key.js'
import type { ConfirmedEnrolment, OpenedKeys, Vault } from './vault.js'
import { toBase64 } from '@wardroom/schema/sealing/bytes'
import { readonly, ref, shallowRef } from 'vue'
import { required } from '../lib/inject.js'
import { asRefusal, Refusal } from '../lib/refusal.js'
import { startWorker } from '../lib/worker.js'
import { requireFitDerivation } from './fit-derivation.js'
import { isOtherOwnKey, knowsOwnKey, rememberNewKey, rememberOwnKey } from './known-own-key.js'
import { isFormerUserKey, rememberUserKey } from './known-user-keys.js'
import vaultWorker from './vault.worker.ts?worker&url'

type Passed
  = 'register'
    | 'measure'
    | 'makeProviderKey'
    | 'makeClientKeys'
    | 'check'
    | 'pin'
    | 'bindKey'
    | 'wrapKeyTo'
    | 'sealForProvider'
    | 'clientPublicKey'
    | 'sealName'
    | 'openNames'

/** What is known of the keys that will be opened, beside what this browser remembers. */
export interface ExpectedKeys {
  /** What the person has just made here: it takes the place of what is remembered, and no other key will do. */
  made?: { publicKey: string, kdf: Kdf }
  /** The password is no secret: nothing of the keys is remembered, since a demo made anew has others. */
  demo?: boolean
}

/** The account's keys as the page sees them: what can be asked of the worker that holds them (vault.ts). */
export interface Keyring extends Pick<Vault, Passed> {
  unlocked: Readonly<Ref<boolean>>
  /** The public half of the private key that is unlocked in this tab; the server had no say in it. */
  publicKey: Readonly<ShallowRef<PublicKey | null>>
  /** An action waits for the keys: ask for the master password. */
  unlockRequested: Readonly<Ref<boolean>>
  /**
   * The hash that proves the master password to the server. @param email as `readEmail` gives it
   * @throws Refusal `KDF_DOWNGRADE`, `KDF_EXCESSIVE`, `SALT_REPLACED` where the numbers and salt that the server answered cannot be true
   */
  derive: (password: string, email: string, answered: { kdf?: KdfNumbers, salt?: string }, made?: Kdf) => Promise<string>
  /** The same hash as a proof, without the key to unlock with. @throws Refusal as `derive` */
  prove: (password: string, email: string, answered: { kdf?: KdfNumbers, salt?: string }) => Promise<string>
  /**
   * Opens the account's keys after `derive`, when the server took the password, and remembers them by the address.
   * @throws Refusal `KEYS_TAMPERED`, `KEYS_UNSUPPORTED`
   */
  open: (email: string, keys: SealedKeys, expected?: ExpectedKeys) => Promise<void>
  /** Opens the account's keys with the master password. @throws Refusal `WRONG_CREDENTIALS`, and those of `derive` and `open` */
  openWithPassword: (password: string, email: string, keys: SealedKeys, expected?: ExpectedKeys) => Promise<void>
  /**
   * What a change of the master password sends.
   * @throws Refusal `WRONG_CREDENTIALS` where the present one is wrong, and those of `derive` and `open`
   */
  changePassword: (present: string, next: string, email: string, keys: SealedKeys) => Promise<PasswordChange>
  /** What a change of the address sends. @param next as typed, and as `readEmail` gives it. @throws Refusal as `changePassword` */
  changeEmail: (password: string, email: string, next: string, keys: SealedKeys) => Promise<PasswordChange>
  /** What a change of the numbers sends. @throws Refusal as `changePassword` */
  changeKdf: (password: string, kdf: Kdf, email: string, keys: SealedKeys) => Promise<PasswordChange>
  /** Whether the password opens the keys, and they are those that this browser knows as the person's own. @throws Refusal as `derive` */
  isInForce: (password: string, email: string, keys: SealedKeys) => Promise<boolean>
  /** One's own user key for whoever may recover one's account. @throws Refusal as `changePassword`, and as `Vault.enrol` */
  enrol: (
    password: string,
    email: string,
    keys: SealedKeys,
    client: ClientPair,
    access: Pinned<ClientKeyAccess>,
  ) => Promise<Enrolment>
  /**
   * What a rotation of the keys sends; `taken` is called once the server has taken it, and from then on no other will do.
   * @throws Refusal as `changePassword`, and as `Vault.rotate`
   */
  rotate: (
    password: string,
    email: string,
    keys: SealedKeys,
    pins: Hanging['pins'],
    enrolments: readonly ConfirmedEnrolment[],
  ) => Promise<{ rotation: Rotation, taken: () => void }>
  /**
   * A temporary master password for somebody else. @param formerly another address that they had
   * @throws Refusal as `derive`, and as `Vault.resetPassword`
   */
  resetPassword: (
    temporary: string,
    email: string,
    material: Omit<RecoveryMaterial, 'kdf'> & { kdf: KdfNumbers },
    client: ClientPair,
    access: Pinned<ClientKeyAccess>,
    formerly: string | null,
  ) => Promise<PasswordReset>
  /** Asks for the keys before an action; false when the person declines. */
  requestUnlock: () => Promise<boolean>
  cancelUnlock: () => void
  /** Ends the worker, and with it all keys. */
  lock: () => void
  /** Takes the keys away; what was derived stays, to open those of the person whose session begins. */
  giveWay: () => void
}

export const keyringKey: InjectionKey<Keyring> = Symbol('keyring')
export const useKeyring = (): Keyring => required(keyringKey)

export function createKeyring(): Keyring {
  const unlocked = ref(false)
  const publicKey = shallowRef<PublicKey | null>(null)
  const unlockRequested = ref(false)
  let vault: Work<Vault> | null = null
  /** Of the user key that is unlocked in this tab, where it is remembered. */
  let userKeyDigest: string | null = null
  let pending: ((open: boolean) => void)[] = []

  const inVault: Work<Vault>['run'] = (task) => {
    vault ??= startWorker<Vault>(vaultWorker)
    return vault.run(task)
  }

  function settle(open: boolean): void {
    unlockRequested.value = false
    for (const resolve of pending)
      resolve(open)
    pending = []
  }

  const derive: Keyring['derive'] = async (password, email, answered, made) => {
    const { kdf, salt } = requireFitDerivation(email, answered, made)
    return inVault(keys => keys.derive(password, kdf, salt))
  }

  function giveWay(): void {
    publicKey.value = null
    userKeyDigest = null
    unlocked.value = false
    settle(false)
  }

  function lock(): void {
    vault?.end()
    vault = null
    giveWay()
  }

  async function open(
    email: string,
    keys: SealedKeys,
    wrongPassword: 'integrity' | null,
    { made, demo = false }: ExpectedKeys = {},
  ): Promise<void> {
    const opened = await inVault(vault => vault.open(keys, wrongPassword))
    const own = toBase64(opened.publicKey.spki)
    if (made === undefined ? await isForeign(email, opened) : own !== made.publicKey) {
      lock()
      throw Refusal.local('KEYS_TAMPERED')
    }
    if (!demo) {
      await (made === undefined ? rememberOwnKey : rememberNewKey)(email, own)
      rememberUserKey(own, opened.userKeyDigest)
    }
    publicKey.value = opened.publicKey
    userKeyDigest = opened.userKeyDigest
    unlocked.value = true
    settle(true)
  }

  /** Only keys that this browser knows as the person's own are sealed anew. */
  async function sealAnew(
    email: string,
    keys: SealedKeys,
    change: (vault: Remote<Vault>, keys: SealedKeys & { kdf: Kdf }) => ReturnType<Vault['changePassword']>,
  ): Promise<PasswordChange> {
    const fit = requireFitDerivation(email, keys)
    const { change: made, opened } = await inVault(vault => change(vault, { ...keys, ...fit }))
    if (await isForeign(email, opened))
      throw Refusal.local('KEYS_TAMPERED')
    return made
  }

  return {
    unlocked: readonly(unlocked),
    publicKey,
    unlockRequested: readonly(unlockRequested),
    derive,
    async prove(password, email, answered) {
      const { kdf, salt } = requireFitDerivation(email, answered)
      return inVault(keys => keys.prove(password, kdf, salt))
    },
    open: (email, keys, expected) => open(email, keys, null, expected),
    async openWithPassword(password, email, keys, expected) {
      await derive(password, email, keys)
      await open(email, keys, 'integrity', expected)
    },
    changePassword: (present, next, email, keys) =>
      sealAnew(email, keys, (vault, fit) => vault.changePassword(present, next, fit)),
    changeKdf: (password, kdf, email, keys) =>
      sealAnew(email, keys, (vault, fit) => vault.changeKdf(password, kdf, fit)),
    changeEmail: (password, email, next, keys) =>
      sealAnew(email, keys, (vault, fit) => vault.changeEmail(password, next, fit)),
    async isInForce(password, email, keys) {
      const fit = requireFitDerivation(email, keys)
      const opened = await inVault(vault => vault.tryPassword(password, { ...keys, ...fit })).catch(notOpened)
      return opened !== null && knowsOwnKey(email) && !await isForeign(email, opened)
    },
    async rotate(password, email, keys, pins, enrolments) {
      const fit = requireFitDerivation(email, keys)
      const { rotation, before, after } = await inVault(vault => vault.rotate(password, email, { ...keys, ...fit }, pins, enrolments))
      if (await isForeign(email, before))
        throw Refusal.local('KEYS_TAMPERED')
      return { rotation, taken: () => rememberUserKey(toBase64(after.publicKey.spki), after.userKeyDigest) }
    },
    requestUnlock() {
      // The person has rotated their keys elsewhere and signed in beside this tab: what would be sealed under these would never open.
      if (publicKey.value && userKeyDigest && isFormerUserKey(toBase64(publicKey.value.spki), userKeyDigest))
        lock()
      if (unlocked.value)
        return Promise.resolve(true)
      unlockRequested.value = true
      return new Promise(resolve => pending.push(resolve))
    },
    cancelUnlock: () => settle(false),
    lock,
    giveWay,
    measure: kdf => inVault(vault => vault.measure(kdf)),
    register: (email, password) => inVault(vault => vault.register(email, password)),
    makeProviderKey: providerId => inVault(vault => vault.makeProviderKey(providerId)),
    makeClientKeys: (clientId, provider) => inVault(vault => vault.makeClientKeys(clientId, provider)),
    check: access => inVault(vault => vault.check(access)),
    pin: access => inVault(vault => vault.pin(access)),
    bindKey: access => inVault(vault => vault.bindKey(access)),
    wrapKeyTo: (publicKey, access) => inVault(vault => vault.wrapKeyTo(publicKey, access)),
    sealName: (id, name, access) => inVault(vault => vault.sealName(id, name, access)),
    openNames: (sealed, access) => inVault(vault => vault.openNames(sealed, access)),
    sealForProvider: (access, provider) => inVault(vault => vault.sealForProvider(access, provider)),
    clientPublicKey: (client, access) => inVault(vault => vault.clientPublicKey(client, access)),
    async enrol(password, email, keys, client, access) {
      const fit = requireFitDerivation(email, keys)
      return inVault(vault => vault.enrol(password, email, { ...keys, ...fit }, client, access))
    },
    async resetPassword(temporary, email, material, client, access, formerly) {
      const fit = requireFitDerivation(email, material)
      const emails = formerly === null ? [email] : [email, formerly]
      return inVault(vault => vault.resetPassword(temporary, { ...material, ...fit }, client, access, emails))
    },
  }
}

/** Keys that are not those that this browser knows as the person's own, or were retired by a rotation. */
async function isForeign(email: string, { publicKey, userKeyDigest }: OpenedKeys): Promise<boolean> {
  const own = toBase64(publicKey.spki)
  return await isOtherOwnKey(email, own) || isFormerUserKey(own, userKeyDigest)
}

function notOpened(error: unknown): null {
  if (asRefusal(error).code === 'WRONG_CREDENTIALS')
    return null
  throw error
}
