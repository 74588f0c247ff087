import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import type pg from 'pg'
import { Refused } from '../lib/refused.js'
import { checkAnswer } from './webauthn.js'
import type { CheckedKey, KeyAnswer, Site } from './webauthn.js'

type Queryable = Pick<pg.Pool, 'query'>

/** Of one account. */
export const maxSecurityKeys = 5

/** Of the account's keys, in base64url: a browser asks for one of them. */
export async function credentialIdsOf(db: Queryable, accountId: string): Promise<string[]> {
  const { rows } = await db.query<{ credentialId: Buffer }>(
    'select credential_id "credentialId" from security_key where account_id = $1 order by id',
    [accountId],
  )
  return rows.map(({ credentialId }) => credentialId.toString('base64url'))
}

/** In a transaction that holds the account. Errors: SECURITY_KEY_LIMIT, METHOD_EXISTS. */
export async function addSecurityKey(db: Queryable, accountId: string, name: string, key: CheckedKey, now: Date): Promise<void> {
  const id = randomUUID()
  if ((await credentialIdsOf(db, accountId)).length >= maxSecurityKeys)
    throw new Refused('SECURITY_KEY_LIMIT')
  await db.query(`insert into two_step_method (account_id, id, kind, created_at) values ($1, $2, 'WEBAUTHN', $3)`, [accountId, id, now])
  const { rowCount } = await db.query(
    `insert into security_key (account_id, id, name, credential_id, public_key, counter, aaguid) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (credential_id) do nothing`,
    [accountId, id, name, key.credentialId, key.publicKey, key.counter, key.aaguid],
  )
  if (!rowCount)
    throw new Refused('METHOD_EXISTS', 'This security key is registered already.')
}

/** What came of an answer; the name is that of the key. */
export type KeyUse = { outcome: 'TAKEN' } | { outcome: 'COUNTER_FELL', id: string, name: string } | { outcome: 'REFUSED' }

/** Whether a key of the account signed this challenge. Its counter grows with each answer, on whatever process, or stays at zero. */
export async function useSecurityKey(
  db: Queryable,
  site: Site,
  { accountId, challenge, answer, now }: { accountId: string, challenge: string, answer: KeyAnswer, now: Date },
): Promise<KeyUse> {
  const { rows: [key] } = await db.query<{ id: string, name: string, publicKey: Buffer }>(
    'select id, name, public_key "publicKey" from security_key where account_id = $1 and credential_id = $2',
    [accountId, Buffer.from(answer.credentialId, 'base64url')],
  )
  const counter = key && await checkAnswer(site, challenge, key.publicKey, answer)
  if (counter === undefined)
    return { outcome: 'REFUSED' }
  const { rowCount } = await db.query(
    `with grown as (update security_key set counter = $3 where account_id = $1 and id = $2 and (counter < $3 or (counter = 0 and $3 = 0)) returning id)
     update two_step_method m set last_used_at = $4 from grown where m.account_id = $1 and m.id = grown.id`,
    [accountId, key!.id, counter, now],
  )
  return rowCount ? { outcome: 'TAKEN' } : { outcome: 'COUNTER_FELL', id: key!.id, name: key!.name }
}

/** Whether the person is to be told now that there may be a copy of this key: once a day. */
export async function mayTellOfCopy(db: Queryable, accountId: string, id: string, now: Date): Promise<boolean> {
  const { rowCount } = await db.query(
    `update security_key set copy_told_at = $3
     where account_id = $1 and id = $2 and (copy_told_at is null or copy_told_at <= $3::timestamptz - interval '1 day')`,
    [accountId, id, now],
  )
  return Boolean(rowCount)
}

/** One that nobody holds, as its tables have it: for people of a demo. */
export function securityKeyRows(accountId: string, name: string, at: Date) {
  const id = randomUUID()
  const { x, y } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })
  return {
    method: { account_id: accountId, id, kind: 'WEBAUTHN', created_at: at },
    key: {
      account_id: accountId,
      id,
      name,
      credential_id: randomBytes(32),
      public_key: coseOf(Buffer.from(x!, 'base64url'), Buffer.from(y!, 'base64url')),
      counter: 0,
      aaguid: '00000000-0000-0000-0000-000000000000',
    },
  }
}

/** A point of P-256 for ES256, in COSE (RFC 9053). */
function coseOf(x: Buffer, y: Buffer): Buffer {
  return Buffer.concat([Buffer.from('a5010203262001215820', 'hex'), x, Buffer.from('225820', 'hex'), y])
}
