import type { Tenants } from '../access/tenants.js'
import type { Database } from '../database/database.js'
import { Refused } from '../lib/refused.js'
import { Sql } from '../database/sql.js'
import { writeCursor } from './cursor.js'
import { whereFilter } from './filter.js'
import type { EventFilter } from './filter.js'
import { eventColumns } from './row.js'
import type { EventRow } from './row.js'
import type { Visibility } from './visibility.js'

export type Order = 'OLDEST_FIRST' | 'NEWEST_FIRST'

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
export async function readLog(
  database: Database,
  tenants: Tenants,
  { providerId, visibility, filter, order, seq, upTo, limit }: LogRange,
): Promise<EventRow[]> {
  const sql = new Sql().add(`select ${eventColumns} from event e where e.provider_id = ?`, providerId)
  whereVisible(sql, visibility)
  whereFilter(sql, filter)
  if (seq !== null)
    sql.add(order === 'OLDEST_FIRST' ? 'and e.seq > ?' : 'and e.seq < ?', seq)
  sql.addIf(upTo !== undefined, 'and e.seq <= ?', upTo)
  sql.add(`order by e.seq ${order === 'OLDEST_FIRST' ? 'asc' : 'desc'} limit ?`, limit)
  return database.read<EventRow>(tenants, sql.build())
}

function whereVisible(sql: Sql, { own, clients }: Visibility): void {
  if (clients === 'all')
    sql.addIf(!own, 'and e.client_id is not null')
  else
    sql.add(own ? 'and (e.client_id is null or e.client_id = any(?::uuid[]))' : 'and e.client_id = any(?::uuid[])', [...clients])
}

/** One event by its place, or null where the log has none. */
export async function readEvent(database: Database, tenants: Tenants, providerId: string, seq: string): Promise<EventRow | null> {
  const [row] = await database.read<EventRow>(tenants, {
    name: 'event',
    text: `select ${eventColumns} from event e where e.provider_id = $1 and e.seq = $2`,
    values: [providerId, seq],
  })
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

export async function readHead(database: Database, tenants: Tenants, providerId: string): Promise<Head> {
  const [head] = await database.read<{ seq: string, first_seq: string, hash: Buffer }>(tenants, {
    name: 'head',
    text: 'select seq, first_seq, hash from event_head where provider_id = $1',
    values: [providerId],
  })
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
