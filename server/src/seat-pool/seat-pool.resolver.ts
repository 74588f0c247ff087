import { LockMode } from '@mikro-orm/postgresql'
import { Arg, Ctx, Field, FieldResolver, ID, Int, Mutation, ObjectType, Resolver, Root } from 'type-graphql'
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
  async changeSeatMinimum(@Arg('providerId', () => ID) providerId: string, @Arg('plan', () => Plan) plan: Plan, @Arg('minimum', () => Int) minimum: number, @Ctx() { viewer, tx }: MutationContext): Promise<Provider> {
    if (minimum < 0 || minimum > 1_000_000)
      throw new Refused('BAD_USER_INPUT', 'The minimum is a whole number from 0 to 1,000,000.', { field: 'minimum' })
    const provider = await viewer.reach(Provider, providerId, 'seatPool:change')
    const pool = await tx.em.findOneOrFail(SeatPool, { providerId, plan }, { lockMode: LockMode.PESSIMISTIC_WRITE })
    const was = pool.minimum
    const allocated = await allocatedSeats(tx, providerId, plan)
    pool.minimum = minimum
    const total = purchased({ minimum, allocated })
    tx.record('Provider_SeatMinimumChanged', { providerId, subject: { kind: 'PROVIDER', id: providerId, name: provider.name } }, { plan, minimum, was, purchased: total, purchasedBefore: purchased({ minimum: was, allocated }) })
    return provider
  }

  @FieldResolver(() => Boolean)
  viewerCanBuySeats(@Root() provider: Provider, @Ctx() { viewer }: Context): boolean {
    return viewer.can('seat:buy', provider.tenant())
  }
}
