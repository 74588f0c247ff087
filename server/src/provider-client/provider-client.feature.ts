import { feature } from '../request/feature.js'
import { CreateClientResolver, ProviderClientResolver } from './provider-client.resolver.js'

export const providerClient = feature({ resolvers: [ProviderClientResolver, CreateClientResolver] })
