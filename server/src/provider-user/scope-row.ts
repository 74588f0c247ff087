import { clientGroupColumns } from '../client-group/client-group-list.js'
import type { ClientGroupRow } from '../client-group/client-group-list.js'
import { ClientGroup } from '../client-group/client-group.js'
import { clientColumns } from '../client/client-row.js'
import type { ClientRow } from '../client/client-row.js'
import { Client } from '../client/client.js'
import { anyOf, query, statement } from '../database/query.js'
import { asRow } from '../database/row.js'
import { loader } from '../request/loader.js'

declare module '../database/query.js' {
  interface Tables {
    scope_client: { provider_id: string, provider_user_id: string, client_id: string }
    scope_client_group: { provider_id: string, provider_user_id: string, client_group_id: string }
  }
}

const clientsNamed = statement(({ ids }: { ids: readonly string[] }) => query.selectFrom('scope_client as s')
  .innerJoin('client as t', 't.id', 's.client_id')
  .select([...clientColumns, 's.provider_user_id as userId'])
  .where('s.provider_user_id', '=', anyOf(ids))
  .orderBy('t.name_key')
  .orderBy('t.id'))

/** By the id of a membership in a team. */
export const scopeClientsLoader = loader<string, ClientRow[]>(async (ids, { viewer: { tenants }, services: { database } }) => {
  const rows = Map.groupBy(await database.read(tenants, clientsNamed({ ids })), ({ userId }) => userId)
  return ids.map(id => (rows.get(id) ?? []).map(({ userId: _, ...row }): ClientRow => asRow(Client, row)))
})

const groupsNamed = statement(({ ids }: { ids: readonly string[] }) => query.selectFrom('scope_client_group as s')
  .innerJoin('client_group as t', 't.id', 's.client_group_id')
  .select([...clientGroupColumns, 's.provider_user_id as userId'])
  .where('s.provider_user_id', '=', anyOf(ids))
  .orderBy('t.name_key')
  .orderBy('t.id'))

/** By the id of a membership in a team. */
export const scopeGroupsLoader = loader<string, ClientGroupRow[]>(async (ids, { viewer: { tenants }, services: { database } }) => {
  const rows = Map.groupBy(await database.read(tenants, groupsNamed({ ids })), ({ userId }) => userId)
  return ids.map(id => (rows.get(id) ?? []).map(({ userId: _, ...row }) => asRow(ClientGroup, row)))
})
