import { sql } from 'kysely'
import { isUuid } from '../access/tenants.js'
import { anyOf, query, statement } from '../database/query.js'
import { loader } from '../request/loader.js'
import { accessOf } from './access.js'
import type { CollectionAccess } from './access.js'

const reachOf = statement(({ ids, collections }: { ids: readonly string[], collections: readonly string[] }) =>
  query.selectFrom('collection_reach as r')
    .select(['r.user_id as userId', 'r.collection_id as collectionId', 'r.access'])
    .where('r.user_id', '=', anyOf(ids))
    .where('r.collection_id', '=', anyOf(collections)))

/** By the id of a membership: its access to each of these collections, in their order. */
export function reachLoader(collections: readonly string[]) {
  return loader<string, Array<CollectionAccess | null>>(async (ids, { viewer: { tenants }, services: { database } }) => {
    const reach = new Map(ids.map(id => [id, new Map<string, CollectionAccess>()]))
    for (const { userId, collectionId, access } of await database.read(tenants, reachOf({ ids, collections: collections.filter(isUuid) })))
      reach.get(userId)!.set(collectionId, accessOf(access))
    return ids.map(id => collections.map(collection => reach.get(id)!.get(collection) ?? null))
  })
}

/** One collection that somebody reaches. */
export interface Reached { collectionId: string, access: CollectionAccess, direct: boolean, groupIds: string[] }

const reachedBy = statement(({ ids }: { ids: readonly string[] }) => query.selectFrom('collection_reach as r')
  .innerJoin('collection as c', join => join.onRef('c.client_id', '=', 'r.client_id').onRef('c.id', '=', 'r.collection_id'))
  .select(['r.user_id as userId', 'r.collection_id as collectionId', 'r.access', 'r.direct', sql<string[]>`array(
    select g.group_id from collection_group g join group_member m on m.client_id = g.client_id and m.group_id = g.group_id
    where g.client_id = r.client_id and g.collection_id = r.collection_id and m.user_id = r.user_id)`.as('groupIds')])
  .where('r.user_id', '=', anyOf(ids))
  .orderBy('c.created_at')
  .orderBy('c.id'))

/** By the id of a membership. */
export const reachedLoader = loader<string, Reached[]>(async (ids, { viewer: { tenants }, services: { database } }) => {
  const rows = Map.groupBy(await database.read(tenants, reachedBy({ ids })), ({ userId }) => userId)
  return ids.map(id => (rows.get(id) ?? []).map(({ collectionId, access, direct, groupIds }) =>
    ({ collectionId, access: accessOf(access), direct, groupIds })))
})

const givenToGroups = statement(({ ids }: { ids: readonly string[] }) => query.selectFrom('collection_group as g')
  .innerJoin('collection as c', join => join.onRef('c.client_id', '=', 'g.client_id').onRef('c.id', '=', 'g.collection_id'))
  .select(['g.group_id as groupId', 'g.collection_id as collectionId', 'g.access'])
  .where('g.group_id', '=', anyOf(ids))
  .orderBy('c.created_at')
  .orderBy('c.id'))

/** One collection that a group is given. */
interface Given { collectionId: string, access: CollectionAccess }

/** By group id. */
export const givenToGroupLoader = loader<string, Given[]>(async (ids, { viewer: { tenants }, services: { database } }) => {
  const rows = Map.groupBy(await database.read(tenants, givenToGroups({ ids })), ({ groupId }) => groupId)
  return ids.map(id => (rows.get(id) ?? []).map(({ collectionId, access }) => ({ collectionId, access: accessOf(access) })))
})
