import type pg from 'pg'
import type { Identity } from '../access/viewer.js'

/**
 * Sessions are changed in a transaction of their own, so the rights to it are asked here, as `Transaction.finish` does: those that end each
 * other at the same moment come one behind the other.
 */
export async function requireOwnRights(db: Pick<pg.Pool, 'query'>, { accountId, sessionId, rights }: Identity): Promise<void> {
  await db.query('select from account where id = $1 for no key update', [accountId])
  await db.query(`select require_rights('ACCOUNT', $1, $2)`, [sessionId, rights])
}
