import { Field, InputType } from 'type-graphql'
import type { Viewer } from '../access/viewer.js'
import { Direction, requireShortLists } from '../lib/filter.js'
import type { Database } from '../database/database.js'
import type { Connection, PageArgs } from '../lib/page.js'
import { pageOf, readKeyset, refuseForged, writeKeyset } from '../lib/page.js'
import { Sql } from '../database/sql.js'
import { UserRole } from '../access/roles.js'
import { toUser, userColumns } from './user-row.js'
import { UserStatus } from './user.js'
import type { User } from './user.js'
import { describeEnum } from '../lib/enum.js'

@InputType({ description: 'Every given member must hold.' })
export class UserFilter {
  @Field(() => String, { nullable: true, description: 'Part of the address or the name; ignores case.' })
  search?: string | null

  @Field(() => [UserStatus], { nullable: true, description: 'Only people of these statuses.' })
  status?: UserStatus[] | null

  @Field(() => [UserRole], { nullable: true, description: 'Only people of these roles.' })
  role?: UserRole[] | null
}

export enum UserOrderField {
  EMAIL = 'EMAIL',
  NAME = 'NAME',
  ROLE = 'ROLE',
  STATUS = 'STATUS',
  CREATED_AT = 'CREATED_AT',
}
describeEnum(UserOrderField, 'UserOrderField', 'What people can be ordered by.', {
  EMAIL: 'By address.',
  NAME: 'By name, ignoring case; people without one come as if it were empty.',
  ROLE: 'By the name of the role.',
  STATUS: 'By the name of the status.',
  CREATED_AT: 'By when they were invited.',
})

@InputType({ description: 'How people are ordered; equal ones by id.' })
export class UserOrder {
  @Field(() => UserOrderField, { description: 'By what.' })
  field!: UserOrderField

  @Field(() => Direction, { description: 'From which end.' })
  direction!: Direction
}

const text = /^.{0,300}$/s
const keys = {
  EMAIL: { key: 'u.email', type: 'text' },
  NAME: { key: 'u.name_key', type: 'text' },
  ROLE: { key: 'u.role', type: 'text' },
  STATUS: { key: 'u.status', type: 'text' },
  CREATED_AT: { key: 'u.created_at', type: 'timestamptz' },
} as const

export interface ListedUsers extends Connection<User> {
  count: () => Promise<number>
}

/** The same page of each client's people, in one statement. */
export async function listUsers(database: Database, viewer: Viewer, clientIds: readonly string[], page: PageArgs, filter: UserFilter, order: UserOrder): Promise<ListedUsers[]> {
  requireShortLists(filter)
  const { key, type } = keys[order.field]
  const [sign, direction] = order.direction === Direction.DESC ? ['<', 'desc'] : ['>', 'asc']
  const sql = new Sql().add(`select u.* from unnest(?::uuid[]) c(id) cross join lateral (select ${userColumns}, ${key}::text "sortKey", ${key} "order" from client_user u where u.client_id = c.id`, clientIds)
  where(sql, filter)
  if (page.after != null) {
    const [last, id] = readKeyset(page.after, [type === 'text' ? text : /^\d{4}-\d\d-\d\d [\d:.+-]{8,20}$/, /^[0-9a-f-]{36}$/])
    sql.add(`and (${key}, u.id) ${sign} (?::${type}, ?::uuid)`, last, id)
  }
  sql.add(`order by ${key} ${direction}, u.id ${direction} limit ?) u order by u."order" ${direction}, u.id ${direction}`, page.first + 1)
  const reading = database.read<{ sortKey: string, order: unknown, id: string, clientId: string }>(viewer.tenants, sql.build())
  const rows = Map.groupBy(await (page.after == null ? reading : reading.catch(refuseForged)), ({ clientId }) => clientId)
  return clientIds.map(clientId => ({
    ...pageOf(rows.get(clientId) ?? [], page.first, ({ sortKey: _, order: __, ...row }) => toUser(row), row => writeKeyset([row.sortKey, row.id])),
    count: () => countUsers(database, viewer, clientId, filter),
  }))
}

async function countUsers(database: Database, viewer: Viewer, clientId: string, filter: UserFilter): Promise<number> {
  const sql = new Sql().add('select count(*)::int n from client_user u where u.client_id = ?', clientId)
  const [row] = await database.read<{ n: number }>(viewer.tenants, where(sql, filter).build())
  return row!.n
}

function where(sql: Sql, { search, status, role }: UserFilter): Sql {
  return sql
    .addIf(search, `and (strpos(u.email, lower(?)) > 0 or strpos(u.name_key, lower(?)) > 0)`, search, search)
    .addIf(status, 'and u.status = any(?::text[])', status)
    .addIf(role, 'and u.role = any(?::text[])', role)
}
