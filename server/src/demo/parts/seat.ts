import { after, hour } from '../../lib/clock.js'
import { purchased } from '../../seat-pool/pool-arithmetic.js'
import type { Past } from '../history/record-history.js'
import { seatChanges } from '../history/seat-changes.js'
import type { SeatChange } from '../history/seat-changes.js'
import { seatMinimums } from '../people/blueprints.js'
import type { Company } from '../people/company.js'
import { stepsOf } from '../simulator/step.js'
import type { Situation, Weighted } from '../simulator/step.js'
import type { DemoPart } from './part.js'

export interface Seats {
  bought: number
  free: number
  autoGrowCeiling: number | null
}

interface SeatStep {
  kind: 'addSeats' | 'removeSeats'
  count: number
}

type CompanyChange = Omit<SeatChange, 'grown'> & { company: Company, kind: 'created' | 'grown' | 'changed' }

/** The clients' seats, and the provider's pools that they are bought from. */
export const seat: DemoPart = {
  rows: ({ provider }) =>
    [{ table: 'seat_pool', rows: Object.entries(seatMinimums).map(([plan, minimum]) => ({ provider_id: provider.id, plan, minimum })) }],
  history: { allClients: recordSeats },
  steps: stepsOf({
    fields: 'seats { bought free autoGrowCeiling }',
    possible: possibleSeatSteps,
    right: 'provider-admin', // seats may have to be bought for the pool
    async take({ kind, count }, actor, { clientId }) {
      await actor.query(`mutation ($clientId: ID!, $count: Int!) { ${kind}(clientId: $clientId, count: $count) { id } }`, { clientId, count })
      return true
    },
  }),
}

/** How the clients' seats came to be what they are, and what that made the provider buy. */
function recordSeats(past: Past): void {
  const { companies, team, provider, events, random } = past
  const allocated = { TEAMS: 0, ENTERPRISE: 0 }
  const changes = companies.flatMap(company => changesOf(company, past)).sort((a, b) => a.at.getTime() - b.at.getTime())
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

function changesOf(company: Company, { now, random }: Past): CompanyChange[] {
  const { createdAt: at, members, blueprint: { seats } } = company
  return [
    { company, kind: 'created', at, difference: seats.first, seats: seats.first },
    ...seatChanges(members.map(({ timeline }) => timeline), seats, now, random)
      .map(({ grown, ...change }) => ({ ...change, company, kind: grown ? 'grown' as const : 'changed' as const })),
  ]
}

/** Within this of what the demo began with; seats that somebody else has moved further are left alone. */
const spread = 3

/** Always leaves somebody who looks around a free seat. */
export function possibleSeatSteps({ seats }: { seats: Seats }, { blueprint }: Situation): Array<Weighted<SeatStep>> {
  const { shift, grows } = room(seats, blueprint)
  const steps: Array<Weighted<SeatStep>> = []
  if (blueprint.temporary && shift >= -spread && shift < spread)
    steps.push([{ kind: 'addSeats', count: 1 }, 0.2])
  if (blueprint.temporary && shift > -spread && shift <= spread && seats.free > (grows ? 0 : 2))
    steps.push([{ kind: 'removeSeats', count: 1 }, 0.2])
  return steps
}

function room({ bought, autoGrowCeiling }: Seats, blueprint: Situation['blueprint']): { shift: number, grows: boolean } {
  return { shift: bought - blueprint.seats.now, grows: autoGrowCeiling !== null }
}

/** Whether one more person may be invited or restored. */
export function hasRoom(seats: Seats, blueprint: Situation['blueprint']): boolean {
  const { shift, grows } = room(seats, blueprint)
  return seats.free > 1 || (grows && shift < spread)
}
