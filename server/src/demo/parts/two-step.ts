import type { Past } from '../history/record-history.js'
import type { Company } from '../people/company.js'
import type { Person } from '../people/person.js'
import type { DemoPart } from './part.js'

/** Who set up two-step login, and when. The rows stand beside the accounts (store/accounts.ts). */
export const twoStep: DemoPart = {
  history: {
    provider: past => past.team.members.forEach(member => recordSetUp(past, member)),
    client: (past, company) => company.members.forEach(member => recordSetUp(past, member, company)),
  },
}

function recordSetUp({ events }: Past, person: Person, company?: Company): void {
  const at = person.twoStepAt
  if (!at || !person.isConfirmedAt(at)) // until then no log is theirs
    return
  const subject = { kind: 'ACCOUNT', id: person.accountId, name: person.name } as const
  events.record(
    'User_Updated2fa',
    { ...company && { client: company.forEvent(at) }, subject, actor: person.actor(), at },
    { method: person.twoStepKind },
  )
}
