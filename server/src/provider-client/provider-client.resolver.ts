import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql'
import { Client } from '../client/client.js'
import { Provider } from '../provider/provider.js'
import type { Context } from '../request/context.js'
import { Idempotent, replayRecord } from '../transaction/idempotency.js'
import type { MutationContext } from '../transaction/root-fields.js'
import { createClient, CreateClientInput } from './create-client.js'
import { unlinkClient } from './unlink-client.js'

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

  @Mutation(() => Provider, {
    description: 'Lets a client go: it keeps its people and data, and the provider\'s people lose access at once. Provider admins '
      + 'only. Errors: FORBIDDEN, NOT_FOUND, NO_CONFIRMED_OWNER.',
  })
  unlinkClient(@Arg('id', () => ID, { description: 'The client.' }) id: string, @Ctx() { tx, viewer }: MutationContext): Promise<Provider> {
    return unlinkClient(tx, viewer, id)
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may let this client go.' })
  viewerCanUnlink(@Root() { providerId }: Client, @Ctx() { viewer }: Context): boolean {
    return viewer.can('client:unlink', { providerId })
  }
}

@Resolver(() => Provider)
export class CreateClientResolver {
  @FieldResolver(() => Boolean, { description: 'Whether the viewer may create clients.' })
  viewerCanCreateClient(@Root() provider: Provider, @Ctx() { viewer }: Context): boolean {
    return viewer.can('client:create', provider.tenant())
  }
}
