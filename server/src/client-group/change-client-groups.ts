import { randomUUID } from 'node:crypto'
import { maxClientGroupName, maxClientGroups } from '@wardroom/schema/limits'
import { LockMode } from '@mikro-orm/postgresql'
import { Field, ID, InputType } from 'type-graphql'
import { isUuid } from '../access/tenants.js'
import type { Viewer } from '../access/viewer.js'
import { bulkIds, runRow } from '../lib/bulk.js'
import type { RowResult } from '../lib/bulk.js'
import { Refused } from '../lib/refused.js'
import { cleanName } from '../lib/text.js'
import { Provider } from '../provider/provider.js'
import type { Transaction } from '../transaction/transaction.js'
import { ClientGroupRule, readRule } from './client-group-rule.js'
import { ClientGroup } from './client-group.js'
import { chooseClients, followRule, groupsInUse } from './members.js'

@InputType({ description: 'A new group of clients: by a rule, or chosen one by one.' })
export class CreateClientGroupInput {
  @Field(() => ID, { description: 'The provider.' })
  providerId!: string

  @Field(() => String, { description: '1 to 100 characters.' })
  name!: string

  @Field(() => ClientGroupRule, { nullable: true, description: 'Which clients are in it, now and later; null: those that are chosen.' })
  rule?: ClientGroupRule | null

  @Field(() => [ID], { nullable: true, description: 'Clients that are chosen from the beginning, at most 500. Not with a rule.' })
  clientIds?: string[] | null
}

@InputType({ description: 'What of a group of clients is to be another. What is left out stays.' })
export class UpdateClientGroupInput {
  @Field(() => ID, { description: 'The group.' })
  id!: string

  @Field(() => String, { nullable: true, description: '1 to 100 characters.' })
  name?: string | null

  @Field(() => ClientGroupRule, { nullable: true, description: 'Of a group by rule: another rule, whole.' })
  rule?: ClientGroupRule | null

  @Field(() => [ID], { nullable: true, description: 'Of a group without a rule: clients that come in, at most 500.' })
  addClientIds?: string[] | null

  @Field(() => [ID], { nullable: true, description: 'Of a group without a rule: clients that go out, at most 500.' })
  removeClientIds?: string[] | null
}

export async function createClientGroup(tx: Transaction, viewer: Viewer, input: CreateClientGroupInput): Promise<ClientGroup> {
  const { id: providerId } = await viewer.reach(Provider, input.providerId, 'clientGroup:change', { lock: true })
  if (await tx.em.count(ClientGroup, { providerId }) >= maxClientGroups)
    throw new Refused('LIMIT_EXCEEDED', `A provider has at most ${maxClientGroups} groups of clients; delete one first.`, { max: maxClientGroups })
  const group = tx.em.create(ClientGroup, {
    id: randomUUID(),
    providerId,
    name: cleanName(input.name, 'name', maxClientGroupName),
    rule: input.rule ? readRule(input.rule) : null,
    createdAt: tx.now,
    revisedAt: tx.now,
  })
  await tx.em.flush()
  const { joined } = group.rule ? await followRule(tx, group) : await chooseClients(tx, group, input.clientIds ?? [], [])
  if (group.rule && input.clientIds?.length)
    group.requireChosen()
  const told = { name: group.name, clients: joined, rule: group.rule !== null }
  tx.record('ClientGroup_Created', { providerId, subject: group.forEvent() }, told)
  return group
}

/** Records nothing where nothing is another afterwards. */
export async function updateClientGroup(tx: Transaction, viewer: Viewer, input: UpdateClientGroupInput): Promise<ClientGroup> {
  const { providerId } = await viewer.reach(ClientGroup, input.id, 'clientGroup:change')
  // The clients before the group, as elsewhere.
  if (input.rule)
    await tx.em.execute('select from client where provider_id = ? order by id for key share', [providerId])
  const lock = choosing(input) ? {} : { lockMode: LockMode.PESSIMISTIC_WRITE } as const
  const group = await tx.em.findOne(ClientGroup, { id: input.id }, { refresh: true, ...lock })
  if (!group)
    throw new Refused('NOT_FOUND') // deleted while this waited
  const was = { name: group.name, rule: JSON.stringify(group.rule) }
  if (input.name != null)
    group.rename(input.name)
  if (input.rule)
    group.follow(readRule(input.rule))
  if (choosing(input))
    group.requireChosen()
  await tx.em.flush()
  const { joined, left } = input.rule
    ? await followRule(tx, group)
    : await chooseClients(tx, group, input.addClientIds ?? [], input.removeClientIds ?? [])
  if (group.name !== was.name || JSON.stringify(group.rule) !== was.rule || joined || left) {
    group.revisedAt = tx.now
    tx.record('ClientGroup_Updated', { providerId, subject: group.forEvent() }, { name: group.name, was: was.name, joined, left })
  }
  return group
}

function choosing({ addClientIds, removeClientIds }: UpdateClientGroupInput): boolean {
  return Boolean(addClientIds?.length || removeClientIds?.length)
}

/**
 * None that says whom somebody sees, or for whom a baseline is: that would show them more, or less, without anybody having said so. Errors
 * in rows: CLIENT_GROUP_IN_USE.
 */
export async function deleteClientGroups(tx: Transaction, viewer: Viewer, idsArg: readonly string[]): Promise<RowResult[]> {
  viewer.requireSignedIn() // a permission check even when none of the ids is within reach
  const ids = bulkIds(idsArg)
  const locked = { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } } as const
  const groups = await tx.em.find(ClientGroup, { id: { $in: ids.filter(isUuid) } }, locked)
  const uses = await groupsInUse(tx, groups)
  return ids.map(id => runRow(id, groups.find(group => group.id === id), viewer.reads, (group) => {
    viewer.require('clientGroup:change', group.tenant())
    const { clients, inUse } = uses.get(id)!
    if (inUse)
      throw new Refused('CLIENT_GROUP_IN_USE')
    tx.em.remove(group)
    tx.record('ClientGroup_Deleted', { providerId: group.providerId, subject: group.forEvent() }, { name: group.name, clients })
  }).result)
}
