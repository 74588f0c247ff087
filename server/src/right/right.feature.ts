import { feature } from '../request/feature.js'
import { UserRightsResolver } from './right.resolver.js'

export const right = feature({ resolvers: [UserRightsResolver] })
