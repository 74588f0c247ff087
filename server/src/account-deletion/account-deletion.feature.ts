import { feature } from '../request/feature.js'
import { AccountDeletionResolver } from './account-deletion.resolver.js'

export const accountDeletion = feature({ resolvers: [AccountDeletionResolver] })
