import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'

/** Proves a mailbox: `4821 0937`. */
export function newMailedCode(digits = 8): string {
  const code = String(randomInt(10 ** digits)).padStart(digits, '0')
  return `${code.slice(0, digits / 2)} ${code.slice(digits / 2)}`
}

/**
 * Spaces and hyphens do not count.
 * @param place table, column and row where it is kept, so that it proves nothing elsewhere
 */
export function mailedCodeDigest(key: Buffer, place: string, code: string): Buffer {
  return createHmac('sha256', key).update(`${place} ${code.replaceAll(/[\s-]/g, '')}`).digest()
}

export function isMailedCode(key: Buffer, place: string, code: string, digest: Buffer): boolean {
  return timingSafeEqual(mailedCodeDigest(key, place, code), digest)
}
