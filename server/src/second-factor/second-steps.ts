import type pg from 'pg'
import type { Device } from '../access/device.js'
import { after, minute } from '../lib/clock.js'
import { newSecretToken, tokenHash } from '../lib/secret-token.js'

type Queryable = Pick<pg.Pool, 'query'>

/** How long the second step may take. */
const life = 10 * minute

/** A sign-in whose master password was right. */
export interface SecondStep {
  accountId: string
  securityStamp: string
}

/** @returns what names it; only the browser that gave the master password knows it */
export async function openSecondStep(
  db: Queryable,
  { id, securityStamp }: { id: string, securityStamp: string },
  device: Device,
  now: Date,
): Promise<{ token: string, expiresAt: Date }> {
  const [token, expiresAt] = [newSecretToken(), after(now, life)]
  await db.query(
    `insert into second_step (token_hash, account_id, security_stamp, device_name, ip, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7)`,
    [tokenHash(token), id, securityStamp, device.name, device.ip, now, expiresAt],
  )
  return { token, expiresAt }
}

export async function readSecondStep(db: Queryable, token: string, now: Date): Promise<SecondStep | undefined> {
  const { rows: [step] } = await db.query<SecondStep>(
    'select account_id "accountId", security_stamp "securityStamp" from second_step where token_hash = $1 and expires_at > $2',
    [tokenHash(token), now],
  )
  return step
}

/** A new challenge for a security key, in place of the one before; undefined where the second step is over. */
export async function challengeSecondStep(db: Queryable, token: string, now: Date): Promise<string | undefined> {
  const challenge = newSecretToken()
  const { rowCount } = await db.query(
    'update second_step set challenge = $2 where token_hash = $1 and expires_at > $3',
    [tokenHash(token), challenge, now],
  )
  return rowCount ? challenge : undefined
}

/** Each is taken once, on whatever process, whether or not the answer is right. */
export async function takeSecondStepChallenge(db: Queryable, token: string): Promise<string | undefined> {
  const { rows: [taken] } = await db.query<{ challenge: string }>(
    `with held as (select token_hash, challenge from second_step where token_hash = $1 and challenge is not null for update)
     update second_step s set challenge = null from held where s.token_hash = held.token_hash returning held.challenge`,
    [tokenHash(token)],
  )
  return taken?.challenge
}

/** @returns whether this call did it: each opens one session */
export async function closeSecondStep(db: Queryable, token: string): Promise<boolean> {
  const { rowCount } = await db.query('delete from second_step where token_hash = $1', [tokenHash(token)])
  return Boolean(rowCount)
}
