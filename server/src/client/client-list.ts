import { Field, InputType } from 'type-graphql'
import type { ClientPermission } from '@wardroom/schema/permissions'
import type { Viewer } from '../access/viewer.js'
import type { Database } from '../database/database.js'
import { eventColumnsFor } from '../event/row.js'
import type { EventRow } from '../event/row.js'
import { toEvent } from '../event/event.js'
import { Direction, IntFilter, requireShortLists, StringFilter } from '../lib/filter.js'
import type { Connection, PageArgs } from '../lib/page.js'
import { pageOf, readKeyset, refuseForged, writeKeyset } from '../lib/page.js'
import { Sql } from '../database/sql.js'
import { countColumns } from './user-counts.js'
import type { UserCounts } from './user-counts.js'
import { clientColumns, clientKeyColumns, toClient } from './client-row.js'
import type { ClientRow } from './client-row.js'
import { Plan } from '../seat-pool/plan.js'
import { describeEnum } from '../lib/enum.js'

@InputType({ description: 'Every given member must hold.' })
export class ClientFilter {
  @Field(() => StringFilter, { nullable: true, description: 'By name.' })
  name?: StringFilter | null

  @Field(() => Plan, { nullable: true, description: 'Only clients of this plan.' })
  plan?: Plan | null

  @Field(() => IntFilter, {
    nullable: true,
    description: 'By seats that nobody occupies; lists only clients whose seats the viewer may read.',
  })
  freeSeats?: IntFilter | null
}

export enum ClientOrderField {
  NAME = 'NAME',
  SEATS = 'SEATS',
  OCCUPIED = 'OCCUPIED',
  CREATED_AT = 'CREATED_AT',
  LAST_EVENT_AT = 'LAST_EVENT_AT',
}
describeEnum(ClientOrderField, 'ClientOrderField', 'What clients can be ordered by.', {
  NAME: 'By name, ignoring case.',
  SEATS: 'By bought seats; lists only clients whose seats the viewer may read.',
  OCCUPIED: 'By occupied seats; lists only clients whose seats the viewer may read.',
  CREATED_AT: 'By when they were created.',
  LAST_EVENT_AT: 'By their newest event, clients without one as the oldest; lists only clients whose events the viewer may read.',
})

@InputType({ description: 'How clients are ordered; equal ones by id.' })
export class ClientOrder {
  @Field(() => ClientOrderField, { description: 'By what.' })
  field!: ClientOrderField

  @Field(() => Direction, { description: 'From which end.' })
  direction!: Direction
}

const number = /^\d{1,9}$/
const time = /^-infinity$|^\d{4}-\d\d-\d\d[\d :.+T-]{0,24}Z?$/
const uuid = /^[0-9a-f-]{36}$/

/** How each order reads its key, its type in SQL and in a cursor, what the statement needs for it, and what else one must be allowed to read. */
const orders = {
  NAME: { key: 'c.name_key', type: 'text', kind: /^.{0,200}$/s, needs: null, permission: [] },
  SEATS: { key: 'c.seats', type: 'int', kind: number, needs: null, permission: ['seat:read'] },
  OCCUPIED: { key: '(counts.invited + counts.accepted + counts.confirmed)', type: 'int', kind: number, needs: 'counts', permission: ['seat:read'] },
  CREATED_AT: { key: 'c.created_at', type: 'timestamptz', kind: time, needs: null, permission: [] },
  LAST_EVENT_AT: { key: `coalesce(newest.at, '-infinity')`, type: 'timestamptz', kind: time, needs: 'newest', permission: ['event:read'] },
} as const

export interface ListedClients extends Connection<ClientRow> {
  count: () => Promise<number>
}

/** Joined fields that were selected, so that a page stays one statement. */
export interface Wanted {
  keys: boolean
  userCounts: boolean
  /** The fields of the event that were asked for. */
  lastEvent: ReadonlySet<string> | null
}

/** `newest` has only the columns that eventColumnsFor selects. */
type Row = ClientRow & UserCounts & { order: unknown, sortKey: string, newest: (Omit<EventRow, 'at' | 'seq'> & { at: string, seq: number }) | null }

/** Limits the page first and joins the rest to its rows afterwards, except where order or filter need it on every row. */
export async function listClients(database: Database, viewer: Viewer, page: PageArgs, filter: ClientFilter, order: ClientOrder, wanted: Wanted): Promise<ListedClients> {
  requireShortLists(filter)
  const { key, type, kind, needs } = orders[order.field]
  const [sign, direction] = order.direction === Direction.DESC ? ['<', 'desc'] : ['>', 'asc']
  const sql = new Sql().add('select c.*')
    .addIf(wanted.userCounts, ', counts.*')
    .addIf(wanted.lastEvent, ', to_jsonb(newest) newest')
    .add(`from (select ${clientColumns}${wanted.keys ? `, ${clientKeyColumns}` : ''}, ${key} "order", ${key}::text "sortKey" from client c`)
  join(sql, 'c.provider_id', { counts: needs === 'counts' || filter.freeSeats, newest: needs === 'newest' ? new Set(['at']) : null })
  where(sql, viewer.reachable(permissionsFor(filter, order.field)), filter)
  if (page.after != null) {
    const [last, id] = readKeyset(page.after, [kind, uuid])
    sql.add(`and (${key}, c.id) ${sign} (?::${type}, ?::uuid)`, last, id)
  }
  sql.add(`order by ${key} ${direction}, c.id ${direction} limit ?) c`, page.first + 1)
  join(sql, 'c."providerId"', { counts: wanted.userCounts, newest: wanted.lastEvent })
  sql.add(`order by c."order" ${direction}, c.id ${direction}`)
  const reading = database.read<Row>(viewer.tenants, sql.build())
  const rows = await (page.after == null ? reading : reading.catch(refuseForged))
  return {
    ...pageOf(rows, page.first, row => listed(row, viewer, wanted), row => writeKeyset([row.sortKey, row.id])),
    count: () => countClients(database, viewer, filter, order),
  }
}

/** Order, filter and cursor would reveal a value, so they need the permission to read it. */
function permissionsFor({ freeSeats }: ClientFilter, field: ClientOrderField): ClientPermission[] {
  return ['client:read', ...freeSeats ? ['seat:read'] as const : [], ...orders[field].permission]
}

/** @param home name of the provider column of the clients `c` */
function join(sql: Sql, home: 'c.provider_id' | 'c."providerId"', { counts, newest }: { counts: unknown, newest: ReadonlySet<string> | null }): Sql {
  sql.addIf(counts, `cross join lateral (select ${countColumns} from client_user u where u.client_id = c.id) counts`)
  if (newest)
    sql.add(`left join lateral (select ${eventColumnsFor(newest)} from event e where e.client_id = c.id and e.provider_id = ${home} order by e.seq desc limit 1) newest on true`)
  return sql
}

function where(sql: Sql, { providers, clients }: { providers: string[], clients: string[] }, { name, plan, freeSeats }: ClientFilter): void {
  const free = 'c.seats - counts.invited - counts.accepted - counts.confirmed'
  // For the staff of one provider: `any` would keep PostgreSQL from the index on names.
  if (providers.length === 1 && !clients.length)
    sql.add('where c.provider_id = ?', providers[0])
  else
    sql.add('where (c.provider_id = any(?::uuid[]) or c.id = any(?::uuid[]))', providers, clients)
  sql.addIf(name?.eq != null, 'and c.name_key = lower(?)', name?.eq)
    .addIf(name?.in != null, 'and c.name_key = any(select lower(n) from unnest(?::text[]) n)', name?.in)
    .addIf(name?.not != null, 'and c.name_key <> lower(?)', name?.not)
    .addIf(name?.contains != null, 'and strpos(c.name_key, lower(?)) > 0', name?.contains)
    .addIf(plan != null, 'and c.plan = ?', plan)
    .addIf(freeSeats?.eq != null, `and ${free} = ?`, freeSeats?.eq)
    .addIf(freeSeats?.in != null, `and ${free} = any(?::int[])`, freeSeats?.in)
    .addIf(freeSeats?.not != null, `and ${free} <> ?`, freeSeats?.not)
    .addIf(freeSeats?.gte != null, `and ${free} >= ?`, freeSeats?.gte)
    .addIf(freeSeats?.lte != null, `and ${free} <= ?`, freeSeats?.lte)
}

async function countClients(database: Database, viewer: Viewer, filter: ClientFilter, order: ClientOrder): Promise<number> {
  const sql = join(new Sql().add('select count(*)::int n from client c'), 'c.provider_id', { counts: filter.freeSeats, newest: null })
  where(sql, viewer.reachable(permissionsFor(filter, order.field)), filter)
  const [row] = await database.read<{ n: number }>(viewer.tenants, sql.build())
  return row!.n
}

function listed({ order: _, sortKey: __, newest, invited, accepted, confirmed, revoked, staged, ...row }: Row, viewer: Viewer, wanted: Wanted): ClientRow {
  const client = toClient(row)
  if (wanted.userCounts)
    client.userCounts = { invited, accepted, confirmed, revoked, staged }
  if (wanted.lastEvent)
    client.lastEvent = newest && viewer.can('event:read', client.tenant()) ? toEvent({ ...newest, at: new Date(newest.at), seq: String(newest.seq) }) : null
  return client
}
