import type { Sealed } from './format.js'
import type { Kdf } from './kdf.js'
import type { PublicKey } from './rsa.js'
import type { KeyBytes, SymmetricKey } from './symmetric-key.js'
import { signIn } from './account.js'
import { wipe } from './bytes.js'
import { refuse } from './cannot-open.js'
import { openBytes, openKey, sealBytes } from './encstring.js'
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

/**
 * One's own user key for whoever may recover one's account.
 * @param stretchedKey *secret*. @throws CannotOpen, `integrity` where it is of a wrong password
 */
export async function makeRecoveryKey(wrappedUserKey: string, stretchedKey: KeyBytes, to: PublicKey): Promise<Sealed> {
  const userKey = await openKey(wrappedUserKey, await importKey(stretchedKey))
  return wrapKey(userKey, to).finally(() => wipe(userKey))
}

/** What a reset sends: the proof of the temporary password, and the same user key under it. */
export interface PasswordReset {
  newMasterPasswordHash: string
  newWrappedUserKey: Sealed
}

/**
 * Sets a temporary master password for somebody who has enrolled. Salt, numbers and keys of theirs stay, so that everything still opens.
 * @throws CannotOpen; `replaced` where what opens is not the user key of this very pair: setting it would lock the person out for ever
 */
export async function resetPassword(
  temporary: string,
  { kdf, salt, recoveryKey, publicKey, wrappedPrivateKey }: RecoveryMaterial,
  client: ClientPair,
  clientKey: SymmetricKey,
): Promise<PasswordReset> {
  const pkcs8 = await openBytes(client.wrappedPrivateKey, clientKey)
  const clientPrivateKey = await importPrivateKey(pkcs8).finally(() => wipe(pkcs8))
  const userKey = await unwrapKey(recoveryKey, clientPrivateKey)
  try {
    await requireUserKey(userKey, { publicKey, wrappedPrivateKey })
    const { masterPasswordHash, stretchedKey } = await signIn(temporary, { kdf, salt })
    const newWrappedUserKey = await sealBytes(userKey, await importKey(stretchedKey)).finally(() => wipe(stretchedKey))
    return { newMasterPasswordHash: masterPasswordHash, newWrappedUserKey }
  }
  finally {
    wipe(userKey)
  }
}

async function requireUserKey(userKey: KeyBytes, { publicKey, wrappedPrivateKey }: ClientPair): Promise<void> {
  const pkcs8 = await openBytes(wrappedPrivateKey, await importKey(userKey)).catch(() => refuse('replaced'))
  const own = await publicKeyOf(pkcs8).finally(() => wipe(pkcs8))
  if (own !== publicKey)
    refuse('replaced')
}
