import { sql } from 'kysely'
import { columnsOf } from '../database/columns.js'
import type { ColumnOf } from '../database/columns.js'
import { anyOf, query, statement } from '../database/query.js'
import { asRow } from '../database/row.js'
import type { Row } from '../database/row.js'
import { inOrder, loader } from '../request/loader.js'
import { accessOf } from './access.js'
import type { CollectionAccess } from './access.js'
import { Collection, CollectionSchema } from './collection.js'

export type CollectionRow = Row<Collection, ColumnOf<typeof CollectionSchema>>

export const collectionColumns = columnsOf(CollectionSchema, 't')

const countAll = sql<number>`count(*)::int`

const collectionsById = statement(({ ids }: { ids: readonly string[] }) =>
  query.selectFrom('collection as t').select(collectionColumns).where('t.id', '=', anyOf(ids)))

export const collectionLoader = loader<string, CollectionRow | null>(async (ids, { viewer: { tenants }, services: { database } }) => {
  const rows = await database.read(tenants, collectionsById({ ids }))
  return inOrder(ids, rows.map(row => asRow(Collection, row)))
})

const collectionsOfClients = statement(({ ids }: { ids: readonly string[] }) => query.selectFrom('collection as t')
  .select(['t.client_id as id', countAll.as('n')])
  .where('t.client_id', '=', anyOf(ids))
  .groupBy('t.client_id'))

/** By client id. */
export const collectionCountLoader = loader<string, number>(async (ids, { viewer: { tenants }, services: { database } }) => {
  const found = new Map((await database.read(tenants, collectionsOfClients({ ids }))).map(({ id, n }) => [id, n]))
  return ids.map(id => found.get(id) ?? 0)
})

/** To whom a collection is given, with a name to show. */
export interface Holder { id: string, name: string | null, email: string | null, access: CollectionAccess }

const peopleWithAccess = statement(({ ids }: { ids: readonly string[] }) => query.selectFrom('collection_user as a')
  .innerJoin('client_user as u', join => join.onRef('u.client_id', '=', 'a.client_id').onRef('u.id', '=', 'a.user_id'))
  .select(['a.collection_id as collectionId', 'a.access', 'u.id', 'u.name', sql<string | null>`u.email`.as('email')])
  .where('a.collection_id', '=', anyOf(ids))
  .orderBy('u.email'))

const groupsWithAccess = statement(({ ids }: { ids: readonly string[] }) => query.selectFrom('collection_group as a')
  .innerJoin('user_group as g', join => join.onRef('g.client_id', '=', 'a.client_id').onRef('g.id', '=', 'a.group_id'))
  .select(['a.collection_id as collectionId', 'a.access', 'g.id', sql<string | null>`g.name`.as('name'), sql<string | null>`null`.as('email')])
  .where('a.collection_id', '=', anyOf(ids))
  .orderBy('g.name_key')
  .orderBy('g.id'))

function holders(given: typeof peopleWithAccess | typeof groupsWithAccess) {
  return loader<string, Holder[]>(async (ids, { viewer: { tenants }, services: { database } }) => {
    const rows = Map.groupBy(await database.read(tenants, given({ ids })), ({ collectionId }) => collectionId)
    return ids.map(id => (rows.get(id) ?? []).map(({ id, name, email, access }) => ({ id, name, email, access: accessOf(access) })))
  })
}

/** By collection id. */
export const peopleWithAccessLoader = holders(peopleWithAccess)
export const groupsWithAccessLoader = holders(groupsWithAccess)

const givenCounts = statement(({ ids }: { ids: readonly string[] }) => query.selectFrom('collection as t')
  .select(eb => [
    't.id',
    eb.selectFrom('collection_user as u')
      .select(countAll.as('n'))
      .whereRef('u.client_id', '=', 't.client_id')
      .whereRef('u.collection_id', '=', 't.id')
      .as('people'),
    eb.selectFrom('collection_group as g')
      .select(countAll.as('n'))
      .whereRef('g.client_id', '=', 't.client_id')
      .whereRef('g.collection_id', '=', 't.id')
      .as('groups'),
  ])
  .where('t.id', '=', anyOf(ids)))

interface GivenCounts { people: number, groups: number }

/** How many people, and groups, a collection is given to directly; by its id. */
export const givenCountsLoader = loader<string, GivenCounts>(async (ids, { viewer: { tenants }, services: { database } }) => {
  const rows = await database.read(tenants, givenCounts({ ids }))
  const counts = new Map(rows.map(({ id, people, groups }) => [id, { people: people ?? 0, groups: groups ?? 0 }]))
  return ids.map(id => counts.get(id) ?? { people: 0, groups: 0 })
})
