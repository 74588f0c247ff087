import { randomUUID } from 'node:crypto'
import { LockMode } from '@mikro-orm/postgresql'
import type { Transaction } from '../transaction/transaction.js'
import type { Viewer } from '../access/viewer.js'
import { Refused } from '../lib/refused.js'
import { Provider } from '../provider/provider.js'
import { allocatedSeats, settle } from '../seat-pool/settle.js'
import { SeatPool } from '../seat-pool/seat-pool.js'
import { UserRole } from '../access/roles.js'
import { User, UserStatus } from '../user/user.js'
import { Client } from '../client/client.js'

/**
 * The client moves into a tenant of its own and its people move along (composite keys cascade), so that both walls close behind
 * it at once. The provider key copy is deleted, and the consent to buy seats ends; the provider keeps the log of what it did.
 * One that was suspended is so no longer. A confirmed owner among the client's own people must exist, so that somebody is left who can
 * manage it.
 */
export async function unlinkClient(tx: Transaction, viewer: Viewer, id: string): Promise<Provider> {
  const client = await viewer.reach(Client, id, 'client:read', { lock: true })
  const { providerId } = client
  viewer.requireOf('client:unlink', client)
  const provider = await viewer.reach(Provider, providerId, 'client:unlink')
  if (!await tx.em.count(User, { clientId: id, role: UserRole.OWNER, status: UserStatus.CONFIRMED }))
    throw new Refused('NO_CONFIRMED_OWNER')

  const pool = await tx.em.findOneOrFail(SeatPool, { providerId, plan: client.plan }, { lockMode: LockMode.PESSIMISTIC_WRITE })
  const allocated = await allocatedSeats(tx, providerId, client.plan)
  await settle(tx, pool, allocated, allocated - client.seats, null)
  tx.record('ProviderOrganization_Removed', { providerId, client: client.forEvent(), subject: { kind: 'CLIENT', id, name: client.name } }, {
    plan: client.plan,
    seats: client.seats,
  })

  const independent = randomUUID()
  await tx.reaching(independent, async () => {
    await tx.em.execute(`insert into provider (id, name, kind, created_at) values (?, ?, 'INDEPENDENT', ?)`, [independent, client.name, tx.now])
    await tx.em.execute('insert into event_head (provider_id) values (?)', [independent])
    client.reactivate()
    await tx.em.flush()
    await tx.em.execute('update client set provider_id = ?, provider_key = null, auto_grow_ceiling = null where id = ?', [independent, id])
  })
  return provider
}
