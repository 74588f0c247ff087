import { apiTokenScopes } from '@wardroom/schema/permissions'
import { describeEnum, enumOf } from '../lib/enum.js'

/** What an API token may be allowed; each permission names the one it needs (permissions.ts). */
export const ApiTokenScope = enumOf(apiTokenScopes)
export type ApiTokenScope = keyof typeof ApiTokenScope

describeEnum(ApiTokenScope, 'ApiTokenScope', 'What an API token may be used for; never more than its maker may do.', {
  READ: 'Reads everything except events and tokens.',
  EVENTS_READ: 'Queries and follows the event log.',
  USERS_WRITE: 'Invites people and changes, revokes, restores and removes them; never confirms.',
  GROUPS_WRITE: 'Makes, changes and deletes groups, and says who is in them.',
  COLLECTIONS_WRITE: 'Makes, renames and deletes collections, and says who has access to them; a name needs the client\'s key.',
  SEATS_WRITE: 'Adds and removes seats, and sets how far they grow.',
  CLIENTS_WRITE: 'Creates and renames clients.',
})
