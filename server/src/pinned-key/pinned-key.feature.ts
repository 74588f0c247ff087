import { feature } from '../request/feature.js'
import { PinnedKey } from './pinned-key.js'
import { PinnedKeyResolver } from './pinned-key.resolver.js'

export const pinnedKey = feature({ resolvers: [PinnedKeyResolver], entities: [PinnedKey] })
