import { maxMembershipsAtOnce } from '@wardroom/schema/limits'
import { Field, ID, InputType } from 'type-graphql'
import { isUuid } from '../access/tenants.js'
import type { Client } from '../client/client.js'
import { findPeople } from '../group/group-members.js'
import { Group } from '../group/group.js'
import { maxBulk } from '../lib/bulk.js'
import { Refused } from '../lib/refused.js'
import type { Transaction } from '../transaction/transaction.js'
import type { User } from '../user/user.js'
import { GroupAccessInput, numberOf, UserAccessInput } from './access.js'

@InputType({ description: 'Who is given access.' })
export abstract class GrantInput {
  @Field(() => [UserAccessInput], { nullable: true, description: 'People who are given access directly, each once, at most 500.' })
  grantUsers?: UserAccessInput[] | null

  @Field(() => [GroupAccessInput], { nullable: true, description: 'Groups that are given access, each once, at most 500.' })
  grantGroups?: GroupAccessInput[] | null
}

@InputType({ description: 'Who is given which access to collections, and from whom it is taken. Whoever is not named keeps what they have.' })
export class ChangeCollectionAccessInput extends GrantInput {
  @Field(() => [ID], { description: '1 to 500 collections of one client, each checked by itself. Collections times people and groups: at most 5,000.' })
  collectionIds!: string[]

  @Field(() => [ID], { nullable: true, description: 'From whom direct access is taken; what their groups give stays.' })
  removeUserIds?: string[] | null

  @Field(() => [ID], { nullable: true, description: 'From which groups access is taken.' })
  removeGroupIds?: string[] | null
}

type Named = GrantInput & Pick<ChangeCollectionAccessInput, 'removeUserIds' | 'removeGroupIds'>

interface Grant<Who> { who: Who, access: number }

/** People and groups of one client, found. */
export interface AccessChange {
  people: Array<Grant<User>>
  groups: Array<Grant<Group>>
  peopleOut: User[]
  groupsOut: Group[]
}

/** Errors: BAD_USER_INPUT where so many are named that an answer would take too long. */
export function requireFew({ grantUsers, grantGroups, removeUserIds, removeGroupIds }: Named, collections: number): void {
  const named = [grantUsers, grantGroups, removeUserIds, removeGroupIds].reduce((n, list) => n + (list?.length ?? 0), 0)
  if (named * collections > maxMembershipsAtOnce) {
    throw new Refused('BAD_USER_INPUT', `Collections times people and groups must be at most ${maxMembershipsAtOnce}; send fewer at once.`, {
      field: 'collectionIds',
      max: maxMembershipsAtOnce,
    })
  }
}

/** Errors: BAD_USER_INPUT, NOT_FOUND. */
export async function findChange(tx: Transaction, client: Client, input: Named): Promise<AccessChange> {
  const people = await granted(input.grantUsers ?? [], 'grantUsers', ({ userId }) => userId, ids => findPeople(tx, client, ids, 'grantUsers'))
  const groups = await granted(input.grantGroups ?? [], 'grantGroups', ({ groupId }) => groupId, ids => findGroups(tx, client, ids, 'grantGroups'))
  const peopleOut = await findPeople(tx, client, input.removeUserIds ?? [], 'removeUserIds')
  const groupsOut = await findGroups(tx, client, input.removeGroupIds ?? [], 'removeGroupIds')
  if (people.some(({ who }) => peopleOut.includes(who)) || groups.some(({ who }) => groupsOut.includes(who)))
    throw new Refused('BAD_USER_INPUT', 'Nobody can be given access and lose it at once.', { field: 'removeUserIds' })
  return { people, groups, peopleOut, groupsOut }
}

async function granted<Input extends UserAccessInput | GroupAccessInput, Who extends { id: string }>(
  grants: readonly Input[],
  field: string,
  idOf: (grant: Input) => string,
  find: (ids: string[]) => Promise<Who[]>,
): Promise<Array<Grant<Who>>> {
  const given = new Map(grants.map(grant => [idOf(grant), numberOf(grant.access)]))
  if (given.size < grants.length)
    throw new Refused('BAD_USER_INPUT', `\`${field}\` must name each once.`, { field })
  return (await find([...given.keys()])).map(who => ({ who, access: given.get(who.id)! }))
}

async function findGroups({ em }: Transaction, { id: clientId }: Client, idsArg: readonly string[], field: string): Promise<Group[]> {
  const ids = [...new Set(idsArg)]
  if (ids.length > maxBulk)
    throw new Refused('BAD_USER_INPUT', `\`${field}\` must have at most ${maxBulk} entries.`, { field, max: maxBulk })
  const groups = ids.length ? await em.find(Group, { clientId, id: { $in: ids.filter(isUuid) } }, { orderBy: { name: 'asc' } }) : []
  if (groups.length < ids.length)
    throw new Refused('NOT_FOUND', `A group in \`${field}\` is not of this client, or no longer; load the list anew.`, { field })
  return groups
}
