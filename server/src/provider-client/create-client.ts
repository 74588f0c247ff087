import { LockMode } from '@mikro-orm/postgresql'
import { Field, ID, InputType, Int } from 'type-graphql'
import { maxSeats } from '@wardroom/schema/limits'
import type { Transaction } from '../transaction/transaction.js'
import { isUuid } from '../access/tenants.js'
import type { Viewer } from '../access/viewer.js'
import { Refused } from '../lib/refused.js'
import { requireSealed } from '../lib/sealed.js'
import { cleanName, requireEmail } from '../lib/text.js'
import { Provider } from '../provider/provider.js'
import { pinKey } from '../pinned-key/pin-key.js'
import { allocatedSeats, settle } from '../seat-pool/settle.js'
import { SeatPool } from '../seat-pool/seat-pool.js'
import { UserRole } from '../access/roles.js'
import { inviteInto } from '../user/invite-users.js'
import { Plan } from '../seat-pool/plan.js'
import { Client } from '../client/client.js'
import { regroup } from '../client/regroup.js'
import { makeFirstCollection } from '../collection/change-collections.js'

@InputType({ description: 'A collection that is made with its client.' })
export class FirstCollectionInput {
  @Field(() => ID, { description: 'A new UUID in lower case, since the binding names it.' })
  id!: string

  @Field(() => String, { description: 'Its name under the client key, EncString type 2 of at most 1,000 characters.' })
  name!: string

  @Field(() => String, { description: 'Whose name it is, under the same key (EncString type 2): `Collection.binding`.' })
  binding!: string
}

@InputType({
  description: 'A new client. The creating person\'s device makes its keys: a client key of 64 random bytes and a key pair, sealed '
    + 'before they are sent.',
})
export class CreateClientInput {
  @Field(() => ID, { description: 'The provider that will look after it.' })
  providerId!: string

  @Field(() => ID, { description: 'A new UUID in lower case, made by the device, since the key names it.' })
  id!: string

  @Field(() => String, { description: '1 to 50 characters.' })
  name!: string

  @Field(() => Plan, { description: 'Which pool its seats come from; it stays.' })
  plan!: Plan

  @Field(() => Int, { description: '1 to 10,000; taken out of the provider\'s pool, or bought.' })
  seats!: number

  @Field(() => String, { description: 'Who is invited as the first owner; at most 256 characters.' })
  ownerEmail!: string

  @Field(() => String, { description: 'RSA public key of the client, exactly 2,048 bits, SPKI in base64.' })
  publicKey!: string

  @Field(() => String, { description: 'Its private key under the client key, EncString type 2.' })
  wrappedPrivateKey!: string

  @Field(() => String, { description: 'The client key under the provider key, EncString type 2.' })
  providerKey!: string

  @Field(() => String, { description: 'The client\'s id under the client key, EncString type 2: `Client.keyBinding`.' })
  keyBinding!: string

  @Field(() => FirstCollectionInput, { nullable: true, description: 'A first collection, which the owner manages; null: none.' })
  firstCollection?: FirstCollectionInput | null

  @Field(() => String, { nullable: true, description: 'The client key as the creating person pins it (`pinKey`), EncString type 2; null: not now. People only.' })
  pin?: string | null
}

/**
 * In the order in which upstream does it: the client, its link to the provider (1900), the owner's invitation (1500), the seats on the
 * provider. The creating person does not become a member; the owner gets the key when somebody confirms them.
 */
export async function createClient(tx: Transaction, viewer: Viewer, input: CreateClientInput): Promise<Client> {
  const provider = await viewer.reach(Provider, input.providerId, 'client:create')
  const ownerEmail = requireEmail(input.ownerEmail)
  requireSealed('publicKey', input.publicKey, 'publicKey')
  requireSealed('wrappedPrivateKey', input.wrappedPrivateKey, 'wrappedPrivateKey')
  requireSealed('wrappedKey', input.providerKey, 'providerKey')
  requireSealed('keyBinding', input.keyBinding, 'keyBinding')
  if (!isUuid(input.id))
    throw new Refused('BAD_USER_INPUT', '`id` must be a new UUID in lower case.', { field: 'id' })
  if (input.seats < 1 || input.seats > maxSeats)
    throw new Refused('BAD_USER_INPUT', `\`seats\` must be from 1 to ${maxSeats}.`, { field: 'seats', max: maxSeats })

  const pool = await tx.em.findOneOrFail(SeatPool, { providerId: provider.id, plan: input.plan }, { lockMode: LockMode.PESSIMISTIC_WRITE })
  const allocated = await allocatedSeats(tx, provider.id, input.plan)
  const client = tx.em.create(Client, {
    id: input.id,
    providerId: provider.id,
    name: cleanName(input.name, 'name'),
    plan: input.plan,
    seats: input.seats,
    publicKey: input.publicKey,
    wrappedPrivateKey: input.wrappedPrivateKey,
    providerKey: input.providerKey,
    keyBinding: input.keyBinding,
    createdAt: tx.now,
  })
  await regroup(tx, provider.id, [client]) // saves it, too: its people refer to it
  if (input.pin)
    await pinKey(tx, viewer, client.id, input.pin)
  tx.record(
    'ProviderOrganization_Created',
    { providerId: provider.id, client: client.forEvent(), subject: { kind: 'CLIENT', id: client.id, name: client.name } },
    { plan: client.plan, seats: client.seats },
  )
  const [owner] = inviteInto(tx, client, [{ email: ownerEmail, role: UserRole.OWNER, permissions: [] }], provider.name)
  if (input.firstCollection)
    await makeFirstCollection(tx, client, input.firstCollection, owner!)
  await settle(tx, pool, allocated, allocated + client.seats, viewer)
  return client
}
