import { maxMembershipsAtOnce } from '@wardroom/schema/limits'
import { Field, ID, InputType } from 'type-graphql'
import { isUuid } from '../access/tenants.js'
import type { Viewer } from '../access/viewer.js'
import { Client } from '../client/client.js'
import { requireShort } from '../lib/filter.js'
import type { PersonResult } from '../lib/bulk.js'
import { Refused } from '../lib/refused.js'
import { Selection } from '../membership/selection.js'
import type { Transaction } from '../transaction/transaction.js'
import { User } from '../user/user.js'
import { changeMembers, requireOthers } from './group-members.js'
import { Group } from './group.js'

@InputType({ description: 'Which groups of one client people come into, and which they leave.' })
export class ChangeUserGroupsInput {
  @Field(() => [ID], { description: '1 to 500 people of the client, each checked by itself; as `User.id`. People times groups: at most 5,000.' })
  userIds!: string[]

  @Field(() => [ID], { nullable: true, description: 'Groups they come into, at most 100; whoever is in one already stays.' })
  addGroupIds?: string[] | null

  @Field(() => [ID], { nullable: true, description: 'Groups they leave, at most 100.' })
  removeGroupIds?: string[] | null
}

const people = { member: User, organization: Client, key: 'clientId' } as const

export async function changeUserGroups(
  tx: Transaction,
  viewer: Viewer,
  { userIds, addGroupIds, removeGroupIds }: ChangeUserGroupsInput,
): Promise<PersonResult[]> {
  requireShort({ addGroupIds, removeGroupIds })
  if (new Set(userIds).size * new Set([...addGroupIds ?? [], ...removeGroupIds ?? []]).size > maxMembershipsAtOnce) {
    throw new Refused('BAD_USER_INPUT', `People times groups must be at most ${maxMembershipsAtOnce}; send fewer at once.`, {
      field: 'userIds',
      max: maxMembershipsAtOnce,
    })
  }
  const selection = await Selection.of(tx, viewer, people, userIds) // locks the client, so that its groups stay
  const joined = await findGroups(tx, viewer, addGroupIds ?? [], 'addGroupIds')
  const left = await findGroups(tx, viewer, removeGroupIds ?? [], 'removeGroupIds')
  const [first, ...others] = [...joined, ...left]
  if (!first)
    throw new Refused('BAD_USER_INPUT', 'Name a group in `addGroupIds` or `removeGroupIds`.', { field: 'addGroupIds' })
  if (others.some(({ clientId }) => clientId !== first.clientId) || joined.some(group => left.includes(group)))
    throw new Refused('BAD_USER_INPUT', 'The groups must be of one client, and none both joined and left.', { field: 'removeGroupIds' })
  const chosen: User[] = []
  const results = selection.each(viewer, 'group:change', (user) => {
    if (user.clientId !== first.clientId)
      throw new Refused('NOT_FOUND')
    if (joined.length)
      requireOthers(viewer, selection.organizationOf(user), [user])
    chosen.push(user)
  })
  const client = chosen[0] && selection.organizationOf(chosen[0])
  if (client)
    await changeMembers(tx, viewer, client, { added: { groups: joined, people: chosen }, removed: { groups: left, people: chosen } })
  return viewer.can('user:list', first.tenant()) ? results : results.map(row => ({ ...row, email: null }))
}

/** Errors: NOT_FOUND for absent and foreign ones alike, FORBIDDEN. */
async function findGroups({ em }: Transaction, viewer: Viewer, idsArg: readonly string[], field: string): Promise<Group[]> {
  const ids = [...new Set(idsArg)]
  const found = ids.length ? await em.find(Group, { id: { $in: ids.filter(isUuid) } }) : []
  const groups = found.filter(group => viewer.authorityIn(group.tenant()) !== undefined)
  if (groups.length < ids.length)
    throw new Refused('NOT_FOUND', `A group in \`${field}\` does not exist, or no longer; load the list anew.`, { field })
  for (const group of groups)
    viewer.require('group:change', group.tenant())
  return groups
}
