import { feature } from '../request/feature.js'
import { InstallationResolver } from './installation.resolver.js'

export const installation = feature({ resolvers: [InstallationResolver] })
