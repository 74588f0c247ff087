import { feature } from '../request/feature.js'
import { KeyRotationResolver } from './key-rotation.resolver.js'

export const keyRotation = feature({ resolvers: [KeyRotationResolver] })
