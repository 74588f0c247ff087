import type { Tenants } from '../access/tenants.js'
import type { Database } from '../database/database.js'
import type { Event } from '../event/event.js'
import type { UserCounts } from './user-counts.js'
import { Client } from './client.js'
import { asRow } from '../database/row.js'

/** A client as a list reads it: it may bring along what hangs on it, so that a page is one statement. */
export type ClientRow = Client & {
  userCounts?: UserCounts
  lastEvent?: Event | null
}

export const clientColumns = `c.id, c.provider_id "providerId", c.name, c.plan, c.seats, c.auto_grow_ceiling "autoGrowCeiling",
  c.created_at "createdAt"`

/** Long, and seldom asked for. */
export const clientKeyColumns = 'c.public_key "publicKey", c.provider_key "providerKey"'

export function toClient(row: object): ClientRow {
  return asRow(Client, row)
}

export async function readClients(database: Database, tenants: Tenants, ids: readonly string[]): Promise<ClientRow[]> {
  const rows = await database.read<object>(tenants, { name: 'clients-by-id', text: `select ${clientColumns}, ${clientKeyColumns} from client c where c.id = any($1::uuid[])`, values: [ids] })
  return rows.map(toClient)
}
