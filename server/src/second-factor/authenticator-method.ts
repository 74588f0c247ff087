import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { openAtRest, sealAtRest } from '../lib/at-rest.js'
import { after, minute } from '../lib/clock.js'
import { Refused } from '../lib/refused.js'
import { newAuthenticatorSecret, stepOfCode } from './authenticator.js'

type Queryable = Pick<pg.Pool, 'query'>

/** How long an authenticator that is shown may be confirmed. */
const offerLife = 10 * minute

interface Kept {
  id: string
  secret: Buffer
}

const placeOf = (table: 'two_step_method' | 'authenticator_offer', accountId: string, id: string) => `${table}.secret ${accountId} ${id}`

/** A new secret, shown once and kept until a code of it comes from the same session. Takes the place of the one shown before. */
export async function offerAuthenticator(
  db: Queryable,
  key: Buffer,
  { accountId, sessionId }: { accountId: string, sessionId: string },
  now: Date,
): Promise<{ id: string, secret: Buffer, expiresAt: Date }> {
  const [id, secret, expiresAt] = [randomUUID(), newAuthenticatorSecret(), after(now, offerLife)]
  await db.query(
    `insert into authenticator_offer (account_id, id, session_id, secret, expires_at) values ($1, $2, $3, $4, $5)
     on conflict (account_id) do update set id = $2, session_id = $3, secret = $4, expires_at = $5`,
    [accountId, id, sessionId, sealAtRest(key, secret, placeOf('authenticator_offer', accountId, id)), expiresAt],
  )
  return { id, secret, expiresAt }
}

/** The offer becomes a method where the code is of it. Errors: SET_UP_EXPIRED, WRONG_CODE, METHOD_EXISTS. */
export async function addAuthenticator(
  db: Queryable,
  key: Buffer,
  { accountId, sessionId }: { accountId: string, sessionId: string },
  { id, code }: { id: string, code: string },
  now: Date,
): Promise<void> {
  const { rows: [offer] } = await db.query<Kept>(
    'select id, secret from authenticator_offer where account_id = $1 and id = $2 and session_id = $3 and expires_at > $4 for update',
    [accountId, id, sessionId, now],
  )
  if (!offer)
    throw new Refused('SET_UP_EXPIRED')
  const secret = openAtRest(key, offer.secret, placeOf('authenticator_offer', accountId, id))
  const step = stepOfCode(secret, code, now)
  if (step === undefined)
    throw new Refused('WRONG_CODE')
  const { rowCount } = await db.query(
    `insert into two_step_method (account_id, id, kind, secret, last_step, created_at) values ($1, $2, 'AUTHENTICATOR', $3, $4, $5)
     on conflict (account_id) where kind = 'AUTHENTICATOR' do nothing`,
    [accountId, id, sealAtRest(key, secret, placeOf('two_step_method', accountId, id)), step, now],
  )
  if (!rowCount)
    throw new Refused('METHOD_EXISTS')
  await db.query('delete from authenticator_offer where account_id = $1', [accountId])
}

/** Whether this is a code of the account's authenticator. Each is good once, and none of an earlier time after it, on whatever process. */
export async function useCode(db: Queryable, key: Buffer, accountId: string, code: string, now: Date): Promise<boolean> {
  const { rows: [method] } = await db.query<Kept>(
    `select id, secret from two_step_method where account_id = $1 and kind = 'AUTHENTICATOR'`,
    [accountId],
  )
  const step = method && stepOfCode(openAtRest(key, method.secret, placeOf('two_step_method', accountId, method.id)), code, now)
  if (step === undefined)
    return false
  const { rowCount } = await db.query(
    'update two_step_method set last_step = $3, last_used_at = $4 where account_id = $1 and id = $2 and last_step < $3',
    [accountId, method!.id, step, now],
  )
  return Boolean(rowCount)
}

/** One that signs in from then on, as its table has it. */
export function authenticatorRow(key: Buffer, accountId: string, secret: Buffer, at: Date) {
  const id = randomUUID()
  return {
    account_id: accountId,
    id,
    kind: 'AUTHENTICATOR',
    secret: sealAtRest(key, secret, placeOf('two_step_method', accountId, id)),
    last_step: 0,
    created_at: at,
  }
}
