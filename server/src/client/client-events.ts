import type { Tenants } from '../access/tenants.js'
import type { Database } from '../database/database.js'
import { Sql } from '../database/sql.js'
import type { Cursor } from '../event/cursor.js'
import { whereFilter } from '../event/filter.js'
import type { EventFilter } from '../event/filter.js'
import { eventColumns } from '../event/row.js'
import type { EventRow } from '../event/row.js'
import { toEvent } from '../event/event.js'
import type { Event } from '../event/event.js'
import type { Context } from '../request/context.js'
import { loader } from '../request/loader.js'
import type { Client } from './client.js'

const byId = ({ id }: Client) => id

function mayRead({ viewer }: Context): (client: Client) => boolean {
  return client => viewer.can('event:read', client.tenant())
}

/** The newest event of each client, one index probe each; null without one or without the right to read them. */
export const lastEventLoader = loader<Client, Event | null>(async (clients, context) => {
  const { viewer: { tenants }, services: { database } } = context
  const rows = await database.read<EventRow>(tenants, {
    name: 'last-events',
    text: `select e.* from client c cross join lateral (
      select ${eventColumns} from event e where e.client_id = c.id and e.provider_id = c.provider_id order by e.seq desc limit 1) e
      where c.id = any($1::uuid[])`,
    values: [clients.filter(mayRead(context)).map(byId)],
  })
  const newest = new Map(rows.map(row => [row.clientId, toEvent(row)]))
  return clients.map(({ id }) => newest.get(id) ?? null)
}, byId)

const minutes = 5

/** Events a minute of each client over the last five minutes; null without the right to read them. */
export const eventsPerMinuteLoader = loader<Client, number | null>(async (clients, context) => {
  const { viewer: { tenants }, services: { database } } = context
  const readable = mayRead(context)
  const rows = await database.read<{ id: string, events: string }>(tenants, {
    name: 'activity',
    text: `select client_id id, count(*) events from event
      where provider_id = any($1::uuid[]) and at > now() - make_interval(mins => ${minutes}) and client_id = any($2::uuid[]) group by 1`,
    values: [[...new Set(clients.map(({ providerId }) => providerId))], clients.map(byId)],
  })
  const counted = new Map(rows.map(({ id, events }) => [id, Number(events) / minutes]))
  return clients.map(client => readable(client) ? counted.get(client.id) ?? 0 : null)
}, byId)

/** The same page of each client's log, newest first, in one statement: of the log it is in now, since places of two logs do not compare. */
export async function readClientLogs(database: Database, tenants: Tenants, clientIds: readonly string[], filter: EventFilter, before: Cursor | null, limit: number): Promise<EventRow[][]> {
  const sql = new Sql().add(`select e.* from client c cross join lateral (select ${eventColumns}, e.seq "order" from event e where e.client_id = c.id and e.provider_id = c.provider_id`)
  whereFilter(sql, filter)
  if (before)
    sql.add('and e.provider_id = ? and e.seq < ?', before.providerId, before.seq)
  sql.add('order by e.seq desc limit ?) e where c.id = any(?::uuid[]) order by e."order" desc', limit, clientIds)
  const rows = await database.read<EventRow & { order: string }>(tenants, sql.build())
  const logs = Map.groupBy(rows.map(({ order: _, ...row }) => row), row => row.clientId)
  return clientIds.map(id => logs.get(id) ?? [])
}
