import { columnsOf } from '../database/columns.js'
import type { ColumnOf } from '../database/columns.js'
import { anyOf, query, statement } from '../database/query.js'
import { asRow } from '../database/row.js'
import type { Row } from '../database/row.js'
import { inOrder, loader } from '../request/loader.js'
import { Provider, ProviderSchema } from './provider.js'

export type ProviderRow = Row<Provider, ColumnOf<typeof ProviderSchema>>

const providersById = statement(({ ids }: { ids: readonly string[] }) => query.selectFrom('provider as t')
  .select(columnsOf(ProviderSchema, 't'))
  .where('t.id', '=', anyOf(ids)))

export const providerLoader = loader<string, ProviderRow | null>(async (ids, { viewer: { tenants }, services: { database } }) => {
  const rows = await database.read(tenants, providersById({ ids }))
  return inOrder(ids, rows.map(row => asRow(Provider, row)))
})
