/**
 * Under which address each account's keys were last opened in this browser, so that a server cannot name another to derive with.
 * No secrets; they outlive the session on purpose.
 */
const place = 'wardroom.emails'

type Known = Record<string, string>

function read(): Known {
  try {
    return JSON.parse(localStorage.getItem(place) ?? '{}') as Known
  }
  catch {
    return {}
  }
}

export function knownEmail(accountId: string): string | null {
  return read()[accountId] ?? null
}

export function rememberEmail(accountId: string, email: string): void {
  localStorage.setItem(place, JSON.stringify({ ...read(), [accountId]: email }))
}
