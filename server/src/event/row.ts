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

/** To be selected from `event e`. */
export const eventColumns = `e.provider_id "providerId", e.seq, e.code, e.at, e.client_id "clientId", e.client_name "clientName",
  e.actor_kind "actorKind", e.actor_id "actorId", e.actor_name "actorName",
  e.subject_kind "subjectKind", e.subject_id "subjectId", e.subject_name "subjectName",
  e.details, e.device_type "deviceType", e.ip, encode(e.hash, 'hex') hash`

const brief = new Set(['id', 'seq', 'cursor', 'providerId', 'code', 'type', 'category', 'at'])

/** The columns that these fields of Event need: the short form or all. Only two shapes, since every connection prepares each. */
export function eventColumnsFor(fields: ReadonlySet<string>): string {
  return [...fields].every(field => brief.has(field)) ? 'e.provider_id "providerId", e.seq, e.code, e.at' : eventColumns
}
