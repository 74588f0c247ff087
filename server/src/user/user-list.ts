import { sql } from 'kysely'
import { ID } from 'type-graphql'
import { clientPermissions } from '../access/permissions.js'
import { UserRole } from '../access/roles.js'
import { byFlag, bySearch, byValues } from '../database/list/filter.js'
import type { Member } from '../database/list/filter.js'
import { list } from '../database/list/list.js'
import { alphabetical, chronological } from '../database/list/order.js'
import { uuids } from '../database/query.js'
import { signInFilters } from '../membership/sign-in-filters.js'
import { userColumns } from './user-row.js'
import type { UserRow } from './user-row.js'
import { UserStatus } from './user.js'

/** First who is in them, then those people: a small group among many people is not looked for row by row. */
function byGroups(description: string): Member<readonly string[], 'id'> {
  return {
    type: () => [ID],
    description,
    columns: ['id'],
    conditions: groups => [sql`t.id = any(array(select m.user_id from group_member m where m.group_id = any(${uuids(groups)})))`],
  }
}

/** The same: first who has access, directly or by a group. */
function byCollections(description: string): Member<readonly string[], 'id'> {
  return {
    type: () => [ID],
    description,
    columns: ['id'],
    conditions: collections => [sql`t.id = any(array(select r.user_id from collection_reach r where r.collection_id = any(${uuids(collections)})))`],
  }
}

/** Which role, with which flag where it takes one, gives which permission. */
const ofProvider = ['PROVIDER', 'OUTSIDE_TECHNICIAN']
const givers = Object.entries(clientPermissions).flatMap(([permission, { roles }]) => roles.filter(role => !ofProvider.includes(role))
  .map(role => role in UserRole ? [permission, role, ''] : [permission, UserRole.CUSTOM, role]))
const given = sql`(values ${sql.join(givers.map(giver => sql`(${sql.join(giver.map(text => sql.lit(text)))})`))}) g(permission, role, flag)`

/** The roles come first, for which there is an index. */
function byPermission(description: string): Member<string, 'role' | 'permissions' | 'status'> {
  return {
    type: () => String,
    description,
    columns: ['role', 'permissions', 'status'],
    conditions: permission => [
      sql`t.role = any(array(select g.role from ${given} where g.permission = ${permission}))`,
      sql`exists (select from ${given} where g.permission = ${permission} and g.role = t.role and (g.flag = '' or g.flag = any(t.permissions)))`,
      sql`t.status = ${sql.lit(UserStatus.CONFIRMED)}`,
    ],
  }
}

export const users = list<UserRow>()({
  name: 'User',
  plural: 'people',
  table: 'client_user',
  columns: () => userColumns,
  filters: {
    search: bySearch(['email', 'name_key'], 'Part of the address or the name; ignores case.'),
    status: byValues('status', UserStatus, 'Only people of these statuses.'),
    role: byValues('role', UserRole, 'Only people of these roles.'),
    recoveryEnrolled: byFlag('recovery_enrolled', 'Only people whose forgotten master password can be reset by the client, or only those for whom it cannot.'),
    groups: byGroups('Only people in one of these groups of the client.'),
    collections: byCollections('Only people who reach one of these collections, directly or by a group.'),
    may: byPermission('Only confirmed people whose role, or a flag of it, gives this permission on the client (docs/permissions.md); an unknown one lets nobody through.'),
    ...signInFilters(),
  },
  orders: {
    EMAIL: alphabetical('email', 'By address.'),
    NAME: alphabetical('name_key', 'By name, ignoring case; people without one come as if it were empty.'),
    ROLE: alphabetical('role', 'By the name of the role.'),
    STATUS: alphabetical('status', 'By the name of the status.'),
    CREATED_AT: chronological('created_at', 'By when they were invited.'),
    LAST_SIGN_IN_AT: chronological('sign_in_key', 'By when they last signed in; who never has comes as if it were longest ago.'),
  },
})
