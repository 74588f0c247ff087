import type { ProviderUserType } from '../access/roles.js'
import type { Viewer } from '../access/viewer.js'
import { Client } from '../client/client.js'
import type { PersonResult } from '../lib/bulk.js'
import { Refused } from '../lib/refused.js'
import { Selection } from '../membership/selection.js'
import type { Transaction } from '../transaction/transaction.js'
import { requireOther, requireRank } from '../user/rank.js'
import { User, UserStatus } from '../user/user.js'
import { requireRankInTeams } from './rank-in-teams.js'

const people = { member: User, organization: Client, key: 'clientId' } as const

interface Team { member: string, providerId: string, type: ProviderUserType }

/**
 * Ends every session of people, wherever they are signed in; their passwords stay. Whoever has only accepted, or was revoked, has given
 * nobody here a say over their account, or no longer does.
 */
export async function signOutUsers(tx: Transaction, viewer: Viewer, ids: readonly string[]): Promise<PersonResult[]> {
  const selection = await Selection.of(tx, viewer, people, ids)
  const teams = Map.groupBy(await tx.em.execute<Team[]>(
    'select member, provider_id "providerId", type from teams_of(?::uuid[])',
    [`{${selection.all.map(({ id }) => id).join()}}`],
  ), ({ member }) => member)
  const leaving: User[] = []
  const results = selection.each(viewer, 'user:signOut', (user, client) => {
    requireOther(viewer, user)
    requireRank(viewer, client, user.role)
    if (user.status !== UserStatus.CONFIRMED)
      throw new Refused('WRONG_STATUS', `${user.email} has no access here, so there is nothing to sign out of.`, { status: user.status })
    const own = teams.get(user.id) ?? []
    requireRankInTeams(viewer, own)
    if (own.length)
      requireAsOfColleague(viewer)
    leaving.push(user)
  })
  const ended = await tx.em.execute<Array<{ member: string, ended: number }>>(
    'select member, ended from end_sessions_of(?::uuid[])',
    [`{${leaving.map(({ id }) => id).join()}}`],
  )
  const sessions = new Map(ended.map(({ member, ended }) => [member, ended]))
  for (const user of leaving) {
    tx.record(
      'OrganizationUser_SignedOut',
      { providerId: user.providerId, client: selection.organizationOf(user).forEvent(), subject: user.forEvent() },
      { email: user.email, sessions: sessions.get(user.id) ?? 0 },
    )
  }
  return results
}

/** What `signOutProviderUsers` asks: being somebody's client, too, is no way around it. Errors: FORBIDDEN, REAUTH_REQUIRED. */
function requireAsOfColleague(viewer: Viewer): void {
  viewer.requirePerson()
  viewer.requireProof('PEOPLE')
}
