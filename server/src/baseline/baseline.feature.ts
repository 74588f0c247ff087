import { entityNode, feature } from '../request/feature.js'
import { ClientBaselineResolver, ProviderBaselinesResolver } from './baseline-of-client.resolver.js'
import { BaselineResolver } from './baseline.resolver.js'
import { Baseline } from './baseline.js'

export const baseline = feature({
  resolvers: [BaselineResolver, ProviderBaselinesResolver, ClientBaselineResolver],
  entities: [Baseline],
  nodes: [entityNode(Baseline, 'baseline:list')],
})
