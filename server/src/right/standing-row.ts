import { sql } from 'kysely'
import { anyOf, query, statement } from '../database/query.js'
import { inOrder, loader } from '../request/loader.js'

interface StandingRow { id: string, belongs: boolean, works: boolean }

/** Row-level security shows the team of a provider to those of that provider alone. */
const standings = statement(({ ids }: { ids: readonly string[] }) => query.selectFrom('client_user as u')
  .select(['u.id', sql<boolean>`may_belong(u)`.as('belongs'), sql<boolean>`exists (
    select from provider_user m where m.provider_id = u.provider_id and m.account_id = u.account_id and may_work(m)
      and coalesce(u.client_id = any(clients_in_scope(m)), true))`.as('works')])
  .where('u.id', '=', anyOf(ids)))

/** By the id of a membership in a client. */
export const standingLoader = loader<string, StandingRow>(async (ids, { viewer: { tenants }, services: { database } }) => {
  const rows = await database.read(tenants, standings({ ids }))
  return inOrder(ids, rows).map((row, at) => row ?? { id: ids[at]!, belongs: false, works: false })
})
