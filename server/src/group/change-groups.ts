import { randomUUID } from 'node:crypto'
import { maxGroupName, maxGroups } from '@wardroom/schema/limits'
import { LockMode } from '@mikro-orm/postgresql'
import { Field, ID, InputType } from 'type-graphql'
import { isUuid } from '../access/tenants.js'
import type { Viewer } from '../access/viewer.js'
import { Client } from '../client/client.js'
import { bulkIds, runRow } from '../lib/bulk.js'
import type { RowResult } from '../lib/bulk.js'
import { Refused } from '../lib/refused.js'
import { cleanExternalId, cleanName } from '../lib/text.js'
import type { Transaction } from '../transaction/transaction.js'
import { changeMembers, findPeople, requireOthers } from './group-members.js'
import { Group } from './group.js'

@InputType({ description: 'A new group.' })
export class CreateGroupInput {
  @Field(() => ID, { description: 'The client.' })
  clientId!: string

  @Field(() => String, { description: '1 to 100 characters.' })
  name!: string

  @Field(() => String, { nullable: true, description: 'The id a directory knows it by, 1 to 300 characters; null: none.' })
  externalId?: string | null

  @Field(() => [ID], { nullable: true, description: 'Who is in it from the beginning, at most 500; as `User.id`.' })
  userIds?: string[] | null
}

@InputType({ description: 'What of a group is to be another. What is left out stays.' })
export class UpdateGroupInput {
  @Field(() => ID, { description: 'The group.' })
  id!: string

  @Field(() => String, { nullable: true, description: '1 to 100 characters.' })
  name?: string | null

  @Field(() => String, { nullable: true, description: '1 to 300 characters; null, where it is given: none.' })
  externalId?: string | null

  @Field(() => [ID], { nullable: true, description: 'Who comes in, at most 500; whoever is in already stays.' })
  addUserIds?: string[] | null

  @Field(() => [ID], { nullable: true, description: 'Who goes out, at most 500.' })
  removeUserIds?: string[] | null
}

const nobody = { groups: [], people: [] }

export async function createGroup(tx: Transaction, viewer: Viewer, input: CreateGroupInput): Promise<Group> {
  const client = await viewer.reach(Client, input.clientId, 'group:change', { lock: true })
  const { id: clientId, providerId } = client
  if (await tx.em.count(Group, { clientId }) >= maxGroups)
    throw new Refused('LIMIT_EXCEEDED', `A client has at most ${maxGroups} groups; delete one first.`, { max: maxGroups })
  const group = tx.em.create(Group, {
    id: randomUUID(),
    providerId,
    clientId,
    name: cleanName(input.name, 'name', maxGroupName),
    externalId: input.externalId == null ? null : cleanExternalId(input.externalId),
    createdAt: tx.now,
    revisedAt: tx.now,
  })
  const people = await findPeople(tx, client, input.userIds ?? [], 'userIds')
  requireOthers(viewer, client, people)
  const { began } = await changeMembers(tx, viewer, client, { added: { groups: [group], people }, removed: nobody })
  tx.record('Group_Created', { providerId, client: client.forEvent(), subject: group.forEvent() }, { name: group.name, people: began })
  return group
}

/** Records nothing where nothing is another afterwards. */
export async function updateGroup(tx: Transaction, viewer: Viewer, input: UpdateGroupInput): Promise<Group> {
  const { clientId } = await viewer.reach(Group, input.id, 'group:change')
  const client = await viewer.reach(Client, clientId, 'group:change', { lock: true })
  const group = await tx.em.findOne(Group, { id: input.id }, { refresh: true })
  if (!group)
    throw new Refused('NOT_FOUND') // deleted while this waited
  const was = group.name
  const renamed = group.change(input)
  const joining = await findPeople(tx, client, input.addUserIds ?? [], 'addUserIds')
  const leaving = await findPeople(tx, client, input.removeUserIds ?? [], 'removeUserIds')
  if (joining.some(user => leaving.includes(user)))
    throw new Refused('BAD_USER_INPUT', 'Nobody can come in and go out at once.', { field: 'removeUserIds' })
  requireOthers(viewer, client, joining)
  const { began: added, ended: removed } = await changeMembers(tx, viewer, client, {
    added: { groups: [group], people: joining },
    removed: { groups: [group], people: leaving },
  })
  if (renamed || added || removed) {
    group.revisedAt = tx.now
    tx.record(
      'Group_Updated',
      { providerId: client.providerId, client: client.forEvent(), subject: group.forEvent() },
      { name: group.name, was, added, removed },
    )
  }
  return group
}

const peopleIn = `select g.id, (select count(*)::int from group_member m where m.client_id = g.client_id and m.group_id = g.id) n
  from user_group g where g.id = any(?::uuid[])`

export async function deleteGroups(tx: Transaction, viewer: Viewer, idsArg: readonly string[]): Promise<RowResult[]> {
  viewer.requireSignedIn() // a permission check even when none of the ids is within reach
  const ids = bulkIds(idsArg)
  const wellFormed = ids.filter(isUuid)
  const clientIds = (await tx.em.find(Group, { id: { $in: wellFormed } }, { disableIdentityMap: true })).map(({ clientId }) => clientId)
  const clients = await tx.em.find(Client, { id: { $in: clientIds } }, { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } })
  const groups = await tx.em.find(Group, { id: { $in: wellFormed } })
  const counts = await tx.em.execute<Array<{ id: string, n: number }>>(peopleIn, [`{${groups.map(({ id }) => id).join()}}`])
  return ids.map(id => runRow(id, groups.find(group => group.id === id), viewer.reads, (group) => {
    viewer.require('group:change', group.tenant())
    const client = clients.find(({ id }) => id === group.clientId)!
    tx.em.remove(group)
    tx.record(
      'Group_Deleted',
      { providerId: client.providerId, client: client.forEvent(), subject: group.forEvent() },
      { name: group.name, people: counts.find(({ id }) => id === group.id)?.n ?? 0 },
    )
  }).result)
}
