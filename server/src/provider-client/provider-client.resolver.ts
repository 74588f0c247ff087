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
  @Idempotent(replayRecord(Client, 'client:read'))
  @Mutation(() => Client, { description: 'Creates a client and invites its first owner. Provider admins only; seats beyond the pool are bought.' })
  createClient(@Arg('input', () => CreateClientInput) input: CreateClientInput, @Ctx() { tx, viewer }: MutationContext): Promise<Client> {
    return createClient(tx, viewer, input)
  }

  @Mutation(() => Provider, { description: 'Lets a client go: it keeps its people and data, the provider\'s people lose access at once. Provider admins only. Errors: NO_CONFIRMED_OWNER.' })
  unlinkClient(@Arg('id', () => ID) id: string, @Ctx() { tx, viewer }: MutationContext): Promise<Provider> {
    return unlinkClient(tx, viewer, id)
  }

  @FieldResolver(() => Boolean)
  viewerCanUnlink(@Root() { providerId }: Client, @Ctx() { viewer }: Context): boolean {
    return viewer.can('client:unlink', { providerId })
  }
}

@Resolver(() => Provider)
export class CreateClientResolver {
  @FieldResolver(() => Boolean)
  viewerCanCreateClient(@Root() provider: Provider, @Ctx() { viewer }: Context): boolean {
    return viewer.can('client:create', provider.tenant())
  }
}
