import { randomUUID } from 'node:crypto'
import { LockMode } from '@mikro-orm/postgresql'
import type { Context } from '../request/context.js'
import { newInvitation } from '../mail/invitation-link.js'
import { Refused } from '../lib/refused.js'
import { requireSealed } from '../lib/sealed.js'
import { cleanName, requireEmail } from '../lib/text.js'
import { Provider } from '../provider/provider.js'
import { allocatedSeats, settle } from '../seat/change-seats.js'
import { SeatPool } from '../seat-pool/seat-pool.js'
import { UserRole } from '../access/roles.js'
import { inviteInto } from '../user/invite-users.js'
import type { CreateClientInput } from '../client/client.resolver.js'
import { Client, maxSeats } from '../client/client.js'

/**
 * The order of domain §1.6: the client, its link to the provider (1900), the owner's invitation (1500), the seats on the
 * provider. The creating person does not become a member; the owner gets the key when somebody confirms them.
 */
export async function createClient({ viewer, work, services }: Context, input: CreateClientInput): Promise<Client> {
  const provider = await viewer.reach(Provider, input.providerId, 'client:create')
  const ownerEmail = requireEmail(input.ownerEmail)
  requireSealed('publicKey', input.publicKey, 'publicKey')
  requireSealed('wrappedPrivateKey', input.wrappedPrivateKey, 'wrappedPrivateKey')
  requireSealed('wrappedKey', input.providerKey, 'providerKey')
  if (input.seats < 1 || input.seats > maxSeats)
    throw new Refused('BAD_USER_INPUT', `A client has 1 to ${maxSeats} seats.`, { field: 'seats', max: maxSeats })

  const pool = await work.em.findOneOrFail(SeatPool, { providerId: provider.id, plan: input.plan }, { lockMode: LockMode.PESSIMISTIC_WRITE })
  const allocated = await allocatedSeats(work, provider.id, input.plan)
  const client = work.em.create(Client, {
    id: randomUUID(),
    providerId: provider.id,
    name: cleanName(input.name, 'name'),
    plan: input.plan,
    seats: input.seats,
    publicKey: input.publicKey,
    wrappedPrivateKey: input.wrappedPrivateKey,
    providerKey: input.providerKey,
    createdAt: work.now,
  })
  await work.em.flush() // its people refer to it
  work.record('ProviderOrganization_Created', { providerId: provider.id, client: client.forEvent(), subject: { kind: 'CLIENT', id: client.id, name: client.name } }, { plan: client.plan, seats: client.seats })
  inviteInto(work, client, [{ email: ownerEmail, role: UserRole.OWNER, permissions: [] }], { inviter: provider.name, invite: () => newInvitation(services.config.origin, work.now) })
  await settle(work, pool, allocated, allocated + client.seats, viewer.can('seat:buy', { providerId: provider.id }))
  return client
}
