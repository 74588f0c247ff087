import type { Actor } from '../../event/append.js'
import { after, minute } from '../../lib/clock.js'
import { keptHours, windowsInWords } from '../../provider-user/work-hours.js'
import type { Past } from '../history/record-history.js'
import type { Keyring } from '../people/keys.js'
import type { Population } from '../people/population.js'
import type { TeamMember } from '../people/team.js'
import type { TimelineStep } from '../people/timeline.js'
import type { Row } from '../store/insert.js'
import { isMember, membershipRow } from '../store/membership-row.js'
import { scopeOf } from './client-group.js'
import type { DemoPart } from './part.js'

/** The provider and its team. */
export const providerUser: DemoPart = {
  rows: (population, keyring) => [{ table: 'provider_user', rows: rowsOf(population, keyring) }],
  history: { provider: recordTeam },
}

function rowsOf({ provider, team, now }: Population, keyring: Keyring): Row[] {
  return team.members.filter(isMember).map(member => ({
    ...membershipRow(member, keyring),
    provider_id: provider.id,
    type: member.type,
    scope: scopeOf(member.email),
    work_hours: member.workHours && keptHours(member.workHours),
    status: member.finalStatus,
    asked_for_help_at: member.askedForHelpAt(now) ?? null,
  }))
}

function recordTeam(past: Past): void {
  const { team, provider, events, random } = past
  const { founder, foundedAt: at } = team
  events.record('Provider_Created', { subject: { kind: 'PROVIDER', ...provider }, actor: founder.actor(), at }, { name: provider.name })
  events.record('ProviderUser_Confirmed', { subject: founder.subject(at), actor: founder.actor(), at }, {
    email: founder.email,
    type: founder.type,
  })
  recordHelp(past)
  for (const member of team.members.filter(member => member !== founder)) {
    for (const [step, at] of member.timeline)
      recordStep(past, member, step, at, random.pick(team.adminsAt(at).filter(admin => admin !== member)).actor())
  }
}

function recordHelp({ team, now, events }: Past): void {
  for (const member of team.members) {
    const at = member.askedForHelpAt(now)
    if (at) {
      const { habits: { browserType: deviceType, home: ip }, email } = member
      events.record('ProviderUser_AskedForHelp', { subject: member.subject(at), actor: { kind: 'NONE', deviceType, ip }, at }, { email })
    }
  }
}

function recordHours(events: Past['events'], { email, workHours }: TeamMember, about: Parameters<Past['events']['record']>[1]): void {
  if (workHours)
    events.record('ProviderUser_HoursChanged', about, { email, timeZone: workHours.timeZone, windows: windowsInWords(workHours) })
}

function recordStep({ events }: Past, member: TeamMember, step: TimelineStep, at: Date, admin: Actor): void {
  const { email } = member
  const type = member.typeAt(at)
  const about = { subject: member.subject(at), actor: admin, at }
  switch (step) {
    case 'invited': return events.record('ProviderUser_Invited', about, { email, type })
    case 'resent': return events.record('ProviderUser_InvitationResent', about, { email })
    case 'accepted': return events.record('ProviderUser_Accepted', { ...about, actor: member.actor(member.habits.home) }, { email })
    case 'confirmed':
      events.record('ProviderUser_Confirmed', about, { email, type })
      return recordHours(events, member, { ...about, at: after(at, minute) })
    case 'promoted': return events.record('ProviderUser_Updated', about, { email, type, was: member.firstType })
    case 'removed': return events.record('ProviderUser_Removed', about, { email, type, status: 'CONFIRMED' })
    default: throw new TypeError(`nobody of a team is ever ${step}`)
  }
}
