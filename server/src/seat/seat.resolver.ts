import { LockMode } from '@mikro-orm/postgresql'
import { Arg, Ctx, Field, FieldResolver, ID, Int, Mutation, ObjectType, Resolver, Root } from 'type-graphql'
import { Client, maxSeats } from '../client/client.js'
import type { ClientRow } from '../client/client-row.js'
import { Plan } from '../seat-pool/plan.js'
import type { Context } from '../request/context.js'
import { Refused } from '../lib/refused.js'
import { Provider } from '../provider/provider.js'
import { occupiedSeats } from '../client/user-counts.js'
import { allocatedSeats, changeSeats } from './change-seats.js'
import { available, purchased } from '../seat-pool/pool-arithmetic.js'
import { SeatPool } from '../seat-pool/seat-pool.js'

@ObjectType({ description: 'Seats of a client (domain §3). Invited, accepted and confirmed people occupy one each.' })
class Seats {
  @Field(() => Int)
  bought!: number

  @Field(() => Int)
  occupied!: number

  @Field(() => Int)
  free!: number

  @Field(() => Int, { nullable: true, description: 'Up to here seats are added by themselves when people are invited or restored; null: never.' })
  autoGrowCeiling!: number | null
}

@ObjectType('SeatPool', { description: 'A provider\'s seats of one plan (domain §1.8).' })
class SeatPoolInfo {
  @Field(() => Plan)
  plan!: Plan

  @Field(() => Int, { description: 'Paid for in any case.' })
  minimum!: number

  @Field(() => Int, { description: 'Bought beyond the minimum.' })
  purchased!: number

  @Field(() => Int, { description: 'What the clients of this plan have together.' })
  allocated!: number

  @Field(() => Int, { description: 'What can still be given to clients without buying.' })
  available!: number
}

const idempotencyKey = () => Arg('idempotencyKey', () => String, { nullable: true, description: 'The same key answers what the first request answered, for a day.' })

@Resolver(() => Client)
export class SeatResolver {
  @FieldResolver(() => Seats, { nullable: true, description: 'Null without the right to read them.' })
  async seats(@Root() client: ClientRow, @Ctx() { viewer, loaders }: Context): Promise<Seats | null> {
    if (!viewer.can('seat:read', client.tenant()))
      return null
    const occupied = occupiedSeats(client.userCounts ?? await loaders.userCounts.load(client.id))
    return { bought: client.seats, occupied, free: client.seats - occupied, autoGrowCeiling: client.autoGrowCeiling ?? null }
  }

  @FieldResolver(() => Boolean)
  viewerCanChangeSeats(@Root() client: Client, @Ctx() { viewer }: Context): boolean {
    return viewer.can('seat:change', client.tenant())
  }

  @Mutation(() => Client, { description: 'Adds seats to a client, out of the pool or, for provider admins, by buying. Errors: SEAT_PURCHASE_NEEDS_ADMIN, AUTO_GROW_CEILING.' })
  async addSeats(@Arg('clientId', () => ID) clientId: string, @Arg('count', () => Int) count: number, @idempotencyKey() _key: string | null, @Ctx() { viewer, work }: Context): Promise<Client> {
    requireCount(count)
    const client = await viewer.reach(Client, clientId, 'seat:change', { lock: true })
    await changeSeats(work, viewer, client, count)
    return client
  }

  @Mutation(() => Client, { description: 'Takes seats away from a client, never below those occupied. Errors: SEATS_BELOW_OCCUPIED.' })
  async removeSeats(@Arg('clientId', () => ID) clientId: string, @Arg('count', () => Int) count: number, @idempotencyKey() _key: string | null, @Ctx() { viewer, work }: Context): Promise<Client> {
    requireCount(count)
    const client = await viewer.reach(Client, clientId, 'seat:change', { lock: true })
    await changeSeats(work, viewer, client, -count)
    return client
  }

  @Mutation(() => Client, { description: 'Lets seats grow by themselves up to a ceiling, or no more (null). Only provider admins, since growing may buy. Errors: CEILING_BELOW_SEATS.' })
  async setAutoGrow(@Arg('clientId', () => ID) clientId: string, @Arg('ceiling', () => Int, { nullable: true }) ceiling: number | null, @Ctx() { viewer, work }: Context): Promise<Client> {
    const client = await viewer.reach(Client, clientId, 'seat:change', { lock: true })
    if (!viewer.can('seat:buy', { providerId: client.providerId }))
      throw new Refused('FORBIDDEN')
    const was = client.autoGrowCeiling ?? null
    client.setAutoGrow(ceiling)
    work.record('Organization_AutoGrowChanged', { providerId: client.providerId, client: client.forEvent(), subject: { kind: 'CLIENT', id: client.id, name: client.name } }, { ceiling, was })
    return client
  }
}

@Resolver(() => Provider)
export class SeatPoolResolver {
  @FieldResolver(() => [SeatPoolInfo])
  async seatPools(@Root() { id: providerId }: Provider, @Ctx() { viewer, services: { database } }: Context): Promise<SeatPoolInfo[]> {
    if (!viewer.can('seatPool:read', { providerId }))
      return []
    const rows = await database.read<{ plan: Plan, minimum: number, allocated: number }>(viewer.tenants, {
      name: 'seat-pools',
      text: `select s.plan, s.minimum, (select coalesce(sum(c.seats), 0)::int from client c where c.provider_id = s.provider_id and c.plan = s.plan) allocated
        from seat_pool s where s.provider_id = $1 order by s.plan desc`,
      values: [providerId],
    })
    return rows.map(pool => ({ ...pool, purchased: purchased(pool), available: available(pool) }))
  }

  @Mutation(() => Provider, { description: 'Changes how many seats of a plan are paid for in any case; 0 to 1,000,000.' })
  async changeSeatMinimum(@Arg('providerId', () => ID) providerId: string, @Arg('plan', () => Plan) plan: Plan, @Arg('minimum', () => Int) minimum: number, @Ctx() { viewer, work }: Context): Promise<Provider> {
    if (minimum < 0 || minimum > 1_000_000)
      throw new Refused('BAD_USER_INPUT', 'The minimum is a whole number from 0 to 1,000,000.', { field: 'minimum' })
    const provider = await viewer.reach(Provider, providerId, 'seatPool:change')
    const pool = await work.em.findOneOrFail(SeatPool, { providerId, plan }, { lockMode: LockMode.PESSIMISTIC_WRITE })
    const was = pool.minimum
    const allocated = await allocatedSeats(work, providerId, plan)
    pool.minimum = minimum
    const total = purchased({ minimum, allocated })
    work.record('Provider_SeatMinimumChanged', { providerId, subject: { kind: 'PROVIDER', id: providerId, name: provider.name } }, { plan, minimum, was, purchased: total, purchasedBefore: purchased({ minimum: was, allocated }) })
    return provider
  }
}

function requireCount(count: number): void {
  if (count < 1 || count > maxSeats)
    throw new Refused('BAD_USER_INPUT', `Name 1 to ${maxSeats} seats.`, { field: 'count', max: maxSeats })
}
