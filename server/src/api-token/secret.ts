import { createHash, randomBytes } from 'node:crypto'

/** `wr_` and six bytes of checksum make a leaked token recognizable to secret scanners; the rest is 256 random bits. */
export function newSecret(id: string): string {
  const random = randomBytes(32).toString('base64url')
  return `wr_${createHash('sha256').update(id + random).digest('hex').slice(0, 12)}_${random}`
}

/** What of a secret stays visible. */
export function prefixOf(secret: string): string {
  return secret.slice(0, 15)
}
