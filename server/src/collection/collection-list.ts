import { sql } from 'kysely'
import { ID } from 'type-graphql'
import type { Member } from '../database/list/filter.js'
import { list } from '../database/list/list.js'
import { chronological } from '../database/list/order.js'
import { uuids } from '../database/query.js'
import { managing } from './access.js'
import { collectionColumns } from './collection-row.js'
import type { CollectionRow } from './collection-row.js'

/** First who has access, then to what: few collections among many are not looked for row by row. */
const byReach: Member<readonly string[], 'id'> = {
  type: () => [ID],
  description: 'Only collections that one of these people reaches, directly or by a group.',
  columns: ['id'],
  conditions: people => [sql`t.id = any(array(select r.collection_id from collection_reach r where r.user_id = any(${uuids(people)})))`],
}

const byGroups: Member<readonly string[], 'id'> = {
  type: () => [ID],
  description: 'Only collections that are given to one of these groups.',
  columns: ['id'],
  conditions: groups => [sql`t.id = any(array(select g.collection_id from collection_group g where g.group_id = any(${uuids(groups)})))`],
}

const byManagers: Member<boolean, 'id' | 'client_id'> = {
  type: () => Boolean,
  description: 'Only collections that nobody manages, or only those that somebody does.',
  columns: ['id', 'client_id'],
  conditions: orphaned => [sql`${orphaned} = not (
    exists (select from collection_user u where u.client_id = t.client_id and u.collection_id = t.id and u.access = ${sql.lit(managing)})
    or exists (select from collection_group g where g.client_id = t.client_id and g.collection_id = t.id and g.access = ${sql.lit(managing)}))`],
}

export const collections = list<CollectionRow>()({
  name: 'Collection',
  plural: 'collections',
  table: 'collection',
  columns: () => collectionColumns,
  filters: { reachedBy: byReach, groups: byGroups, orphaned: byManagers },
  orders: {
    CREATED_AT: chronological('created_at', 'By when they were made. Their names are sealed, so whoever opens them sorts by name.'),
    REVISED_AT: chronological('revised_at', 'By when they were last changed.'),
  },
})
