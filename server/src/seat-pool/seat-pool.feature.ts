import { feature } from '../request/feature.js'
import { SeatPoolResolver } from './seat-pool.resolver.js'
import { SeatPool } from './seat-pool.js'

export const seatPool = feature({ resolvers: [SeatPoolResolver], entities: [SeatPool] })
