import { sql } from 'kysely'
import type { Viewer } from '../access/viewer.js'
import type { Reader } from '../database/database.js'
import { query, statement } from '../database/query.js'
import type { Visibility } from './visibility.js'

const clientsInGroups = statement(({ groups }: { groups: readonly string[] }) => query
  .selectFrom(sql<{ clientId: string }>`(select distinct m.client_id from client_group_member m where m.client_group_id = any(${groups}::uuid[]))`
    .as<'m'>(sql`m("clientId")`))
  .select('m.clientId'))

/**
 * What a viewer may see, narrowed to the clients in some groups of clients: along the index of each client, and asked again whenever who is
 * in a group changes, since that changes access.
 */
export async function ofGroups(
  reader: Reader,
  viewer: Viewer,
  providerId: string,
  { clients }: Visibility,
  groups: readonly string[],
): Promise<Visibility> {
  const found = await reader.read(viewer.tenants, clientsInGroups({ groups }))
  return {
    own: false,
    clients: new Set(found.map(({ clientId }) => clientId).filter(clientId =>
      (clients === 'all' || clients.has(clientId)) && viewer.can('client:readGroups', { providerId, clientId }))),
  }
}
