import type { Viewer } from '../access/viewer.js'
import { Client } from '../client/client.js'
import type { Transaction } from '../transaction/transaction.js'

/**
 * Its own people belong to nothing from then on, with every feed and every request, and its tokens read nothing. The provider's people see
 * it, and do nothing with its people. Seats stay with it: the pool counts them as before.
 */
export async function suspendClient(tx: Transaction, viewer: Viewer, id: string, reason: string): Promise<Client> {
  const client = await viewer.reach(Client, id, 'client:read', { lock: true })
  viewer.requireOf('client:suspend', client)
  client.suspend({ by: viewer.requirePerson().name, reason, now: tx.now })
  tx.record('Organization_Suspended', about(client), { reason: client.suspensionReason! })
  return client
}

export async function reactivateClient(tx: Transaction, viewer: Viewer, id: string): Promise<Client> {
  const client = await viewer.reach(Client, id, 'client:read', { lock: true })
  viewer.requireOf('client:reactivate', client)
  const was = client.reactivate()
  if (was)
    tx.record('Organization_Reactivated', about(client), was)
  return client
}

function about(client: Client) {
  const { id, name, providerId } = client
  return { providerId, client: client.forEvent(), subject: { kind: 'CLIENT', id, name } } as const
}
