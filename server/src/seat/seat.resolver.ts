import { Arg, Ctx, Field, FieldResolver, ID, Int, Mutation, ObjectType, Resolver, Root } from 'type-graphql'
import { maxSeats } from '@wardroom/schema/limits'
import { occupiedSeats, userCountsLoader } from '../client/user-counts.js'
import type { ClientRow } from '../client/client-row.js'
import { Client } from '../client/client.js'
import { Refused } from '../lib/refused.js'
import type { Context } from '../request/context.js'
import { Idempotent, replayRecord } from '../transaction/idempotency.js'
import type { MutationContext } from '../transaction/root-fields.js'
import { changeSeats } from './change-seats.js'

@ObjectType({ description: 'Seats of a client. Invited, accepted and confirmed people occupy one each.' })
class Seats {
  @Field(() => Int, { description: 'Seats the client has.' })
  bought!: number

  @Field(() => Int, { description: 'Seats taken by invited, accepted and confirmed people.' })
  occupied!: number

  @Field(() => Int, { description: '`bought` - `occupied`.' })
  free!: number

  @Field(() => Int, { nullable: true, description: 'Up to here seats are added when people are invited or restored; null: never.' })
  autoGrowCeiling!: number | null
}

@Resolver(() => Client)
export class SeatResolver {
  @FieldResolver(() => Seats, { nullable: true, description: 'The client\'s seats; null without the right to read them.' })
  async seats(@Root() client: ClientRow, @Ctx() context: Context): Promise<Seats | null> {
    if (!context.viewer.can('seat:read', client.tenant()))
      return null
    const occupied = client.occupiedSeats ?? occupiedSeats(await context.load(userCountsLoader, client.id))
    return { bought: client.seats, occupied, free: client.seats - occupied, autoGrowCeiling: client.autoGrowCeiling ?? null }
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may add and remove seats.' })
  viewerCanChangeSeats(@Root() client: Client, @Ctx() { viewer }: Context): boolean {
    return viewer.can('seat:change', client.tenant())
  }

  @Idempotent(replayRecord(Client, 'seat:change'))
  @Mutation(() => Client, {
    description: 'Adds seats to a client, out of the provider\'s pool or, for provider admins, by buying. The provider\'s people '
      + 'only. Errors: FORBIDDEN, NOT_FOUND, SEAT_PURCHASE_NEEDS_ADMIN, AUTO_GROW_CEILING, IDEMPOTENCY_MISMATCH.',
  })
  async addSeats(
    @Arg('clientId', () => ID, { description: 'The client.' }) clientId: string,
    @Arg('count', () => Int, { description: '1 to 10,000; the client has at most 10,000 afterwards.' }) count: number,
    @Ctx() { viewer, tx }: MutationContext,
  ): Promise<Client> {
    requireCount(count)
    const client = await viewer.reach(Client, clientId, 'seat:change', { lock: true })
    await changeSeats(tx, viewer, client, count)
    return client
  }

  @Idempotent(replayRecord(Client, 'seat:change'))
  @Mutation(() => Client, {
    description: 'Takes seats away from a client, never below those occupied. The provider\'s people only. Errors: FORBIDDEN, '
      + 'NOT_FOUND, SEATS_BELOW_OCCUPIED, IDEMPOTENCY_MISMATCH.',
  })
  async removeSeats(
    @Arg('clientId', () => ID, { description: 'The client.' }) clientId: string,
    @Arg('count', () => Int, { description: '1 to 10,000; the client keeps at least one.' }) count: number,
    @Ctx() { viewer, tx }: MutationContext,
  ): Promise<Client> {
    requireCount(count)
    const client = await viewer.reach(Client, clientId, 'seat:change', { lock: true })
    await changeSeats(tx, viewer, client, -count)
    return client
  }

  @Mutation(() => Client, {
    description: 'Lets seats grow up to a ceiling when people are invited or restored, or no more. Provider admins only, since '
      + 'growing may buy. Errors: FORBIDDEN, NOT_FOUND, CEILING_BELOW_SEATS.',
  })
  async setAutoGrow(
    @Arg('clientId', () => ID, { description: 'The client.' }) clientId: string,
    @Arg('ceiling', () => Int, { nullable: true, description: 'At most 10,000; null: seats do not grow.' }) ceiling: number | null,
    @Ctx() { viewer, tx }: MutationContext,
  ): Promise<Client> {
    const client = await viewer.reach(Client, clientId, 'seat:change', { lock: true })
    if (!viewer.can('seat:buy', { providerId: client.providerId }))
      throw new Refused('FORBIDDEN')
    const was = client.autoGrowCeiling ?? null
    client.setAutoGrow(ceiling)
    tx.record(
      'Organization_AutoGrowChanged',
      { providerId: client.providerId, client: client.forEvent(), subject: { kind: 'CLIENT', id: client.id, name: client.name } },
      { ceiling, was },
    )
    return client
  }
}

function requireCount(count: number): void {
  if (count < 1 || count > maxSeats)
    throw new Refused('BAD_USER_INPUT', `\`count\` must be from 1 to ${maxSeats}.`, { field: 'count', max: maxSeats })
}
