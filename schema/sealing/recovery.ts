import type { Sealed } from './format.js'
import type { Kdf } from './kdf.js'
import type { PublicKey } from './rsa.js'
import type { KeyBytes, SymmetricKey } from './symmetric-key.js'
import { signIn } from './account.js'
import { wipe } from './bytes.js'
import { refuse } from './cannot-open.js'
import { openBytes, openKey, openText, sealBytes, sealText } from './encstring.js'
import { importPrivateKey, importPublicKey, publicKeyOf, unwrapKey, wrapKey } from './rsa.js'
import { importKey } from './symmetric-key.js'

/** A client's pair of keys as the server hands it over. */
export interface ClientPair {
  publicKey: string
  /** Under the client key. */
  wrappedPrivateKey: string
}

/** Of a person who has enrolled, as the server hands it over. */
export interface RecoveryMaterial extends ClientPair {
  kdf: Kdf
  salt: string
  /** Their user key, wrapped to the client's public key. */
  recoveryKey: string
  /** Whose it is and for whom, under that user key. */
  recoveryBinding: string
}

/**
 * The public key of a client as its own private key has it, which opens under the client key: no server can name another.
 * @throws CannotOpen, `replaced` where the server names another
 */
export async function provenPublicKey({ publicKey, wrappedPrivateKey }: ClientPair, clientKey: SymmetricKey): Promise<PublicKey> {
  const pkcs8 = await openBytes(wrappedPrivateKey, clientKey)
  const own = await publicKeyOf(pkcs8).finally(() => wipe(pkcs8))
  return own === publicKey ? importPublicKey(own) : refuse('replaced')
}

/** What enrolling sends. */
export interface Enrolment {
  recoveryKey: Sealed
  recoveryBinding: Sealed
}

const label = 'wardroom.recovery.v1:'

/**
 * One's own user key for whoever may recover one's account, and who one is, under that very key: no server can pass it off as another's.
 * @param stretchedKey *secret*. @param email as the person typed it. @throws CannotOpen, `integrity` where it is of a wrong password
 */
export async function makeEnrolment(
  wrappedUserKey: string,
  stretchedKey: KeyBytes,
  to: PublicKey,
  { clientId, email }: { clientId: string, email: string },
): Promise<Enrolment> {
  const userKey = await openKey(wrappedUserKey, await importKey(stretchedKey))
  return enrolKey(userKey, to, { clientId, email }).finally(() => wipe(userKey))
}

/** The same of a *secret* user key; the caller wipes it. */
export async function enrolKey(
  userKey: KeyBytes,
  to: PublicKey,
  { clientId, email }: { clientId: string, email: string },
): Promise<Enrolment> {
  const recoveryBinding = await sealText(`${label}${clientId}:${email}`, await importKey(userKey))
  return { recoveryKey: await wrapKey(userKey, to), recoveryBinding }
}

/** The address that somebody enrolled with is another than the one that they are recovered by. */
export class EnrolledAsAnother extends Error {
  override readonly name = 'EnrolledAsAnother'

  constructor(readonly email: string) {
    super('enrolled with another address')
  }
}

/** What a reset sends: the proof of the temporary password, and the same user key under it. */
export interface PasswordReset {
  newMasterPasswordHash: string
  newWrappedUserKey: Sealed
  /** Out of which that key came. */
  recoveryKey: string
}

/**
 * Sets a temporary master password for somebody who has enrolled. Salt, numbers and keys of theirs stay, so that everything still opens.
 * @param emails the person's, as whoever recovers them knows it; others that they had
 * @throws CannotOpen; `replaced` where what opens is not the user key of this very pair: setting it would lock the person out for ever
 * @throws EnrolledAsAnother where it is that of somebody with another address: they would be given this one's vault
 */
export async function resetPassword(
  temporary: string,
  { kdf, salt, recoveryKey, recoveryBinding, publicKey, wrappedPrivateKey }: RecoveryMaterial,
  client: ClientPair & { id: string },
  clientKey: SymmetricKey,
  emails: readonly string[],
): Promise<PasswordReset> {
  const pkcs8 = await openBytes(client.wrappedPrivateKey, clientKey)
  const clientPrivateKey = await importPrivateKey(pkcs8).finally(() => wipe(pkcs8))
  const userKey = await unwrapKey(recoveryKey, clientPrivateKey)
  try {
    await requireUserKey(userKey, { publicKey, wrappedPrivateKey })
    await requireTheirs(await importKey(userKey), recoveryBinding, client.id, emails)
    const { masterPasswordHash, stretchedKey } = await signIn(temporary, { kdf, salt })
    const newWrappedUserKey = await sealBytes(userKey, await importKey(stretchedKey)).finally(() => wipe(stretchedKey))
    return { newMasterPasswordHash: masterPasswordHash, newWrappedUserKey, recoveryKey }
  }
  finally {
    wipe(userKey)
  }
}

async function requireTheirs(userKey: SymmetricKey, binding: string, clientId: string, emails: readonly string[]): Promise<void> {
  const text = await openText(binding, userKey).catch(() => refuse('replaced'))
  const expected = `${label}${clientId}:`
  if (!text.startsWith(expected))
    refuse('replaced')
  const email = text.slice(expected.length)
  if (!emails.includes(email))
    throw new EnrolledAsAnother(email)
}

async function requireUserKey(userKey: KeyBytes, { publicKey, wrappedPrivateKey }: ClientPair): Promise<void> {
  const pkcs8 = await openBytes(wrappedPrivateKey, await importKey(userKey)).catch(() => refuse('replaced'))
  const own = await publicKeyOf(pkcs8).finally(() => wipe(pkcs8))
  if (own !== publicKey)
    refuse('replaced')
}
