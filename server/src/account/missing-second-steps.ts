import { transact } from '../database/transact.js'
import { after, minute } from '../lib/clock.js'
import { keepAccountMail } from '../mail/account-mail.js'
import type { Services } from '../request/services.js'
import { secondStepMissingMail } from './account-mails.js'

interface Missing {
  accountId: string
  email: string
  name: string
  ip: string
  at: Date
}

/** Whoever gives a right password looks for the code for a moment, and mistakes a sign-in for another: one mail an hour is enough. */
const patience = 3 * minute

const missing = `
  with told as (
    update second_step s set told_at = $1 where told_at is null and created_at < $2
    returning s.account_id, s.device_name, s.ip, s.created_at)
  select distinct on (t.account_id) t.account_id "accountId", a.email, t.device_name name, coalesce(t.ip, '') ip, t.created_at at
  from told t join account a on a.id = t.account_id
  where not exists (select from second_step o where o.account_id = t.account_id and o.told_at > $1::timestamptz - interval '1 hour')
  order by t.account_id, t.created_at`

/** The master password was right and no code came: the person is told that somebody else may have it. */
export async function tellOfMissingSecondSteps({ database: { system }, mailer, config, clock }: Services): Promise<void> {
  const now = clock()
  const mails = await transact(system, async (db) => {
    const { rows } = await db.query<Missing>(missing, [now, after(now, -patience)])
    const ids = []
    for (const { accountId, email, name, ip, at } of rows) {
      const mail = secondStepMissingMail({ to: email, link: config.origin, device: { name, ip }, now: at })
      ids.push(await keepAccountMail(db, accountId, mail, now))
    }
    return ids
  })
  mailer.queued(mails)
}
