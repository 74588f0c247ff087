import type { Event } from '../event/event.js'
import type { UserCounts } from './user-counts.js'
import { asRow } from '../database/row.js'
import { inOrder, loader } from '../request/loader.js'
import { Client } from './client.js'

/** A client as a list reads it, perhaps with joined fields, so that a page is one statement. */
export type ClientRow = Client & {
  userCounts?: UserCounts
  lastEvent?: Event | null
}

export const clientColumns = `c.id, c.provider_id "providerId", c.name, c.plan, c.seats, c.auto_grow_ceiling "autoGrowCeiling",
  c.created_at "createdAt"`

/** Long, and rarely selected. */
export const clientKeyColumns = 'c.public_key "publicKey", c.provider_key "providerKey"'

export function toClient(row: object): ClientRow {
  return asRow(Client, row)
}

export const clientLoader = loader<string, ClientRow | null>(async (ids, { viewer: { tenants }, services: { database } }) => {
  const rows = await database.read<{ id: string }>(tenants, {
    name: 'clients-by-id',
    text: `select ${clientColumns}, ${clientKeyColumns} from client c where c.id = any($1::uuid[])`,
    values: [ids],
  })
  return inOrder(ids, rows.map(toClient))
})
