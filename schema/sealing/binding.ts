import type { Sealed } from './format.js'
import type { SymmetricKey } from './symmetric-key.js'
import { sha256, toBase64, utf8 } from './bytes.js'
import { CannotOpen } from './cannot-open.js'
import { openText, sealText } from './encstring.js'

/** Something of a client whose texts are sealed under the client's key. */
export interface Place {
  kind: 'collection'
  clientId: string
  id: string
}

/**
 * Says under a client's key which sealed texts a thing has: whoever does not hold the key can neither move them to another thing or client,
 * nor exchange them with each other. An older state as a whole, with its own binding, passes.
 * @param texts EncStrings, always in the same order
 */
export async function sealBinding(of: Place, texts: readonly string[], clientKey: SymmetricKey): Promise<Sealed> {
  return sealText(await bound(of, texts), clientKey)
}

/** True where the binding opens under this key and names this thing with these texts. */
export async function holdsBinding(binding: string, of: Place, texts: readonly string[], clientKey: SymmetricKey): Promise<boolean> {
  try {
    return await openText(binding, clientKey) === await bound(of, texts)
  }
  catch (error) {
    if (error instanceof CannotOpen)
      return false
    throw error
  }
}

async function bound({ kind, clientId, id }: Place, texts: readonly string[]): Promise<string> {
  return `wardroom.${kind}.v1:${clientId}:${id}:${toBase64(await sha256(utf8(texts.join('\n'))))}`
}
