import { sql } from 'kysely'
import { columnsOf } from '../database/columns.js'
import type { ColumnOf } from '../database/columns.js'
import { bySearch } from '../database/list/filter.js'
import { list } from '../database/list/list.js'
import { alphabetical, chronological } from '../database/list/order.js'
import { anyOf, query, statement } from '../database/query.js'
import { asRow } from '../database/row.js'
import type { Row } from '../database/row.js'
import { loader } from '../request/loader.js'
import { ClientGroup, ClientGroupSchema } from './client-group.js'

export type ClientGroupRow = Row<ClientGroup, ColumnOf<typeof ClientGroupSchema>>

export const clientGroupColumns = columnsOf(ClientGroupSchema, 't')

export const clientGroups = list<ClientGroupRow>()({
  name: 'ClientGroup',
  plural: 'groups of clients',
  table: 'client_group',
  columns: () => clientGroupColumns,
  filters: { search: bySearch(['name_key'], 'Part of the name; ignores case.') },
  orders: {
    NAME: alphabetical('name_key', 'By name, ignoring case.'),
    CREATED_AT: chronological('created_at', 'By when they were made.'),
  },
})

const groupsOfClients = statement(({ ids }: { ids: readonly string[] }) => query.selectFrom('client_group_member as m')
  .innerJoin('client_group as t', 't.id', 'm.client_group_id')
  .select([...clientGroupColumns, 'm.client_id as clientId'])
  .where('m.client_id', '=', anyOf(ids))
  .orderBy('t.name_key')
  .orderBy('t.id'))

/** By the id of a client. */
export const groupsOfClientLoader = loader<string, ClientGroupRow[]>(async (ids, { viewer: { tenants }, services: { database } }) => {
  const rows = Map.groupBy(await database.read(tenants, groupsOfClients({ ids })), ({ clientId }) => clientId)
  return ids.map(id => (rows.get(id) ?? []).map(({ clientId: _, ...row }) => asRow(ClientGroup, row)))
})

const clientsInGroups = statement(({ ids }: { ids: readonly string[] }) => query.selectFrom('client_group_member as m')
  .select(['m.client_group_id as id', sql<number>`count(*)::int`.as('n')])
  .where('m.client_group_id', '=', anyOf(ids))
  .groupBy('m.client_group_id'))

/** By the id of a group; of its clients those that the viewer reaches, as the wall shows them. */
export const clientCountLoader = loader<string, number>(async (ids, { viewer: { tenants }, services: { database } }) => {
  const found = new Map((await database.read(tenants, clientsInGroups({ ids }))).map(({ id, n }) => [id, n]))
  return ids.map(id => found.get(id) ?? 0)
})

interface TagInUse { tag: string, clients: number }

/** Of the clients that the viewer reaches. */
export const tagsInUse = statement(({ providerId }: { providerId: string }) => query.selectFrom('client as c')
  .innerJoinLateral(sql<{ tag: string }>`unnest(c.tags)`.as<'u'>(sql`u(tag)`), join => join.onTrue())
  .select(['u.tag', sql<number>`count(*)::int`.as('clients')])
  .where('c.provider_id', '=', providerId)
  .groupBy('u.tag')
  .orderBy(sql`2 desc, u.tag`)
  .limit(sql.lit(500))
  .$castTo<TagInUse>())
