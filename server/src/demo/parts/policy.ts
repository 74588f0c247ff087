import type { MasterPasswordRules } from '@wardroom/schema/master-password-rules'
import { leastRules } from '@wardroom/schema/master-password-rules'
import { after, day, hour } from '../../lib/clock.js'
import { PolicyKind } from '../../policy/policy.js'
import { managerAt } from '../history/manager-at.js'
import type { Past } from '../history/record-history.js'
import type { Company } from '../people/company.js'
import type { DemoPart } from './part.js'

interface Decision {
  kind: PolicyKind
  at: Date
  holdsFrom?: Date
  rules?: MasterPasswordRules
}

/** What clients have decided about their people; in some the day is still to come from which two-step login is required. */
export const policy: DemoPart = {
  rows: ({ provider, companies }) => [{
    table: 'policy',
    rows: companies.flatMap(company => decisionsOf(company).map(({ kind, at, holdsFrom, rules }) => ({
      provider_id: provider.id,
      client_id: company.id,
      kind,
      enabled: true,
      auto_enrol: false,
      changed_at: at,
      holds_from: holdsFrom ?? null,
      rules: rules ?? null,
      reminded_at: holdsFrom ? company.today : null,
    }))),
  }],
  history: { client: recordDecisions },
}

function decisionsOf({ recoversFrom, today, members, blueprint: { guest } }: Company): Decision[] {
  if (!recoversFrom)
    return []
  const decided = after(recoversFrom, 2 * day + 3 * hour)
  const grace = { kind: PolicyKind.TWO_STEP_LOGIN, at: after(today, -5 * day), holdsFrom: after(today, 23 * day) }
  const rules = { ...leastRules, minLength: 14, requireNumbers: true, requireUpper: members.length % 4 === 0 }
  return [
    { kind: PolicyKind.SINGLE_ORGANIZATION, at: recoversFrom },
    { kind: PolicyKind.ACCOUNT_RECOVERY, at: recoversFrom },
    ...members.length % 2 ? [] : [{ kind: PolicyKind.MASTER_PASSWORD, at: decided, rules }],
    ...members.length % 3 || guest || recoversFrom > grace.at ? [] : [grace],
  ]
}

function recordDecisions(past: Past, company: Company): void {
  for (const { kind, at, holdsFrom, rules } of decisionsOf(company)) {
    const client = company.forEvent(at)
    past.events.record(
      'Policy_Updated',
      { client, subject: { kind: 'CLIENT', id: company.id, name: client.name }, actor: managerAt(past, company, at), at },
      { policy: kind, enabled: true, autoEnrol: false, ...holdsFrom && { holdsFrom: holdsFrom.toISOString() }, ...rules && { rules } },
    )
  }
}
