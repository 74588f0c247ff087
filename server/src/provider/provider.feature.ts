import { entityNode, feature } from '../request/feature.js'
import { ProviderResolver } from './provider.resolver.js'
import { Provider } from './provider.js'

export const provider = feature({ resolvers: [ProviderResolver], entities: [Provider], nodes: [entityNode(Provider, 'provider:read')] })
