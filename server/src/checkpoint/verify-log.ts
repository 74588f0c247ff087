import { codeOf } from '@wardroom/schema/events'
import pg from 'pg'
import type { Config } from '../config/environment.js'
import type { Secrets } from '../config/secrets.js'
import { chainHash, leafHash } from '../event/canonical.js'
import type { Checkpoint } from './checkpoint.js'
import { faultOfDeletion } from './deletion.js'
import { readCheckpoints } from './folder.js'
import { eventsBehind } from '../event/row.js'
import type { EventRow } from '../event/row.js'

export interface Verdict {
  providerId: string
  events: number
  /** Checkpoints of places that are still kept, and of the base. */
  compared: number
  /** Checkpoints of places before those, which cannot be compared. */
  passed: number
  /** Up to where the log tells that it was deleted; 0: not at all. */
  expired: number
  /** The first place where the stored log is not what was appended; null: it is whole. */
  brokenAt: number | null
  why: string | null
}

const pageSize = 5_000

const expiredCode = codeOf('EventLog_Expired')

/**
 * Recomputes the chain of one log from the stored events alone. Of what the head says it trusts the base, and that only as far as an event
 * of the log says that retention deleted what was before it, and no checkpoint that it was too young for that; a log that was rewritten
 * or shortened as a whole is only found by checkpoints.
 */
export async function verifyLog(
  client: pg.ClientBase,
  providerId: string,
  checkpoints: readonly Checkpoint[] = [],
  configuredDays?: number,
): Promise<Verdict> {
  // One snapshot of head and events: a server may be appending meanwhile.
  await client.query('begin isolation level repeatable read read only')
  return recompute(client, providerId, checkpoints.filter(checkpoint => checkpoint.providerId === providerId), configuredDays)
    .finally(() => client.query('commit'))
}

async function recompute(
  client: pg.ClientBase,
  providerId: string,
  checkpoints: readonly Checkpoint[],
  configuredDays: number | undefined,
): Promise<Verdict> {
  const { rows: [head] } = await client.query<{ seq: string, hash: Buffer, first_seq: string, base_hash: Buffer }>(
    'select * from event_head where provider_id = $1',
    [providerId],
  )
  if (!head || head.seq === '0')
    return { providerId, events: 0, compared: 0, passed: 0, expired: 0, brokenAt: 1, why: 'the log is gone; it has had an event since its provider was made' }
  const { rows: [retention] } = await client.query<{ days: number | null }>('select days from event_retention')
  const bySeq = Map.groupBy(checkpoints, ({ seq }) => seq)
  let seq = BigInt(head.first_seq) - 1n
  let hash = head.base_hash
  /** What the log itself says was deleted by retention: up to this place. */
  let expired = 0
  let events = 0
  let compared = 0
  const passed = checkpoints.filter(checkpoint => checkpoint.seq < Number(seq)).length
  const broken = (why: string): Verdict => ({ providerId, events, compared, passed, expired, brokenAt: Number(seq + 1n), why })
  /** A checkpoint of this `seq` that was signed for another history. */
  const another = (place: bigint, found: Buffer) => {
    const here = bySeq.get(Number(place)) ?? []
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
      if (row.code === expiredCode) {
        const fault = faultOfDeletion(row, { expired, retentionDays: retention?.days ?? null, checkpoints, now: new Date() })
        if (fault)
          return broken(fault)
        // The owner of the database could have told it another number before, and forged the deletion after.
        if (configuredDays !== undefined && (retention?.days ?? 0) !== configuredDays)
          return broken(`it tells of a deletion, and the database keeps events ${retention?.days ?? 'for ever and no'} days where WARDROOM_RETENTION_DAYS says ${configuredDays}: check with the settings of the server`)
        expired = Number(row.details.last)
      }
      seq += 1n
      hash = expected
      events++
    }
    full = rows.length === pageSize
  }
  if (expired !== Number(head.first_seq) - 1) {
    return {
      ...broken(`the events before ${head.first_seq} are missing, and the log tells ${expired ? `of a deletion up to ${expired}` : 'of no deletion'}`),
      brokenAt: expired + 1,
    }
  }
  if (String(seq) !== head.seq || !hash.equals(head.hash))
    return broken('the log ends before its head: events at the end are missing or the head was changed')
  const ahead = bySeq.get(Math.max(...bySeq.keys()))?.[0]
  if (ahead && ahead.seq > Number(seq))
    return broken(`the checkpoint of ${ahead.at.toISOString()} has ${ahead.seq} events: those at the end are missing`)
  const { rows: [finer] } = await client.query<{ seq: string }>(
    `select seq from event where provider_id = $1 and at <> date_trunc('milliseconds', at) order by seq limit 1`,
    [providerId],
  )
  if (finer)
    return { ...broken('its time was changed within the millisecond'), brokenAt: Number(finer.seq) }
  return { providerId, events, compared, passed, expired, brokenAt: null, why: null }
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
    let code = 0
    const broken = (line: string) => {
      print(`BROKEN  ${line}`)
      code = 1
    }
    for (const file of strange)
      broken(`${file}: not a checkpoint that this installation signed`)
    for (const { id, name } of rows) {
      // Whatever somebody stored in one log, the others get their verdict.
      const verdict = await verifyLog(client, id, checkpoints, config.retentionDays).catch((error: Error) => error)
      if (verdict instanceof Error)
        broken(`${name}: it cannot be read: ${verdict.message}`)
      else if (verdict.brokenAt !== null)
        broken(`${name}: first broken event ${verdict.brokenAt}: ${verdict.why}`)
      else
        print(`ok      ${name}: ${verdict.events} events, chain valid, ${comparison(verdict, config)}`)
    }
    return code
  }
  finally {
    await client.end()
  }
}

function comparison({ compared, passed, expired }: Verdict, { retentionDays }: Config): string {
  const agreeing = compared ? `checkpoints that agree: ${compared}` : 'no checkpoint to compare with'
  const earlier = passed ? `, before what is kept: ${passed}` : ''
  const deleted = expired && retentionDays === 0 ? `; it tells of a deletion up to ${expired}, though events are kept for ever now` : ''
  return `${agreeing}${earlier}${deleted}`
}
