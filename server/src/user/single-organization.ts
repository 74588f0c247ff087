import type { UserRole } from '../access/roles.js'
import { Refused } from '../lib/refused.js'
import type { Transaction } from '../transaction/transaction.js'
import type { User } from './user.js'

type Person = Pick<User, 'id' | 'email' | 'accountId' | 'clientId' | 'role'>

/**
 * Which of these people may not be in their client for another company that they belong to (policy SINGLE_ORGANIZATION of either).
 * @param role which they are to have; left out: their own
 */
export async function readOutsiders(
  { em }: Transaction,
  people: readonly Person[],
  role?: UserRole,
): Promise<{ requireNone: (person: Person) => void }> {
  const asked = people.map(({ id, accountId: account, clientId: client, role: own }) => ({ id, account, client, rank: role ?? own }))
  const rows = await em.execute<Array<{ id: string }>>(
    'select id from jsonb_to_recordset(?::jsonb) as p(id uuid, account uuid, client uuid, rank text) where breaks_single_organization(account, client, rank)',
    [JSON.stringify(asked)],
  )
  const outsiders = new Set(rows.map(({ id }) => id))
  return {
    requireNone({ id, email }) {
      if (outsiders.has(id))
        throw new Refused('SINGLE_ORGANIZATION', `${email} belongs to another company, which the policies of one of the two do not allow.`)
    },
  }
}
