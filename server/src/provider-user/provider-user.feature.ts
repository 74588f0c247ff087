import { entityNode, feature } from '../request/feature.js'
import { HoursResolver, OffDutyResolver } from './hours.resolver.js'
import { ProviderMailResolver } from './provider-mail.resolver.js'
import { ProviderTeamResolver, ProviderUserResolver, ViewerProviderUsersResolver } from './provider-user.resolver.js'
import { ProviderUser } from './provider-user.js'
import { ScopeResolver } from './scope.resolver.js'

export const providerUser = feature({
  resolvers: [
    ProviderUserResolver,
    ScopeResolver,
    HoursResolver,
    OffDutyResolver,
    ProviderTeamResolver,
    ViewerProviderUsersResolver,
    ProviderMailResolver,
  ],
  entities: [ProviderUser],
  nodes: [entityNode(ProviderUser, 'providerUser:list')],
})
