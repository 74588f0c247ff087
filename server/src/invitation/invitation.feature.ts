import { feature } from '../request/feature.js'
import { InvitationResolver, ViewerPendingResolver } from './invitation.resolver.js'

export const invitation = feature({ resolvers: [InvitationResolver, ViewerPendingResolver] })
