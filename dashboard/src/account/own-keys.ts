import type { ClientKeyAccess } from '../session/keyring.js'
import { useApollo } from '../api/apollo.js'
import { graphql } from '../gql/index.js'
import { Refusal } from '../lib/refusal.js'

const OwnKeys = graphql(`
  query OwnKeys { viewer { providerMemberships { id key provider { id } } clientMemberships { id key client { id } } } }
`)

const ClientProviderKey = graphql(`query ClientProviderKey($id: ID!) { client(id: $id) { id providerKey provider { id } } }`)

export interface OwnKeysReturn {
  /** The provider key as it is wrapped to the viewer. @throws Refusal `NO_KEY` */
  providerKey: (providerId: string) => Promise<string>
  /** All ways on which the viewer reaches a client's key. */
  clientKey: (clientId: string) => Promise<ClientKeyAccess>
}

/** The wrapped copies that the server keeps for the viewer, asked for when an action needs them and never cached. */
export function useOwnKeys(): OwnKeysReturn {
  const apollo = useApollo()

  async function copies(): Promise<{ provider: Map<string, string>, client: Map<string, string> }> {
    const { data } = await apollo.query({ query: OwnKeys, fetchPolicy: 'no-cache' })
    const { providerMemberships = [], clientMemberships = [] } = data?.viewer ?? {}
    return {
      provider: new Map(providerMemberships.flatMap(({ key, provider }) => key ? [[provider.id, key]] : [])),
      client: new Map(clientMemberships.flatMap(({ key, client }) => key ? [[client.id, key]] : [])),
    }
  }

  return {
    async providerKey(providerId) {
      const key = (await copies()).provider.get(providerId)
      if (key === undefined)
        throw Refusal.local('NO_KEY')
      return key
    },
    async clientKey(clientId) {
      const [own, { data }] = await Promise.all([copies(), apollo.query({ query: ClientProviderKey, variables: { id: clientId }, fetchPolicy: 'no-cache' })])
      const client = data?.client
      const wrapped = own.provider.get(client?.provider?.id ?? '')
      return { own: own.client.get(clientId), provider: wrapped && client?.providerKey ? { wrapped, clientKey: client.providerKey } : null }
    },
  }
}
