import type pg from 'pg'
import { readEmail } from '@wardroom/schema/text'
import type { Device } from '../access/device.js'
import type { Identity } from '../access/viewer.js'
import { accountById } from '../account/accounts.js'
import type { Account } from '../account/accounts.js'
import { requireOwnRights } from '../account/own-rights.js'
import { transact } from '../database/transact.js'
import { appendEvents, describeEvent } from '../event/append.js'
import type { Actor } from '../event/append.js'
import type { EventContent } from '../event/canonical.js'
import { Refused } from '../lib/refused.js'
import { keepAccountMail } from '../mail/account-mail.js'
import type { Services } from '../request/services.js'
import { deletedMail } from './deleted-mail.js'
import { neededAt, placesOf, tokensOf } from './places.js'
import type { Place } from './places.js'

declare module '../event/append.js' {
  interface EventDetails {
    User_Deleted: { email: string }
    OrganizationUser_Left: { email: string, role: string, was: string }
  }
}

interface Origin { device: Device, now: Date }
type Queryable = Pick<pg.Pool, 'query'>

/**
 * The account goes, with its keys, sessions, memberships and API tokens; each log that knew the person is told. Not where nobody would be
 * left who may do everything.
 * @param typed the address of the account, as a confirmation
 */
export async function deleteAccount(
  { database: { system }, mailer, announce, identities }: Services,
  person: Identity & { sessionId: string },
  typed: string,
  origin: Origin,
): Promise<void> {
  const { mail, events } = await transact(system, async (db) => {
    await db.query('select lock_places_of($1)', [person.accountId])
    await db.query('select from account where id = $1 for update', [person.accountId])
    await requireOwnRights(db, person)
    const account = (await accountById(db, person.accountId))!
    if (readEmail(typed) !== account.email)
      throw new Refused('BAD_USER_INPUT', 'Type the address of your account to delete it.', { field: 'email' })
    await requireNobodyNeedsThem(db, account.id)
    const events = await farewell(db, account, origin)
    await db.query('select delete_account($1)', [account.id])
    const mail = await keepAccountMail(db, null, deletedMail({ to: account.email, ...origin }), origin.now)
    await appendEvents(db, events)
    return { mail, events }
  })
  mailer.queued([mail])
  announce(events)
  identities.forget()
}

/** Errors: STILL_NEEDED. */
async function requireNobodyNeedsThem(db: Queryable, accountId: string): Promise<void> {
  const needed = await neededAt(db, accountId)
  const names = [...needed.providers, ...needed.clients]
  if (names.length) {
    throw new Refused('STILL_NEEDED', `You are the last owner or provider admin of ${names.join(', ')}; make somebody else one first.`, { ...needed })
  }
}

/** What each log is told: that the account is deleted, where the person had rights, and that they are gone. */
async function farewell(db: Queryable, { id, name, email }: Account, { device, now: at }: Origin): Promise<EventContent[]> {
  const actor: Actor = { kind: 'ACCOUNT', id, name, deviceType: device.type, ip: device.ip }
  const places = await placesOf(db, id)
  const deleted = places.filter(({ status }) => status === 'CONFIRMED').map(({ providerId, client }) => describeEvent('User_Deleted', {
    providerId,
    client: client ?? undefined,
    subject: { kind: 'ACCOUNT', id, name },
    actor,
    details: { email },
    at,
  }))
  const revoked = (await tokensOf(db, id)).map(({ id, providerId, name }) =>
    describeEvent('ApiToken_Revoked', { providerId, subject: { kind: 'API_TOKEN', id, name }, actor, details: { name }, at }))
  return [...deleted, ...revoked, ...places.map(place => leaving(place, actor, at))]
}

function leaving({ id, providerId, client, name, email, role, status }: Place, actor: Actor, at: Date): EventContent {
  return client
    ? describeEvent('OrganizationUser_Left', {
        providerId,
        client,
        subject: { kind: 'USER', id, name },
        actor,
        details: { email, role, was: status },
        at,
      })
    : describeEvent('ProviderUser_Removed', {
        providerId,
        subject: { kind: 'PROVIDER_USER', id, name },
        actor,
        details: { email, type: role, status },
        at,
      })
}
