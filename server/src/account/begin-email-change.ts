import { randomUUID } from 'node:crypto'
import type { Device } from '../access/device.js'
import type { Identity } from '../access/viewer.js'
import { transact } from '../database/transact.js'
import { after, minute } from '../lib/clock.js'
import { Refused } from '../lib/refused.js'
import { requireEmail } from '../lib/text.js'
import { keepAccountMail } from '../mail/account-mail.js'
import type { Services } from '../request/services.js'
import { accountById } from './accounts.js'
import { comingAddressMail, leavingAddressMail } from './email-change-mails.js'
import type { EmailChange } from './email-change.js'
import { mailedCodeDigest, newMailedCode } from './mailed-code.js'
import { requireOwnRights } from './own-rights.js'

/** How long the codes are taken, and how often both may be tried. */
const [life, tries] = [15 * minute, 5]

/** Where a code is kept: of one change only, and of one mailbox. */
export const codePlace = (box: 'present' | 'new', accountId: string, id: string) => `email_change.${box}_code_hash ${accountId} ${id}`

/**
 * Mails a code to both addresses. Takes the place of a change that was begun before. Whether the new address has an account already is told
 * to nobody who has not proved it.
 */
export async function beginEmailChange(
  services: Services,
  person: Identity & { sessionId: string },
  text: string,
  { device, now }: { device: Device, now: Date },
): Promise<EmailChange> {
  const { database: { system }, limiter, mailer, secrets: { mailedCodeKey } } = services
  const email = requireEmail(text)
  const account = (await accountById(system, person.accountId))!
  if (email === account.email)
    throw new Refused('BAD_USER_INPUT', 'This is your address already.', { field: 'email' })
  await limiter.count('emailChangeByAccount', account.id)
  await limiter.count('emailChangeByNewAddress', email)
  const [id, expiresAt, presentCode, newCode] = [randomUUID(), after(now, life), newMailedCode(), newMailedCode()]
  const mails = await transact(system, async (db) => {
    await requireOwnRights(db, person)
    await db.query(
      `insert into email_change (account_id, id, session_id, security_stamp, email, present_code_hash, new_code_hash, tries_left, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (account_id) do update set id = excluded.id, session_id = excluded.session_id,
         security_stamp = excluded.security_stamp, email = excluded.email, present_code_hash = excluded.present_code_hash,
         new_code_hash = excluded.new_code_hash, tries_left = excluded.tries_left, expires_at = excluded.expires_at`,
      [
        account.id,
        id,
        person.sessionId,
        account.securityStamp,
        email,
        mailedCodeDigest(mailedCodeKey, codePlace('present', account.id, id), presentCode),
        mailedCodeDigest(mailedCodeKey, codePlace('new', account.id, id), newCode),
        tries,
        expiresAt,
      ],
    )
    return [
      await keepAccountMail(db, account.id, leavingAddressMail({ to: account.email, email, code: presentCode, device }), now),
      await keepAccountMail(db, account.id, comingAddressMail({ to: email, code: newCode }), now),
    ]
  })
  mailer.queued(mails)
  return { id, email, expiresAt }
}
