import { sql } from 'kysely'
import { columnsOf } from '../database/columns.js'
import type { ColumnOf } from '../database/columns.js'
import { anyOf, query, statement } from '../database/query.js'
import { asRow } from '../database/row.js'
import type { Row } from '../database/row.js'
import { inOrder, loader } from '../request/loader.js'
import { Group, GroupSchema } from './group.js'

export type GroupRow = Row<Group, ColumnOf<typeof GroupSchema>>

export const groupColumns = columnsOf(GroupSchema, 't')

const groupsById = statement(({ ids }: { ids: readonly string[] }) =>
  query.selectFrom('user_group as t').select(groupColumns).where('t.id', '=', anyOf(ids)))

export const groupLoader = loader<string, GroupRow | null>(async (ids, { viewer: { tenants }, services: { database } }) => {
  const rows = await database.read(tenants, groupsById({ ids }))
  return inOrder(ids, rows.map(row => asRow(Group, row)))
})

const countAll = sql<number>`count(*)::int`

const groupsOfUsers = statement(({ ids }: { ids: readonly string[] }) => query.selectFrom('group_member as m')
  .innerJoin('user_group as t', join => join.onRef('t.client_id', '=', 'm.client_id').onRef('t.id', '=', 'm.group_id'))
  .select([...groupColumns, 'm.user_id as userId'])
  .where('m.user_id', '=', anyOf(ids))
  .orderBy('t.name_key')
  .orderBy('t.id'))

/** By the id of a membership in the client. */
export const groupsOfUserLoader = loader<string, GroupRow[]>(async (ids, { viewer: { tenants }, services: { database } }) => {
  const rows = Map.groupBy(await database.read(tenants, groupsOfUsers({ ids })), ({ userId }) => userId)
  return ids.map(id => (rows.get(id) ?? []).map(({ userId: _, ...row }) => asRow(Group, row)))
})

const peopleOfGroups = statement(({ ids }: { ids: readonly string[] }) => query.selectFrom('group_member as m')
  .select(['m.group_id as id', countAll.as('n')])
  .where('m.group_id', '=', anyOf(ids))
  .groupBy('m.group_id'))

const groupsOfClients = statement(({ ids }: { ids: readonly string[] }) => query.selectFrom('user_group as t')
  .select(['t.client_id as id', countAll.as('n')])
  .where('t.client_id', '=', anyOf(ids))
  .groupBy('t.client_id'))

function counter(counts: typeof peopleOfGroups) {
  return loader<string, number>(async (ids, { viewer: { tenants }, services: { database } }) => {
    const found = new Map((await database.read(tenants, counts({ ids }))).map(({ id, n }) => [id, n]))
    return ids.map(id => found.get(id) ?? 0)
  })
}

/** By group id. */
export const peopleInGroupLoader = counter(peopleOfGroups)
/** By client id. */
export const groupCountLoader = counter(groupsOfClients)
