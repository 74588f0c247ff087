import { Arg, Ctx, FieldResolver, GraphQLISODateTime, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { Context } from '../request/context.js'
import type { MutationContext } from '../transaction/root-fields.js'
import { demandTwoStep } from './demand-two-step.js'
import { Provider } from './provider.js'

@Resolver(() => Provider)
export class ProviderResolver {
  @Query(() => Provider, { description: 'One provider. Errors: FORBIDDEN, NOT_FOUND.' })
  provider(
    @Arg('id', () => ID, {
      nullable: true,
      description: 'Null: the one provider the viewer works for. Errors: BAD_USER_INPUT when there are several.',
    }) id: string | null,
    @Ctx() { viewer }: Context,
  ): Promise<Provider> {
    return viewer.reach(Provider, id ?? viewer.soleProviderId(), 'provider:read')
  }

  @Mutation(() => Provider, { description: 'Gives the provider another name. Provider admins only. Errors: FORBIDDEN, NOT_FOUND.' })
  async renameProvider(
    @Arg('id', () => ID, { description: 'The provider.' }) id: string,
    @Arg('name', () => String, { description: '1 to 50 characters.' }) name: string,
    @Ctx() { viewer, tx }: MutationContext,
  ): Promise<Provider> {
    const provider = await viewer.reach(Provider, id, 'provider:update', { lock: true })
    const was = provider.rename(name)
    tx.record('Provider_Updated', { providerId: id, subject: { kind: 'PROVIDER', id, name: provider.name } }, { name: provider.name, was })
    return provider
  }

  @Mutation(() => Provider, {
    description: 'Demands two-step login of the provider\'s own people. Whoever has none by then sees nothing of the provider and its clients until they do; '
      + 'their API tokens rest as well. Provider admins only. Errors: FORBIDDEN, NOT_FOUND, REAUTH_REQUIRED for PEOPLE, TWO_STEP_MISSING.',
  })
  async demandTwoStep(
    @Arg('id', () => ID, { description: 'The provider.' }) id: string,
    @Arg('from', () => GraphQLISODateTime, {
      nullable: true,
      description: 'From when; a time that has passed is now. Null: it is not demanded any more.',
    }) from: Date | null,
    @Ctx() { viewer, tx }: MutationContext,
  ): Promise<Provider> {
    return demandTwoStep(tx, viewer, id, from)
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may rename the provider.' })
  viewerCanUpdate(@Root() provider: Provider, @Ctx() { viewer }: Context): boolean {
    return viewer.can('provider:update', provider.tenant())
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may demand two-step login of the team.' })
  viewerCanDemandTwoStep(@Root() provider: Provider, @Ctx() { viewer }: Context): boolean {
    return viewer.can('provider:demandTwoStep', provider.tenant())
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may read events of the provider itself, beside those of its clients.' })
  viewerCanReadProviderEvents(@Root() provider: Provider, @Ctx() { viewer }: Context): boolean {
    return viewer.can('event:readProvider', provider.tenant())
  }
}
