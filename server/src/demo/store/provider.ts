import type { Population } from '../people/population.js'
import { insertRows } from './insert.js'
import type { Executor } from './insert.js'

/** The provider and the head of its log, which has to be there before the first event. */
export async function insertProvider(db: Executor, { provider, team }: Population): Promise<void> {
  await insertRows(db, { table: 'provider', rows: [{ ...provider, kind: 'MSP', demo: true, created_at: team.foundedAt }] })
  await db.execute('insert into event_head (provider_id) values (?)', [provider.id])
}
