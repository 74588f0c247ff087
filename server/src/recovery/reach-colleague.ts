import type { CustomPermission, ProviderUserType, UserRole } from '../access/roles.js'
import type { Viewer } from '../access/viewer.js'
import { Refused } from '../lib/refused.js'
import { Provider } from '../provider/provider.js'
import { ProviderUser, ProviderUserStatus } from '../provider-user/provider-user.js'
import type { Transaction } from '../transaction/transaction.js'
import { requireRank } from '../user/rank.js'
import { requireRankInTeams } from './rank-in-teams.js'

interface Places {
  /** The teams that the person belongs to. */
  staff: Array<{ providerId: string, type: ProviderUserType }>
  /** The clients that they belong to. */
  clients: Array<{ providerId: string, clientId: string, role: UserRole, permissions: CustomPermission[] }>
}

/**
 * A colleague whose second factor is to be reset, locked wherever they belong. Nobody does that to somebody who stands above them in
 * another team or in any client; who is refused is told why, and so is the log.
 */
export async function reachColleague(
  tx: Transaction,
  viewer: Viewer,
  id: string,
): Promise<{ user: ProviderUser, provider: Provider }> {
  const { providerId } = await viewer.reach(ProviderUser, id, 'providerUser:resetTwoStep')
  const provider = await viewer.reach(Provider, providerId, 'providerUser:resetTwoStep', { lock: true })
  const user = await tx.em.findOne(ProviderUser, { id }, { refresh: true })
  if (!user)
    throw new Refused('NOT_FOUND')
  try {
    requireOtherColleague(viewer, user)
    requireConfirmed(user)
    await requireRankEverywhere(tx, viewer, user)
    return { user, provider }
  }
  catch (error) {
    if (error instanceof Refused) {
      tx.recordRefusal(
        'ProviderUser_TwoStepResetRefused',
        { providerId, subject: user.forEvent() },
        { email: user.email, code: error.code },
      )
    }
    throw error
  }
}

/** Of one's own account there is a page. */
export function requireOtherColleague(viewer: Viewer, user: ProviderUser): void {
  if (user.accountId !== null && user.accountId === viewer.requireSignedIn().accountId)
    throw new Refused('SELF')
}

/** Whoever has only accepted has given nobody a say over their account. */
export function requireConfirmed({ email, status }: ProviderUser): void {
  if (status !== ProviderUserStatus.CONFIRMED)
    throw new Refused('WRONG_STATUS', `${email} is not a confirmed colleague; this is for those alone.`, { status })
}

async function requireRankEverywhere({ em }: Transaction, viewer: Viewer, user: ProviderUser): Promise<void> {
  const [places] = await em.execute<Places[]>('select staff, clients from places_of_colleague(?)', [user.id])
  requireRankInTeams(viewer, places?.staff ?? [])
  for (const { providerId, clientId, role, permissions } of places?.clients ?? [])
    requireRank(viewer, { providerId, id: clientId }, role, permissions)
}
