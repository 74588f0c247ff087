import { Arg, Ctx, Field, FieldResolver, ID, Int, Mutation, ObjectType, Resolver, Root } from 'type-graphql'
import { occupiedSeats, userCountsLoader } from '../client/user-counts.js'
import type { ClientRow } from '../client/client-row.js'
import { Client, maxSeats } from '../client/client.js'
import { Refused } from '../lib/refused.js'
import type { Context } from '../request/context.js'
import { Idempotent, replayRecord } from '../transaction/idempotency.js'
import type { MutationContext } from '../transaction/root-fields.js'
import { changeSeats } from './change-seats.js'

@ObjectType({ description: 'Seats of a client. Invited, accepted and confirmed people occupy one each.' })
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

@Resolver(() => Client)
export class SeatResolver {
  @FieldResolver(() => Seats, { nullable: true, description: 'Null without the right to read them.' })
  async seats(@Root() client: ClientRow, @Ctx() context: Context): Promise<Seats | null> {
    if (!context.viewer.can('seat:read', client.tenant()))
      return null
    const occupied = occupiedSeats(client.userCounts ?? await context.load(userCountsLoader, client.id))
    return { bought: client.seats, occupied, free: client.seats - occupied, autoGrowCeiling: client.autoGrowCeiling ?? null }
  }

  @FieldResolver(() => Boolean)
  viewerCanChangeSeats(@Root() client: Client, @Ctx() { viewer }: Context): boolean {
    return viewer.can('seat:change', client.tenant())
  }

  @Idempotent(replayRecord(Client, 'client:read'))
  @Mutation(() => Client, { description: 'Adds seats to a client, out of the pool or, for provider admins, by buying. Errors: SEAT_PURCHASE_NEEDS_ADMIN, AUTO_GROW_CEILING.' })
  async addSeats(@Arg('clientId', () => ID) clientId: string, @Arg('count', () => Int) count: number, @Ctx() { viewer, tx }: MutationContext): Promise<Client> {
    requireCount(count)
    const client = await viewer.reach(Client, clientId, 'seat:change', { lock: true })
    await changeSeats(tx, viewer, client, count)
    return client
  }

  @Idempotent(replayRecord(Client, 'client:read'))
  @Mutation(() => Client, { description: 'Takes seats away from a client, never below those occupied. Errors: SEATS_BELOW_OCCUPIED.' })
  async removeSeats(@Arg('clientId', () => ID) clientId: string, @Arg('count', () => Int) count: number, @Ctx() { viewer, tx }: MutationContext): Promise<Client> {
    requireCount(count)
    const client = await viewer.reach(Client, clientId, 'seat:change', { lock: true })
    await changeSeats(tx, viewer, client, -count)
    return client
  }

  @Mutation(() => Client, { description: 'Lets seats grow by themselves up to a ceiling, or no more (null). Only provider admins, since growing may buy. Errors: CEILING_BELOW_SEATS.' })
  async setAutoGrow(@Arg('clientId', () => ID) clientId: string, @Arg('ceiling', () => Int, { nullable: true }) ceiling: number | null, @Ctx() { viewer, tx }: MutationContext): Promise<Client> {
    const client = await viewer.reach(Client, clientId, 'seat:change', { lock: true })
    if (!viewer.can('seat:buy', { providerId: client.providerId }))
      throw new Refused('FORBIDDEN')
    const was = client.autoGrowCeiling ?? null
    client.setAutoGrow(ceiling)
    tx.record('Organization_AutoGrowChanged', { providerId: client.providerId, client: client.forEvent(), subject: { kind: 'CLIENT', id: client.id, name: client.name } }, { ceiling, was })
    return client
  }
}

function requireCount(count: number): void {
  if (count < 1 || count > maxSeats)
    throw new Refused('BAD_USER_INPUT', `count must be from 1 to ${maxSeats}.`, { field: 'count', max: maxSeats })
}
