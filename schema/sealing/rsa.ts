import type { Bytes } from './bytes.js'
import type { Sealed } from './format.js'
import type { KeyBytes } from './symmetric-key.js'
import { fromBase64, toBase64 } from './bytes.js'
import { refuse } from './cannot-open.js'
import { formatType4, parse } from './format.js'
import { asKeyBytes } from './symmetric-key.js'

/** A public key that passed the check: what is encrypted to, and the very bytes its fingerprint is made of. */
export interface PublicKey {
  readonly encrypt: CryptoKey
  readonly spki: Bytes
}

/** *Secret*, non-extractable. WebCrypto binds the hash at import, so there is one key for types 4 and 6 and one for 3 and 5. */
export interface PrivateKey {
  readonly sha1: CryptoKey
  readonly sha256: CryptoKey
}

/** The public key is not RSA of 2048 to 8192 bits with e = 65537; nothing may be encrypted to it. */
export class PublicKeyRefused extends Error {
  override readonly name = 'PublicKeyRefused'

  constructor() {
    super('not an RSA public key of 2048 to 8192 bits with e = 65537')
  }
}

const sha1 = { name: 'RSA-OAEP', hash: 'SHA-1' }
const sha256 = { name: 'RSA-OAEP', hash: 'SHA-256' }

/** A new RSA-2048 pair: the public key as base64 of SPKI, the private one as *secret* PKCS#8. */
export async function makeKeyPair(): Promise<{ publicKey: string, privateKey: Bytes }> {
  const pair = await crypto.subtle.generateKey(
    { ...sha1, modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) },
    true,
    ['encrypt', 'decrypt'],
  )
  const [spki, pkcs8] = await Promise.all([
    crypto.subtle.exportKey('spki', pair.publicKey),
    crypto.subtle.exportKey('pkcs8', pair.privateKey),
  ])
  return { publicKey: toBase64(new Uint8Array(spki)), privateKey: new Uint8Array(pkcs8) }
}

/** @param text base64 of SPKI DER, RSA of 2048 to 8192 bits with e = 65537. @throws PublicKeyRefused */
export async function importPublicKey(text: string): Promise<PublicKey> {
  const spki = fromBase64(text) ?? refusePublicKey()
  const encrypt = await crypto.subtle.importKey('spki', spki, sha1, true, ['encrypt']).catch(refusePublicKey)
  const { modulusLength, publicExponent } = encrypt.algorithm as RsaHashedKeyAlgorithm
  // Exported again it must be the same bytes: then the encoding is canonical, and the modulus ends before the five bytes of the exponent.
  const isCanonical = toBase64(new Uint8Array(await crypto.subtle.exportKey('spki', encrypt))) === text
  const isOdd = spki.at(-6)! % 2 === 1
  if (!isCanonical || !isOdd || modulusLength < 2048 || modulusLength > 8192 || publicExponent.join() !== '1,0,1')
    refusePublicKey()
  return { spki, encrypt }
}

/** @param pkcs8 *secret* DER; copied, may be wiped afterwards. @throws CannotOpen `malformed` where it is none */
export async function importPrivateKey(pkcs8: Bytes): Promise<PrivateKey> {
  const [forSha1, forSha256] = await Promise.all(
    [sha1, sha256].map(algorithm => crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['decrypt'])),
  )
    .catch(() => refuse('malformed'))
  return { sha1: forSha1!, sha256: forSha256! }
}

/** Public half of a *secret* private key, as base64 of SPKI. @throws CannotOpen `malformed` */
export async function publicKeyOf(pkcs8: Bytes): Promise<string> {
  try {
    const { kty, n, e } = await crypto.subtle.exportKey('jwk', await crypto.subtle.importKey('pkcs8', pkcs8, sha1, true, ['decrypt']))
    const key = await crypto.subtle.importKey('jwk', { kty: kty!, n: n!, e: e! }, sha1, true, ['encrypt'])
    return toBase64(new Uint8Array(await crypto.subtle.exportKey('spki', key)))
  }
  catch {
    return refuse('malformed')
  }
}

/** Wraps the 64 raw bytes of a key to a person, as type 4. It says nothing about who did so. */
export async function wrapKey(key: KeyBytes, to: PublicKey): Promise<Sealed> {
  return formatType4(new Uint8Array(await crypto.subtle.encrypt('RSA-OAEP', to.encrypt, key)))
}

/** Opens a key wrapped to a person (types 3 to 6). @returns *secret* bytes. @throws CannotOpen */
export async function unwrapKey(wrapped: string, key: PrivateKey): Promise<KeyBytes> {
  const parsed = parse(wrapped)
  if (parsed.type === 2)
    refuse('wrong-key-type')
  const bytes = await crypto.subtle.decrypt('RSA-OAEP', parsed.type % 2 ? key.sha256 : key.sha1, parsed.ct)
    .catch(() => refuse('integrity'))
  return asKeyBytes(new Uint8Array(bytes))
}

function refusePublicKey(): never {
  throw new PublicKeyRefused()
}
