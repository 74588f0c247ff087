import { feature } from '../request/feature.js'
import { ClientPoliciesResolver, PolicyResolver } from './policy.resolver.js'
import { Policy } from './policy.js'

export const policy = feature({ resolvers: [PolicyResolver, ClientPoliciesResolver], entities: [Policy] })
