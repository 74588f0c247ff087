import type { Tenant } from '@wardroom/schema/sealing/pin'
import type { ClientKeyAccess, KeyAccess, Pinned, ProviderKeyAccess } from '../session/shared-key.js'
import { toBase64 } from '@wardroom/schema/sealing/bytes'
import { useApollo } from '../api/apollo.js'
import { graphql } from '../gql/index.js'
import { Refusal } from '../lib/refusal.js'
import { useKeyring } from '../session/keyring.js'
import { isKnownPin, knownTenants, rememberPin } from '../session/known-pins.js'
import { isOtherSharedKey, rememberSharedKey } from '../session/known-shared-keys.js'
import { tenantOf } from '../session/shared-key.js'
import { useJoined, useOwned } from './use-joined.js'

const OwnProviderKey = graphql(`
  query OwnProviderKey($id: ID!) { viewer { pinnedKey(of: $id) providerMemberships { id key provider { id } } } }
`)

const OwnClientKey = graphql(`
  query OwnClientKey($id: ID!) {
    client(id: $id) { id providerKey keyBinding provider { id } }
    viewer { pinnedKey(of: $id) clientMemberships { id key client { id } } }
  }
`)

const PinKey = graphql(`mutation PinKey($of: ID!, $pin: String!) { pinKey(of: $of, pin: $pin) }`)

export interface OwnKeysReturn {
  /** @throws Refusal `NO_KEY`, `KEYS_WITHHELD`, `PROVIDER_UNKNOWN`, `KEY_UNKNOWN`, and those of `Keyring.pin` */
  providerKey: (providerId: string) => Promise<Pinned<ProviderKeyAccess>>
  /** @throws Refusal `NO_KEY`, `KEYS_WITHHELD`, `KEY_UNKNOWN`, and those of `Keyring.pin` */
  clientKey: (clientId: string) => Promise<Pinned<ClientKeyAccess>>
  /** By their own copy as one of its people alone, where no provider looks after it. @throws Refusal as `clientKey` */
  memberKey: (clientId: string) => Promise<Pinned<ClientKeyAccess>>
  /** All ways on which the viewer reaches a client's key that is not bound yet. @throws Refusal `KEYS_WITHHELD` */
  unboundClientKey: (clientId: string) => Promise<ClientKeyAccess>
  /** Remembers in this browser a client key that was made and noted here. @param digest of the key */
  rememberMade: (clientId: string, digest: string) => void
  /** @throws Refusal `KEYS_WITHHELD` where what the account has noted in this browser is not among these */
  requireAllKnown: (noted: ReadonlyArray<{ of: string }>) => void
}

let last: Promise<unknown> = Promise.resolve()

/** One at a time in this tab: an answer from before a first use of the key shows no note of it, which would look as if it were withheld. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const now = last.then(work, work)
  last = now.catch(() => {})
  return now
}

/**
 * The keys that the server keeps for the viewer, asked for when an action needs them,
 * compared with what they have pinned, and never cached.
 */
export function useOwnKeys(): OwnKeysReturn {
  const apollo = useApollo()
  const keyring = useKeyring()
  const requireJoined = useJoined()
  const requireOwned = useOwned()

  /** @throws Refusal `LOCKED` */
  function account(): string {
    if (keyring.publicKey.value === null)
      throw Refusal.local('LOCKED')
    return toBase64(keyring.publicKey.value.spki)
  }

  /** What this browser has noted before is not withheld. @throws Refusal `KEYS_WITHHELD` */
  function requireKnown(of: Tenant, pin: string | null): void {
    if (pin === null && isKnownPin(account(), of))
      throw Refusal.local('KEYS_WITHHELD')
  }

  /** Whichever account used it here, the key was this one. @throws Refusal `KEYS_DIFFER`, and those of `Keyring.check` */
  async function requireSame(access: KeyAccess): Promise<string> {
    const digest = await keyring.check(access)
    if (isOtherSharedKey(tenantOf(access), digest))
      throw Refusal.local('KEYS_DIFFER')
    return digest
  }

  /** The first use of a key notes it; later ones, in any browser, are held to that note. */
  async function pinned<Access extends KeyAccess>(access: Access): Promise<Pinned<Access>> {
    const of = tenantOf(access)
    requireKnown(of, access.pin)
    const digest = await requireSame(access)
    await requireJoined(account(), access)
    const pin = access.pin ?? await firstPin(access)
    rememberPin(account(), of)
    rememberSharedKey(of, digest)
    return { ...access, pin }
  }

  async function firstPin(access: KeyAccess): Promise<string> {
    const { data } = await apollo.mutate({ mutation: PinKey, variables: { of: access.id, pin: await keyring.pin(access) } })
    const pin = data?.pinKey
    if (!pin)
      throw Refusal.local('KEYS_WITHHELD')
    await keyring.check({ ...access, pin }) // another browser may have been first
    return pin
  }

  async function providerKey(id: string): Promise<Pinned<ProviderKeyAccess>> {
    const known = knownTenants(account(), 'provider')
    if (known.length > 0 && !known.includes(id))
      throw Refusal.local('PROVIDER_UNKNOWN')
    const { data } = await apollo.query({ query: OwnProviderKey, variables: { id }, fetchPolicy: 'no-cache' })
    const { pinnedKey = null, providerMemberships = [] } = data?.viewer ?? {}
    const wrapped = copyOf(providerMemberships.find(({ provider }) => provider.id === id))
    if (wrapped === undefined)
      throw Refusal.local('NO_KEY')
    return pinned({ id, wrapped, pin: pinnedKey })
  }

  async function waysToClientKey(id: string): Promise<ClientKeyAccess> {
    const { data } = await apollo.query({ query: OwnClientKey, variables: { id }, fetchPolicy: 'no-cache' })
    const { client, viewer } = data!
    const known = knownTenants(account(), 'provider')
    // Who works for a provider reaches its clients by its key, which no server can make up. What another way alone leads to, it could.
    if (known.length > 0 && !(client.provider && client.providerKey))
      throw Refusal.local('KEYS_WITHHELD')
    if (known.includes(id))
      throw Refusal.local('KEYS_DIFFER')
    return {
      id,
      own: copyOf(viewer.clientMemberships.find(({ client }) => client.id === id)),
      provider: client.provider && client.providerKey
        ? { ...await providerKey(client.provider.id), clientKey: client.providerKey }
        : undefined,
      binding: client.keyBinding ?? null,
      pin: viewer.pinnedKey ?? null,
    }
  }

  return {
    providerKey: id => inTurn(() => providerKey(id)),
    clientKey: id => inTurn(async () => {
      const access = await waysToClientKey(id)
      if (access.binding === null && isKnownPin(account(), tenantOf(access)))
        throw Refusal.local('KEYS_WITHHELD')
      return pinned(access)
    }),
    memberKey: id => inTurn(async () => {
      const { data } = await apollo.query({ query: OwnClientKey, variables: { id }, fetchPolicy: 'no-cache' })
      const { client, viewer } = data!
      const access: ClientKeyAccess = {
        id,
        own: copyOf(viewer.clientMemberships.find(({ client }) => client.id === id)),
        binding: client.keyBinding ?? null,
        pin: viewer.pinnedKey ?? null,
      }
      if (client.provider || access.binding === null)
        throw Refusal.local('KEYS_WITHHELD')
      if (knownTenants(account(), 'provider').includes(id))
        throw Refusal.local('KEYS_DIFFER')
      await requireOwned(access)
      return pinned(access)
    }),
    unboundClientKey: id => inTurn(async () => {
      const access = await waysToClientKey(id)
      // Noted here is only what is bound.
      if (access.pin !== null || isKnownPin(account(), tenantOf(access)))
        throw Refusal.local('KEYS_WITHHELD')
      return access
    }),
    rememberMade(id, digest) {
      rememberPin(account(), { kind: 'client', id })
      rememberSharedKey({ kind: 'client', id }, digest)
    },
    requireAllKnown(noted) {
      const ids = new Set(noted.map(({ of }) => of))
      const known = (['provider', 'client'] as const).flatMap(kind => knownTenants(account(), kind))
      if (known.some(id => !ids.has(id)))
        throw Refusal.local('KEYS_WITHHELD')
    },
  }
}

/** A member holds a key: one who is listed without a copy was robbed of it. */
function copyOf(membership: { key?: string | null } | undefined): string | undefined {
  if (membership?.key === null)
    throw Refusal.local('KEYS_WITHHELD')
  return membership?.key
}
