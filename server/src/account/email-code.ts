import type pg from 'pg'
import type { Device } from '../access/device.js'
import { transact } from '../database/transact.js'
import { after, minute } from '../lib/clock.js'
import { keepAccountMail } from '../mail/account-mail.js'
import type { Services } from '../request/services.js'
import type { Account } from './accounts.js'
import { isMailedCode, mailedCodeDigest, newMailedCode } from './mailed-code.js'
import { emailCodeMail } from './two-step-mails.js'

type Queryable = Pick<pg.Pool, 'query'>

/** What a code was mailed for, and to which session or second step: it proves nothing elsewhere. */
export interface CodeUse {
  purpose: 'ADD' | 'SIGN_IN' | 'PROVE'
  place: string
}

const [digits, life, tries] = [6, 5 * minute, 3]

const placeOf = ({ purpose, place }: CodeUse, accountId: string) => `email_code.code_hash ${purpose} ${place} ${accountId}`

/** Mails a new one to the account's own address; the one before is good for nothing. Errors: TOO_MANY_REQUESTS. */
export async function mailCode(
  { database: { system }, limiter, mailer, secrets: { mailedCodeKey } }: Services,
  account: Account,
  use: CodeUse,
  { device, now }: { device: Device, now: Date },
): Promise<{ email: string, expiresAt: Date }> {
  await limiter.count('emailCodeByPlace', use.place)
  await limiter.count('emailCodeByAccount', account.id)
  const [code, expiresAt] = [newMailedCode(digits), after(now, life)]
  const digest = mailedCodeDigest(mailedCodeKey, placeOf(use, account.id), code)
  const mail = await transact(system, async (db) => {
    await db.query(
      `insert into email_code (purpose, place, account_id, security_stamp, code_hash, tries_left, expires_at) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (purpose, place) do update set account_id = $3, security_stamp = $4, code_hash = $5, tries_left = $6, expires_at = $7`,
      [use.purpose, use.place, account.id, account.securityStamp, digest, tries, expiresAt],
    )
    return keepAccountMail(db, account.id, emailCodeMail({ to: account.email, code, device }, use.purpose), now)
  })
  mailer.queued([mail])
  return { email: masked(account.email), expiresAt }
}

/** Whether this is the code that was mailed. A try is used up before it is looked at; the right one is taken once, on whatever process. */
export async function takeMailedCode(
  { database: { system }, secrets: { mailedCodeKey } }: Services,
  { id, securityStamp }: Account,
  use: CodeUse,
  code: string,
  now: Date,
): Promise<boolean> {
  if (!/^\d{6}$/.test(code.replaceAll(/[\s-]/g, ''))) // a slip of the finger, not a guess
    return false
  const { rows: [tried] } = await system.query<{ digest: Buffer }>(
    `update email_code set tries_left = tries_left - 1
     where purpose = $1 and place = $2 and account_id = $3 and security_stamp = $4 and expires_at > $5 and tries_left > 0
     returning code_hash digest`,
    [use.purpose, use.place, id, securityStamp, now],
  )
  if (!tried || !isMailedCode(mailedCodeKey, placeOf(use, id), code, tried.digest))
    return false
  const { rowCount } = await system.query('delete from email_code where purpose = $1 and place = $2 and code_hash = $3', [
    use.purpose,
    use.place,
    tried.digest,
  ])
  return Boolean(rowCount)
}

/** Whether codes by e-mail sign the account in; noted as used where one was. */
export async function noteMailbox(db: Queryable, accountId: string, now: Date): Promise<boolean> {
  const { rowCount } = await db.query(`update two_step_method set last_used_at = $2 where account_id = $1 and kind = 'EMAIL'`, [accountId, now])
  return Boolean(rowCount)
}

/** So much of an address that whoever has it knows which one is meant. */
function masked(email: string): string {
  const at = email.lastIndexOf('@')
  return `${[...email][0]}***${email.slice(at)}`
}
