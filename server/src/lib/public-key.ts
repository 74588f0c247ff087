import { createPublicKey } from 'node:crypto'

/**
 * True for base64 of an RSA public key (SPKI) of exactly 2,048 bits with e = 65537: the only kind to register, since the copies of keys
 * that are wrapped to it are EncString type 4 of exactly 256 bytes. The browser checks the same (schema/sealing/rsa.ts).
 */
export function isPublicKey(text: string): boolean {
  const spki = Buffer.from(text, 'base64')
  const key = read(spki)
  if (key?.asymmetricKeyType !== 'rsa' || spki.toString('base64') !== text)
    return false
  const { modulusLength, publicExponent } = key.asymmetricKeyDetails!
  // Exported again it must be the same bytes: then the encoding is canonical, and the modulus ends before the five bytes of the exponent.
  const isCanonical = key.export({ type: 'spki', format: 'der' }).equals(spki)
  const isOdd = spki.at(-6)! % 2 === 1
  return isCanonical && isOdd && modulusLength === 2048 && publicExponent === 65537n
}

function read(spki: Buffer) {
  try {
    return createPublicKey({ key: spki, type: 'spki', format: 'der' })
  }
  catch {
    return undefined // no key at all
  }
}
