import type { PasswordChange, Registration, UnlockedAccount } from '@wardroom/schema/sealing/account'
import type { CannotOpenCode } from '@wardroom/schema/sealing/cannot-open'
import type { SealedName } from '@wardroom/schema/sealing/collection'
import type { Kdf } from '@wardroom/schema/sealing/kdf'
import type { Tenant } from '@wardroom/schema/sealing/pin'
import type { ClientKeys } from '@wardroom/schema/sealing/provider'
import type { ClientPair, Enrolment, PasswordReset, RecoveryMaterial } from '@wardroom/schema/sealing/recovery'
import type { Hanging, Rotation } from '@wardroom/schema/sealing/rotation'
import type { PublicKey } from '@wardroom/schema/sealing/rsa'
import type { KeyBytes } from '@wardroom/schema/sealing/symmetric-key'
import type { LocalCode } from '../lib/refusal.js'
import type { SealedKeys } from './auth-api.js'
import type { SealedCollection } from './collection-names.js'
import type { ClientKeyAccess, KeyAccess, Pinned, ProviderKeyAccess } from './shared-key.js'
import { changeEmail, changeKdf, changePassword, makeAccount, signIn, unlock } from '@wardroom/schema/sealing/account'
import { concat, sha256, toBase64, utf8, wipe } from '@wardroom/schema/sealing/bytes'
import { CannotOpen, refuse } from '@wardroom/schema/sealing/cannot-open'
import { sealCollectionName } from '@wardroom/schema/sealing/collection'
import { openKey, sealBytes } from '@wardroom/schema/sealing/encstring'
import { derive } from '@wardroom/schema/sealing/kdf'
import { bindKey, sealPin } from '@wardroom/schema/sealing/pin'
import { makeClientKeys, makeProviderKey } from '@wardroom/schema/sealing/provider'
import { EnrolledAsAnother, makeEnrolment, provenPublicKey, resetPassword } from '@wardroom/schema/sealing/recovery'
import { PinForeign, rotateUserKey } from '@wardroom/schema/sealing/rotation'
import { importPublicKey, unwrapKey, wrapKey } from '@wardroom/schema/sealing/rsa'
import { importKey } from '@wardroom/schema/sealing/symmetric-key'
import { Refusal } from '../lib/refusal.js'
import { openNames } from './collection-names.js'
import { isOfClient, requireBound, soleKey, tenantOf, waysTo } from './shared-key.js'

/** What can be told of keys that were opened. */
export interface OpenedKeys {
  /** The public half of the account's private key. */
  publicKey: PublicKey
  /** Tells the user key from the one of before a rotation. */
  userKeyDigest: string
}

/** A client that is to have the new user key. */
export interface ConfirmedEnrolment {
  /** The membership. */
  userId: string
  /** With the public key whose phrase the person has confirmed. */
  client: ClientPair
  access: Pinned<ClientKeyAccess>
}

/**
 * The account's keys and all that is done with them, in the memory of a worker: the page's own thread neither waits for a derivation nor ever holds
 * a key. All of it is gone when the worker is ended.
 */
export interface Vault {
  register: (email: string, password: string) => Promise<Registration>
  /** The hash that goes to the server. The key to unlock with stays here until `open`. */
  derive: (password: string, kdf: Kdf, salt: string) => Promise<string>
  /** The same hash, for a proof: no key stays. */
  prove: (password: string, kdf: Kdf, salt: string) => Promise<string>
  /**
   * Opens the account's keys with what was derived last, which is wiped.
   * @param wrongPassword what a wrong password looks like, where the server has not taken it already
   * @throws Refusal `KEYS_TAMPERED`, `KEYS_UNSUPPORTED`, `WRONG_CREDENTIALS`
   */
  open: (keys: SealedKeys, wrongPassword: CannotOpenCode | null) => Promise<OpenedKeys>
  /**
   * What a change of the master password sends, and the keys that were opened for it.
   * @throws Refusal `KEYS_TAMPERED`, `KEYS_UNSUPPORTED`, `WRONG_CREDENTIALS`
   */
  changePassword: (
    present: string,
    next: string,
    keys: SealedKeys & { kdf: Kdf },
  ) => Promise<{ change: PasswordChange, opened: OpenedKeys }>
  /** The same for a change of address, which is the salt. */
  changeEmail: (
    password: string,
    email: string,
    keys: SealedKeys & { kdf: Kdf },
  ) => Promise<{ change: PasswordChange, opened: OpenedKeys }>
  /** The same for other numbers. */
  changeKdf: (password: string, kdf: Kdf, keys: SealedKeys & { kdf: Kdf }) => Promise<{ change: PasswordChange, opened: OpenedKeys }>
  /** How many milliseconds one derivation takes here. */
  measure: (kdf: Kdf) => Promise<number>
  /** @returns the keys that a password opens; nothing of them stays. @throws Refusal as `changePassword` */
  tryPassword: (password: string, keys: SealedKeys & { kdf: Kdf }) => Promise<OpenedKeys>
  /**
   * What a rotation of the keys sends, and the keys of before and after. What is open here stays as it was.
   * @throws Refusal as `changePassword`; `KEYS_DIFFER` where a note is not one's own, or a client's key another than the one that was shown
   */
  rotate: (
    password: string,
    email: string,
    keys: SealedKeys & { kdf: Kdf },
    pins: Hanging['pins'],
    enrolments: readonly ConfirmedEnrolment[],
  ) => Promise<{ rotation: Rotation, before: OpenedKeys, after: OpenedKeys }>
  /** A new provider key, wrapped to the person who has just been registered here, their own note of it, and its digest. */
  makeProviderKey: (providerId: string) => Promise<{ wrapped: string, pin: string, digest: string }>
  makeClientKeys: (clientId: string, provider: Pinned<ProviderKeyAccess>) => Promise<{ keys: ClientKeys & { pin: string }, digest: string }>
  /**
   * Whether all ways lead to one key, and a client's is its own.
   * @returns a digest of it. @throws Refusal `KEYS_DIFFER`, `KEYS_UNBOUND`, `NO_KEY`
   */
  check: (access: KeyAccess) => Promise<string>
  pin: (access: KeyAccess) => Promise<string>
  bindKey: (access: ClientKeyAccess) => Promise<string>
  wrapKeyTo: (publicKey: string, access: Pinned<KeyAccess>) => Promise<string>
  /** A collection's name under the client's key, and whose name it is. */
  sealName: (collectionId: string, name: string, access: Pinned<ClientKeyAccess>) => Promise<SealedName>
  /** The names of collections in their order; null where one does not open under the client's key, or is another collection's. */
  openNames: (sealed: readonly SealedCollection[], access: Pinned<ClientKeyAccess>) => Promise<Array<string | null>>
  /** A client's key for the provider that is to look after it. */
  sealForProvider: (access: Pinned<ClientKeyAccess>, provider: Pinned<ProviderKeyAccess>) => Promise<string>
  /** A client's public key as its own private key has it, SPKI in base64. @throws Refusal `KEYS_DIFFER` where the server names another */
  clientPublicKey: (client: ClientPair, access: Pinned<ClientKeyAccess>) => Promise<string>
  /** One's own user key, wrapped to that key. @throws Refusal `KEYS_DIFFER`, `WRONG_CREDENTIALS` */
  enrol: (
    password: string,
    email: string,
    keys: SealedKeys & { kdf: Kdf },
    client: ClientPair,
    access: Pinned<ClientKeyAccess>,
  ) => Promise<Enrolment>
  /**
   * @param emails of the person
   * @throws Refusal `RECOVERY_KEY_FOREIGN` where what was enrolled is not the person's user key, `ENROLLED_AS_ANOTHER` with the `email`
   */
  resetPassword: (
    temporary: string,
    material: RecoveryMaterial,
    client: ClientPair,
    access: Pinned<ClientKeyAccess>,
    emails: readonly string[],
  ) => Promise<PasswordReset>
}

export function createVault(): Vault {
  let account: UnlockedAccount | null = null
  /** Who was registered here and has not signed in yet. */
  let registered: UnlockedAccount | null = null
  let stretched: KeyBytes | null = null

  const own = (): UnlockedAccount => unlessLocked(account)

  /** Somebody else's keys go before these are opened. */
  function leaveUnlessOf({ publicKey }: SealedKeys): void {
    if (account !== null && toBase64(account.publicKey.spki) !== publicKey)
      account = null
  }

  /** Hands the one key to which all ways lead to some work, and wipes it afterwards, come what may. */
  async function withSoleKey<T>(access: KeyAccess, work: (key: KeyBytes) => Promise<T>): Promise<T> {
    const key = await soleKey(waysTo(access, own()))
    return work(key).finally(() => wipe(key))
  }

  /** The same, of a client with a key that says so itself: at each use. */
  function withKey<T>(access: KeyAccess, work: (key: KeyBytes) => Promise<T>): Promise<T> {
    return withSoleKey(access, async (key) => {
      if (isOfClient(access))
        await requireBound(access, key)
      return work(key)
    })
  }

  return {
    async register(email, password) {
      const made = await makeAccount(email, password)
      registered = made.account
      return made.registration
    },
    async derive(password, kdf, salt) {
      const { masterPasswordHash, stretchedKey } = await signIn(password, { kdf, salt })
      stretched = stretchedKey
      return masterPasswordHash
    },
    async prove(password, kdf, salt) {
      const { masterPasswordHash, stretchedKey } = await signIn(password, { kdf, salt })
      wipe(stretchedKey)
      return masterPasswordHash
    },
    async open(keys, wrongPassword) {
      const key = unlessLocked(stretched)
      stretched = null
      registered = null
      account = await opening(wrongPassword, () => {
        leaveUnlessOf(keys)
        return unlock(key, keys)
      }).finally(() => wipe(key))
      return openedOf(account)
    },
    changePassword: (present, next, keys) => changing(() => changePassword(present, next, keys)),
    changeKdf: (password, kdf, keys) => changing(() => changeKdf(password, kdf, keys)),
    async measure(kdf) {
      const begun = performance.now()
      await derive('measured', 'measured', kdf)
      return performance.now() - begun
    },
    changeEmail: (password, email, keys) => changing(() => changeEmail(password, email, keys)),
    tryPassword: (password, keys) => opening('integrity', async () => {
      const { stretchedKey } = await signIn(password, keys)
      return openedOf(await unlock(stretchedKey, keys).finally(() => wipe(stretchedKey)))
    }),
    async rotate(password, email, keys, pins, confirmed) {
      const enrolments = await Promise.all(confirmed.map(async ({ userId, client, access }) =>
        ({ userId, clientId: access.id, to: await withKey(access, key => provenKey(client, key)) })))
      return opening('integrity', async () => {
        const { rotation, before, after } = await rotateUserKey(password, keys, { pins, enrolments, email })
        return { rotation, before: openedOf(before), after: openedOf(after) }
      })
    },
    async makeProviderKey(id) {
      const { publicKey, privateKey, userKey } = unlessLocked(registered)
      const { wrapped } = await makeProviderKey(publicKey)
      const key = await unwrapKey(wrapped, privateKey)
      const of = { kind: 'provider', id } as const
      const [pin, digest] = await Promise.all([sealPin(of, key, userKey), digestOf(of, key)]).finally(() => wipe(key))
      return { wrapped, pin, digest }
    },
    makeClientKeys: (clientId, provider) => withKey(provider, async (key) => {
      const providerKey = await importKey(key)
      const keys = await makeClientKeys(clientId, providerKey)
      const clientKey = await openKey(keys.providerKey, providerKey)
      const of = { kind: 'client', id: clientId } as const
      const [pin, digest] = await Promise.all([sealPin(of, clientKey, own().userKey), digestOf(of, clientKey)])
        .finally(() => wipe(clientKey))
      return { keys: { ...keys, pin }, digest }
    }),
    check: access => withKey(access, key => digestOf(tenantOf(access), key)),
    pin: access => withKey(access, async key => sealPin(tenantOf(access), key, own().userKey)),
    bindKey: access => withSoleKey(access, async key => bindKey(access.id, await importKey(key))),
    wrapKeyTo: (publicKey, access) => withKey(access, async key => wrapKey(key, await importPublicKey(publicKey))),
    sealName: (id, name, access) => withKey(access, async key =>
      sealCollectionName({ clientId: access.id, id }, name, await importKey(key))),
    openNames: (sealed, access) => withKey(access, async key => openNames(access.id, sealed, await importKey(key))),
    sealForProvider: (access, provider) => withKey(access, async key =>
      withKey(provider, async providerKey => sealBytes(key, await importKey(providerKey)))),
    clientPublicKey: (client, access) => withKey(access, async key => toBase64((await provenKey(client, key)).spki)),
    enrol: (password, email, keys, client, access) => withKey(access, async (key) => {
      const to = await provenKey(client, key)
      const { stretchedKey } = await signIn(password, keys)
      return opening('integrity', async () => {
        const { userKeyDigest } = await unlock(stretchedKey, keys)
        return userKeyDigest === own().userKeyDigest
          ? makeEnrolment(keys.wrappedUserKey, stretchedKey, to, { clientId: access.id, email })
          : refuse('replaced')
      }).finally(() => wipe(stretchedKey))
    }),
    resetPassword: (temporary, material, client, access, emails) => withKey(access, async (key) => {
      await provenKey(client, key)
      const clientKey = await importKey(key)
      return orRefused('RECOVERY_KEY_FOREIGN', () => resetPassword(temporary, material, { ...client, id: access.id }, clientKey, emails))
    }),
  }
}

/** Of each provider and client its own, so that no two digests can be compared. */
async function digestOf({ kind, id }: Tenant, key: KeyBytes): Promise<string> {
  const named = concat(utf8(`wardroom ${kind} ${id} `), key)
  return toBase64(await sha256(named).finally(() => wipe(named)))
}

function openedOf({ publicKey, userKeyDigest }: UnlockedAccount): OpenedKeys {
  return { publicKey, userKeyDigest }
}

function unlessLocked<T>(secret: T | null): T {
  if (secret === null)
    throw Refusal.local('LOCKED')
  return secret
}

/** Seals the user key anew; of the keys that are opened for it nothing stays. */
function changing(seal: () => ReturnType<typeof changePassword>): Promise<{ change: PasswordChange, opened: OpenedKeys }> {
  return opening('integrity', async () => {
    const { change, account } = await seal()
    return { change, opened: openedOf(account) }
  })
}

function provenKey(client: ClientPair, key: KeyBytes): Promise<PublicKey> {
  return orRefused('KEYS_DIFFER', async () => provenPublicKey(client, await importKey(key)))
}

async function orRefused<T>(code: LocalCode, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  }
  catch (error) {
    if (error instanceof EnrolledAsAnother)
      throw Refusal.local('ENROLLED_AS_ANOTHER', { email: error.email })
    throw error instanceof CannotOpen ? Refusal.local(code) : error
  }
}

async function opening<T>(wrongPassword: CannotOpenCode | null, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  }
  catch (error) {
    if (error instanceof PinForeign)
      throw Refusal.local('KEYS_DIFFER')
    // What is no text at all opens as little as what was replaced.
    if (!(error instanceof CannotOpen || error instanceof TypeError))
      throw error
    const code = error instanceof CannotOpen ? error.code : 'malformed'
    throw Refusal.local(code === wrongPassword ? 'WRONG_CREDENTIALS' : code === 'unsupported-type' ? 'KEYS_UNSUPPORTED' : 'KEYS_TAMPERED')
  }
}
