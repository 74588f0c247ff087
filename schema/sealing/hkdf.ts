import type { Bytes } from './bytes.js'
import { concat, utf8 } from './bytes.js'

/**
 * HKDF-Expand alone (RFC 5869 step 2, SHA-256). WebCrypto's HKDF always extracts first and gives other bytes.
 * @param prk 32 *secret* bytes
 */
export async function hkdfExpand(prk: Bytes, info: string, length: number): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', prk, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const blocks: Bytes[] = []
  for (let counter = 1; blocks.length * 32 < length; counter++) {
    const input = concat(blocks.at(-1) ?? new Uint8Array(0), utf8(info), Uint8Array.of(counter))
    blocks.push(new Uint8Array(await crypto.subtle.sign('HMAC', key, input)))
  }
  return concat(...blocks).slice(0, length)
}

/** Full HKDF-SHA-256, extract and expand: the keys of Sends come from it. */
export async function hkdf(secret: Bytes, salt: string, info: string, length: number): Promise<Bytes> {
  const key = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits'])
  const parameters = { name: 'HKDF', hash: 'SHA-256', salt: utf8(salt), info: utf8(info) }
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, key, length * 8))
}
