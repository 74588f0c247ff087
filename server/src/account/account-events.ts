import type pg from 'pg'
import { describeEvent } from '../event/append.js'
import type { Actor, Appender, EventDetails, LoggedEvent } from '../event/append.js'

declare module '../event/append.js' {
  interface EventDetails {
    User_LoggedIn: { device: string }
    User_FailedLogIn: { device: string }
    User_SignedOut: { sessionId: string }
    User_SignedOutEverywhere: { sessions: number }
    Session_Revoked: { sessionId: string, device: string }
    Session_RefreshReused: { sessionId: string }
  }
}

/** Where a person's own events go: once into the log of each provider they work for, once for each client they belong to (domain §7.3, U). */
const homes = `
  select provider_id "providerId", null::uuid "clientId", null "clientName" from provider_user where account_id = $1 and status = 'CONFIRMED'
  union all
  select c.provider_id, c.id, c.name from client_user u join client c on c.id = u.client_id where u.account_id = $1 and u.status = 'CONFIRMED'`

interface Home {
  providerId: string
  clientId: string | null
  clientName: string | null
}

export async function recordAccountEvent<Name extends LoggedEvent>(
  { system, appender, account, device, now }: { system: pg.Pool, appender: Appender, account: { id: string, name: string }, device: { type: number, ip: string }, now: Date },
  name: Name,
  details: EventDetails[Name],
): Promise<void> {
  const { rows } = await system.query<Home>(homes, [account.id])
  const actor: Actor = { kind: 'ACCOUNT', id: account.id, name: account.name, deviceType: device.type, ip: device.ip }
  await appender.append(rows.map(({ providerId, clientId, clientName }) => describeEvent(name, {
    providerId,
    client: clientId ? { id: clientId, name: clientName! } : undefined,
    subject: { kind: 'ACCOUNT', id: account.id, name: account.name },
    actor,
    details,
    at: now,
  })))
}
