import { entityNode, feature } from '../request/feature.js'
import { ClientGroupsResolver, GroupConnectionResolver, GroupResolver, UserGroupsResolver } from './group.resolver.js'
import { Group } from './group.js'

export const group = feature({
  resolvers: [GroupResolver, GroupConnectionResolver, ClientGroupsResolver, UserGroupsResolver],
  entities: [Group],
  nodes: [entityNode(Group, 'group:list')],
})
