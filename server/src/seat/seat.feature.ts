import { feature } from '../request/feature.js'
import { SeatResolver } from './seat.resolver.js'

export const seat = feature({ resolvers: [SeatResolver] })
