import type { Bytes } from './bytes.js'
import { randomBytes } from './bytes.js'
import { refuse } from './cannot-open.js'

declare const keyBytes: unique symbol

/** *Secret*: the 64 bytes of a key, encKey(32) ‖ macKey(32). Held only while a key is made, wrapped or imported; `wipe` them then. */
export type KeyBytes = Bytes & { readonly [keyBytes]: true }

/** *Secret*: the two halves as non-extractable WebCrypto keys, the form in which keys stay in memory. */
export interface SymmetricKey {
  readonly enc: CryptoKey
  readonly mac: CryptoKey
}

export function makeKey(): KeyBytes {
  return randomBytes(64) as KeyBytes
}

/** Takes bytes for a key. @throws CannotOpen `wrong-key-type` unless there are 64 of them */
export function asKeyBytes(bytes: Bytes): KeyBytes {
  if (bytes.length !== 64)
    refuse('wrong-key-type')
  return bytes as KeyBytes
}

/** Imports a key for sealing and opening; the bytes are copied and may be wiped afterwards. */
export async function importKey(bytes: KeyBytes): Promise<SymmetricKey> {
  const [enc, mac] = await Promise.all([
    crypto.subtle.importKey('raw', bytes.subarray(0, 32), 'AES-CBC', false, ['encrypt', 'decrypt']),
    crypto.subtle.importKey('raw', bytes.subarray(32), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']),
  ])
  return { enc, mac }
}
