import { columnsOf } from '../database/columns.js'
import type { ColumnOf } from '../database/columns.js'
import { bySearch, byUntil } from '../database/list/filter.js'
import { list } from '../database/list/list.js'
import { alphabetical, chronological } from '../database/list/order.js'
import type { Row } from '../database/row.js'
import { ApiTokenSchema } from './api-token.js'
import type { ApiToken } from './api-token.js'

export type ApiTokenRow = Row<ApiToken, ColumnOf<typeof ApiTokenSchema>>

const columns = columnsOf(ApiTokenSchema, 't')

export const apiTokens = list<ApiTokenRow>()({
  name: 'ApiToken',
  plural: 'tokens',
  table: 'api_token',
  columns: () => columns,
  filters: {
    active: byUntil('ends_at', 'True: only tokens that work now; false: only expired and revoked ones.'),
    search: bySearch(['name_key', 'prefix', 'old_prefix'], 'Part of the name, or of the visible beginning of a secret, also of the last one; ignores case.'),
  },
  orders: {
    ENDS_AT: chronological('ends_at', 'By when they end or have ended; descending, all that work come before all that do not.'),
    CREATED_AT: chronological('created_at', 'By when they were made.'),
    NAME: alphabetical('name_key', 'By name, ignoring case.'),
  },
})
