import { columnsOf } from '../database/columns.js'
import type { ColumnOf } from '../database/columns.js'
import { anyOf, query, statement } from '../database/query.js'
import { asRow } from '../database/row.js'
import type { Row } from '../database/row.js'
import { inOrder, loader } from '../request/loader.js'
import { User, UserSchema } from './user.js'

export type UserRow = Row<User, ColumnOf<typeof UserSchema>>

export const userColumns = columnsOf(UserSchema, 't')

const usersById = statement(({ ids }: { ids: readonly string[] }) =>
  query.selectFrom('client_user as t').select(userColumns).where('t.id', '=', anyOf(ids)))

export const userLoader = loader<string, UserRow | null>(async (ids, { viewer: { tenants }, services: { database } }) => {
  const rows = await database.read(tenants, usersById({ ids }))
  return inOrder(ids, rows.map(row => asRow(User, row)))
})
