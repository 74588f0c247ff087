import { randomUUID } from 'node:crypto'
import { after, minute } from '../../lib/clock.js'
import type {} from '../../recovery/help-request.js'
import type {} from '../../recovery/recovery.js'
import type { Past } from '../history/record-history.js'
import type { Company, CompanyMember } from '../people/company.js'
import type { DemoPart } from './part.js'

/** Where forgotten passwords are reset: who has enrolled (the keys stand in user.ts), and who waits for help this morning. */
export const recovery: DemoPart = {
  rows: ({ provider, companies }) => [{
    table: 'help_request',
    rows: companies.flatMap(company => waitingIn(company).map(({ member, at }) => ({
      provider_id: provider.id,
      client_id: company.id,
      id: randomUUID(),
      user_id: member.id,
      state: 'OPEN',
      asked_at: at,
      ip: member.habits.home,
      device_name: member.habits.userAgent,
    }))),
  }],
  history: { client: recordRecovery },
}

function recordRecovery(past: Past, company: Company): void {
  const { recoversFrom, members } = company
  if (!recoversFrom)
    return
  for (const member of members) {
    const at = member.enrolledAt(company)
    if (at) {
      past.events.record(
        'OrganizationUser_ResetPassword_Enroll',
        { client: company.forEvent(at), subject: member.subject(at), actor: member.actor(), at },
        { email: member.email },
      )
    }
  }
  for (const { member, at } of waitingIn(company)) {
    past.events.record(
      'OrganizationUser_AskedForHelp',
      {
        client: company.forEvent(at),
        subject: member.subject(at),
        actor: { kind: 'NONE', deviceType: member.habits.browserType, ip: member.habits.home },
        at,
      },
      { email: member.email, enrolled: member.enrolledAt(company) !== undefined },
    )
  }
}

/** In some clients the first of those who have enrolled, in some somebody who has not. */
function waitingIn(company: Company): Array<{ member: CompanyMember, at: Date }> {
  const { members, today, recoversFrom } = company
  const confirmed = recoversFrom ? members.filter(member => member.finalStatus === 'CONFIRMED' && !member.signsIn) : []
  const [enrolled, others] = [true, false].map(is => confirmed.filter(member => (member.enrolledAt(company) !== undefined) === is))
  return [members.length % 3 ? undefined : enrolled![0], members.length % 4 ? undefined : others![0]].flatMap((member, nth) =>
    member ? [{ member, at: after(today, -(12 + 31 * nth + members.length) * minute) }] : [])
}
