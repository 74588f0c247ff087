import type pg from 'pg'
import { day } from '../lib/clock.js'
import { transact } from '../lib/transact.js'
import { appendStatements, describeEvent } from './append.js'

declare module './append.js' {
  interface EventDetails {
    EventLog_Expired: { first: number, last: number }
  }
}

/**
 * Deletes what is older than the retention from the front of every log and says so in the same transaction: whole days (UTC), so
 * once a day, and in portions, so that the log is never held for long.
 */
export async function expireLogs(pool: pg.Pool, days: number, now: Date, appended: (providerId: string) => void): Promise<void> {
  const before = new Date(Math.floor(now.getTime() / day - days) * day)
  const { rows } = await pool.query<{ id: string, name: string }>('select id, name from provider')
  for (const provider of rows) {
    while (await expirePortion(pool, provider, before, now))
      appended(provider.id)
  }
}

function expirePortion(pool: pg.Pool, { id, name }: { id: string, name: string }, before: Date, now: Date): Promise<boolean> {
  return transact(pool, async (client) => {
    const { rows: [gone] } = await client.query<{ first: string, last: string }>('select * from expire_events($1, $2)', [id, before])
    if (gone?.last == null)
      return false
    const event = describeEvent('EventLog_Expired', { providerId: id, subject: { kind: 'PROVIDER', id, name }, actor: { kind: 'SYSTEM' }, details: { first: Number(gone.first), last: Number(gone.last) }, at: now })
    for (const { providerId, entries } of appendStatements([event]))
      await client.query('select append_events($1, $2::jsonb)', [providerId, entries])
    return true
  })
}
