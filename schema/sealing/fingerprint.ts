import { EFF_LONG_WORDLIST } from 'secure-password-utilities/wordlists'
import type { PublicKey } from './rsa.js'
import { sha256 } from './bytes.js'
import { hkdfExpand } from './hkdf.js'

/** The EFF large list in its own order, with its hyphenated words. */
export const fingerprintWords: readonly string[] = EFF_LONG_WORDLIST

/**
 * Five words that two people compare before a key is handed over, joined by hyphens; some words hold a hyphen themselves, so never split
 * them. Compute it from the key that will be encrypted to, on the device, never from text the server sends.
 * The material is the account id (lower-case UUID) of a person, the client id of a client.
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
