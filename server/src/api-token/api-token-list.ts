import { columnsOf } from '../database/columns.js'
import type { ColumnOf } from '../database/columns.js'
import { list } from '../database/list/list.js'
import { chronological } from '../database/list/order.js'
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
  filters: {},
  orders: { CREATED_AT: chronological('created_at', 'By when they were made.') },
})
