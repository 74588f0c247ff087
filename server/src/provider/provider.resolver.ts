import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { Context } from '../request/context.js'
import type { MutationContext } from '../transaction/root-fields.js'
import { Provider } from './provider.js'

@Resolver(() => Provider)
export class ProviderResolver {
  @Query(() => Provider)
  provider(@Arg('id', () => ID, { nullable: true, description: 'May be left out by those who work for only one.' }) id: string | null, @Ctx() { viewer }: Context): Promise<Provider> {
    return viewer.reach(Provider, id ?? viewer.soleProviderId(), 'provider:read')
  }

  @Mutation(() => Provider)
  async renameProvider(@Arg('id', () => ID) id: string, @Arg('name', () => String) name: string, @Ctx() { viewer, tx }: MutationContext): Promise<Provider> {
    const provider = await viewer.reach(Provider, id, 'provider:update', { lock: true })
    const was = provider.rename(name)
    tx.record('Provider_Updated', { providerId: id, subject: { kind: 'PROVIDER', id, name: provider.name } }, { name: provider.name, was })
    return provider
  }

  @FieldResolver(() => Boolean)
  viewerCanUpdate(@Root() provider: Provider, @Ctx() { viewer }: Context): boolean {
    return viewer.can('provider:update', provider.tenant())
  }

  @FieldResolver(() => Boolean)
  viewerCanReadProviderEvents(@Root() provider: Provider, @Ctx() { viewer }: Context): boolean {
    return viewer.can('event:readProvider', provider.tenant())
  }
}
