import type { Parsed } from './format.js'
import { fromBase64 } from './bytes.js'
import { CannotOpen } from './cannot-open.js'
import { parse } from './format.js'

/**
 * What the server checks on every write, since it cannot decrypt. All are pure and answer yes or no,
 * so that a refusal names the field and its limit and never the value.
 */

/** Longest sealed texts, in characters. */
export const sealedLimits = {
  /** Names (items, collections, files, Sends, custom fields), user name, TOTP, card and identity fields, Send keys, file keys. */
  name: 1_000,
  /** Passwords, field values, SSH keys, wrapped private keys. */
  value: 5_000,
  /** Notes, URIs and their checksums. */
  notes: 10_000,
} as const

/** A data field: exactly type 2, iv 16, mac 32, whole blocks, no longer than `limit` characters. */
export function isType2(text: string, limit: number = sealedLimits.notes): boolean {
  return text.length <= limit && parsed(text)?.type === 2
}

/** A 64-byte key wrapped by another key: type 2 with exactly five blocks. */
export function isWrappedKey(text: string): boolean {
  const value = text.length <= sealedLimits.name ? parsed(text) : undefined
  return value?.type === 2 && value.ct.length === 80
}

/** One's own note of a key (pin.ts): type 2 with exactly eight blocks. */
export function isPin(text: string): boolean {
  const value = text.length <= sealedLimits.name ? parsed(text) : undefined
  return value?.type === 2 && value.ct.length === 128
}

/** Which client a key belongs to (pin.ts): type 2 with exactly four blocks. */
export function isKeyBinding(text: string): boolean {
  const value = text.length <= sealedLimits.name ? parsed(text) : undefined
  return value?.type === 2 && value.ct.length === 64
}

/** An RSA private key wrapped by a key: type 2, not shorter than a 2048-bit key can be. */
export function isWrappedPrivateKey(text: string): boolean {
  const value = text.length <= sealedLimits.value ? parsed(text) : undefined
  return value?.type === 2 && value.ct.length >= 1_184
}

/** A key wrapped to a person: exactly type 4 with 256 bytes. */
export function isType4(text: string): boolean {
  const value = text.length <= sealedLimits.name ? parsed(text) : undefined
  return value?.type === 4 && value.ct.length === 256
}

/** What proves a master password: base64 of 32 bytes. */
export function isMasterPasswordHash(text: string): boolean {
  return text.length === 44 && fromBase64(text)?.length === 32
}

function parsed(text: string): Parsed | undefined {
  try {
    return parse(text)
  }
  catch (error) {
    if (error instanceof CannotOpen)
      return undefined
    throw error
  }
}
