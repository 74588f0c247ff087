import type pg from 'pg'
import { Session } from './account.js'

/** To be selected from `session`; $1 is the account and $2 the session that asks. */
export const sessionColumns = `id, device_type "deviceType", device_name "deviceName", ip,
  created_at "createdAt", last_used_at "lastUsedAt", id = $2 current`

export function toSession(row: Session): Session {
  return Object.assign(new Session(), row)
}

/** Sessions that can still be used, the last used one first. */
export async function readSessions(system: pg.Pool, accountId: string, sessionId: string): Promise<Session[]> {
  const { rows } = await system.query<Session>(
    `select ${sessionColumns} from session where account_id = $1 and revoked_at is null and expires_at > now() order by last_used_at desc`,
    [accountId, sessionId],
  )
  return rows.map(toSession)
}
