import { apiTokenScopes } from '@wardroom/schema/permissions'
import { registerEnumType } from 'type-graphql'
import { enumOf } from '../lib/enum.js'

/** What an API token may be allowed; each permission names the one it needs (permissions.ts). */
export const ApiTokenScope = enumOf(apiTokenScopes)
export type ApiTokenScope = keyof typeof ApiTokenScope

registerEnumType(ApiTokenScope, { name: 'ApiTokenScope', description: 'READ reads everything but events; EVENTS_READ queries and follows the log; the others allow one family of mutations each.' })
