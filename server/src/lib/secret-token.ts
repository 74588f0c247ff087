import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits for a link or a cookie; the database keeps only its SHA-256. */
export function newSecretToken(): string {
  return randomBytes(32).toString('base64url')
}

export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Whether a text could be one; not whether anybody has it. */
export function isSecretToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text)
}
