import { deviceTypes } from '@wardroom/schema/events'
import { after, second } from '../../lib/clock.js'
import type { Actor, EventClient } from '../../event/append.js'
import { UserRole } from '../../access/roles.js'
import type { TimelineStep } from '../people/timeline.js'
import type { EventCollector } from './event-collector.js'
import type { Company, CompanyMember } from '../people/company.js'
import type { Random } from '../random.js'
import type { Team, TeamMember } from '../people/team.js'

/** How the provider's team came together. */
export function recordTeam(events: EventCollector, { team, provider }: { team: Team, provider: { id: string, name: string } }, random: Random): void {
  const { founder, foundedAt: at } = team
  events.record('Provider_Created', { subject: { kind: 'PROVIDER', ...provider }, actor: founder.actor(), at }, { name: provider.name })
  events.record('ProviderUser_Confirmed', { subject: founder.subject(at), actor: founder.actor(), at }, { email: founder.email, type: founder.type })
  for (const member of team.members.filter(member => member !== founder)) {
    for (const [step, at] of member.timeline)
      recordTeamStep(events, member, step, at, random.pick(team.adminsAt(at).filter(admin => admin !== member)).actor())
  }
}

function recordTeamStep(events: EventCollector, member: TeamMember, step: TimelineStep, at: Date, admin: Actor): void {
  const { email } = member
  const type = member.typeAt(at)
  const about = { subject: member.subject(at), actor: admin, at }
  switch (step) {
    case 'invited': return events.record('ProviderUser_Invited', about, { email, type })
    case 'resent': return events.record('ProviderUser_InvitationResent', about, { email })
    case 'accepted': return events.record('ProviderUser_Accepted', { ...about, actor: member.actor(member.habits.home) }, { email })
    case 'confirmed': return events.record('ProviderUser_Confirmed', about, { email, type })
    case 'promoted': return events.record('ProviderUser_Updated', about, { email, type, was: member.firstType })
    case 'removed': return events.record('ProviderUser_Removed', about, { email, type, status: 'CONFIRMED' })
    default: throw new TypeError(`nobody of a team is ever ${step}`)
  }
}

/** How a client was taken on, renamed, and peopled. */
export function recordMembers(events: EventCollector, company: Company, team: Team, random: Random): void {
  const { createdAt, renamedAt, blueprint: { plan, seats: { first: seats }, formerly, name } } = company
  const subject = (at: Date) => ({ kind: 'CLIENT', ...company.forEvent(at) }) as const
  events.record('ProviderOrganization_Created', { client: company.forEvent(createdAt), subject: subject(createdAt), actor: team.founder.actor(), at: createdAt }, { plan, seats })
  if (formerly && renamedAt)
    events.record('Organization_Updated', { client: company.forEvent(renamedAt), subject: subject(renamedAt), actor: managerAt(company, team, renamedAt, random), at: renamedAt }, { name, was: formerly.name })
  for (const member of company.members) {
    for (const [step, at] of member.timeline) {
      const by = at.getTime() === createdAt.getTime() ? team.founder.actor() : managerAt(company, team, at, random, member)
      recordStep(events, member, step, at, company.forEvent(at), by)
    }
  }
}

/** Somebody who may: a manager of the client's own mostly, the provider's people otherwise and as long as there is none. */
function managerAt(company: Company, team: Team, at: Date, random: Random, about?: CompanyMember): Actor {
  const managers = company.managersAt(at).filter(manager => manager !== about && (about?.roleAt(at) !== UserRole.OWNER || manager.roleAt(at) === UserRole.OWNER))
  return (managers.length && random.chance(0.7) ? random.pick(managers) : random.pick(team.confirmedAt(at))).actor()
}

const directory: Actor = { kind: 'SYSTEM', deviceType: deviceTypes.indexOf('Server') }

function recordStep(events: EventCollector, member: CompanyMember, step: TimelineStep, at: Date, client: EventClient, manager: Actor): void {
  const { email, position: { firstRole, permissions } } = member
  const role = member.roleAt(at)
  const about = { client, subject: member.subject(at), actor: manager, at }
  switch (step) {
    case 'staged': return events.report(1523, { ...about, actor: directory }, { email })
    case 'invited': return events.record('OrganizationUser_Invited', about, { email, role })
    case 'resent': return events.record('OrganizationUser_InvitationResent', about, { email })
    case 'accepted': return events.record('OrganizationUser_Accepted', { ...about, actor: member.actor(member.habits.home) }, { email })
    case 'confirmed': return events.record('OrganizationUser_Confirmed', about, { email, role })
    case 'promoted': return events.record('OrganizationUser_Updated', about, { email, role, was: firstRole, permissions })
    case 'revoked': return events.record('OrganizationUser_Revoked', about, { email, was: member.isConfirmedAt(after(at, -second)) ? 'CONFIRMED' : 'INVITED' })
    case 'restored': return events.record('OrganizationUser_Restored', about, { email, status: 'CONFIRMED' })
    case 'removed': return events.record('OrganizationUser_Removed', about, { email, role, was: 'CONFIRMED' })
  }
}
