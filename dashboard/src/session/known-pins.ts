/**
 * Which keys each account has pinned in this browser, so that a server that withholds a pin is found out.
 * No secrets; they outlive the session on purpose.
 */
const place = 'wardroom.pins'

/** An account reaches fewer; the oldest are forgotten first. */
const most = 2_000

type Known = Record<string, string[]>

function read(): Known {
  try {
    return JSON.parse(localStorage.getItem(place) ?? '{}') as Known
  }
  catch {
    return {}
  }
}

/** @param account the account's public key, in which the server has no say. @param tenantId of a provider or client */
export function isKnownPin(account: string, tenantId: string): boolean {
  return read()[account]?.includes(tenantId) ?? false
}

export function rememberPin(account: string, tenantId: string): void {
  const known = read()
  const others = known[account]?.filter(id => id !== tenantId) ?? []
  localStorage.setItem(place, JSON.stringify({ ...known, [account]: [...others, tenantId].slice(-most) }))
}
