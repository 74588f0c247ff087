import type pg from 'pg'
import { Refused } from '../lib/refused.js'
import type { Account } from './accounts.js'

interface Columns {
  email: string
  kdf_type: string
  kdf_iterations: number
  kdf_memory: number | null
  kdf_parallelism: number | null
  password_hash: string
  wrapped_user_key: string
  wrapped_private_key: string
  must_change_password: boolean
  password_hint: string | null
}

/** Changes columns of an account that has the stamp with which it was read: none of them was changed since. Errors: CONFLICT. */
export async function changeAccount(
  db: Pick<pg.Pool, 'query'>,
  { id, securityStamp }: Pick<Account, 'id' | 'securityStamp'>,
  columns: Partial<Columns>,
): Promise<void> {
  const assignments = Object.keys(columns).map((column, at) => `${column} = $${at + 3}`)
  const { rowCount: changed } = await db.query(
    `update account set ${assignments.join(', ')} where id = $1 and security_stamp = $2`,
    [id, securityStamp, ...Object.values(columns)],
  )
  if (!changed)
    throw new Refused('CONFLICT')
}
