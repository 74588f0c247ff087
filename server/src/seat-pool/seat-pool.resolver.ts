import { maxSeatMinimum } from '@wardroom/schema/limits'
import { sql } from 'kysely'
import { LockMode } from '@mikro-orm/postgresql'
import { Arg, Ctx, Field, FieldResolver, ID, Int, Mutation, ObjectType, Resolver, Root } from 'type-graphql'
import { query, statement } from '../database/query.js'
import { Refused } from '../lib/refused.js'
import { Provider } from '../provider/provider.js'
import type { Context } from '../request/context.js'
import type { MutationContext } from '../transaction/root-fields.js'
import { Plan } from './plan.js'
import { available, purchased } from './pool-arithmetic.js'
import { SeatPool } from './seat-pool.js'
import { allocatedSeats } from './settle.js'

@ObjectType('SeatPool', { description: 'A provider\'s seats of one plan.' })
class SeatPoolInfo {
  @Field(() => Plan, { description: 'Which plan.' })
  plan!: Plan

  @Field(() => Int, { description: 'Seats paid for in any case.' })
  minimum!: number

  @Field(() => Int, { description: 'Seats bought beyond the minimum: `allocated` - `minimum`, or 0.' })
  purchased!: number

  @Field(() => Int, { description: 'Seats that the clients of this plan have together.' })
  allocated!: number

  @Field(() => Int, { description: 'Seats that can still be given to clients without buying.' })
  available!: number
}

const poolsOf = statement(({ providerId }: { providerId: string }) => query.selectFrom('seat_pool as s')
  .select(['s.plan', 's.minimum', sql<number>`(select coalesce(sum(c.seats), 0)::int from client c where c.provider_id = s.provider_id and c.plan = s.plan)`.as('allocated')])
  .where('s.provider_id', '=', providerId)
  .orderBy('s.plan', 'desc'))

@Resolver(() => Provider)
export class SeatPoolResolver {
  @FieldResolver(() => [SeatPoolInfo], { description: 'One for each plan; empty without the right to read them.' })
  async seatPools(@Root() { id: providerId }: Provider, @Ctx() { viewer, services: { database } }: Context): Promise<SeatPoolInfo[]> {
    if (!viewer.can('seatPool:read', { providerId }))
      return []
    const rows = await database.read(viewer.tenants, poolsOf({ providerId }))
    return rows.map(pool => ({ ...pool, purchased: purchased(pool), available: available(pool) }))
  }

  @Mutation(() => Provider, {
    description: 'Changes how many seats of a plan are paid for in any case. Provider admins only. Errors: FORBIDDEN, NOT_FOUND.',
  })
  async changeSeatMinimum(
    @Arg('providerId', () => ID, { description: 'The provider.' }) providerId: string,
    @Arg('plan', () => Plan, { description: 'Whose pool.' }) plan: Plan,
    @Arg('minimum', () => Int, { description: '0 to 1,000,000.' }) minimum: number,
    @Ctx() { viewer, tx }: MutationContext,
  ): Promise<Provider> {
    if (minimum < 0 || minimum > maxSeatMinimum)
      throw new Refused('BAD_USER_INPUT', '`minimum` must be from 0 to 1,000,000.', { field: 'minimum' })
    const provider = await viewer.reach(Provider, providerId, 'seatPool:change')
    const pool = await tx.em.findOneOrFail(SeatPool, { providerId, plan }, { lockMode: LockMode.PESSIMISTIC_WRITE })
    const was = pool.minimum
    const allocated = await allocatedSeats(tx, providerId, plan)
    pool.minimum = minimum
    const total = purchased({ minimum, allocated })
    tx.record(
      'Provider_SeatMinimumChanged',
      { providerId, subject: { kind: 'PROVIDER', id: providerId, name: provider.name } },
      { plan, minimum, was, purchased: total, purchasedBefore: purchased({ minimum: was, allocated }) },
    )
    return provider
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may read the seat pools.' })
  viewerCanReadSeatPools(@Root() provider: Provider, @Ctx() { viewer }: Context): boolean {
    return viewer.can('seatPool:read', provider.tenant())
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may let seats be bought beyond those already paid for.' })
  viewerCanBuySeats(@Root() provider: Provider, @Ctx() { viewer }: Context): boolean {
    return viewer.can('seat:buy', provider.tenant())
  }
}
