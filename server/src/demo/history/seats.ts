import { after, hour } from '../../lib/clock.js'
import { purchased } from '../../seat-pool/pool-arithmetic.js'
import { seatMinimums } from '../people/blueprints.js'
import type { EventCollector } from './event-collector.js'
import type { Company } from '../people/company.js'
import type { Random } from '../random.js'
import { seatChanges } from './seat-changes.js'
import type { SeatChange } from './seat-changes.js'
import type { Team } from '../people/team.js'

type CompanyChange = Omit<SeatChange, 'grown'> & { company: Company, kind: 'created' | 'grown' | 'changed' }

/** How the clients' seats came to be what they are, and what that made the provider buy. */
export function recordSeats(events: EventCollector, { team, companies, provider }: { team: Team, companies: readonly Company[], provider: { id: string, name: string } }, now: Date, random: Random): void {
  const allocated = { TEAMS: 0, ENTERPRISE: 0 }
  const changes = companies.flatMap(company => changesOf(company, now, random)).sort((a, b) => a.at.getTime() - b.at.getTime())
  for (const { company, kind, difference, seats, ...change } of changes) {
    const at = kind === 'grown' ? after(change.at, -1) : change.at // before the invitation that made it grow
    const { plan, seats: { autoGrowCeiling } } = company.blueprint
    const actor = random.pick(team.adminsAt(at)).actor()
    const client = company.forEvent(at)
    const minimum = seatMinimums[plan]
    const before = purchased({ minimum, allocated: allocated[plan] })
    allocated[plan] += difference
    const total = purchased({ minimum, allocated: allocated[plan] })
    const about = { client, subject: { kind: 'CLIENT', ...client } as const, actor, at }
    const pool = { subject: { kind: 'PROVIDER', ...provider } as const, actor, at }
    if (total > before)
      events.record('Provider_SeatsPurchased', pool, { plan, purchased: total - before, total })
    if (total < before)
      events.record('Provider_SeatsReleased', pool, { plan, released: before - total, total })
    if (kind === 'grown')
      events.record('Organization_SeatsAutoGrown', about, { added: difference, seats, ceiling: autoGrowCeiling! })
    else if (kind === 'changed' && difference > 0)
      events.record('Organization_SeatsAdded', about, { added: difference, seats })
    else if (kind === 'changed')
      events.record('Organization_SeatsRemoved', about, { removed: -difference, seats })
    if (kind === 'created' && autoGrowCeiling)
      events.record('Organization_AutoGrowChanged', { ...about, at: after(at, hour) }, { ceiling: autoGrowCeiling, was: null })
  }
}

function changesOf(company: Company, now: Date, random: Random): CompanyChange[] {
  const { createdAt: at, members, blueprint: { seats } } = company
  return [
    { company, kind: 'created', at, difference: seats.first, seats: seats.first },
    ...seatChanges(members.map(({ timeline }) => timeline), seats, now, random).map(({ grown, ...change }) => ({ ...change, company, kind: grown ? 'grown' as const : 'changed' as const })),
  ]
}
