import { sql } from 'kysely'
import type { SnakeCase } from '@mikro-orm/postgresql'
import { query, select, statement } from '../database/query.js'

/** An event as it is stored and read; names are those at the time. */
export interface EventRow {
  providerId: string
  /** Place in the provider's log: 1, 2, 3 … in commit order. Decimal text, as PostgreSQL's bigint. */
  seq: string
  code: number
  at: Date
  clientId: string | null
  clientName: string | null
  actorKind: 'ACCOUNT' | 'API_TOKEN' | 'SYSTEM' | 'NONE'
  actorId: string | null
  actorName: string | null
  subjectKind: string | null
  subjectId: string | null
  subjectName: string | null
  details: Record<string, unknown>
  deviceType: number | null
  ip: string | null
  /** Hex. */
  hash: string
}

declare module '../database/query.js' {
  interface Tables {
    event: Omit<{ [Column in keyof EventRow as SnakeCase<Column>]: EventRow[Column] }, 'hash'> & { hash: Buffer }
    event_head: { provider_id: string, seq: string, first_seq: string, hash: Buffer }
  }
}

const brief = select('e', ['providerId', 'seq', 'code', 'at'])
const others = select(
  'e',
  ['clientId', 'clientName', 'actorKind', 'actorId', 'actorName', 'subjectKind', 'subjectId', 'subjectName', 'details', 'deviceType', 'ip'],
)

/** To be selected from `event as e`. */
export const eventColumns = [...brief, ...others, sql<string>`encode(e.hash, 'hex')`.as('hash')] as const
export const briefEventColumns = brief

interface Stretch {
  providerId: string
  /** Only what stands behind this place. */
  seq: string
  limit: number
}

function stretch({ providerId, seq, limit }: Stretch) {
  return query.selectFrom('event as e')
    .select(eventColumns)
    .where('e.provider_id', '=', providerId)
    .where('e.seq', '>', seq)
    .orderBy('e.seq')
    .limit(limit)
}

/** A log from a place on, for those who stand above the wall. */
export const eventsBehind = statement(stretch)

/** The same in a log without gaps: no more than `limit` rows are looked at, whatever plan PostgreSQL takes. */
export const eventsNext = statement((place: Stretch) => stretch(place).where('e.seq', '<=', sql<string>`${place.seq}::bigint + ${place.limit}::int`))

const briefFields = new Set(['id', 'seq', 'cursor', 'providerId', 'code', 'type', 'category', 'at'])

/** Whether these fields of the API's Event need more than what, when and where. */
export function isBrief(fields: ReadonlySet<string>): boolean {
  return [...fields].every(field => briefFields.has(field))
}
