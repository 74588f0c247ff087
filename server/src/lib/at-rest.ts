import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const version = 1
const [nonceBytes, tagBytes] = [12, 16]

/**
 * AES-256-GCM as `version ‖ nonce ‖ tag ‖ ciphertext`. What leaves the database alone opens nowhere, and nothing opens in another's place.
 * @param place table, column and row where it is kept
 */
export function sealAtRest(key: Buffer, plain: Buffer, place: string): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place))
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), ciphertext])
}

/** @throws where it was sealed with another key, for another place, or was changed */
export function openAtRest(key: Buffer, sealed: Buffer, place: string): Buffer {
  if (sealed[0] !== version)
    throw new Error(`${place} is sealed in a way this release does not know`)
  const tagAt = 1 + nonceBytes
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, tagAt), { authTagLength: tagBytes })
    .setAAD(Buffer.from(place))
    .setAuthTag(sealed.subarray(tagAt, tagAt + tagBytes))
  return Buffer.concat([decipher.update(sealed.subarray(tagAt + tagBytes)), decipher.final()])
}
