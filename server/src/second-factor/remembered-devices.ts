import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Device } from '../access/device.js'
import { after, day } from '../lib/clock.js'
import { newSecretToken, tokenHash } from '../lib/secret-token.js'

type Queryable = Pick<pg.Pool, 'query'>

/** How long a device needs no second step. */
const life = 30 * day
/** Of one account; beyond these, the oldest go. */
const maxRemembered = 50

/** The account as it is now: another password, another second factor, and nothing is remembered any more. */
interface Stamped {
  id: string
  securityStamp: string
}

/** @returns what the device keeps in a cookie, and until when it is good */
export async function rememberDevice(
  db: Queryable,
  { id, securityStamp }: Stamped,
  device: Device,
  now: Date,
): Promise<{ token: string, expiresAt: Date }> {
  const [token, expiresAt] = [newSecretToken(), after(now, life)]
  await db.query(
    `insert into remembered_device (id, account_id, token_hash, security_stamp, device_type, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [randomUUID(), id, tokenHash(token), securityStamp, device.type, now, expiresAt],
  )
  await db.query(
    `delete from remembered_device where account_id = $1
       and id in (select id from remembered_device where account_id = $1 order by created_at desc, id offset ${maxRemembered})`,
    [id],
  )
  return { token, expiresAt }
}

export async function isRemembered(
  db: Queryable,
  { id, securityStamp }: Stamped,
  token: string | undefined,
  device: Device,
  now: Date,
): Promise<boolean> {
  if (!token)
    return false
  const { rowCount } = await db.query(
    'select from remembered_device where token_hash = $1 and account_id = $2 and security_stamp = $3 and device_type = $4 and expires_at > $5',
    [tokenHash(token), id, securityStamp, device.type, now],
  )
  return Boolean(rowCount)
}

export async function countRememberedDevices(db: Queryable, { id, securityStamp }: Stamped, now: Date): Promise<number> {
  const { rows: [row] } = await db.query<{ n: number }>(
    'select count(*)::int n from remembered_device where account_id = $1 and security_stamp = $2 and expires_at > $3',
    [id, securityStamp, now],
  )
  return row!.n
}

export async function forgetDevices(db: Queryable, accountId: string): Promise<void> {
  await db.query('delete from remembered_device where account_id = $1', [accountId])
}
