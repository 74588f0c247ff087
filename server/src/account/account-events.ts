import type pg from 'pg'
import { appendEvents, describeEvent } from '../event/append.js'
import type { Actor, Appender, EventDetails, LoggedEvent } from '../event/append.js'
import type { EventContent } from '../event/canonical.js'
import { keepAccountMail } from '../mail/account-mail.js'
import type { MailText } from '../mail/mail.js'
import type { Services } from '../request/services.js'
import { transact } from '../database/transact.js'

declare module '../event/append.js' {
  interface EventDetails {
    User_LoggedIn: { device: string }
    User_ChangedPassword: { sessions: number }
    User_UpdatedTempPassword: { sessions: number }
    User_FailedLogIn: { device: string }
    User_ChangedEmail: { before: string, email: string }
    User_ChangedKdf: { type: string, iterations: number, memory: number | null, parallelism: number | null, sessions: number }
    User_Updated2fa: { method: string }
    User_Disabled2fa: { method: string }
    User_Recovered2fa: { device: string }
    User_FailedLogIn2fa: { device: string }
    User_SecurityKeyCounterFell: { key: string, device: string }
    User_SignedOut: { sessionId: string }
    User_SignedOutEverywhere: { sessions: number }
    Session_Revoked: { sessionId: string, device: string }
    Session_RefreshReused: { sessionId: string }
  }
}

/** Where a person's own events go: once into the log of each provider they work for, once for each client they belong to. */
const logTargets = `
  select provider_id "providerId", null::uuid "clientId", null "clientName" from provider_user where account_id = $1 and status = 'CONFIRMED'
  union all
  select c.provider_id, c.id, c.name from client_user u join client c on c.id = u.client_id where u.account_id = $1 and u.status = 'CONFIRMED'`

interface LogTarget {
  providerId: string
  clientId: string | null
  clientName: string | null
}

interface AccountEvent<Name extends LoggedEvent> {
  account: { id: string, name: string }
  name: Name
  details: EventDetails[Name]
}

type Queryable = Pick<pg.Pool, 'query'>
interface Origin { device: { type: number, ip: string }, now: Date }

/** For events without a change of data, such as a sign-in. */
export async function recordAccountEvent<Name extends LoggedEvent>(
  { system, appender, account, device, now }: { system: pg.Pool, appender: Appender, account: AccountEvent<Name>['account'] } & Origin,
  name: Name,
  details: EventDetails[Name],
): Promise<void> {
  await appender.append(await describeForLogs(system, { account, name, details }, { device, now }))
}

/**
 * Commits a change of somebody's account or sessions together with its event and the mails that tell the person. `change` returns undefined
 * where there was nothing to change.
 */
export async function changeWithEvent<Name extends LoggedEvent>(
  { database: { system }, announce, mailer }: Pick<Services, 'database' | 'announce' | 'mailer'>,
  origin: Origin,
  change: (db: Queryable) => Promise<AccountEvent<Name> & { mail?: MailText | MailText[] } | undefined>,
): Promise<void> {
  const { events, mails } = await transact(system, async (db) => {
    const event = await change(db)
    const events = event ? await describeForLogs(db, event, origin) : []
    const mails: string[] = []
    for (const mail of [event?.mail ?? []].flat())
      mails.push(await keepAccountMail(db, event!.account.id, mail, origin.now))
    await appendEvents(db, events)
    return { events, mails }
  })
  mailer.queued(mails)
  announce(events)
}

async function describeForLogs<Name extends LoggedEvent>(
  db: Queryable,
  { account, name, details }: AccountEvent<Name>,
  { device, now }: Origin,
): Promise<EventContent[]> {
  const { rows } = await db.query<LogTarget>(logTargets, [account.id])
  const actor: Actor = { kind: 'ACCOUNT', id: account.id, name: account.name, deviceType: device.type, ip: device.ip }
  return rows.map(({ providerId, clientId, clientName }) => describeEvent(name, {
    providerId,
    client: clientId ? { id: clientId, name: clientName! } : undefined,
    subject: { kind: 'ACCOUNT', id: account.id, name: account.name },
    actor,
    details,
    at: now,
  }))
}
