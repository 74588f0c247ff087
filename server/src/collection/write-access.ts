import type { Client } from '../client/client.js'
import type { Group } from '../group/group.js'
import type { Transaction } from '../transaction/transaction.js'
import type { User } from '../user/user.js'
import type { AccessChange } from './access-change.js'
import { accessOf } from './access.js'
import type { Collection } from './collection.js'

function give(table: string, column: string) {
  return `insert into ${table} (provider_id, client_id, collection_id, ${column}, access)
  select ?, ?, c, w.id, w.access from unnest(?::uuid[]) c cross join unnest(?::uuid[], ?::smallint[]) w(id, access)
  on conflict (client_id, collection_id, ${column}) do update set access = excluded.access where ${table}.access <> excluded.access
  returning collection_id "collectionId", ${column} id`
}
function take(table: string, column: string) {
  return `delete from ${table}
  where client_id = ? and collection_id = any(?::uuid[]) and ${column} = any(?::uuid[])
  returning collection_id "collectionId", ${column} id`
}

interface Changed { collectionId: string, id: string }
type Columns = [table: string, column: string]

const ofPeople: Columns = ['collection_user', 'user_id']
const ofGroups: Columns = ['collection_group', 'group_id']

/** What is another now about one collection, for its event: addresses of people and names of groups. */
export interface Written { granted: string[], removed: string[] }

/** Changes who has access to collections of a locked client. @returns of each, by its id; nothing where all was so before */
export async function writeAccess(
  { em }: Transaction,
  { id: clientId, providerId }: Client,
  collections: readonly Collection[],
  { people, groups, peopleOut, groupsOut }: AccessChange,
): Promise<Map<string, Written>> {
  await em.flush() // those that were made in this very transaction
  const ids = arrayOf(collections)
  async function given(columns: Columns, grants: AccessChange['people'] | AccessChange['groups']): Promise<Changed[]> {
    const levels = `{${grants.map(({ access }) => access).join()}}`
    const takers = arrayOf(grants.map(({ who }) => who))
    return grants.length ? em.execute<Changed[]>(give(...columns), [providerId, clientId, ids, takers, levels]) : []
  }
  async function taken(columns: Columns, from: ReadonlyArray<User | Group>): Promise<Changed[]> {
    return from.length ? em.execute<Changed[]>(take(...columns), [clientId, ids, arrayOf(from)]) : []
  }
  const granted = [...await given(ofPeople, people), ...await given(ofGroups, groups)]
  const removed = [...await taken(ofPeople, peopleOut), ...await taken(ofGroups, groupsOut)]
  const called = new Map([
    ...[...people, ...groups].map(({ who, access }) => [who.id, `${nameOf(who)}: ${accessOf(access)}`] as const),
    ...[...peopleOut, ...groupsOut].map(who => [who.id, nameOf(who)] as const),
  ])
  const written = new Map<string, Written>()
  for (const [part, rows] of [['granted', granted], ['removed', removed]] as const) {
    for (const { collectionId, id } of rows) {
      const of = written.get(collectionId) ?? { granted: [], removed: [] }
      of[part].push(called.get(id)!)
      written.set(collectionId, of)
    }
  }
  return written
}

function nameOf(who: User | Group): string {
  return 'email' in who ? who.email : who.name
}

const arrayOf = (records: ReadonlyArray<{ id: string }>) => `{${records.map(({ id }) => id).join()}}`
