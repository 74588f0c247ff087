import { columnsOf } from '../database/columns.js'
import type { ColumnOf } from '../database/columns.js'
import { list } from '../database/list/list.js'
import { alphabetical } from '../database/list/order.js'
import { anyOf, query, statement } from '../database/query.js'
import { asRow } from '../database/row.js'
import type { Row } from '../database/row.js'
import { signInFilters } from '../membership/sign-in-filters.js'
import { inOrder, loader } from '../request/loader.js'
import { ProviderUser, ProviderUserSchema } from './provider-user.js'

export type ProviderUserRow = Row<ProviderUser, ColumnOf<typeof ProviderUserSchema>>

const columns = columnsOf(ProviderUserSchema, 't')

export const providerUsers = list<ProviderUserRow>()({
  name: 'ProviderUser',
  plural: 'people of the team',
  table: 'provider_user',
  columns: () => columns,
  filters: signInFilters(),
  orders: { EMAIL: alphabetical('email', 'By address.') },
})

const providerUsersById = statement(({ ids }: { ids: readonly string[] }) =>
  query.selectFrom('provider_user as t').select(columns).where('t.id', '=', anyOf(ids)))

export const providerUserLoader = loader<string, ProviderUserRow | null>(async (ids, { viewer: { tenants }, services: { database } }) => {
  const rows = await database.read(tenants, providerUsersById({ ids }))
  return inOrder(ids, rows.map(row => asRow(ProviderUser, row)))
})
