import { entityNode, feature } from '../request/feature.js'
import { ClientEventsResolver } from './client-events.resolver.js'
import { ClientConnectionResolver, ClientResolver, ProviderClientsResolver } from './client.resolver.js'
import { Client } from './client.js'

export const client = feature({
  resolvers: [ClientResolver, ClientConnectionResolver, ClientEventsResolver, ProviderClientsResolver],
  entities: [Client],
  nodes: [entityNode(Client, 'client:read')],
})
