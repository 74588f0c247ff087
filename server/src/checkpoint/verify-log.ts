import { codeOf } from '@wardroom/schema/events'
import pg from 'pg'
import type { Config } from '../config/environment.js'
import type { Secrets } from '../config/secrets.js'
import { chainHash, leafHash } from '../event/canonical.js'
import { readCheckpoints } from './folder.js'
import type { Checkpoint } from './checkpoint.js'
import { eventsBehind } from '../event/row.js'
import type { EventRow } from '../event/row.js'

export interface Verdict {
  providerId: string
  events: number
  /** Checkpoints of places that are still kept, and of the base; older ones cannot be compared. */
  compared: number
  /** The first place where the stored log is not what was appended; null: it is whole. */
  brokenAt: number | null
  why: string | null
}

const pageSize = 5_000

const expiredCode = codeOf('EventLog_Expired')

/**
 * Recomputes the chain of one log from the stored events alone. Of what the head says it trusts the base, and that only as far as an event
 * of the log says that retention deleted what was before it; a log that was rewritten or shortened as a whole is only found by checkpoints.
 */
export async function verifyLog(client: pg.ClientBase, providerId: string, checkpoints: readonly Checkpoint[] = []): Promise<Verdict> {
  // One snapshot of head and events: a server may be appending meanwhile.
  await client.query('begin isolation level repeatable read read only')
  return recompute(
    client,
    providerId,
    Map.groupBy(checkpoints.filter(checkpoint => checkpoint.providerId === providerId), ({ seq }) => seq),
  ).finally(() => client.query('commit'))
}

async function recompute(
  client: pg.ClientBase,
  providerId: string,
  checkpoints: ReadonlyMap<number, readonly Checkpoint[]>,
): Promise<Verdict> {
  const { rows: [head] } = await client.query<{ seq: string, hash: Buffer, first_seq: string, base_hash: Buffer }>(
    'select * from event_head where provider_id = $1',
    [providerId],
  )
  if (!head || head.seq === '0')
    return { providerId, events: 0, compared: 0, brokenAt: 1, why: 'the log is gone; it has had an event since its provider was made' }
  let seq = BigInt(head.first_seq) - 1n
  let hash = head.base_hash
  /** What the log itself says was deleted by retention: up to this place. */
  let expired = 0n
  let events = 0
  let compared = 0
  const broken = (why: string): Verdict => ({ providerId, events, compared, brokenAt: Number(seq + 1n), why })
  /** A checkpoint of this `seq` that was signed for another history. */
  const another = (place: bigint, found: Buffer) => {
    const here = checkpoints.get(Number(place)) ?? []
    compared += here.length
    return here.find(checkpoint => !checkpoint.hash.equals(found))
  }
  const rewritten = ({ at }: Checkpoint) =>
    broken(`the log up to here is not the one of the checkpoint of ${at.toISOString()}: it was rewritten`)
  const atBase = another(seq, hash)
  if (atBase)
    return rewritten(atBase)
  for (let full = true; full;) {
    const { rows } = await client.query<EventRow>(eventsBehind({ providerId, seq: String(seq), limit: pageSize }))
    for (const row of rows) {
      if (BigInt(row.seq) !== seq + 1n)
        return broken('the event is missing')
      const expected = chainHash(hash, seq + 1n, leafHash({ ...row, at: row.at.toISOString() }))
      if (expected.toString('hex') !== row.hash)
        return broken('content, order or hash of the event was changed')
      const other = another(seq + 1n, expected)
      if (other)
        return rewritten(other)
      seq += 1n
      hash = expected
      events++
      if (row.code === expiredCode)
        expired = BigInt(Number(row.details.last))
    }
    full = rows.length === pageSize
  }
  if (expired !== BigInt(head.first_seq) - 1n) {
    return {
      ...broken(`the events before ${head.first_seq} are missing, and the log tells ${expired ? `of a deletion up to ${expired}` : 'of no deletion'}`),
      brokenAt: Number(expired + 1n),
    }
  }
  if (String(seq) !== head.seq || !hash.equals(head.hash))
    return broken('the log ends before its head: events at the end are missing or the head was changed')
  const ahead = checkpoints.get(Math.max(...checkpoints.keys()))?.[0]
  if (ahead && ahead.seq > Number(seq))
    return broken(`the checkpoint of ${ahead.at.toISOString()} has ${ahead.seq} events: those at the end are missing`)
  const { rows: [finer] } = await client.query<{ seq: string }>(
    `select seq from event where provider_id = $1 and at <> date_trunc('milliseconds', at) order by seq limit 1`,
    [providerId],
  )
  if (finer)
    return { ...broken('its time was changed within the millisecond'), brokenAt: Number(finer.seq) }
  return { providerId, events, compared, brokenAt: null, why: null }
}

/** Every log that there is a trace of: a provider, a head, an event or a checkpoint. */
const logs = `select log.id, coalesce(p.name, log.id::text) name from (
    select id from provider union select provider_id from event_head union select distinct provider_id from event union select unnest($1::uuid[])
  ) log left join provider p on p.id = log.id order by p.created_at nulls last, log.id`

/** The command: one line per log. `folder` holds its checkpoints. @returns 0 when every log is whole, else 1. */
export async function verifyLogs(
  { ownerUrl, secrets, config }: { ownerUrl: string, secrets: Secrets, config: Config },
  print: (line: string) => void,
  folder = config.checkpointDir,
): Promise<number> {
  const { checkpoints, strange } = await readCheckpoints(folder, secrets.checkpointKey.public)
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<{ id: string, name: string }>(logs, [checkpoints.map(({ providerId }) => providerId)])
    let code = strange.length ? 1 : 0
    for (const file of strange)
      print(`BROKEN  ${file}: not a checkpoint that this installation signed`)
    for (const { id, name } of rows) {
      const { events, compared, brokenAt, why } = await verifyLog(client, id, checkpoints)
      print(brokenAt === null
        ? `ok      ${name}: ${events} events, chain valid, ${compared ? `checkpoints that agree: ${compared}` : 'no checkpoint to compare with'}`
        : `BROKEN  ${name}: first broken event ${brokenAt}: ${why}`)
      code = brokenAt === null ? code : 1
    }
    return code
  }
  finally {
    await client.end()
  }
}
