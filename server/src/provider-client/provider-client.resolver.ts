import { Arg, Ctx, Field, FieldResolver, GraphQLISODateTime, ID, Mutation, ObjectType, Resolver, Root } from 'type-graphql'
import type { ClientRow } from '../client/client-row.js'
import { Client } from '../client/client.js'
import { Provider } from '../provider/provider.js'
import type { Context } from '../request/context.js'
import { Idempotent, replayRecord } from '../transaction/idempotency.js'
import type { MutationContext } from '../transaction/root-fields.js'
import { addClient, AddClientInput } from './add-client.js'
import { addableClients } from './addable-clients.js'
import { createClient, CreateClientInput } from './create-client.js'
import { reactivateClient, suspendClient } from './suspend-client.js'
import { unlinkClient } from './unlink-client.js'

@ObjectType({ description: 'How a client was suspended.' })
class ClientSuspension {
  @Field(() => GraphQLISODateTime, { description: 'Since when.' })
  at!: Date

  @Field(() => String, { description: 'Name of the provider admin who did.' })
  by!: string

  @Field(() => String, { description: 'Why, in their words.' })
  reason!: string
}

@Resolver(() => Client)
export class ProviderClientResolver {
  @Idempotent(replayRecord(Client, 'client:rename'))
  @Mutation(() => Client, {
    description: 'Creates a client and invites its first owner. Provider admins only; seats beyond the pool are bought. Errors: '
      + 'FORBIDDEN, NOT_FOUND, SEALED_MALFORMED, IDEMPOTENCY_MISMATCH.',
  })
  createClient(
    @Arg('input', () => CreateClientInput, { description: 'The client, its plan and keys.' }) input: CreateClientInput,
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<Client> {
    return createClient(tx, viewer, input)
  }

  @Mutation(() => Client, {
    description: 'Takes on a client that no provider looks after. Provider admins who are also its confirmed owners, since only they hold '
      + 'both keys; seats beyond the pool are bought. Errors: FORBIDDEN, NOT_FOUND, CLIENT_LOOKED_AFTER, SEALED_MALFORMED.',
  })
  addClient(
    @Arg('input', () => AddClientInput, { description: 'The client, the provider, and the key for it.' }) input: AddClientInput,
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<Client> {
    return addClient(tx, viewer, input)
  }

  @Mutation(() => Provider, {
    description: 'Lets a client go: it keeps its people and data, and the provider\'s people lose access at once. Provider admins '
      + 'only. Errors: FORBIDDEN, NOT_FOUND, NO_CONFIRMED_OWNER.',
  })
  unlinkClient(@Arg('id', () => ID, { description: 'The client.' }) id: string, @Ctx() { tx, viewer }: MutationContext): Promise<Provider> {
    return unlinkClient(tx, viewer, id)
  }

  @Mutation(() => Client, {
    description: 'Suspends a client: whoever belongs to it reads nothing of it any more, within a second, and nothing is done with its people. '
      + 'It keeps its seats, and everything else. Provider admins only. Errors: FORBIDDEN, NOT_FOUND, CLIENT_SUSPENDED.',
  })
  suspendClient(
    @Arg('id', () => ID, { description: 'The client.' }) id: string,
    @Arg('reason', () => String, { description: '1 to 500 characters; stands in the log, which the client\'s owners read once it is reactivated.' }) reason: string,
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<Client> {
    return suspendClient(tx, viewer, id, reason)
  }

  @Mutation(() => Client, {
    description: 'Ends the suspension of a client, if it is suspended: everything is as it was. Provider admins only. Errors: FORBIDDEN, NOT_FOUND.',
  })
  reactivateClient(
    @Arg('id', () => ID, { description: 'The client.' }) id: string,
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<Client> {
    return reactivateClient(tx, viewer, id)
  }

  @FieldResolver(() => ClientSuspension, {
    nullable: true,
    description: 'Since when, by whom and why it is suspended; null: it is not, or the viewer is not one of the provider\'s people.',
  })
  suspension(
    @Root() { providerId, suspendedAt, suspendedBy, suspensionReason }: ClientRow,
    @Ctx() { viewer }: Context,
  ): ClientSuspension | null {
    if (suspendedAt === null || !viewer.identity?.staff.has(providerId))
      return null
    return { at: suspendedAt, by: suspendedBy!, reason: suspensionReason! }
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may suspend this client, which is not suspended.' })
  viewerCanSuspend(@Root() { providerId, suspended }: ClientRow, @Ctx() { viewer }: Context): boolean {
    return !suspended && viewer.can('client:suspend', { providerId })
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may end the suspension of this client.' })
  viewerCanReactivate(@Root() { providerId, suspended }: ClientRow, @Ctx() { viewer }: Context): boolean {
    return suspended && viewer.can('client:reactivate', { providerId })
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may let this client go.' })
  viewerCanUnlink(@Root() { providerId }: Client, @Ctx() { viewer }: Context): boolean {
    return viewer.can('client:unlink', { providerId })
  }
}

@Resolver(() => Provider)
export class CreateClientResolver {
  @FieldResolver(() => [Client], {
    description: 'Clients that no provider looks after and the viewer owns, for `addClient`; empty for all but provider admins.',
  })
  addableClients(@Root() provider: Provider, @Ctx() context: Context): Promise<ClientRow[]> | [] {
    return context.viewer.can('client:add', provider.tenant()) ? addableClients(context) : []
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may create clients.' })
  viewerCanCreateClient(@Root() provider: Provider, @Ctx() { viewer }: Context): boolean {
    return viewer.can('client:create', provider.tenant())
  }
}
