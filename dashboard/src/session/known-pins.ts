import type { Tenant } from '@wardroom/schema/sealing/pin'
import { toBase64, utf8 } from '@wardroom/schema/sealing/bytes'

/**
 * Which pins each account has seen in this browser, by their digests, so that a server that withholds one, or answers one that was made in
 * another browser for another key, is found out. No secrets; they outlive the session on purpose.
 */
const place = 'wardroom.known-pins'

/** An account reaches fewer clients; the oldest are forgotten first. */
const most = 2_000

/** By the account's public key, in which the server has no say, then by `kind:id`. */
type Known = Record<string, Record<string, string>>

const nameOf = ({ kind, id }: Tenant) => `${kind}:${id}`

function read(): Known {
  try {
    return JSON.parse(localStorage.getItem(place) ?? '{}') as Known
  }
  catch {
    return {}
  }
}

export function isKnownPin(account: string, of: Tenant): boolean {
  return read()[account]?.[nameOf(of)] !== undefined
}

/** Whether another pin of this provider or client was seen before. */
export async function isOtherPin(account: string, of: Tenant, pin: string): Promise<boolean> {
  const known = read()[account]?.[nameOf(of)]
  return known !== undefined && known !== await digestOf(pin)
}

/** The providers whose key the account has used in this browser. */
export function knownProviders(account: string): string[] {
  return Object.keys(read()[account] ?? {}).flatMap(name => name.startsWith('provider:') ? [name.slice('provider:'.length)] : [])
}

export async function rememberPin(account: string, of: Tenant, pin: string): Promise<void> {
  const digest = await digestOf(pin)
  const known = read()
  const { [nameOf(of)]: _, ...others } = known[account] ?? {}
  const newest = Object.entries({ ...others, [nameOf(of)]: digest }).slice(-most)
  localStorage.setItem(place, JSON.stringify({ ...known, [account]: Object.fromEntries(newest) }))
}

async function digestOf(pin: string): Promise<string> {
  return toBase64(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(pin))))
}
