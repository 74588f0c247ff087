import type { Sealed } from './format.js'
import type { Kdf } from './kdf.js'
import type { PrivateKey, PublicKey } from './rsa.js'
import type { KeyBytes, SymmetricKey } from './symmetric-key.js'
import { concat, sha256, toBase64, utf8, wipe } from './bytes.js'
import { refuse } from './cannot-open.js'
import { openBytes, openKey, sealBytes } from './encstring.js'
import { parse } from './format.js'
import { assertKdfAllowed, defaultKdf, saltOf } from './kdf.js'
import { deriveMasterKey, hashMasterPassword, stretch } from './master-key.js'
import { importPrivateKey, importPublicKey, makeKeyPair, publicKeyOf } from './rsa.js'
import { importKey, makeKey } from './symmetric-key.js'

/** What the server keeps of an account's keys. */
export interface AccountKeys {
  wrappedUserKey: Sealed
  publicKey: string
  wrappedPrivateKey: Sealed
}

/** All that registering sends. Neither password nor key is in it; `masterPasswordHash` is a password equivalent. */
export interface Registration extends AccountKeys {
  kdf: Kdf
  masterPasswordHash: string
}

/** *Secret*: an account's keys as they stay in memory. */
export interface UnlockedAccount {
  userKey: SymmetricKey
  privateKey: PrivateKey
  /** Made from the private key, so the server had no say in it. */
  publicKey: PublicKey
  /** Of the 64 random bytes of the user key: tells it apart from the one of before a rotation, and tells nothing of it. */
  userKeyDigest: string
}

/** New keys of an account under a *secret* stretched key (or any other 64 bytes that stand for one). */
export async function accountKeys(stretchedKey: KeyBytes): Promise<AccountKeys> {
  const userKey = makeKey()
  const [{ publicKey, privateKey }, stretched, user] = await Promise.all([makeKeyPair(), importKey(stretchedKey), importKey(userKey)])
  const [wrappedUserKey, wrappedPrivateKey] = await Promise.all([sealBytes(userKey, stretched), sealBytes(privateKey, user)])
  wipe(userKey, privateKey)
  return { wrappedUserKey, publicKey, wrappedPrivateKey }
}

/** Makes a new account's keys from its master password. @throws KdfRefused where the numbers may not be set */
export async function register(email: string, password: string, kdf: Kdf = defaultKdf): Promise<Registration> {
  const { registration } = await makeAccount(email, password, kdf)
  return registration
}

/** The same, for whoever goes on with the keys before they sign in. */
export async function makeAccount(
  email: string,
  password: string,
  kdf: Kdf = defaultKdf,
): Promise<{ registration: Registration, account: UnlockedAccount }> {
  assertKdfAllowed(kdf)
  const { masterPasswordHash, stretchedKey } = await signIn(password, { kdf, salt: saltOf(email) })
  const keys = await accountKeys(stretchedKey)
  const account = await unlock(stretchedKey, keys)
  wipe(stretchedKey)
  return { registration: { kdf, masterPasswordHash, ...keys }, account }
}

/**
 * From what prelogin answered: the hash that goes to the server, and the *secret* key that unlocks what it sends back.
 * @throws KdfRefused where the server asks for less than the floor
 */
export async function signIn(
  password: string,
  { kdf, salt }: { kdf: Kdf, salt: string },
): Promise<{ masterPasswordHash: string, stretchedKey: KeyBytes }> {
  const masterKey = await deriveMasterKey(password, salt, kdf)
  const [masterPasswordHash, stretchedKey] = await Promise.all([hashMasterPassword(masterKey, password), stretch(masterKey)])
  wipe(masterKey)
  return { masterPasswordHash, stretchedKey }
}

/** What a change of the master password, or of what it is derived with, sends: both proofs, and the same user key under the new one. */
export interface PasswordChange {
  masterPasswordHash: string
  newMasterPasswordHash: string
  newWrappedUserKey: Sealed
}

/** An account's keys as the server answers them, with what they are derived with. */
export type AnsweredKeys = { kdf: Kdf, salt: string } & Parameters<typeof unlock>[1]

/** What is sent, and the account that was opened for it. */
interface Changed {
  change: PasswordChange
  account: UnlockedAccount
}

/** Salt and numbers stay. @throws CannotOpen as `unlock` does; `integrity` is a wrong present password */
export function changePassword(present: string, next: string, keys: AnsweredKeys): Promise<Changed> {
  return sealAnew(present, { password: next, kdf: keys.kdf, salt: keys.salt }, keys)
}

/** Password and numbers stay; the new address is the salt. @throws CannotOpen as `changePassword` */
export function changeEmail(password: string, email: string, keys: AnsweredKeys): Promise<Changed> {
  return sealAnew(password, { password, kdf: keys.kdf, salt: saltOf(email) }, keys)
}

/** Password and salt stay. @throws KdfRefused where the numbers may not be set, CannotOpen as `changePassword` */
export async function changeKdf(password: string, kdf: Kdf, keys: AnsweredKeys): Promise<Changed> {
  assertKdfAllowed(kdf)
  return sealAnew(password, { password, kdf, salt: keys.salt }, keys)
}

async function sealAnew(
  present: string,
  next: { password: string, kdf: Kdf, salt: string },
  { kdf, salt, ...keys }: AnsweredKeys,
): Promise<Changed> {
  const [before, after] = [await signIn(present, { kdf, salt }), await signIn(next.password, next)]
  try {
    const account = await unlock(before.stretchedKey, keys)
    const userKey = await openKey(keys.wrappedUserKey, await importKey(before.stretchedKey))
    const newWrappedUserKey = await sealBytes(userKey, await importKey(after.stretchedKey)).finally(() => wipe(userKey))
    const { masterPasswordHash } = before
    return { change: { masterPasswordHash, newMasterPasswordHash: after.masterPasswordHash, newWrappedUserKey }, account }
  }
  finally {
    wipe(before.stretchedKey, after.stretchedKey)
  }
}

/**
 * Opens an account's keys. `integrity` is what a wrong password looks like, and nothing else is: once the user key has opened, a private
 * key that it does not open, or a public key that does not belong to it, was `replaced`. `unsupported-type` on the private key means a
 * newer encryption, which is never overwritten.
 * @throws CannotOpen
 */
export async function unlock(
  stretchedKey: KeyBytes,
  keys: { wrappedUserKey: string, wrappedPrivateKey: string, publicKey: string },
): Promise<UnlockedAccount> {
  parse(keys.wrappedPrivateKey)
  const userKeyBytes = await openKey(keys.wrappedUserKey, await importKey(stretchedKey))
  const [userKey, userKeyDigest] = await Promise.all([importKey(userKeyBytes), digestOf(userKeyBytes)]).finally(() => wipe(userKeyBytes))
  const pkcs8 = await openBytes(keys.wrappedPrivateKey, userKey).catch(() => refuse('replaced'))
  const [privateKey, publicKey] = await Promise.all([importPrivateKey(pkcs8), publicKeyOf(pkcs8)])
    .finally(() => wipe(pkcs8))
  if (publicKey !== keys.publicKey)
    refuse('replaced')
  return { userKey, privateKey, publicKey: await importPublicKey(publicKey), userKeyDigest }
}

async function digestOf(userKey: KeyBytes): Promise<string> {
  const named = concat(utf8('wardroom.user-key.v1:'), userKey)
  return toBase64(await sha256(named).finally(() => wipe(named)))
}
