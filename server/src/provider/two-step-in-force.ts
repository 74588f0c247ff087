import { appendEvents, describeEvent } from '../event/append.js'
import type { Services } from '../request/services.js'

declare module '../event/append.js' {
  interface EventDetails {
    Provider_TwoStepInForce: { from: string }
  }
}

interface Begun { id: string, name: string, from: Date }

const begun = `select p.id, p.name, p.two_step_required_from "from" from provider p where p.two_step_required_from <= $1 and not exists (
  select from event e where e.provider_id = p.id and e.code = 9004 and e.at >= p.two_step_required_from)`

/**
 * Says so in the log when the day has come, so that whoever follows is authorized again. Where one log cannot be written, the others are
 * all the same; the next run tries it again.
 */
export async function tellTwoStepInForce({ database: { system }, announce, clock, log }: Services): Promise<void> {
  const now = clock()
  const { rows } = await system.query<Begun>(begun, [now])
  for (const { id, name, from } of rows) {
    const event = describeEvent('Provider_TwoStepInForce', {
      providerId: id,
      subject: { kind: 'PROVIDER', id, name },
      actor: { kind: 'SYSTEM' },
      details: { from: from.toISOString() },
      at: now,
    })
    await appendEvents(system, [event]).then(
      () => announce([event]),
      (error: unknown) => log.warn({ err: error, provider: id }, 'a log was not told that two-step login is in force; it will be tried again'),
    )
  }
}
