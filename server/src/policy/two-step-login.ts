import type { Viewer } from '../access/viewer.js'
import type { Client } from '../client/client.js'
import { after, day } from '../lib/clock.js'
import { Refused } from '../lib/refused.js'
import type { Transaction } from '../transaction/transaction.js'
import type { Policy } from './policy.js'

/** Confirmed people of the client without it, but for owners and admins. Whoever sets it up at this moment is waited for. */
export const peopleWithoutTwoStep = `
  select u.id from client_user u where u.client_id = ? and lacks_two_step(u) order by u.id limit ? for no key update of u`
export const countWithoutTwoStep = 'select count(*)::int n from client_user u where u.client_id = ? and lacks_two_step(u)'

const longestGrace = 366 * day

/** A day that has come already is now; one that stays stays. Errors: BAD_USER_INPUT. */
export function graceDate(asked: Date | null, before: Date | null, now: Date): Date {
  if (asked && before && asked.getTime() === before.getTime())
    return before
  if (asked && asked > after(now, longestGrace))
    throw new Refused('BAD_USER_INPUT', 'Choose a day within a year from now.', { field: 'holdsFrom' })
  return asked && asked > now ? asked : now
}

/** Whoever requires it has it, or is exempt: nobody locks themself out. Errors: TWO_STEP_MISSING. */
export async function requireNotLockedOut(tx: Transaction, viewer: Viewer, { id }: Client): Promise<void> {
  const [own] = await tx.em.execute<Array<{ lacks: boolean }>>(
    'select lacks_two_step(u) lacks from client_user u where u.client_id = ? and u.account_id = ?',
    [id, viewer.requirePerson().accountId],
  )
  if (own?.lacks)
    throw new Refused('TWO_STEP_MISSING')
}

export function isInForce({ enabled, holdsFrom }: Pick<Policy, 'enabled' | 'holdsFrom'>, now: Date): boolean {
  return enabled && holdsFrom !== null && holdsFrom <= now
}
