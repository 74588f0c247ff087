import type { Tenant } from '@wardroom/schema/sealing/pin'
import { remembered } from '../lib/remembered.js'

/**
 * The key of each provider and client that anybody has used in this browser, by a digest that the vault makes: a key has 64 random bytes,
 * which nobody guesses by it. Keys do not change, so no account is handed another one under an id that any account knows.
 */
const digests = remembered<Record<string, string>>('wardroom.shared-keys', (seen, stored) => ({ ...stored, ...seen }))

/** The oldest are forgotten first; clients push out no providers. */
const most = 2_000

export function isOtherSharedKey({ kind, id }: Tenant, digest: string): boolean {
  const known = digests.all()[kind]?.[id]
  return known !== undefined && known !== digest
}

export function rememberSharedKey({ kind, id }: Tenant, digest: string): void {
  const { [id]: _, ...others } = digests.all()[kind] ?? {}
  digests.put(kind, Object.fromEntries(Object.entries({ ...others, [id]: digest }).slice(-most)))
}
