import { columnsOf } from '../database/columns.js'
import type { ColumnOf } from '../database/columns.js'
import { anyOf, query, statement } from '../database/query.js'
import { loader } from '../request/loader.js'
import { PolicySchema } from './policy.js'
import type { Policy, PolicyKind } from './policy.js'

export type PolicyRow = Pick<Policy, ColumnOf<typeof PolicySchema>>

const policiesOf = statement(({ ids }: { ids: readonly string[] }) => query.selectFrom('policy as t')
  .select(columnsOf(PolicySchema, 't'))
  .where('t.client_id', '=', anyOf(ids))
  .orderBy('t.kind'))

/** By client id. */
export const policiesLoader = loader<string, PolicyRow[]>(async (ids, { viewer: { tenants }, services: { database } }) => {
  const rows = Map.groupBy(await database.read(tenants, policiesOf({ ids })), ({ clientId }) => clientId)
  return ids.map(id => rows.get(id) ?? [])
})

export function holds(policies: ReadonlyArray<Pick<Policy, 'kind' | 'enabled'>>, kind: PolicyKind): boolean {
  return policies.some(policy => policy.kind === kind && policy.enabled)
}
