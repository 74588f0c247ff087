import { createHash } from 'node:crypto'

/** What the chain commits to: every stored field of an event but its place (seq) and its hash. Absent and null are the same. */
export interface EventContent {
  providerId: string
  code: number
  /** ISO 8601, UTC, milliseconds. */
  at: string
  clientId?: string | null
  clientName?: string | null
  actorKind: string
  actorId?: string | null
  actorName?: string | null
  subjectKind?: string | null
  subjectId?: string | null
  subjectName?: string | null
  details: Record<string, unknown>
  deviceType?: number | null
  ip?: string | null
}

const fields = [
  'providerId',
  'code',
  'at',
  'clientId',
  'clientName',
  'actorKind',
  'actorId',
  'actorName',
  'subjectKind',
  'subjectId',
  'subjectName',
  'details',
  'deviceType',
  'ip',
] as const satisfies Array<keyof EventContent>

/** JSON with sorted keys and without null members, so that the database's own order of a jsonb does not matter. */
export function canonical(event: EventContent): string {
  return JSON.stringify(sorted(Object.fromEntries(fields.map(field => [field, event[field]]))))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map(sorted)
  if (value === null || typeof value !== 'object')
    return value
  return Object.fromEntries(Object.entries(value)
    .filter(([, member]) => member !== null && member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => [key, sorted(member)]))
}

export function leafHash(event: EventContent): Buffer {
  return createHash('sha256').update(canonical(event)).digest()
}

/** hash = SHA-256(previous ‖ seq as 8 bytes, big-endian ‖ leaf); the first event of a log follows 32 zero bytes. */
export function chainHash(previous: Buffer, seq: bigint, leaf: Buffer): Buffer {
  const place = Buffer.alloc(8)
  place.writeBigInt64BE(seq)
  return createHash('sha256').update(previous).update(place).update(leaf).digest()
}
