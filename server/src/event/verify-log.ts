import pg from 'pg'
import type { Installation } from '../start-up.js'
import { chainHash, leafHash } from './canonical.js'
import { eventColumns } from './event-row.js'
import type { EventRow } from './event-row.js'

export interface Verdict {
  providerId: string
  events: number
  /** The first place where the stored log is not what was appended; null: it is whole. */
  brokenAt: number | null
  why: string | null
}

const pageSize = 5_000

/** Recomputes the chain of one log from the stored events alone. Owns nothing and trusts no stored hash but the base it grew from. */
export async function verifyLog(client: pg.ClientBase, providerId: string): Promise<Verdict> {
  // One snapshot of head and events: a server may be appending meanwhile.
  await client.query('begin isolation level repeatable read read only')
  return recompute(client, providerId).finally(() => client.query('commit'))
}

async function recompute(client: pg.ClientBase, providerId: string): Promise<Verdict> {
  const { rows: [head] } = await client.query<{ seq: string, hash: Buffer, first_seq: string, base_hash: Buffer }>('select * from event_head where provider_id = $1', [providerId])
  let seq = BigInt(head!.first_seq) - 1n
  let hash = head!.base_hash
  let events = 0
  const broken = (why: string): Verdict => ({ providerId, events, brokenAt: Number(seq + 1n), why })
  for (let full = true; full;) {
    const { rows } = await client.query<EventRow>(`select ${eventColumns} from event e where provider_id = $1 and seq > $2 order by seq limit ${pageSize}`, [providerId, String(seq)])
    for (const row of rows) {
      if (BigInt(row.seq) !== seq + 1n)
        return broken('the event is missing')
      const expected = chainHash(hash, seq + 1n, leafHash({ ...row, at: row.at.toISOString() }))
      if (expected.toString('hex') !== row.hash)
        return broken('content, order or hash of the event was changed')
      seq += 1n
      hash = expected
      events++
    }
    full = rows.length === pageSize
  }
  if (String(seq) !== head!.seq || !hash.equals(head!.hash))
    return broken('the log ends before its head: events at the end are missing or the head was changed')
  return { providerId, events, brokenAt: null, why: null }
}

/** The command: one line per log. @returns 0 when every log is whole, else 1. */
export async function verifyLogs({ ownerUrl }: Pick<Installation, 'ownerUrl'>, print: (line: string) => void): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ id: string, name: string }>('select id, name from provider order by created_at')
    let code = 0
    for (const { id, name } of rows) {
      const { events, brokenAt, why } = await verifyLog(client, id)
      print(brokenAt === null ? `ok      ${name}: ${events} events, chain valid` : `BROKEN  ${name}: first broken event ${brokenAt}: ${why}`)
      code = brokenAt === null ? code : 1
    }
    return code
  }
  finally {
    await client.end()
  }
}
