import { columnsOf } from '../database/columns.js'
import type { ColumnOf } from '../database/columns.js'
import { anyOf, query, select, statement } from '../database/query.js'
import { asRow } from '../database/row.js'
import type { Row } from '../database/row.js'
import type { Event } from '../event/event.js'
import { inOrder, loader } from '../request/loader.js'
import { Client, ClientSchema } from './client.js'
import type { UserCounts } from './user-counts.js'

/** Long, and seldom asked for. */
const keys = ['publicKey', 'wrappedPrivateKey', 'providerKey', 'keyBinding'] as const

type Column = ColumnOf<typeof ClientSchema>
type Key = typeof keys[number]

/** A client as a list reads it: it may bring along what hangs on it, so that a page is one statement. */
export type ClientRow = Row<Client, Exclude<Column, Key>> & Partial<Pick<Client, Key>> & {
  occupiedSeats?: number
  userCounts?: UserCounts
  lastEvent?: Event | null
}

export const clientColumns = columnsOf(ClientSchema, 't', keys)
export const clientKeyColumns = select('t', keys)

const clientsById = statement(({ ids }: { ids: readonly string[] }) => query.selectFrom('client as t')
  .select([...clientColumns, ...clientKeyColumns])
  .where('t.id', '=', anyOf(ids)))

export const clientLoader = loader<string, ClientRow | null>(async (ids, { viewer: { tenants }, services: { database } }) => {
  const rows = await database.read(tenants, clientsById({ ids }))
  return inOrder(ids, rows.map(row => asRow(Client, row)))
})
