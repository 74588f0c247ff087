import DataLoader from 'dataloader'
import type { Viewer } from '../access/viewer.js'
import type { Client } from '../client/client.js'
import type { Database } from '../database/database.js'
import { readActivity, readLastEvents } from '../client/client-events.js'
import type { Event } from '../event/event.js'
import { asRow } from '../database/row.js'
import { Provider } from '../provider/provider.js'
import { readUserCounts } from '../client/user-counts.js'
import type { UserCounts } from '../client/user-counts.js'
import { readClients } from '../client/client-row.js'
import type { ClientRow } from '../client/client-row.js'
import { readUsers } from '../user/user-row.js'
import type { User } from '../user/user.js'

/** One statement for all rows of a page, per kind of thing that hangs on them; each list may have it already (client-row.ts). */
export interface Loaders {
  provider: DataLoader<string, Provider | null>
  client: DataLoader<string, ClientRow | null>
  user: DataLoader<string, User | null>
  userCounts: DataLoader<string, UserCounts>
  lastEvent: DataLoader<Client, Event | null, string>
  eventsPerMinute: DataLoader<Client, number | null, string>
  /** For a nested list: parents whose lists were asked for with the same arguments (`key`) are read together. */
  batch: <Value>(key: string, load: (ids: readonly string[]) => Promise<Value[]>) => DataLoader<string, Value>
}

export function makeLoaders(database: Database, viewer: Viewer): Loaders {
  const { tenants } = viewer
  const readable = (client: Client) => viewer.can('event:read', client.tenant())
  const batches = new Map<string, DataLoader<string, unknown>>()
  const byClient = { cacheKeyFn: ({ id }: Client) => id }
  return {
    provider: new DataLoader(async (ids) => {
      const rows = await database.read<Provider>(tenants, { name: 'providers', text: 'select id, name, kind, demo, created_at "createdAt" from provider where id = any($1::uuid[])', values: [ids] })
      return inOrder(ids, rows.map(row => asRow(Provider, row)))
    }),
    client: new DataLoader(async ids => inOrder(ids, await readClients(database, tenants, ids))),
    user: new DataLoader(async ids => inOrder(ids, await readUsers(database, tenants, ids))),
    userCounts: new DataLoader(ids => readUserCounts(database, tenants, ids)),
    lastEvent: new DataLoader(clients => readLastEvents(database, tenants, clients, readable), byClient),
    eventsPerMinute: new DataLoader(clients => readActivity(database, tenants, clients, readable), byClient),
    batch<Value>(key: string, load: (ids: readonly string[]) => Promise<Value[]>) {
      const known = batches.get(key) ?? new DataLoader(load)
      batches.set(key, known)
      return known as DataLoader<string, Value>
    },
  }
}

function inOrder<Row extends { id: string }>(ids: readonly string[], rows: readonly Row[]): Array<Row | null> {
  const found = new Map(rows.map(row => [row.id, row]))
  return ids.map(id => found.get(id) ?? null)
}
