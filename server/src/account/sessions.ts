import { createHmac, randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { ProofPurpose } from '@wardroom/schema/permissions'
import type { Device } from '../access/device.js'
import { after, day, hour, second } from '../lib/clock.js'
import { newSecretToken, tokenHash } from '../lib/secret-token.js'

/** Lifetimes of a session: short for provider staff, longer for others. */
const lifetimes = {
  staff: { absolute: 12 * hour, idle: hour },
  other: { absolute: 30 * day, idle: 7 * day },
}
const grace = 5 * second
/** Of one account, at once. */
const maxSessions = 50

declare module '../request/services.js' {
  interface Services {
    sessions: Sessions
  }
}

/** When a session ends: whatever is done, and when its refresh token is not used before. */
export interface SessionEnd {
  expiresAt: Date
  idleAt: Date
}

export interface StartedSession extends SessionEnd {
  sessionId: string
  refreshToken: string
}

export interface Refreshed extends StartedSession {
  accountId: string
}

interface SessionRow {
  id: string
  account_id: string
  staff: boolean
  last_used_at: Date
  expires_at: Date
}

/** Whoever has joined a provider's team since signing in gets the staff lifetimes from now on. */
const promoteToStaffSession = `
  update session set staff = true, expires_at = least(expires_at, created_at + $2::int * interval '1 millisecond')
  where refresh_hash = $1 and not staff and exists (select from provider_user p where p.account_id = session.account_id and p.status = 'CONFIRMED')`

/**
 * Sessions of people. A refresh token is `family.link`: the family stays, the link rotates at each use, and only hashes are kept. The
 * next link is derived from the token, so that a browser that lost the answer gets the same successor once more, within five seconds
 * and from the same device; any other token of the family that is not the current one is theft, however old, and ends the session.
 */
export class Sessions {
  constructor(private readonly pool: pg.Pool, private readonly rotationKey: Buffer) {}

  /**
   * Waits for whoever changes the account at this moment.
   * @param account as it was before the proof was checked: where it has changed since, by another password or second factor, none begins
   * @param proofs when it has proved itself, by purpose
   */
  async start(
    db: Pick<pg.Pool, 'query'>,
    { id: accountId, securityStamp }: { id: string, securityStamp: string },
    { proofs }: { proofs: Partial<Record<ProofPurpose, number>> },
    device: Device,
    now: Date,
  ): Promise<StartedSession | undefined> {
    const { rowCount: staff } = await db.query(`select from provider_user where account_id = $1 and status = 'CONFIRMED'`, [accountId])
    const sessionId = randomUUID()
    const family = newSecretToken()
    const refreshToken = `${family}.${newSecretToken()}`
    const { absolute, idle } = staff ? lifetimes.staff : lifetimes.other
    const expiresAt = after(now, absolute)
    const { rowCount: begun } = await db.query(
      `insert into session (id, account_id, family_hash, refresh_hash, rotated_at, device_type, device_name, ip, staff, created_at, last_used_at, expires_at, proofs)
       select $1, id, $3, $4, $5, $6, $7, $8, $9, $5, $5, $10, $11 from account where id = $2 and security_stamp = $12 for share`,
      [
        sessionId,
        accountId,
        tokenHash(family),
        tokenHash(refreshToken),
        now,
        device.type,
        device.name,
        device.ip,
        Boolean(staff),
        expiresAt,
        proofs,
        securityStamp,
      ],
    )
    return begun ? { sessionId, refreshToken, expiresAt, idleAt: after(now, idle) } : undefined
  }

  /** @returns undefined for a token that is not the current one of a living session: see `endReused` */
  async refresh(token: string, device: Device, now: Date): Promise<Refreshed | undefined> {
    const [family = ''] = token.split('.')
    const successor = `${family}.${createHmac('sha256', this.rotationKey).update(token).digest('base64url')}`
    await this.pool.query(promoteToStaffSession, [tokenHash(token), lifetimes.staff.absolute])
    const rotated = await this.one(
      `update session set previous_hash = refresh_hash, refresh_hash = $2, rotated_at = $3, last_used_at = $3, grace_used = false
       where refresh_hash = $1 and revoked_at is null and expires_at > $3
         and last_used_at > $3::timestamptz - case when staff then $4::int else $5::int end * interval '1 millisecond' returning *`,
      [tokenHash(token), tokenHash(successor), now, lifetimes.staff.idle, lifetimes.other.idle],
    ) ?? await this.one(
      `update session set grace_used = true
       where previous_hash = $1 and refresh_hash = $2 and revoked_at is null and not grace_used
         and rotated_at > $3 and device_name = $4 and ip = $5 returning *`,
      [tokenHash(token), tokenHash(successor), after(now, -grace), device.name, device.ip],
    )
    if (!rotated)
      return undefined
    const idleAt = after(rotated.last_used_at, (rotated.staff ? lifetimes.staff : lifetimes.other).idle)
    return { accountId: rotated.account_id, sessionId: rotated.id, refreshToken: successor, expiresAt: rotated.expires_at, idleAt }
  }

  /** Ends the session of a token that was used before. @returns whose it was, or undefined when there is none that lives. */
  async endReused(db: Pick<pg.Pool, 'query'>, token: string, now: Date): Promise<{ accountId: string, sessionId: string } | undefined> {
    const [family = ''] = token.split('.')
    const { rows: [ended] } = await db.query<SessionRow>(
      'update session set revoked_at = $3 where family_hash = $1 and refresh_hash <> $2 and revoked_at is null returning *',
      [tokenHash(family), tokenHash(token), now],
    )
    return ended && { accountId: ended.account_id, sessionId: ended.id }
  }

  /** @returns whose session it was, or undefined when it had already ended. */
  async end(db: Pick<pg.Pool, 'query'>, token: string, now: Date): Promise<{ accountId: string, sessionId: string } | undefined> {
    const { rows: [ended] } = await db.query<SessionRow>(
      'update session set revoked_at = $2 where refresh_hash = $1 and revoked_at is null returning *',
      [tokenHash(token), now],
    )
    return ended && { accountId: ended.account_id, sessionId: ended.id }
  }

  /** Ends the one that was not used for longest, where there are as many as may live at once. */
  async endOldest(db: Pick<pg.Pool, 'query'>, accountId: string, now: Date): Promise<{ sessionId: string, device: string } | undefined> {
    const { rows: [ended] } = await db.query<{ sessionId: string, device: string }>(
      `update session set revoked_at = $2 where id = (select id from session where account_id = $1 and revoked_at is null and expires_at > $2
         order by last_used_at desc offset $3 limit 1) returning id "sessionId", device_name device`,
      [accountId, now, maxSessions - 1],
    )
    return ended
  }

  private async one(text: string, values: unknown[]): Promise<SessionRow | undefined> {
    const { rows: [row] } = await this.pool.query<SessionRow>(text, values)
    return row
  }
}
