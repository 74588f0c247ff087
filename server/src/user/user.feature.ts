import { entityNode, feature } from '../request/feature.js'
import { ClientUsersResolver, UserConnectionResolver, UserResolver, UserResultResolver, ViewerUsersResolver } from './user.resolver.js'
import { User } from './user.js'

export const user = feature({
  resolvers: [UserResolver, UserConnectionResolver, UserResultResolver, ClientUsersResolver, ViewerUsersResolver],
  entities: [User],
  nodes: [entityNode(User, 'user:list')],
})
