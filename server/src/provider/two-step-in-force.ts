import { transact } from '../database/transact.js'
import { appendEvents, describeEvent } from '../event/append.js'
import type { Services } from '../request/services.js'

declare module '../event/append.js' {
  interface EventDetails {
    Provider_TwoStepInForce: { from: string }
  }
}

const begun = `select p.id, p.name, p.two_step_required_from "from" from provider p where p.two_step_required_from <= $1 and not exists (
  select from event e where e.provider_id = p.id and e.code = 9004 and e.at >= p.two_step_required_from)`

/** Says so in the log when the day has come, so that whoever follows is authorized again. */
export async function tellTwoStepInForce({ database: { system }, announce, clock }: Services): Promise<void> {
  const now = clock()
  const events = await transact(system, async (db) => {
    const { rows } = await db.query<{ id: string, name: string, from: Date }>(begun, [now])
    const events = rows.map(({ id, name, from }) => describeEvent('Provider_TwoStepInForce', {
      providerId: id,
      subject: { kind: 'PROVIDER', id, name },
      actor: { kind: 'SYSTEM' },
      details: { from: from.toISOString() },
      at: now,
    }))
    await appendEvents(db, events)
    return events
  })
  announce(events)
}
