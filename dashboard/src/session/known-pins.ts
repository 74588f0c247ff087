import type { Tenant } from '@wardroom/schema/sealing/pin'
import { sha256, toBase64, utf8 } from '@wardroom/schema/sealing/bytes'
import { remembered } from '../lib/remembered.js'

/**
 * Which pins each account has seen in this browser, by their digests, so that a server that withholds one, or answers one that was made in
 * another browser for another key, is found out: by the account's public key, in which the server has no say, then by `kind:id`.
 */
const pins = remembered<Record<string, string>>('wardroom.known-pins', (seen, stored) => ({ ...stored, ...seen }))

/** An account reaches fewer clients; the oldest are forgotten first. */
const most = 2_000

const nameOf = ({ kind, id }: Tenant) => `${kind}:${id}`

export function isKnownPin(account: string, of: Tenant): boolean {
  return pins.all()[account]?.[nameOf(of)] !== undefined
}

/** Whether another pin of this provider or client was seen before. */
export async function isOtherPin(account: string, of: Tenant, pin: string): Promise<boolean> {
  const known = pins.all()[account]?.[nameOf(of)]
  return known !== undefined && known !== await digestOf(pin)
}

/** The providers, or clients, whose key the account has used in this browser. */
export function knownTenants(account: string, kind: Tenant['kind']): string[] {
  return Object.keys(pins.all()[account] ?? {}).flatMap(name => name.startsWith(`${kind}:`) ? [name.slice(kind.length + 1)] : [])
}

export async function rememberPin(account: string, of: Tenant, pin: string): Promise<void> {
  const digest = await digestOf(pin)
  const { [nameOf(of)]: _, ...others } = pins.all()[account] ?? {}
  const newest = Object.entries({ ...others, [nameOf(of)]: digest }).slice(-most)
  pins.put(account, Object.fromEntries(newest))
}

async function digestOf(pin: string): Promise<string> {
  return toBase64(await sha256(utf8(pin)))
}
