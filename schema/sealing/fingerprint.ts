import { EFF_LONG_WORDLIST } from 'secure-password-utilities/wordlists'
import type { PublicKey } from './rsa.js'
import { sha256 } from './bytes.js'
import { hkdfExpand } from './hkdf.js'

/** The EFF large list in its own order, with its hyphenated words. */
export const fingerprintWords: readonly string[] = EFF_LONG_WORDLIST

/**
 * Five words that two people compare before a key is handed over, joined by hyphens; some words hold a hyphen themselves, so never split
 * them. Compute it from the key that will be encrypted to, on the device, never from text the server sends.
 * The material is the account id (lower-case UUID) of a person (`personPhrase`), the client id of a client.
 */
export async function fingerprintPhrase({ spki }: Pick<PublicKey, 'spki'>, material: string): Promise<string> {
  const hash = await hkdfExpand(await sha256(spki), material, 32)
  let number = hash.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  const size = BigInt(fingerprintWords.length)
  const words: string[] = []
  for (; words.length < 5; number /= size)
    words.push(fingerprintWords[Number(number % size)]!)
  return words.join('-')
}

/**
 * The id of the account that owns a key, made of the key: a UUID of version 8 (RFC 9562) from the first bits of its SHA-256. Whoever could
 * choose the id could try ids, about 2³² for each of two keys, until both have the same phrase.
 */
export async function accountIdOf({ spki }: Pick<PublicKey, 'spki'>): Promise<string> {
  const [...bytes] = (await sha256(spki)).subarray(0, 16)
  bytes[6] = bytes[6]! & 0x0F | 0x80
  bytes[8] = bytes[8]! & 0x3F | 0x80
  const digits = bytes.map(byte => byte.toString(16).padStart(2, '0')).join('')
  return digits.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')
}

/** A person's phrase: of their key alone, whatever account id a server tells. */
export async function personPhrase(key: Pick<PublicKey, 'spki'>): Promise<string> {
  return fingerprintPhrase(key, await accountIdOf(key))
}
