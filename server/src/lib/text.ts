import { Refused } from './refused.js'

/** A name a person typed: trimmed, 1 to `max` characters, no control characters, no lone surrogate. */
export function cleanName(text: string, what: string, max = 50): string {
  const name = text.trim().normalize('NFC')
  if (!name || name.length > max || /[\p{Cc}\p{Cs}]/u.test(name))
    throw new Refused('BAD_USER_INPUT', `The ${what} must have 1 to ${max} characters on one line.`, { field: what, max })
  return name
}

const address = /^[^\s\p{Cc}\p{Cs}@<>()[\],;:"\\]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/u

/** Trimmed and lower-cased, as addresses are compared and stored; null when it is none or over 256 characters. */
export function emailAddress(text: string): string | null {
  const email = text.trim().toLowerCase()
  return email.length <= 256 && address.test(email) ? email : null
}

export function requireEmail(text: string): string {
  const email = emailAddress(text)
  if (!email)
    throw new Refused('BAD_USER_INPUT', 'This is not an e-mail address; write it as name@example.com, 256 characters at most.', { field: 'email' })
  return email
}
