import { randomUUID } from 'node:crypto'
import type { TwoStepKind } from '@wardroom/schema/two-step'
import type pg from 'pg'
import { Refused } from '../lib/refused.js'

type Queryable = Pick<pg.Pool, 'query'>

/** A second factor that signs its account in. */
export interface Method {
  id: string
  kind: TwoStepKind
  /** Of a security key, as its person calls it. */
  name: string | null
  createdAt: Date
  lastUsedAt: Date | null
}

export async function readMethods(db: Queryable, accountId: string): Promise<Method[]> {
  const { rows } = await db.query<Method>(
    `select m.id, m.kind, k.name, m.created_at "createdAt", m.last_used_at "lastUsedAt"
     from two_step_method m left join security_key k on k.account_id = m.account_id and k.id = m.id
     where m.account_id = $1 order by m.created_at, m.id`,
    [accountId],
  )
  return rows
}

export async function hasSecondFactor(db: Queryable, accountId: string): Promise<boolean> {
  const { rowCount } = await db.query('select from two_step_method where account_id = $1 limit 1', [accountId])
  return Boolean(rowCount)
}

/** Codes that are mailed to the account's own address. Errors: METHOD_EXISTS. */
export async function addMailbox(db: Queryable, accountId: string, now: Date): Promise<void> {
  const { rowCount } = await db.query(
    `insert into two_step_method (account_id, id, kind, created_at) values ($1, $2, 'EMAIL', $3)
     on conflict (account_id) where kind = 'EMAIL' do nothing`,
    [accountId, randomUUID(), now],
  )
  if (!rowCount)
    throw new Refused('METHOD_EXISTS', 'Codes are mailed to this account already.')
}

export async function hasMailbox(db: Queryable, accountId: string): Promise<boolean> {
  return (await readMethods(db, accountId)).some(({ kind }) => kind === 'EMAIL')
}

/** @returns its kind, or undefined where there is no such method */
export async function removeMethod(db: Queryable, accountId: string, id: string): Promise<Method['kind'] | undefined> {
  const { rows: [removed] } = await db.query<Pick<Method, 'kind'>>(
    'delete from two_step_method where account_id = $1 and id = $2 returning kind',
    [accountId, id],
  )
  return removed?.kind
}
