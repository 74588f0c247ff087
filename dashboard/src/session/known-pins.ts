import type { Tenant } from '@wardroom/schema/sealing/pin'
import { remembered } from '../lib/remembered.js'

/**
 * Of what each account has used a noted key in this browser, so that a server that withholds the note is found out: by the account's public
 * key, in which the server has no say, then by `kind:id`. The note itself changes when its person rotates their keys, in whichever browser;
 * one that was made elsewhere for another key is found out by that key (known-shared-keys.ts).
 */
const pins = remembered<Record<string, string>>('wardroom.known-pins', (seen, stored) => ({ ...stored, ...seen }))

/** An account reaches fewer clients; the oldest are forgotten first. */
const most = 2_000

const nameOf = ({ kind, id }: Tenant) => `${kind}:${id}`

export function isKnownPin(account: string, of: Tenant): boolean {
  return pins.all()[account]?.[nameOf(of)] !== undefined
}

/** The providers, or clients, whose key the account has used in this browser. */
export function knownTenants(account: string, kind: Tenant['kind']): string[] {
  return Object.keys(pins.all()[account] ?? {}).flatMap(name => name.startsWith(`${kind}:`) ? [name.slice(kind.length + 1)] : [])
}

export function rememberPin(account: string, of: Tenant): void {
  const { [nameOf(of)]: _, ...others } = pins.all()[account] ?? {}
  const newest = Object.entries({ ...others, [nameOf(of)]: 'noted' }).slice(-most)
  pins.put(account, Object.fromEntries(newest))
}
