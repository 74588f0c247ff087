import { sql } from 'kysely'
import type { Tenants } from '../access/tenants.js'
import type { Database } from '../database/database.js'
import { anyOf, query, statement } from '../database/query.js'
import type { Cursor } from '../event/cursor.js'
import { valuesOf, whereEvent } from '../event/filter.js'
import type { EventFilter, FilterValues } from '../event/filter.js'
import { eventColumns } from '../event/row.js'
import type { EventRow } from '../event/row.js'
import { toEvent } from '../event/event.js'
import type { Event } from '../event/event.js'
import { narrows } from '../lib/filter.js'
import type { Context } from '../request/context.js'
import { loader } from '../request/loader.js'
import type { ClientRow } from './client-row.js'

const byId = ({ id }: ClientRow) => id

function mayRead({ viewer }: Context): (client: ClientRow) => boolean {
  return client => viewer.can('event:read', client.tenant())
}

/** Of the log each client is in now, since places of two logs do not compare. */
const newestOfClients = statement((
  { ids, before, filter, limit }: { ids: readonly string[], before: string | null, filter: FilterValues, limit: number },
) => query.selectFrom('client as c')
  .innerJoinLateral(eb => eb.selectFrom('event as e')
    .select(eventColumns)
    .whereRef('e.client_id', '=', 'c.id')
    .whereRef('e.provider_id', '=', 'c.provider_id')
    .where(whereEvent(filter, sql.ref('c.provider_id')))
    .$if(before !== undefined, events => events.where('e.seq', '<', before!))
    .orderBy('e.seq', 'desc')
    .limit(limit)
    .as('e'), join => join.onTrue())
  .selectAll('e')
  .where('c.id', '=', anyOf(ids))
  .orderBy('e.seq', 'desc'))

/** The newest event of each client, one index probe each; null without one or without the right to read them. */
export const lastEventLoader = loader<ClientRow, Event | null>(async (clients, context) => {
  const { viewer: { tenants }, services: { database } } = context
  const rows = await database.read(
    tenants,
    newestOfClients({ ids: clients.filter(mayRead(context)).map(byId), before: null, filter: valuesOf({}), limit: 1 }),
  )
  const newest = new Map(rows.map(row => [row.clientId, toEvent(row)]))
  return clients.map(({ id }) => newest.get(id) ?? null)
}, byId)

const minutes = 5

const recentByClient = statement((
  { providers, ids }: { providers: readonly string[], ids: readonly string[] },
) => query.selectFrom('event as e')
  .select(eb => ['e.client_id as id', eb.fn.countAll<string>().as('events')])
  .where('e.provider_id', '=', anyOf(providers))
  .where('e.at', '>', sql<Date>`now() - make_interval(mins => ${sql.lit(minutes)})`)
  .where('e.client_id', '=', anyOf(ids))
  .groupBy('e.client_id'))

/** Events a minute of each client over the last five minutes; null without the right to read them. */
export const eventsPerMinuteLoader = loader<ClientRow, number | null>(async (clients, context) => {
  const { viewer: { tenants }, services: { database } } = context
  const readable = mayRead(context)
  const rows = await database.read(
    tenants,
    recentByClient({ providers: [...new Set(clients.map(({ providerId }) => providerId))], ids: clients.map(byId) }),
  )
  const counted = new Map(rows.map(({ id, events }) => [id, Number(events) / minutes]))
  return clients.map(client => readable(client) ? counted.get(client.id) ?? 0 : null)
}, byId)

/** The same page of each client's log, newest first, in one statement. */
export async function readClientLogs(
  database: Database,
  tenants: Tenants,
  clientIds: readonly string[],
  filter: EventFilter,
  before: Cursor | null,
  limit: number,
): Promise<EventRow[][]> {
  const statement = newestOfClients({ ids: clientIds, before: before && String(before.seq), filter: valuesOf(filter), limit })
  const rows = await database.read(tenants, { ...statement, replan: narrows(filter) })
  // Those of a client that has left the provider of the cursor would be of another log.
  const logs = Map.groupBy(rows.filter(({ providerId }) => !before || providerId === before.providerId), row => row.clientId)
  return clientIds.map(id => logs.get(id) ?? [])
}
