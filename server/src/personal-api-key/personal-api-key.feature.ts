import { feature } from '../request/feature.js'
import { PersonalApiKeyResolver } from './personal-api-key.resolver.js'

export const personalApiKey = feature({ resolvers: [PersonalApiKeyResolver] })
