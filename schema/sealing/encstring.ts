import type { Bytes } from './bytes.js'
import type { Sealed, Type2 } from './format.js'
import type { KeyBytes, SymmetricKey } from './symmetric-key.js'
import { concat, fromUtf8, randomBytes, utf8 } from './bytes.js'
import { refuse } from './cannot-open.js'
import { formatType2, fromByteForm, parse, toByteForm } from './format.js'
import { asKeyBytes } from './symmetric-key.js'

/** Seals text, the empty one included, as type 2. */
export function sealText(text: string, key: SymmetricKey): Promise<Sealed> {
  return sealBytes(utf8(text), key)
}

/** Seals bytes (keys, private keys) as type 2. */
export async function sealBytes(bytes: Bytes, key: SymmetricKey): Promise<Sealed> {
  return formatType2(await encryptThenMac(bytes, key, randomBytes(16)))
}

/** Seals a whole file in byte form; 49 bytes and the padding longer than the file. */
export async function sealFile(file: Bytes, key: SymmetricKey): Promise<Bytes> {
  return toByteForm(await encryptThenMac(file, key, randomBytes(16)))
}

/** Opens a type 2 string as text. @throws CannotOpen */
export async function openText(sealed: string, key: SymmetricKey): Promise<string> {
  const bytes = await openBytes(sealed, key)
  try {
    return fromUtf8(bytes)
  }
  catch {
    return refuse('malformed')
  }
}

/**
 * Opens a type 2 string. Any other type is refused whatever it holds: a string without a MAC must never open under a key that has one.
 * @throws CannotOpen
 */
export async function openBytes(sealed: string, key: SymmetricKey): Promise<Bytes> {
  const parsed = parse(sealed)
  if (parsed.type !== 2)
    return refuse('wrong-key-type')
  return verifyThenDecrypt(parsed, key)
}

/** Opens a key that another key wraps. @returns *secret* bytes. @throws CannotOpen, `wrong-key-type` where the content is not 64 bytes */
export async function openKey(wrapped: string, key: SymmetricKey): Promise<KeyBytes> {
  return asKeyBytes(await openBytes(wrapped, key))
}

/** Opens a whole file in byte form; nothing of it is given out before all of it was verified. @throws CannotOpen */
export async function openFile(file: Bytes, key: SymmetricKey): Promise<Bytes> {
  return verifyThenDecrypt(fromByteForm(file), key)
}

/** The primitive beneath sealing. The iv must be fresh and random each time; only published vectors give one of their own. */
export async function encryptThenMac(bytes: Bytes, key: SymmetricKey, iv: Bytes): Promise<Type2> {
  const ct = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, key.enc, bytes))
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key.mac, concat(iv, ct)))
  return { type: 2, iv, ct, mac }
}

async function verifyThenDecrypt({ iv, ct, mac }: Type2, key: SymmetricKey): Promise<Bytes> {
  // verify compares in constant time; nothing is decrypted unless it agrees.
  if (!await crypto.subtle.verify('HMAC', key.mac, mac, concat(iv, ct)))
    refuse('integrity')
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CBC', iv }, key.enc, ct))
  }
  catch {
    return refuse('integrity')
  }
}
