import { sql } from 'kysely'
import type { Tenants } from '../access/tenants.js'
import type { Reader } from '../database/database.js'
import { narrows } from '../lib/filter.js'
import { Refused } from '../lib/refused.js'
import { anyOf, query, statement } from '../database/query.js'
import { writeCursor } from './cursor.js'
import { valuesOf, whereEvent } from './filter.js'
import type { EventFilter, FilterValues } from './filter.js'
import { eventColumns } from './row.js'
import type { EventRow } from './row.js'
import type { Visibility } from './visibility.js'

export type Order = 'OLDEST_FIRST' | 'NEWEST_FIRST'

interface Place {
  providerId: string
  filter: FilterValues
  clients: readonly string[] | null
  seq: string | null
  upTo: string | null
  limit: number
}

interface Shape {
  order: Order
  /** The provider's own events, too. */
  own: boolean
  clients: 'all' | 'some'
}

const logPage = statement(({ providerId, filter, clients, seq, upTo, limit }: Place, { order, own, clients: which }: Shape) => {
  const way = order === 'OLDEST_FIRST' ? 'asc' : 'desc'
  const matching = query.selectFrom('event as e')
    .select(eventColumns)
    .where('e.provider_id', '=', providerId)
    .where(whereEvent(filter, sql`${providerId}::uuid`))
    .$if(seq !== undefined, page => page.where('e.seq', order === 'OLDEST_FIRST' ? '>' : '<', seq!))
    .$if(upTo !== undefined, page => page.where('e.seq', '<=', upTo!))
    .limit(limit)
  const page = matching.orderBy('e.seq', way)
  if (which === 'all')
    return own ? page : page.where('e.client_id', 'is not', null)
  if (own)
    return page.where(e => e.or([e('e.client_id', 'is', null), e('e.client_id', '=', anyOf(clients!))]))
  // A page of each client's events, along the index of its own, and of those the first. A range, though it is of one: ordered by it, no
  // other index serves, however few of the log's events are the client's.
  const id = sql.ref<string>('c.id')
  return query.selectFrom(sql<{ id: string }>`unnest(${clients}::uuid[])`.as<'c'>(sql`c(id)`))
    .innerJoinLateral(matching
      .where('e.client_id', '>=', id)
      .where('e.client_id', '<=', id)
      .orderBy('e.client_id', way)
      .orderBy('e.seq', way)
      .as('e'), join => join.onTrue())
    .selectAll('e')
    .orderBy('e.seq', way)
    .limit(limit)
})

interface LogRange {
  providerId: string
  visibility: Visibility
  filter: EventFilter
  order: Order
  seq: number | null
  upTo?: number
  limit: number
}

/** Up to `limit` events behind `seq` in the given order and up to `upTo`, through both walls. */
export function readLog(
  database: Reader,
  tenants: Tenants,
  { providerId, visibility: { own, clients }, filter, order, seq, upTo, limit }: LogRange,
): Promise<EventRow[]> {
  const place = {
    providerId,
    filter: valuesOf(filter),
    clients: clients === 'all' ? null : [...clients],
    seq: seq === null ? null : String(seq),
    upTo: upTo === undefined ? null : String(upTo),
    limit,
  }
  const statement = logPage(place, { order, own, clients: clients === 'all' ? 'all' : 'some' })
  return database.read(tenants, { ...statement, replan: narrows(filter) })
}

const eventAt = statement(({ providerId, seq }: { providerId: string, seq: string }) => query.selectFrom('event as e')
  .select(eventColumns)
  .where('e.provider_id', '=', providerId)
  .where('e.seq', '=', seq))

/** One event by its place, or null where the log has none. */
export async function readEvent(database: Reader, tenants: Tenants, providerId: string, seq: string): Promise<EventRow | null> {
  const [row] = await database.read(tenants, eventAt({ providerId, seq }))
  return row ?? null
}

export interface Head {
  /** The newest place. */
  seq: number
  /** The oldest place that is still kept. */
  first: number
  /** Of the newest event. */
  hash: Buffer
}

const headOf = statement(({ providerId }: { providerId: string }) => query.selectFrom('event_head')
  .select(['seq', 'first_seq', 'hash'])
  .where('provider_id', '=', providerId))

export async function readHead(database: Reader, tenants: Tenants, providerId: string): Promise<Head> {
  const [head] = await database.read(tenants, headOf({ providerId }))
  if (!head)
    throw new Refused('NOT_FOUND')
  return { seq: Number(head.seq), first: Number(head.first_seq), hash: head.hash }
}

/** Refuses a cursor behind which events are missing, and names the oldest one that works. */
export function requireReachable(providerId: string, seq: number, head: Head): void {
  if (seq > head.seq)
    throw new Refused('CURSOR_MALFORMED', 'This cursor lies ahead of the log; start again without one.')
  if (seq < head.first - 1) {
    throw new Refused('CURSOR_EXPIRED', 'Events behind this cursor are no longer kept; continue from `oldest` and treat the gap as unknown.', {
      oldest: writeCursor({ providerId, seq: head.first - 1 }),
    })
  }
}
