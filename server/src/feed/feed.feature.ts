import { feature } from '../request/feature.js'
import { FeedResolver } from './feed.resolver.js'

export const feed = feature({ resolvers: [FeedResolver] })
