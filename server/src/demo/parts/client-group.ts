import { randomUUID } from 'node:crypto'
import type { ClientGroupRule } from '../../client-group/client-group-rule.js'
import { after, day, hour } from '../../lib/clock.js'
import { Plan } from '../../seat-pool/plan.js'
import type { Past } from '../history/record-history.js'
import type { Company } from '../people/company.js'
import type { Population } from '../people/population.js'
import { limitedTechnician } from '../people/sign-ins.js'
import type { DemoPart } from './part.js'

/** What the provider calls its clients. */
const tags: Readonly<Record<string, string[]>> = {
  'Halden Foods': ['gold', 'night shift'],
  'Brightwater Logistics': ['gold', 'transport'],
  'Castellan Legal': ['confidential', 'silver'],
  'Orchard & Pine Hotels': ['night shift', 'silver'],
  'Meridian Clinics': ['confidential', 'gold', 'health'],
  'Kestrel Robotics': ['silver'],
  'Port Sorrel Freight': ['bronze', 'transport'],
  'Lindqvist Energy': ['gold', 'night shift'],
  'Oakridge School': ['bronze'],
  'Sable Insurance': ['confidential', 'gold'],
}

export const tagsOf = ({ blueprint }: Company): string[] => tags[blueprint.name] ?? []

interface Kind {
  name: string
  /** Null: the clients were chosen one by one. */
  rule: ClientGroupRule | null
  /** Which clients are in it, as the rule says. */
  holds: (company: Company) => boolean
}

const tagged = (tag: string): Kind['holds'] => company => tagsOf(company).includes(tag)

const north = ['Brightwater Logistics', 'Kestrel Robotics', 'Lindqvist Energy']

const kinds: readonly Kind[] = [
  { name: 'Confidential', rule: { tags: ['confidential'] }, holds: tagged('confidential') },
  { name: 'Enterprise', rule: { plans: [Plan.ENTERPRISE] }, holds: ({ blueprint }) => blueprint.plan === Plan.ENTERPRISE },
  { name: 'Gold', rule: { tags: ['gold'] }, holds: tagged('gold') },
  { name: 'Large', rule: { seatsFrom: 40 }, holds: ({ blueprint }) => blueprint.seats.now >= 40 },
  { name: 'New', rule: { daysTo: 30 }, holds: ({ blueprint }) => blueprint.age <= 30 },
  { name: 'North', rule: null, holds: ({ blueprint }) => north.includes(blueprint.name) },
  { name: 'Transport', rule: { tags: ['transport'] }, holds: tagged('transport') },
]

/** Of the technician who works for two groups of clients alone. */
const limited = { email: limitedTechnician, groups: ['North', 'Transport'] }

const known = new WeakMap<Population['team'], ReadonlyArray<Kind & { id: string, at: Date }>>()

/** Groups of clients, made one a day some weeks ago, and the scope of a technician. */
export const clientGroup: DemoPart = {
  rows(population) {
    const { provider, companies, team } = population
    const groups = groupsOf(population)
    const technician = team.members.find(({ email }) => email === limited.email)!
    return [
      {
        table: 'client_group',
        rows: groups.map(({ id, name, rule, at }) => ({ provider_id: provider.id, id, name, rule, created_at: at, revised_at: at })),
      },
      {
        table: 'client_group_member',
        rows: groups.flatMap(({ id, holds }) => companies.filter(holds).map(company =>
          ({ provider_id: provider.id, client_group_id: id, client_id: company.id }))),
      },
      {
        table: 'scope_client_group',
        rows: groups.filter(({ name }) => limited.groups.includes(name)).map(({ id }) =>
          ({ provider_id: provider.id, provider_user_id: technician.id, client_group_id: id })),
      },
    ]
  },
  history: { allClients: recordGroups },
}

export const scopeOf = (email: string): 'ALL' | 'ONLY' => email === limited.email ? 'ONLY' : 'ALL'

export function groupsOf({ team, now }: Pick<Population, 'team' | 'now'>) {
  const made = known.get(team) ?? kinds.map((kind, n) => ({ ...kind, id: randomUUID(), at: after(now, -(20 - n) * day + n * hour) }))
  known.set(team, made)
  return made
}

function recordGroups(past: Past): void {
  const { companies, events, team, now } = past
  const actor = team.founder.actor()
  for (const company of companies.filter(company => tagsOf(company).length)) {
    const at = new Date(Math.max(after(now, -21 * day).getTime(), after(company.createdAt, hour).getTime()))
    const about = { subject: { kind: 'CLIENT', ...company.forEvent(at) } as const, actor, at }
    events.record('Organization_Tagged', about, { added: tagsOf(company), removed: [] })
  }
  for (const { id, name, rule, at, holds } of groupsOf(past)) {
    events.record('ClientGroup_Created', { subject: { kind: 'CLIENT_GROUP', id, name }, actor, at }, {
      name,
      clients: companies.filter(holds).length,
      rule: rule !== null,
    })
  }
  const technician = team.members.find(({ email }) => email === limited.email)!
  const at = after(now, -10 * day)
  events.record('ProviderUser_ScopeChanged', { subject: technician.subject(at), actor, at }, {
    email: limited.email,
    scope: 'ONLY',
    was: 'ALL',
    clients: 0,
    groups: limited.groups,
  })
}
