import { deviceTypes } from '@wardroom/schema/events'
import type { Actor } from '../../event/append.js'
import { after, second } from '../../lib/clock.js'
import { RevocationReason } from '../../user/user.js'
import { managerAt } from '../history/manager-at.js'
import type { Past } from '../history/record-history.js'
import type { Company, CompanyMember } from '../people/company.js'
import type { Keyring } from '../people/keys.js'
import type { TimelineStep } from '../people/timeline.js'
import { stepsOf } from '../simulator/step.js'
import type { Row } from '../store/insert.js'
import { isMember, membershipRow } from '../store/membership-row.js'
import type { DemoPart } from './part.js'
import { takeUserStep } from './take-user-step.js'
import { possibleUserSteps, userStepFields } from './user-steps.js'

/** The clients' people. */
export const user: DemoPart = {
  rows: ({ provider, companies }, keyring) => [{
    table: 'client_user',
    rows: companies.flatMap(({ id, members }) =>
      members.filter(isMember).map(member => ({ ...rowOf(member, keyring), provider_id: provider.id, client_id: id }))),
  }],
  history: { client: recordMembers },
  steps: stepsOf({ fields: userStepFields, possible: possibleUserSteps, take: takeUserStep }),
}

function rowOf(member: CompanyMember, keyring: Keyring): Row {
  const { finalStatus, position: { role, permissions }, timeline } = member
  const enrolled = keyring.recovery.get(member)
  const before = member.at('confirmed') ? 'CONFIRMED' : 'INVITED'
  return {
    ...membershipRow(member, keyring),
    role,
    permissions,
    status: finalStatus,
    status_before_revoked: finalStatus === 'REVOKED' ? before : null,
    revocation_reason: finalStatus === 'REVOKED' ? RevocationReason.MANUAL : null,
    recovery_key: enrolled?.recoveryKey ?? null,
    recovery_binding: enrolled?.recoveryBinding ?? null,
    recovery_enrolled_at: enrolled?.at ?? null,
    recovery_enrolled: enrolled !== undefined,
    external_id: finalStatus === 'STAGED' ? `dir-${member.id.slice(0, 8)}` : null,
    revised_at: timeline.at(-1)![1],
  }
}

function recordMembers(past: Past, company: Company): void {
  const { founder } = past.team
  for (const member of company.members) {
    for (const [step, at] of member.timeline) {
      const manager = at.getTime() === company.createdAt.getTime() ? founder.actor() : managerAt(past, company, at, member)
      recordStep(past, { company, member, manager }, step, at)
    }
  }
}

const directory: Actor = { kind: 'SYSTEM', deviceType: deviceTypes.indexOf('Server') }

function recordStep(
  { events }: Past,
  { company, member, manager }: { company: Company, member: CompanyMember, manager: Actor },
  step: TimelineStep,
  at: Date,
): void {
  const { email, position: { firstRole, permissions } } = member
  const role = member.roleAt(at)
  const about = { client: company.forEvent(at), subject: member.subject(at), actor: manager, at }
  switch (step) {
    case 'staged': return events.recordUnwritten('OrganizationUser_Staged', { ...about, actor: directory }, { email })
    case 'invited': return events.record('OrganizationUser_Invited', about, { email, role })
    case 'resent': return events.record('OrganizationUser_InvitationResent', about, { email })
    case 'accepted': return events.record('OrganizationUser_Accepted', { ...about, actor: member.actor(member.habits.home) }, { email })
    case 'confirmed': return events.record('OrganizationUser_Confirmed', about, { email, role })
    case 'promoted': return events.record('OrganizationUser_Updated', about, { email, role, was: firstRole, permissions })
    case 'revoked': return events.record('OrganizationUser_Revoked', about, {
      email,
      was: member.isConfirmedAt(after(at, -second)) ? 'CONFIRMED' : 'INVITED',
    })
    case 'restored': return events.record('OrganizationUser_Restored', about, { email, status: 'CONFIRMED' })
    case 'removed': return events.record('OrganizationUser_Removed', about, { email, role, was: 'CONFIRMED' })
  }
}
