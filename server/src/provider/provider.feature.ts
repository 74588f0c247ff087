import { entityNode, feature } from '../request/feature.js'
import { ProviderResolver } from './provider.resolver.js'
import { Provider } from './provider.js'
import { tellTwoStepInForce } from './two-step-in-force.js'

export const provider = feature({
  resolvers: [ProviderResolver],
  entities: [Provider],
  nodes: [entityNode(Provider, 'provider:read')],
  jobs: [{ name: 'tell-two-step-in-force', schedule: '* * * * *', run: tellTwoStepInForce }],
})
