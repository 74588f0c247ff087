import { nobody } from '../access/tenants.js'
import { recordMoves } from '../client/regroup.js'
import type { Move } from '../client/regroup.js'
import type { Services } from '../request/services.js'
import { commit } from '../transaction/transaction.js'

const withRules = 'select distinct provider_id id from client_group where rule is not null order by 1'
const moved = `select client_id "clientId", client_name "clientName", group_name "groupName", joins from regroup_clients(?)`

/**
 * Clients grow older, which no verb tells. Where one provider's cannot be seen to, the others' are all the same; the next run tries it
 * again.
 */
export async function regroupAll(services: Services): Promise<void> {
  const { rows } = await services.database.system.query<{ id: string }>(withRules)
  for (const { id } of rows) {
    await regroupOf(services, id).catch((error: unknown) =>
      services.log.warn({ err: error, provider: id }, 'the clients of a provider could not be grouped; it will be tried again'))
  }
}

function regroupOf(services: Services, providerId: string): Promise<void> {
  const tenants = { actor: nobody, providers: [providerId], clients: [] }
  return commit(services, { tenants, actor: { kind: 'SYSTEM' } }, async (tx) => {
    recordMoves(tx, providerId, await tx.em.execute<Move[]>(moved, [providerId]))
  })
}
