import { entityNode, feature } from '../request/feature.js'
import {
  ClientGroupConnectionResolver,
  ClientGroupResolver,
  GroupedClientResolver,
  ProviderClientGroupsResolver,
} from './client-group.resolver.js'
import { ClientGroup } from './client-group.js'
import { regroupAll } from './regroup-all.js'

export const clientGroup = feature({
  resolvers: [ClientGroupResolver, ProviderClientGroupsResolver, ClientGroupConnectionResolver, GroupedClientResolver],
  entities: [ClientGroup],
  nodes: [entityNode(ClientGroup, 'clientGroup:list')],
  jobs: [{ name: 'regroup-clients', schedule: '7 * * * *', atStart: true, run: regroupAll }],
})
