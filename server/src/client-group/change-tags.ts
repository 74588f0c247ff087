import { maxTags } from '@wardroom/schema/limits'
import { LockMode } from '@mikro-orm/postgresql'
import { Field, ID, InputType } from 'type-graphql'
import { isUuid } from '../access/tenants.js'
import type { Viewer } from '../access/viewer.js'
import { Client } from '../client/client.js'
import { regroup } from '../client/regroup.js'
import { bulkIds, runRow } from '../lib/bulk.js'
import type { RowResult } from '../lib/bulk.js'
import { Refused } from '../lib/refused.js'
import type { Transaction } from '../transaction/transaction.js'
import { cleanTags } from './tags.js'

@InputType({ description: 'Which tags clients get, and which they lose.' })
export class ChangeClientTagsInput {
  @Field(() => [ID], { description: '1 to 500, each checked by itself.' })
  clientIds!: string[]

  @Field(() => [String], { nullable: true, description: 'Tags they get, at most 20, of 1 to 40 characters; kept in lower case.' })
  add?: string[] | null

  @Field(() => [String], { nullable: true, description: 'Tags they lose, at most 20.' })
  remove?: string[] | null
}

export async function changeClientTags(tx: Transaction, viewer: Viewer, input: ChangeClientTagsInput): Promise<RowResult[]> {
  viewer.requireSignedIn() // a permission check even when none of the ids is within reach
  const [added, removed] = [wanted(input.add, 'add'), wanted(input.remove, 'remove')]
  if ((!added.length && !removed.length) || added.some(tag => removed.includes(tag)))
    throw new Refused('BAD_USER_INPUT', 'Name tags in `add` or `remove`, and none in both.', { field: 'remove' })
  const ids = bulkIds(input.clientIds)
  const locked = { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } } as const
  const clients = await tx.em.find(Client, { id: { $in: ids.filter(isUuid) } }, locked)
  const changed: Client[] = []
  const results = ids.map(id => runRow(id, clients.find(client => client.id === id), viewer.reads, (client) => {
    viewer.require('client:readGroups', client.tenant())
    viewer.require('clientGroup:change', { providerId: client.providerId })
    const was = client.tags
    const tags = [...new Set([...was, ...added])].filter(tag => !removed.includes(tag)).sort()
    if (tags.length > maxTags)
      throw new Refused('BAD_USER_INPUT', `${client.name} would have more than ${maxTags} tags; remove others first.`, { field: 'add', max: maxTags })
    const [gets, loses] = [tags.filter(tag => !was.includes(tag)), was.filter(tag => !tags.includes(tag))]
    if (!gets.length && !loses.length)
      return
    client.tags = tags
    changed.push(client)
    const about = { providerId: client.providerId, subject: { kind: 'CLIENT', id: client.id, name: client.name } as const }
    tx.record('Organization_Tagged', about, { added: gets, removed: loses })
  }).result)
  for (const [providerId, ofProvider] of Map.groupBy(changed, client => client.providerId))
    await regroup(tx, providerId, ofProvider)
  return results
}

function wanted(tags: readonly string[] | null | undefined, field: string): string[] {
  if ((tags?.length ?? 0) > maxTags)
    throw new Refused('BAD_USER_INPUT', `\`${field}\` must have at most ${maxTags} entries.`, { field, max: maxTags })
  return cleanTags(tags ?? [], field)
}
