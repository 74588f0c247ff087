import type { ProviderUserType } from '../access/roles.js'
import type { Viewer } from '../access/viewer.js'
import type { PersonResult } from '../lib/bulk.js'
import { Selection } from '../membership/selection.js'
import { Provider } from '../provider/provider.js'
import { ProviderUser } from '../provider-user/provider-user.js'
import type { Services } from '../request/services.js'
import type { Transaction } from '../transaction/transaction.js'
import { colleagueSignedOutMail, colleagueTwoStepResetMail } from './colleague-mails.js'
import { requireRankInTeams } from './rank-in-teams.js'
import { reachColleague, requireConfirmed, requireOtherColleague } from './reach-colleague.js'

const team = { member: ProviderUser, organization: Provider, key: 'providerId' } as const

interface Team { member: string, providerId: string, type: ProviderUserType }

/** Takes every second factor of a colleague away, with all their sessions; the master password stays, and is theirs alone. */
export async function resetColleagueTwoStep(
  tx: Transaction,
  viewer: Viewer,
  id: string,
  { limiter }: Pick<Services, 'limiter'>,
): Promise<ProviderUser> {
  const { user, provider } = await reachColleague(tx, viewer, id)
  await limiter.count('resetByPerson', user.accountId!)
  const [{ sessions }] = await tx.em.execute<[{ sessions: number }]>('select reset_two_step_of_colleague(?) sessions', [user.id])
  tx.record('ProviderUser_TwoStepReset', { providerId: provider.id, subject: user.forEvent() }, { email: user.email, sessions })
  tx.mail(colleagueTwoStepResetMail(
    { providerId: provider.id, to: user.email },
    { provider: provider.name, by: viewer.requirePerson().name, link: tx.origin },
  ))
  await tx.em.refresh(user)
  return user
}

/** Ends every session of colleagues, wherever they are signed in; their passwords stay. Whoever had none is not mailed about it. */
export async function signOutColleagues(tx: Transaction, viewer: Viewer, ids: readonly string[]): Promise<PersonResult[]> {
  const selection = await Selection.of(tx, viewer, team, ids)
  const teams = Map.groupBy(await tx.em.execute<Team[]>(
    'select member, provider_id "providerId", type from teams_of_colleagues(?::uuid[])',
    [arrayOf(selection.all)],
  ), ({ member }) => member)
  const leaving: ProviderUser[] = []
  const results = selection.each(viewer, 'providerUser:signOut', (user) => {
    requireOtherColleague(viewer, user)
    requireConfirmed(user)
    requireRankInTeams(viewer, teams.get(user.id) ?? [])
    leaving.push(user)
  })
  const ended = await tx.em.execute<Array<{ member: string, ended: number }>>(
    'select member, ended from end_sessions_of_colleagues(?::uuid[])',
    [arrayOf(leaving)],
  )
  const sessions = new Map(ended.map(({ member, ended }) => [member, ended]))
  for (const user of leaving) {
    const { name } = selection.organizationOf(user)
    const ended = sessions.get(user.id) ?? 0
    tx.record('ProviderUser_SignedOut', { providerId: user.providerId, subject: user.forEvent() }, { email: user.email, sessions: ended })
    if (!ended)
      continue
    tx.mail(colleagueSignedOutMail(
      { providerId: user.providerId, to: user.email },
      { provider: name, by: viewer.requirePerson().name, link: tx.origin },
    ))
  }
  return results
}

function arrayOf(people: ReadonlyArray<{ id: string }>): string {
  return `{${people.map(({ id }) => id).join()}}`
}
