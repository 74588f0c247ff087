import type { Bytes } from './bytes.js'
import type { Sealed } from './format.js'
import type { KeyBytes, SymmetricKey } from './symmetric-key.js'
import { concat, utf8, wipe } from './bytes.js'
import { CannotOpen, refuse } from './cannot-open.js'
import { openBytes, openText, sealBytes, sealText } from './encstring.js'
import { asKeyBytes } from './symmetric-key.js'

/** Whose key it is. */
export interface Tenant {
  kind: 'provider' | 'client'
  id: string
}

/** What stands before the key in a pin, so that the pin of one provider or client never passes for that of another. */
function label({ kind, id }: Tenant): Bytes {
  return utf8(`wardroom.pin.v2:${kind}:${id}:`)
}

/**
 * One's own note of the key of a provider or client, under one's own user key: no server can make one, and whatever else is handed over
 * as that key later is compared with it. @param key *secret*; the caller wipes it
 */
export async function sealPin(of: Tenant, key: KeyBytes, userKey: SymmetricKey): Promise<Sealed> {
  const note = concat(label(of), key)
  const sealed = await sealBytes(note, userKey)
  wipe(note)
  return sealed
}

/** Opens the pin of this very provider or client. @returns *secret* bytes. @throws CannotOpen, `replaced` where it is that of another */
export async function openPin(pin: string, of: Tenant, userKey: SymmetricKey): Promise<KeyBytes> {
  const note = await openBytes(pin, userKey)
  const expected = label(of)
  const key = note.slice(expected.length)
  const belongs = note.length > expected.length && expected.every((byte, at) => byte === note[at])
  wipe(note)
  return belongs ? asKeyBytes(key) : refuse('replaced')
}

/** The same note under another user key, whichever kind it is of. @throws CannotOpen, `replaced` where it is not the note of this id */
export async function rewrapPin(pin: string, id: string, from: SymmetricKey, to: SymmetricKey): Promise<Sealed> {
  const note = await openBytes(pin, from)
  try {
    const belongs = (['provider', 'client'] as const).some(kind => label({ kind, id }).every((byte, at) => byte === note[at]))
    return belongs ? await sealBytes(note, to) : refuse('replaced')
  }
  finally {
    wipe(note)
  }
}

/** Says under a client's key whose key it is. Whoever does not hold the key can neither make this nor hang it on another client. */
export function bindKey(clientId: string, clientKey: SymmetricKey): Promise<Sealed> {
  return sealText(`wardroom.client.v1:${clientId}`, clientKey)
}

/** True where the binding opens under this key and names this client. */
export async function isBound(binding: string, clientId: string, clientKey: SymmetricKey): Promise<boolean> {
  try {
    return await openText(binding, clientKey) === `wardroom.client.v1:${clientId}`
  }
  catch (error) {
    if (error instanceof CannotOpen)
      return false
    throw error
  }
}
