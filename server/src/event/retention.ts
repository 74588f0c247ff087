import type pg from 'pg'
import { day } from '../lib/clock.js'
import type { Announce } from './announce.js'
import { appendStatements, describeEvent } from './append.js'
import type { EventContent } from './canonical.js'

declare module './append.js' {
  interface EventDetails {
    EventLog_Expired: { first: number, last: number }
  }
}

/**
 * Deletes what is older than the retention from the front of every log and says so in the same transaction: whole days (UTC), so
 * once a day, and in portions, so that the log is never locked for long.
 */
export async function expireLogs(pool: pg.Pool, days: number, now: Date, announce: Announce): Promise<void> {
  const before = new Date(Math.floor(now.getTime() / day - days) * day)
  const { rows } = await pool.query<{ id: string, name: string }>(`select p.id, p.name from provider p join event_head h on h.provider_id = p.id
    join event oldest on oldest.provider_id = h.provider_id and oldest.seq = h.first_seq where oldest.at < $1`, [before])
  for (const provider of rows) {
    const expire = () => expirePortion(pool, provider, before, now)
    for (let events = await expire(); events.length; events = await expire())
      announce(events)
  }
}

const portion = 20_000

/** From the first event on, up to the one before the first that is young enough to stay. */
const oldestPortion = `select h.first_seq first, (select max(seq) from event e where e.provider_id = $1 and e.seq < least(h.first_seq + $3::int,
  (select min(seq) from event young where young.provider_id = $1 and young.seq < h.first_seq + $3::int and young.at >= $2))) last
  from event_head h where h.provider_id = $1`

/** The database deletes and appends together, and holds the deleted to the retention that its owner was told. */
async function expirePortion(pool: pg.Pool, { id, name }: { id: string, name: string }, before: Date, now: Date): Promise<EventContent[]> {
  const { rows: [oldest] } = await pool.query<{ first: string, last: string | null }>(oldestPortion, [id, before, portion])
  if (!oldest?.last)
    return []
  const details = { first: Number(oldest.first), last: Number(oldest.last) }
  const subject = { kind: 'PROVIDER', id, name } as const
  const events = [describeEvent('EventLog_Expired', { providerId: id, subject, actor: { kind: 'SYSTEM' }, details, at: now })]
  const [append] = appendStatements(events)
  await pool.query('select expire_events($1, $2::jsonb -> 0)', [id, append!.entries])
  return events
}
