import type pg from 'pg'
import type { Device } from '../access/device.js'
import type { Identity } from '../access/viewer.js'
import { changeWithEvent } from '../account/account-events.js'
import { accountById } from '../account/accounts.js'
import { requireOwnRights } from '../account/own-rights.js'
import { newSecretToken, tokenHash } from '../lib/secret-token.js'
import type { Services } from '../request/services.js'
import { apiKeyMadeMail, apiKeyRemovedMail } from './api-key-mails.js'
import { clientIdOf } from './client-id.js'
import type { MadePersonalApiKey, PersonalApiKey } from './personal-api-key.js'

type Person = Identity & { sessionId: string }
type Queryable = Pick<pg.Pool, 'query'>
interface Origin { device: Device, now: Date }

/** Null where there is none, or where it no longer holds. */
export async function apiKeyOf(system: pg.Pool, accountId: string): Promise<PersonalApiKey | null> {
  const { rows: [key] } = await system.query<Omit<PersonalApiKey, 'clientId'>>(
    `select k.created_at "createdAt", k.last_used_at "lastUsedAt" from personal_api_key k join account a on a.id = k.account_id
     where a.id = $1 and k.security_stamp = a.security_stamp`,
    [accountId],
  )
  return key ? { clientId: clientIdOf(accountId), ...key } : null
}

/** In the place of the one before, which ends with the session that it has. */
export async function makeApiKey(services: Services, person: Person, origin: Origin): Promise<MadePersonalApiKey> {
  const secret = newSecretToken()
  await services.limiter.count('apiKeyChangeByAccount', person.accountId)
  await changeOwn(services, person, origin, async (db, account, told) => {
    await removeKey(db, account.id)
    await db.query(
      'insert into personal_api_key (account_id, secret_hash, security_stamp, created_at) values ($1, $2, $3, $4)',
      [account.id, tokenHash(secret), account.securityStamp, origin.now],
    )
    return { account, name: 'User_ApiKeyMade', details: {}, mail: apiKeyMadeMail(told) }
  })
  return { secret, apiKey: { clientId: clientIdOf(person.accountId), createdAt: origin.now, lastUsedAt: null } }
}

/** Nothing where there is none. */
export async function removeApiKey(services: Services, person: Person, origin: Origin): Promise<void> {
  await changeOwn(services, person, origin, async (db, account, told) =>
    await removeKey(db, account.id) ? { account, name: 'User_ApiKeyRemoved', details: {}, mail: apiKeyRemovedMail(told) } : undefined)
}

type Change = (
  db: Queryable,
  account: NonNullable<Awaited<ReturnType<typeof accountById>>>,
  told: Parameters<typeof apiKeyMadeMail>[0],
) => ReturnType<Parameters<typeof changeWithEvent<'User_ApiKeyMade' | 'User_ApiKeyRemoved'>>[2]>

async function changeOwn(services: Services, person: Person, origin: Origin, change: Change): Promise<void> {
  await changeWithEvent(services, origin, async (db) => {
    await requireOwnRights(db, person)
    const account = (await accountById(db, person.accountId))!
    return change(db, account, { to: account.email, link: services.config.origin, ...origin })
  })
  services.identities.forget()
}

/** With its session. @returns whether there was one */
async function removeKey(db: Queryable, accountId: string): Promise<boolean> {
  const { rows: [removed] } = await db.query<{ sessionId: string | null }>(
    'delete from personal_api_key where account_id = $1 returning session_id "sessionId"',
    [accountId],
  )
  if (removed?.sessionId)
    await db.query('update session set revoked_at = now() where id = $1 and revoked_at is null', [removed.sessionId])
  return removed !== undefined
}
