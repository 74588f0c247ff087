import { remembered } from '../lib/remembered.js'

/** Under which address each account's keys were last opened in this browser, so that a server cannot name another to derive with. */
const emails = remembered<string>('wardroom.emails')

export function knownEmail(accountId: string): string | null {
  return emails.all()[accountId] ?? null
}

export function rememberEmail(accountId: string, email: string): void {
  emails.put(accountId, email)
}
