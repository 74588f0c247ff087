import { entityNode, feature } from '../request/feature.js'
import { ApiTokenConnectionResolver, ApiTokenResolver, ProviderApiTokensResolver } from './api-token.resolver.js'
import { ApiToken } from './api-token.js'

export const apiToken = feature({
  resolvers: [ApiTokenResolver, ProviderApiTokensResolver, ApiTokenConnectionResolver],
  entities: [ApiToken],
  nodes: [entityNode(ApiToken, 'apiToken:list')],
})
