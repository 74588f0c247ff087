import { bySearch } from '../database/list/filter.js'
import { list } from '../database/list/list.js'
import { alphabetical, chronological } from '../database/list/order.js'
import { groupColumns } from './group-row.js'
import type { GroupRow } from './group-row.js'

export const groups = list<GroupRow>()({
  name: 'Group',
  plural: 'groups',
  table: 'user_group',
  columns: () => groupColumns,
  filters: { search: bySearch(['name_key'], 'Part of the name; ignores case.') },
  orders: {
    NAME: alphabetical('name_key', 'By name, ignoring case.'),
    CREATED_AT: chronological('created_at', 'By when they were made.'),
  },
})
