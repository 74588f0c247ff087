import { feature } from '../request/feature.js'
import { InvitationResolver, InvitationRulesResolver, ViewerPendingResolver } from './invitation.resolver.js'

export const invitation = feature({ resolvers: [InvitationResolver, InvitationRulesResolver, ViewerPendingResolver] })
