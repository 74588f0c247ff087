import { UserRole } from '../../access/roles.js'
import { CollectionAccess, numberOf } from '../../collection/access.js'
import { after, hour } from '../../lib/clock.js'
import { managerAt } from '../history/manager-at.js'
import type { Past } from '../history/record-history.js'
import { collectionsOf, creationLimitedFrom } from '../people/collections.js'
import type { DemoCollection } from '../people/collections.js'
import type { Company, CompanyMember } from '../people/company.js'
import { isMember } from '../store/membership-row.js'
import { groupsOf } from './group.js'
import type { DemoGroup } from './group.js'
import type { DemoPart } from './part.js'

/** Which group gets what, by the first part of a collection's name. */
const given: Record<string, [group: string, access: CollectionAccess]> = {
  'Default collection': ['Everybody', CollectionAccess.VIEW],
  'Finance': ['Finance', CollectionAccess.EDIT],
  'IT': ['IT', CollectionAccess.EDIT],
  'Marketing': ['Management', CollectionAccess.VIEW_EXCEPT_PASSWORDS],
  'Front desk': ['Front desk', CollectionAccess.EDIT_EXCEPT_PASSWORDS],
}

/** What clients share in: managed by an owner or admin, given to groups soon after. Whoever managed one and left has left it to nobody. */
export const collection: DemoPart = {
  rows: ({ provider, companies }, { names }) => {
    const all = companies.flatMap(company => collectionsOf(company).map(made => ({ company, made })))
    const tenant = (company: Company, { id }: DemoCollection) => ({ provider_id: provider.id, client_id: company.id, collection_id: id })
    return [
      {
        table: 'collection',
        rows: all.map(({ company, made: { id, at } }) => ({
          provider_id: provider.id,
          client_id: company.id,
          id,
          ...names.get(id)!,
          external_id: null,
          created_at: at,
          revised_at: at,
        })),
      },
      {
        table: 'collection_user',
        rows: all.flatMap(({ company, made }) => {
          const manager = managerOf(company, made)
          return manager && isMember(manager)
            ? [{ ...tenant(company, made), user_id: manager.id, access: numberOf(CollectionAccess.MANAGE) }]
            : []
        }),
      },
      {
        table: 'collection_group',
        rows: all.flatMap(({ company, made }) => {
          const grant = grantOf(company, made)
          return grant ? [{ ...tenant(company, made), group_id: grant.group.id, access: numberOf(grant.access) }] : []
        }),
      },
    ]
  },
  history: { client: recordCollections },
}

/** The owner; of the one for marketing somebody who has left since, where there is one. */
function managerOf({ members }: Company, { name, at }: DemoCollection): CompanyMember | undefined {
  const left = name === 'Marketing' && members.find(member => !isMember(member) && member.isConfirmedAt(at))
  return left || (members.find(member => member.position.role === UserRole.OWNER && isMember(member))
    ?? members.find(member => member.position.role === UserRole.ADMIN && isMember(member)))
}

function grantOf(company: Company, { name, at }: DemoCollection): { group: DemoGroup, access: CollectionAccess, at: Date } | undefined {
  const [wanted, access] = given[name.split('/')[0]!] ?? []
  const group = groupsOf(company).find(({ name }) => name === wanted)
  const granted = group && after(group.at > at ? group.at : at, hour)
  return group && access && granted! < company.today ? { group, access, at: granted! } : undefined
}

function recordCollections(past: Past, company: Company): void {
  for (const made of collectionsOf(company)) {
    const about = (at: Date) => ({
      client: company.forEvent(at),
      subject: { kind: 'COLLECTION', id: made.id } as const,
      actor: managerAt(past, company, at),
      at,
    })
    const manager = managerOf(company, made)
    past.events.record('Collection_Created', about(made.at), { granted: manager ? [`${manager.email}: ${CollectionAccess.MANAGE}`] : [] })
    const grant = grantOf(company, made)
    if (grant) {
      const granted = [`${grant.group.name}: ${grant.access}`]
      past.events.record('Collection_Updated', about(grant.at), { renamed: false, granted, removed: [] })
    }
  }
  const at = creationLimitedFrom(company)
  if (at) {
    const client = company.forEvent(at)
    past.events.record(
      'Organization_CollectionManagement_LimitCollectionCreationEnabled',
      { client, subject: { kind: 'CLIENT', ...client }, actor: managerAt(past, company, at), at },
      {},
    )
  }
}
