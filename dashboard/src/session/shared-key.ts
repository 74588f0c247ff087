import type { UnlockedAccount } from '@wardroom/schema/sealing/account'
import type { Tenant } from '@wardroom/schema/sealing/pin'
import type { KeyBytes } from '@wardroom/schema/sealing/symmetric-key'
import { wipe } from '@wardroom/schema/sealing/bytes'
import { CannotOpen } from '@wardroom/schema/sealing/cannot-open'
import { openKey } from '@wardroom/schema/sealing/encstring'
import { isBound, openPin } from '@wardroom/schema/sealing/pin'
import { unwrapKey } from '@wardroom/schema/sealing/rsa'
import { importKey } from '@wardroom/schema/sealing/symmetric-key'
import { Refusal } from '../lib/refusal.js'

/** The provider key as the server hands it over. */
export interface ProviderKeyAccess {
  id: string
  /** Wrapped to the viewer. */
  wrapped: string
  /** The viewer's own note of it (schema/sealing/pin.ts); null until they use it for the first time. */
  pin: string | null
}

/** A client's key as the server hands it over: by the viewer's own copy as a member, and by the provider's copy under the provider key. */
export interface ClientKeyAccess {
  id: string
  /** The client key wrapped to the viewer, when they are a confirmed member. */
  own?: string
  /** When they are provider staff: the provider key, and the client key under it. */
  provider?: Pinned<ProviderKeyAccess> & { clientKey: string }
  /** Says under the key whose it is; null on a client of before. */
  binding: string | null
  pin: string | null
}

export type KeyAccess = ProviderKeyAccess | ClientKeyAccess

export function tenantOf(access: KeyAccess): Tenant {
  return { kind: isOfClient(access) ? 'client' : 'provider', id: access.id }
}

export function isOfClient(access: KeyAccess): access is ClientKeyAccess {
  return 'binding' in access
}

/** A key is used only beside the viewer's own note of it. */
export type Pinned<Access extends KeyAccess> = Access & { pin: string }

/** Every way to a key that the server has handed over, the viewer's own note among them. All of them are asked, and all must agree. */
export function waysTo(access: KeyAccess, account: UnlockedAccount): Array<Promise<KeyBytes>> {
  const noted = access.pin === null ? [] : [openPin(access.pin, tenantOf(access), account.userKey)]
  if (!isOfClient(access))
    return [unwrapKey(access.wrapped, account.privateKey), ...noted]
  return [
    ...access.own === undefined ? [] : [unwrapKey(access.own, account.privateKey)],
    ...access.provider === undefined ? [] : [underProviderKey(access.provider, account)],
    ...noted,
  ]
}

async function underProviderKey(provider: NonNullable<ClientKeyAccess['provider']>, account: UnlockedAccount): Promise<KeyBytes> {
  const key = await soleKey(waysTo(provider, account))
  const providerKey = await importKey(key)
  wipe(key)
  return openKey(provider.clientKey, providerKey)
}

/** @returns *secret* bytes. @throws Refusal `KEYS_DIFFER` unless all ways lead to one key, `NO_KEY` where there is none */
export async function soleKey(ways: ReadonlyArray<Promise<KeyBytes>>): Promise<KeyBytes> {
  if (ways.length === 0)
    throw Refusal.local('NO_KEY')
  const [key, ...others] = await Promise.all(ways).catch(asDifference) as [KeyBytes, ...KeyBytes[]]
  const agree = others.every(other => other.every((byte, at) => byte === key[at]))
  wipe(...others)
  if (agree)
    return key
  wipe(key)
  throw Refusal.local('KEYS_DIFFER')
}

/** @throws Refusal `KEYS_UNBOUND` where the server shows no binding, `KEYS_DIFFER` where it names another client or another key made it */
export async function requireBound({ id, binding }: ClientKeyAccess, key: KeyBytes): Promise<void> {
  const bound = binding !== null && await isBound(binding, id, await importKey(key))
  if (bound)
    return
  wipe(key)
  throw Refusal.local(binding === null ? 'KEYS_UNBOUND' : 'KEYS_DIFFER')
}

/** What does not open is not the key that it is said to be. */
function asDifference(error: unknown): never {
  throw error instanceof CannotOpen ? Refusal.local('KEYS_DIFFER') : error
}
