import { randomUUID } from 'node:crypto'
import { after, day, hour } from '../../lib/clock.js'
import { managerAt } from '../history/manager-at.js'
import type { Past } from '../history/record-history.js'
import type { Company, CompanyMember } from '../people/company.js'
import { isMember } from '../store/membership-row.js'
import type { DemoPart } from './part.js'

export interface DemoGroup {
  id: string
  name: string
  at: Date
  people: Array<{ member: CompanyMember, at: Date }>
}

/** Every how manieth person is in a group of this name. */
const kinds: ReadonlyArray<[name: string, every: number]> = [
  ['Everybody', 1],
  ['Finance', 5],
  ['Front desk', 3],
  ['IT', 7],
  ['Management', 6],
]

const known = new WeakMap<Company, DemoGroup[]>()

/** Groups of the clients' people: made some days after the client, joined by later people soon after they were confirmed. */
export const group: DemoPart = {
  rows: ({ provider, companies }) => [
    {
      table: 'user_group',
      rows: companies.flatMap(company => groupsOf(company).map(({ id, name, at, people }) => ({
        provider_id: provider.id,
        client_id: company.id,
        id,
        name,
        external_id: name === 'Everybody' ? `cn=everybody,dc=${company.blueprint.domain.split('.').join(',dc=')}` : null,
        created_at: at,
        revised_at: people.reduce((last, one) => one.at > last ? one.at : last, at),
      }))),
    },
    {
      table: 'group_member',
      rows: companies.flatMap(company => groupsOf(company).flatMap(({ id, people }) => people.map(({ member }) => ({
        provider_id: provider.id,
        client_id: company.id,
        group_id: id,
        user_id: member.id,
      })))),
    },
  ],
  history: { client: recordGroups },
}

export function groupsOf(company: Company): DemoGroup[] {
  const made = known.get(company)
    ?? kinds.map(([name, every], n) => makeGroup(company, name, every, n)).filter(({ at }) => at < company.today)
  known.set(company, made)
  return made
}

function makeGroup({ createdAt, members, today }: Company, name: string, every: number, n: number): DemoGroup {
  const at = after(createdAt, (2 + n) * day + n * hour)
  const people = members.flatMap((member, index) => {
    const confirmed = member.at('confirmed')
    if (!confirmed || !isMember(member) || (index + n) % every !== 0)
      return []
    const joined = after(confirmed, hour)
    return joined > today ? [] : [{ member, at: joined > at ? joined : at }]
  })
  return { id: randomUUID(), name, at, people }
}

function recordGroups(past: Past, company: Company): void {
  for (const { id, name, at, people } of groupsOf(company)) {
    for (const { member, at: joined } of people) {
      past.events.record(
        'OrganizationUser_UpdatedGroups',
        { client: company.forEvent(joined), subject: member.subject(joined), actor: managerAt(past, company, joined, member), at: joined },
        { email: member.email, added: [name], removed: [] },
      )
    }
    past.events.record(
      'Group_Created',
      { client: company.forEvent(at), subject: { kind: 'GROUP', id, name }, actor: managerAt(past, company, at), at },
      { name, people: people.filter(({ at: joined }) => joined.getTime() === at.getTime()).length },
    )
  }
}
