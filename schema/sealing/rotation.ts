import type { AnsweredKeys, UnlockedAccount } from './account.js'
import type { Sealed } from './format.js'
import type { Enrolment } from './recovery.js'
import type { PublicKey } from './rsa.js'
import type { SymmetricKey } from './symmetric-key.js'
import { signIn, unlock } from './account.js'
import { wipe } from './bytes.js'
import { openBytes, sealBytes } from './encstring.js'
import { rewrapPin } from './pin.js'
import { enrolKey } from './recovery.js'
import { importKey, makeKey } from './symmetric-key.js'

/** What hangs on the user key beside the account's own keys. */
export interface Hanging {
  /** All notes of the person. */
  pins: ReadonlyArray<{ of: string, pin: string }>
  /** Every client in which they are enrolled, with the key that they have confirmed. */
  enrolments: ReadonlyArray<{ userId: string, clientId: string, to: PublicKey }>
  /** As the person typed it. */
  email: string
}

/** What a rotation sends. */
export interface Rotation {
  masterPasswordHash: string
  newWrappedUserKey: Sealed
  newWrappedPrivateKey: Sealed
  pins: Array<{ of: string, pin: Sealed }>
  recoveryKeys: Array<{ userId: string } & Enrolment>
}

/** A note that does not open, or is that of something else. */
export class PinForeign extends Error {
  override readonly name = 'PinForeign'

  constructor(readonly of: string) {
    super('a note that is not one\'s own')
  }
}

/** Seals what one key opens under another, the same bytes. @throws CannotOpen where it does not open: nothing is left out */
export async function rewrap(sealed: string, from: SymmetricKey, to: SymmetricKey): Promise<Sealed> {
  const bytes = await openBytes(sealed, from)
  return sealBytes(bytes, to).finally(() => wipe(bytes))
}

function foreign(of: string): never {
  throw new PinForeign(of)
}

/**
 * Puts a new user key in the place of a person's own; their password and their pair of keys stay. What is made was opened again before it
 * is returned.
 * @returns what is sent, and the account of before and after. @throws CannotOpen as `unlock`, PinForeign: nothing is left out
 */
export async function rotateUserKey(
  password: string,
  { kdf, salt, ...keys }: AnsweredKeys,
  { pins, enrolments, email }: Hanging,
): Promise<{ rotation: Rotation, before: UnlockedAccount, after: UnlockedAccount }> {
  const { masterPasswordHash, stretchedKey } = await signIn(password, { kdf, salt })
  const userKey = makeKey()
  try {
    const before = await unlock(stretchedKey, keys)
    const [own, next] = [before.userKey, await importKey(userKey)]
    const rotation: Rotation = {
      masterPasswordHash,
      newWrappedUserKey: await sealBytes(userKey, await importKey(stretchedKey)),
      newWrappedPrivateKey: await rewrap(keys.wrappedPrivateKey, own, next),
      pins: await Promise.all(pins.map(async ({ of, pin }) => ({ of, pin: await rewrapPin(pin, of, own, next).catch(() => foreign(of)) }))),
      recoveryKeys: await Promise.all(enrolments.map(async ({ userId, clientId, to }) =>
        ({ userId, ...await enrolKey(userKey, to, { clientId, email }) }))),
    }
    const { newWrappedUserKey: wrappedUserKey, newWrappedPrivateKey: wrappedPrivateKey } = rotation
    const after = await unlock(stretchedKey, { wrappedUserKey, wrappedPrivateKey, publicKey: keys.publicKey })
    return { rotation, before, after }
  }
  finally {
    wipe(userKey, stretchedKey)
  }
}
