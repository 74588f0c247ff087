import { sql } from 'kysely'
import { columnsOf } from '../database/columns.js'
import type { ColumnOf } from '../database/columns.js'
import { anyOf, query, statement } from '../database/query.js'
import { asRow } from '../database/row.js'
import type { Row } from '../database/row.js'
import { clientGroupColumns } from '../client-group/client-group-list.js'
import type { ClientGroupRow } from '../client-group/client-group-list.js'
import { ClientGroup } from '../client-group/client-group.js'
import { loader } from '../request/loader.js'
import { Baseline, BaselineSchema } from './baseline.js'

export type BaselineRow = Row<Baseline, ColumnOf<typeof BaselineSchema>>

const columns = columnsOf(BaselineSchema, 't')

/** At most 50. */
export const baselinesOf = statement(({ providerId }: { providerId: string }) => query.selectFrom('baseline as t')
  .select(columns)
  .where('t.provider_id', '=', providerId)
  .orderBy('t.position')
  .orderBy('t.created_at')
  .orderBy('t.id'))

const baselinesOfClients = statement(({ ids }: { ids: readonly string[] }) => query.selectFrom('client_group_member as m')
  .innerJoin('baseline_client_group as b', 'b.client_group_id', 'm.client_group_id')
  .innerJoin('baseline as t', 't.id', 'b.baseline_id')
  .select([...columns, 'm.client_id as clientId'])
  .distinctOn('m.client_id')
  .where('m.client_id', '=', anyOf(ids))
  .orderBy('m.client_id')
  .orderBy('t.position')
  .orderBy('t.created_at')
  .orderBy('t.id'))

/** By the id of a client: the first of those that its groups are bound to. */
export const baselineOfClientLoader = loader<string, BaselineRow | null>(async (ids, { viewer: { tenants }, services: { database } }) => {
  const found = new Map((await database.read(tenants, baselinesOfClients({ ids })))
    .map(({ clientId, ...row }) => [clientId, asRow(Baseline, row)]))
  return ids.map(id => found.get(id) ?? null)
})

const groupsOfBaselines = statement(({ ids }: { ids: readonly string[] }) => query.selectFrom('baseline_client_group as b')
  .innerJoin('client_group as t', 't.id', 'b.client_group_id')
  .select([...clientGroupColumns, 'b.baseline_id as baselineId'])
  .where('b.baseline_id', '=', anyOf(ids))
  .orderBy('t.name_key')
  .orderBy('t.id'))

/** By the id of a baseline. */
export const groupsOfBaselineLoader = loader<string, ClientGroupRow[]>(async (ids, { viewer: { tenants }, services: { database } }) => {
  const rows = Map.groupBy(await database.read(tenants, groupsOfBaselines({ ids })), ({ baselineId }) => baselineId)
  return ids.map(id => (rows.get(id) ?? []).map(({ baselineId: _, ...row }) => asRow(ClientGroup, row)))
})

const clientsOfBaselines = statement(({ ids }: { ids: readonly string[] }) => query.selectFrom('baseline_client_group as b')
  .innerJoin('client_group_member as m', 'm.client_group_id', 'b.client_group_id')
  .select(['b.baseline_id as id', sql<number>`count(distinct m.client_id)::int`.as('n')])
  .where('b.baseline_id', '=', anyOf(ids))
  .groupBy('b.baseline_id'))

/** By the id of a baseline; of the clients in its groups those that the viewer reaches, an earlier baseline's among them. */
export const clientsOfBaselineLoader = loader<string, number>(async (ids, { viewer: { tenants }, services: { database } }) => {
  const found = new Map((await database.read(tenants, clientsOfBaselines({ ids }))).map(({ id, n }) => [id, n]))
  return ids.map(id => found.get(id) ?? 0)
})
