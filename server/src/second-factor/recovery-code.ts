import { randomInt } from 'node:crypto'
import type pg from 'pg'
import { tokenHash } from '../lib/secret-token.js'
import { forgetDevices } from './remembered-devices.js'

type Queryable = Pick<pg.Pool, 'query'>

const signs = 'abcdefghijklmnopqrstuvwxyz0123456789'
const length = 32

/** 165 random bits, so that a plain digest keeps them: `k3vf 09qa …`, eight groups of four signs. */
function newRecoveryCode(): string {
  return Array.from({ length }, (_, at) => (at && at % 4 === 0 ? ' ' : '') + signs[randomInt(signs.length)]).join('')
}

/** Spaces, hyphens and case do not count. */
function digestOf(code: string): Buffer {
  return tokenHash(code.toLowerCase().replaceAll(/[\s-]/g, ''))
}

/** Makes a new one, shown now and never again; the one before opens nothing any more. */
export async function makeRecoveryCode(db: Queryable, accountId: string, now: Date): Promise<string> {
  const code = newRecoveryCode()
  await db.query('update account set recovery_code_hash = $2, recovery_code_made_at = $3 where id = $1', [accountId, digestOf(code), now])
  return code
}

/** Takes every second factor of the account away where this is its recovery code, and the code with them. */
export async function useRecoveryCode(db: Queryable, accountId: string, code: string): Promise<boolean> {
  const { rowCount } = await db.query(
    'update account set recovery_code_hash = null, recovery_code_made_at = null where id = $1 and recovery_code_hash = $2',
    [accountId, digestOf(code)],
  )
  if (!rowCount)
    return false
  await removeSecondFactors(db, accountId)
  return true
}

/** All methods, and the devices that were let in without them. */
export async function removeSecondFactors(db: Queryable, accountId: string): Promise<void> {
  await db.query('delete from two_step_method where account_id = $1', [accountId])
  await forgetDevices(db, accountId)
  await db.query('update account set recovery_code_hash = null, recovery_code_made_at = null where id = $1', [accountId])
}
