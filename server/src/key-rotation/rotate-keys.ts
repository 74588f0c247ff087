import type pg from 'pg'
import type { Device } from '../access/device.js'
import type { Identity } from '../access/viewer.js'
import { changeWithEvent } from '../account/account-events.js'
import { changeAccount } from '../account/change-account.js'
import { endSessions } from '../account/end-sessions.js'
import { requireOwnRights } from '../account/own-rights.js'
import { requireFullProof } from '../account/proof.js'
import { Refused } from '../lib/refused.js'
import { requireSealed } from '../lib/sealed.js'
import type { Services } from '../request/services.js'
import { keysRotatedMail } from './keys-rotated-mail.js'
import { rewrapped } from './rewrapped.js'
import type { RotateKeysInput } from './rotate-keys-input.js'

declare module '../event/append.js' {
  interface EventDetails {
    User_RotatedKeys: { pins: number, recoveryKeys: number, withdrawn: number, sessions: number }
  }
}

type Queryable = Pick<pg.Pool, 'query'>
type Rewrapped = typeof rewrapped[number]

/**
 * Another user key takes the place of a person's own, with everything that hangs on it, or nothing is changed. Every session ends: what is
 * sealed under the key of before could only be sent by one that knows no other.
 */
export async function rotateKeys(
  services: Services,
  person: Identity & { sessionId: string },
  input: RotateKeysInput,
  origin: { device: Device, now: Date },
): Promise<void> {
  requireForms(input)
  const account = await requireFullProof(services, person, input, origin)
  await changeWithEvent(services, origin, async (db) => {
    await db.query('select from account where id = $1 for update', [account.id]) // nobody notes a key meanwhile
    await requireOwnRights(db, person)
    await changeAccount(db, account, { wrapped_user_key: input.newWrappedUserKey, wrapped_private_key: input.newWrappedPrivateKey })
    const withdrawn = await withdrawWhereNotInForce(db, account.id)
    for (const one of rewrapped)
      await replaceAll(db, account.id, one, one.rowsOf(input))
    const { ended: sessions } = await endSessions(db, account.id, { but: null })
    return {
      account,
      name: 'User_RotatedKeys',
      details: { pins: input.pins.flat().length, recoveryKeys: input.recoveryKeys.length, withdrawn, sessions },
      mail: keysRotatedMail({ to: account.email, link: services.config.origin, ...origin }),
    }
  })
  services.identities.forget()
}

function requireForms(input: RotateKeysInput): void {
  requireSealed('masterPasswordHash', input.masterPasswordHash, 'masterPasswordHash')
  requireSealed('wrappedKey', input.newWrappedUserKey, 'newWrappedUserKey')
  requireSealed('wrappedPrivateKey', input.newWrappedPrivateKey, 'newWrappedPrivateKey')
  for (const { part, columns, most, rowsOf } of rewrapped) {
    const rows = rowsOf(input)
    if (rows.length > most)
      throw new Refused('BAD_USER_INPUT', `\`${part}\` may have ${most} entries.`, { field: part, max: most })
    for (const row of rows) {
      for (const [column, form] of Object.entries(columns))
        requireSealed(form, row[column]!, part)
    }
  }
}

/** Whoever has no access cannot prove the client's key, so nothing can be sealed to it; the copy of before would open nothing any more. */
async function withdrawWhereNotInForce(db: Queryable, accountId: string): Promise<number> {
  const { rowCount } = await db.query(
    `update client_user u set recovery_key = null, recovery_binding = null, recovery_enrolled = false, recovery_enrolled_at = null
     where account_id = $1 and recovery_enrolled and not may_belong(u)`,
    [accountId],
  )
  return rowCount ?? 0
}

/**
 * Every row of the person, each once and none beside. Those that are not sealed are locked as well: who seals one at this moment is waited
 * for, or comes too late. Errors: ROTATION_INCOMPLETE.
 */
async function replaceAll(
  db: Queryable,
  accountId: string,
  { part, table, id, where, columns }: Rewrapped,
  rows: ReturnType<Rewrapped['rowsOf']>,
): Promise<void> {
  const { rows: all } = await db.query<{ id: string, sealed: boolean }>(
    `select ${id} id, ${where} sealed from ${table} where account_id = $1 order by 1 for update`,
    [accountId],
  )
  const standing = all.filter(({ sealed }) => sealed)
  const given = new Set(rows.map(({ id }) => id))
  if (given.size !== rows.length || given.size !== standing.length || standing.some(({ id }) => !given.has(id)))
    throw new Refused('ROTATION_INCOMPLETE', undefined, { part, needed: standing.length, given: rows.length })
  const names = Object.keys(columns)
  await db.query(
    `update ${table} t set ${names.map(name => `${name} = given.${name}`).join(', ')}
     from jsonb_to_recordset($2::jsonb) given(id uuid, ${names.map(name => `${name} text`).join(', ')}) where t.account_id = $1 and t.${id} = given.id`,
    [accountId, JSON.stringify(rows)],
  )
}
