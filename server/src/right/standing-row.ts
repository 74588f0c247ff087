import { sql } from 'kysely'
import type { Circumstance } from '../access/permissions.js'
import { anyOf, query, statement } from '../database/query.js'
import { inOrder, loader } from '../request/loader.js'
import type { Standing } from './right.js'

type Works = Standing['works']
interface StandingRow {
  id: string
  belongs: boolean
  suspended: boolean
  closed: boolean
  works: Works
  so: ReadonlyMap<Circumstance, number | null>
}

function reached(manages: boolean) {
  return sql<number>`(select count(*)::int from collection_reach r where r.client_id = u.client_id and r.user_id = u.id
  and (r.access = 7 or not ${sql.lit(manages)}))`
}

/** Row-level security shows the team of a provider to those of that provider alone. */
const standings = statement(({ ids }: { ids: readonly string[] }) => query.selectFrom('client_user as u')
  .innerJoin('client as c', 'c.id', 'u.client_id')
  .select(['u.id', sql<boolean>`may_belong(u)`.as('belongs'), 'c.suspended', sql<Works>`(
    select case m.type when 'OUTSIDE_TECHNICIAN' then m.type else 'PROVIDER' end from provider_user m
    where m.provider_id = u.provider_id and m.account_id = u.account_id and may_work(m) and coalesce(u.client_id = any(clients_in_scope(m)), true))`.as('works')])
  .select(sql<boolean>`c.provider_item_access <> 'FULL'`.as('closed'))
  .select(['c.limit_collection_creation as creationLimited', 'c.limit_collection_deletion as deletionLimited'])
  .select('c.allow_admin_access as adminAccess')
  .select([reached(false).as('reaches'), reached(true).as('manages'), sql<number>`(select count(*)::int from collection t where t.client_id = u.client_id
    and not exists (select from collection_user d where d.client_id = t.client_id and d.collection_id = t.id and d.access = 7)
    and not exists (select from collection_group g where g.client_id = t.client_id and g.collection_id = t.id and g.access = 7))`.as('orphaned')])
  .where('u.id', '=', anyOf(ids)))

/** By the id of a membership in a client. */
export const standingLoader = loader<string, StandingRow>(async (ids, { viewer: { tenants }, services: { database } }) => {
  const rows = await database.read(tenants, standings({ ids }))
  return inOrder(ids, rows).map((row, at) => row
    ? { id: row.id, belongs: row.belongs, suspended: row.suspended, closed: row.closed, works: row.works, so: circumstancesOf(row) }
    : { id: ids[at]!, belongs: false, suspended: false, closed: false, works: null, so: new Map() })
})

function circumstancesOf({ reaches, manages, orphaned, creationLimited, deletionLimited, adminAccess }: {
  reaches: number
  manages: number
  orphaned: number
  creationLimited: boolean
  deletionLimited: boolean
  adminAccess: boolean
}): ReadonlyMap<Circumstance, number | null> {
  const all: Array<[Circumstance, number | null, boolean]> = [
    ['reaches', reaches, reaches > 0],
    ['manages', manages, manages > 0],
    ['managesDeletable', manages, manages > 0 && !deletionLimited],
    ['orphaned', orphaned, orphaned > 0],
    ['adminAccess', null, adminAccess],
    ['openCreation', null, !creationLimited],
  ]
  return new Map(all.filter(([, , holds]) => holds).map(([name, count]) => [name, count]))
}
