import { UserRole } from '../../access/roles.js'
import type { Actor } from '../../event/append.js'
import type { Company, CompanyMember } from '../people/company.js'
import type { Past } from './record-history.js'

/**
 * Somebody who had the right to manage a client then: a manager of its own mostly, one of the provider's people otherwise and as long
 * as there is none.
 * @param about whom it happens to: never themself, and an owner's manager is an owner
 */
export function managerAt({ team, random }: Past, company: Company, at: Date, about?: CompanyMember): Actor {
  const managers = company.managersAt(at)
    .filter(manager => manager !== about && (about?.roleAt(at) !== UserRole.OWNER || manager.roleAt(at) === UserRole.OWNER))
  return (managers.length && random.chance(0.7) ? random.pick(managers) : random.pick(team.confirmedAt(at))).actor()
}
