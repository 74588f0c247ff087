import type pg from 'pg'
import type { Device } from '../access/device.js'
import { isUuid } from '../access/tenants.js'
import type { Identity } from '../access/viewer.js'
import { Refused } from '../lib/refused.js'
import { requireSealed } from '../lib/sealed.js'
import type { Services } from '../request/services.js'
import { changeWithEvent } from './account-events.js'
import type { Account } from './accounts.js'
import { codePlace } from './begin-email-change.js'
import { changeAccount } from './change-account.js'
import { emailChangedMails } from './email-change-mails.js'
import type { FinishEmailChangeInput } from './email-change.js'
import { endSessions } from './end-sessions.js'
import { isMailedCode } from './mailed-code.js'
import { requireOwnRights } from './own-rights.js'
import { hashPassword } from './password-hash.js'
import { requireMasterPassword } from './proof.js'

type Person = Identity & { sessionId: string }
type Queryable = Pick<pg.Pool, 'query'>

/** Address, proof and wrapped key change together, or not at all; every other session of the person ends with them. */
export async function finishEmailChange(
  services: Services,
  person: Person,
  input: FinishEmailChangeInput,
  origin: { device: Device, now: Date },
): Promise<Account> {
  const { masterPasswordHash, newMasterPasswordHash, newWrappedUserKey } = input
  requireSealed('masterPasswordHash', masterPasswordHash, 'masterPasswordHash')
  requireSealed('masterPasswordHash', newMasterPasswordHash, 'newMasterPasswordHash')
  requireSealed('wrappedKey', newWrappedUserKey, 'newWrappedUserKey')
  const account = await requireMasterPassword(services, person, masterPasswordHash, origin)
  const email = await requireBothMailboxes(services, person, input, origin.now)
  const passwordHash = await hashPassword(newMasterPasswordHash, services.secrets.pepper)
  await changeWithEvent(services, origin, async (db) => {
    await db.query('select from account where id = $1 for update', [account.id]) // its address is a key, so nothing weaker would do later
    await requireOwnRights(db, person)
    await closeChange(db, account.id, input.id)
    await requireFreeAddress(db, account.id, email)
    await changeAccount(db, account, { email, password_hash: passwordHash, wrapped_user_key: newWrappedUserKey })
    await endSessions(db, account.id, { but: person.sessionId })
    const details = { before: account.email, email }
    return { account, name: 'User_ChangedEmail', details, mail: emailChangedMails({ ...details, link: services.config.origin, ...origin }) }
  })
  services.identities.forget()
  return { ...account, email }
}

/** @returns the new address. A try is used up before it is looked at, so that many at once are no more than few. */
async function requireBothMailboxes(
  { database: { system }, secrets: { mailedCodeKey } }: Services,
  { accountId, sessionId }: Person,
  { id, presentCode, newCode }: FinishEmailChangeInput,
  now: Date,
): Promise<string> {
  const { rows: [tried] } = isUuid(id)
    ? await system.query<{ email: string, present: Buffer, new: Buffer, triesLeft: number }>(
        `update email_change c set tries_left = tries_left - 1 from account a
         where c.account_id = $1 and c.id = $2 and c.session_id = $3 and c.expires_at > $4 and c.tries_left > 0
           and a.id = c.account_id and a.security_stamp = c.security_stamp
         returning c.email, present_code_hash present, new_code_hash "new", tries_left "triesLeft"`,
        [accountId, id, sessionId, now],
      )
    : { rows: [] }
  if (!tried)
    throw new Refused('EMAIL_CHANGE_EXPIRED')
  const isRight = (box: 'present' | 'new', code: string) => isMailedCode(mailedCodeKey, codePlace(box, accountId, id), code, tried[box])
  const [presentIsRight, newIsRight] = [isRight('present', presentCode), isRight('new', newCode)]
  if (!presentIsRight || !newIsRight)
    throw new Refused('WRONG_CODE', 'One of the two codes is wrong; copy both out of the newest mails.', { triesLeft: tried.triesLeft })
  return tried.email
}

/** Of several at once, one. */
async function closeChange(db: Queryable, accountId: string, id: string): Promise<void> {
  const { rowCount } = await db.query('delete from email_change where account_id = $1 and id = $2', [accountId, id])
  if (!rowCount)
    throw new Refused('EMAIL_CHANGE_EXPIRED')
}

/** Asked of nobody but who has proved that the address is theirs. Errors: ACCOUNT_EXISTS, ADDRESS_INVITED. */
async function requireFreeAddress(db: Queryable, accountId: string, email: string): Promise<void> {
  const { rowCount: taken } = await db.query('select from account where email = $1', [email])
  if (taken)
    throw new Refused('ACCOUNT_EXISTS', 'This address has an account of its own; delete that one first, or choose another address.')
  const { rows: [invited] } = await db.query<{ place: string }>(
    `select c.name place from client_user own join client_user other on other.client_id = own.client_id and other.email = $2
       join client c on c.id = own.client_id where own.account_id = $1
     union all
     select p.name from provider_user own join provider_user other on other.provider_id = own.provider_id and other.email = $2
       join provider p on p.id = own.provider_id where own.account_id = $1 limit 1`,
    [accountId, email],
  )
  if (invited)
    throw new Refused('ADDRESS_INVITED', `${invited.place} has invited this address already; have that invitation withdrawn first.`, invited)
}
