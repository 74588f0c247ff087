import type pg from 'pg'
import { day } from '../lib/clock.js'
import { transact } from '../database/transact.js'
import type { Announce } from './announce.js'
import { appendEvents, describeEvent } from './append.js'
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
    for (let events = await expirePortion(pool, provider, before, now); events.length; events = await expirePortion(pool, provider, before, now))
      announce(events)
  }
}

function expirePortion(pool: pg.Pool, { id, name }: { id: string, name: string }, before: Date, now: Date): Promise<EventContent[]> {
  return transact(pool, async (client) => {
    const { rows: [gone] } = await client.query<{ first: string, last: string }>('select * from expire_events($1, $2)', [id, before])
    if (gone?.last == null)
      return []
    const details = { first: Number(gone.first), last: Number(gone.last) }
    const events = [describeEvent('EventLog_Expired', { providerId: id, subject: { kind: 'PROVIDER', id, name }, actor: { kind: 'SYSTEM' }, details, at: now })]
    await appendEvents(client, events)
    return events
  })
}
