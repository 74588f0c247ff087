import type { UserRole } from '../access/roles.js'
import { Refused } from '../lib/refused.js'
import type { Transaction } from '../transaction/transaction.js'
import type { User } from './user.js'

type Person = Pick<User, 'id' | 'email'>

/**
 * Which of these people have no two-step login where their client requires it of their role now (policy TWO_STEP_LOGIN): nobody is
 * confirmed, or comes back, without. Whoever has only accepted the invitation waits for it.
 * @param role which they are to have; left out: their own
 */
export async function readWithoutTwoStep(
  { em, now }: Transaction,
  people: readonly Person[],
  role?: UserRole,
): Promise<{ requireNone: (person: Person) => void }> {
  const rows = await em.execute<Array<{ id: string }>>(
    `select u.id from client_user u join policy p on p.client_id = u.client_id and p.kind = 'TWO_STEP_LOGIN' and p.enabled and p.holds_from <= ?
     where u.id = any(?::uuid[]) and not u.two_step and coalesce(?, u.role) not in ('OWNER', 'ADMIN')`,
    [now, `{${people.map(({ id }) => id).join()}}`, role ?? null],
  )
  const without = new Set(rows.map(({ id }) => id))
  return {
    requireNone({ id, email }) {
      if (without.has(id))
        throw new Refused('TWO_STEP_REQUIRED', `${email} has no two-step login, which the client requires; they set it up in their profile first.`)
    },
  }
}
