import { feature } from '../request/feature.js'
import { InvitationResolver } from './invitation.resolver.js'

export const invitation = feature({ resolvers: [InvitationResolver] })
