import { LockMode } from '@mikro-orm/postgresql'
import { Field, ID, InputType } from 'type-graphql'
import { UserRole } from '../access/roles.js'
import type { Viewer } from '../access/viewer.js'
import { Client } from '../client/client.js'
import { regroup } from '../client/regroup.js'
import { Refused } from '../lib/refused.js'
import { requireSealed } from '../lib/sealed.js'
import { Provider } from '../provider/provider.js'
import { SeatPool } from '../seat-pool/seat-pool.js'
import { allocatedSeats, settle } from '../seat-pool/settle.js'
import type { Transaction } from '../transaction/transaction.js'

@InputType({ description: 'A client that no provider looks after, for one of its owners who is also a provider admin: only they hold both keys.' })
export class AddClientInput {
  @Field(() => ID, { description: 'The client: one of `Provider.addableClients`.' })
  id!: string

  @Field(() => ID, { description: 'The provider that will look after it.' })
  providerId!: string

  @Field(() => String, { description: 'The client key under the provider key, EncString type 2, sealed by the owner\'s device.' })
  providerKey!: string
}

/**
 * The client moves into the provider's tenant and its people move along, as `unlinkClient` lets them go. Its seats come out of the pool, or
 * are bought, before it is there; its owners stay owners.
 */
export async function addClient(tx: Transaction, viewer: Viewer, { id, providerId, providerKey }: AddClientInput): Promise<Client> {
  const provider = await viewer.reach(Provider, providerId, 'client:add')
  const client = await viewer.reach(Client, id, 'client:read', { lock: true })
  if (viewer.requirePerson().members.get(id)?.role !== UserRole.OWNER)
    throw new Refused('FORBIDDEN')
  requireSealed('wrappedKey', providerKey, 'providerKey')
  const { providerId: independent } = client
  const alone = await tx.reaching(independent, () => tx.em.findOneOrFail(Provider, { id: independent }))
  if (alone.kind !== 'INDEPENDENT')
    throw new Refused('CLIENT_LOOKED_AFTER')

  const pool = await tx.em.findOneOrFail(SeatPool, { providerId, plan: client.plan }, { lockMode: LockMode.PESSIMISTIC_WRITE })
  const allocated = await allocatedSeats(tx, providerId, client.plan)
  await settle(tx, pool, allocated, allocated + client.seats, viewer)
  await tx.em.execute('update client set provider_id = ?, provider_key = ? where id = ?', [providerId, providerKey, id])
  await regroup(tx, providerId, [client])
  const about = { client: client.forEvent(), subject: { kind: 'CLIENT', id, name: client.name } } as const
  const details = { plan: client.plan, seats: client.seats, provider: provider.name }
  // In the log that it leaves, too, so that whoever follows there is authorized again.
  for (const log of [independent, providerId])
    tx.record('ProviderOrganization_Added', { providerId: log, ...about }, details)
  await tx.em.refresh(client)
  return client
}
