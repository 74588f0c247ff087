import type { ClientKeyAccess, KeyAccess, Pinned, ProviderKeyAccess } from '../session/shared-key.js'
import { toBase64 } from '@wardroom/schema/sealing/bytes'
import { useApollo } from '../api/apollo.js'
import { graphql } from '../gql/index.js'
import { Refusal } from '../lib/refusal.js'
import { useKeyring } from '../session/keyring.js'
import { isKnownPin, rememberPin } from '../session/known-pins.js'

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
  /** @throws Refusal `NO_KEY`, `KEYS_WITHHELD`, and those of `Keyring.pin` */
  providerKey: (providerId: string) => Promise<Pinned<ProviderKeyAccess>>
  /** @throws Refusal `NO_KEY`, `KEYS_WITHHELD`, and those of `Keyring.pin` */
  clientKey: (clientId: string) => Promise<Pinned<ClientKeyAccess>>
  /** All ways on which the viewer reaches a client's key that is not bound yet. @throws Refusal `KEYS_WITHHELD` */
  unboundClientKey: (clientId: string) => Promise<ClientKeyAccess>
  /** Notes a key that the viewer has made here. */
  pin: (access: KeyAccess) => Promise<void>
}

/**
 * The keys that the server keeps for the viewer, asked for when an action needs them,
 * compared with what they have pinned, and never cached.
 */
export function useOwnKeys(): OwnKeysReturn {
  const apollo = useApollo()
  const keyring = useKeyring()

  /** The first use of a key notes it; later ones, in any browser, are held to that note. */
  async function pinned<Access extends KeyAccess>(access: Access): Promise<Pinned<Access>> {
    const account = toBase64(keyring.publicKey.value!.spki)
    if (access.pin === null && isKnownPin(account, access.id))
      throw Refusal.local('KEYS_WITHHELD')
    const pin = access.pin ?? await firstPin(access)
    rememberPin(account, access.id)
    return { ...access, pin }
  }

  async function firstPin(access: KeyAccess): Promise<string> {
    const { data } = await apollo.mutate({ mutation: PinKey, variables: { of: access.id, pin: await keyring.pin(access) } })
    return data!.pinKey
  }

  async function providerKey(id: string): Promise<Pinned<ProviderKeyAccess>> {
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
    providerKey,
    clientKey: async id => pinned(await waysToClientKey(id)),
    unboundClientKey: waysToClientKey,
    async pin(access) {
      await pinned(access)
    },
  }
}

/** A member holds a key: one who is listed without a copy was robbed of it. */
function copyOf(membership: { key?: string | null } | undefined): string | undefined {
  if (membership?.key === null)
    throw Refusal.local('KEYS_WITHHELD')
  return membership?.key
}
