import { Arg, Args, Ctx, Field, FieldResolver, GraphQLISODateTime, ID, Int, Mutation, ObjectType, Resolver, Root } from 'type-graphql'
import { ApiTokenScope } from '../access/scopes.js'
import type { FilterFor, Listed, OrderFor } from '../database/list/list.js'
import { asRow } from '../database/row.js'
import { Direction } from '../lib/filter.js'
import { connectionOf, PageArgs } from '../lib/page.js'
import { Provider } from '../provider/provider.js'
import type { Context } from '../request/context.js'
import { Idempotent, neverAgain } from '../transaction/idempotency.js'
import type { MutationContext } from '../transaction/root-fields.js'
import { apiTokens } from './api-token-list.js'
import type { ApiTokenRow } from './api-token-list.js'
import { ApiToken } from './api-token.js'
import { endOldApiTokenSecret, rotateApiToken, setApiTokenAddresses } from './change-api-token.js'
import { createApiToken } from './create-api-token.js'

@ObjectType({ description: 'A page of API tokens.' })
class ApiTokenConnection extends connectionOf(ApiToken, 'ApiToken') {}

@ObjectType({ description: 'A new API token with its secret.' })
class CreatedApiToken {
  @Field(() => ApiToken, { description: 'The token as it is listed from now on.' })
  apiToken!: ApiToken

  @Field(() => String, { description: 'Shown this once; the server keeps only its hash. Send it as `Authorization: Bearer …`.' })
  secret!: string
}

const lastToEnd = { field: 'ENDS_AT', direction: Direction.DESC } as const

@Resolver(() => ApiToken)
export class ApiTokenResolver {
  @Idempotent(neverAgain)
  @Mutation(() => CreatedApiToken, {
    description: 'Makes a credential for a tool. It can never do more than the person who made it, and neither makes nor reads '
      + 'tokens. Provider admins only. Errors: FORBIDDEN, NOT_FOUND, API_TOKEN_LIMIT, ALREADY_DONE.',
  })
  createApiToken(
    @Arg('providerId', () => ID, { description: 'The provider whose clients it reaches.' }) providerId: string,
    @Arg('name', () => String, { description: '1 to 50 characters.' }) name: string,
    @Arg('scopes', () => [ApiTokenScope], { description: 'At least one.' }) scopes: ApiTokenScope[],
    @Arg('clientIds', () => [ID], {
      nullable: true,
      description: 'Limits it to these clients, 1 to 100; null: every client of the provider.',
    }) clientIds: string[] | null,
    @Arg('expiresAt', () => GraphQLISODateTime, { description: 'In the future and at most one year from now.' }) expiresAt: Date,
    @Arg('allowedAddresses', () => [String], {
      nullable: true,
      description: 'The addresses and networks it may be used from, 1 to 50, IPv4 or IPv6 (`192.0.2.7`, `10.0.0.0/8`); null: from anywhere.',
    }) allowedAddresses: string[] | null,
    @Arg('clientGroupIds', () => [ID], {
      nullable: true,
      description: 'Limits it to what is in these groups of clients at the time, 1 to 100, beside `clientIds`; null: by none.',
    }) clientGroupIds: string[] | null,
    @Ctx() { viewer, tx }: MutationContext,
  ): Promise<CreatedApiToken> {
    return createApiToken(tx, viewer, { providerId, name, scopes, clientIds, clientGroupIds, allowedAddresses, expiresAt })
  }

  @Idempotent(neverAgain)
  @Mutation(() => CreatedApiToken, {
    description: 'Gives a token a new secret; the old one works on until a chosen time, so that tools can be told the new one meanwhile. '
      + 'One that an earlier rotation left ends at once. Provider admins only. Errors: FORBIDDEN, NOT_FOUND, API_TOKEN_ENDED, ALREADY_DONE.',
  })
  rotateApiToken(
    @Arg('id', () => ID, { description: 'One of `Provider.apiTokens` that works.' }) id: string,
    @Arg('oldUntil', () => GraphQLISODateTime, {
      nullable: true,
      description: 'Until when the old secret works, at most seven days; null: it ends now.',
    }) oldUntil: Date | null,
    @Ctx() { viewer, tx }: MutationContext,
  ): Promise<CreatedApiToken> {
    return rotateApiToken(tx, viewer, { id, oldUntil })
  }

  @Mutation(() => ApiToken, {
    description: 'Ends the secret that a rotation left working. Provider admins only. Errors: FORBIDDEN, NOT_FOUND.',
  })
  endOldApiTokenSecret(
    @Arg('id', () => ID, { description: 'One of `Provider.apiTokens`.' }) id: string,
    @Ctx() { viewer, tx }: MutationContext,
  ): Promise<ApiToken> {
    return endOldApiTokenSecret(tx, viewer, id)
  }

  @Mutation(() => ApiToken, {
    description: 'Says from where a token may be used; whoever follows with it from elsewhere is cut off. Provider admins only. Errors: '
      + 'FORBIDDEN, NOT_FOUND, API_TOKEN_ENDED.',
  })
  setApiTokenAddresses(
    @Arg('id', () => ID, { description: 'One of `Provider.apiTokens` that works.' }) id: string,
    @Arg('allowedAddresses', () => [String], {
      nullable: true,
      description: 'Addresses and networks, 1 to 50, IPv4 or IPv6; null: from anywhere.',
    }) allowedAddresses: string[] | null,
    @Ctx() { viewer, tx }: MutationContext,
  ): Promise<ApiToken> {
    return setApiTokenAddresses(tx, viewer, id, allowedAddresses)
  }

  @Mutation(() => ApiToken, {
    description: 'Ends a token at once; it stays in the list. Provider admins only. Errors: FORBIDDEN, NOT_FOUND.',
  })
  async revokeApiToken(
    @Arg('id', () => ID, { description: 'One of `Provider.apiTokens`.' }) id: string,
    @Ctx() { viewer, tx }: MutationContext,
  ): Promise<ApiToken> {
    const token = await viewer.reach(ApiToken, id, 'apiToken:revoke')
    token.revoke(tx.now)
    tx.record('ApiToken_Revoked', { providerId: token.providerId, subject: token.forEvent() }, { name: token.name })
    return token
  }
}

@Resolver(() => Provider)
export class ProviderApiTokensResolver {
  @FieldResolver(() => ApiTokenConnection, {
    nullable: true,
    description: 'The provider\'s tokens, also those that have ended; null for all but provider admins. Errors: CURSOR_MALFORMED.',
  })
  async apiTokens(
    @Root() { id: providerId }: Provider,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => apiTokens.Filter, {
      nullable: true,
      description: 'Null: every token.',
    }) filter: FilterFor<typeof apiTokens> | null,
    @Arg('orderBy', () => apiTokens.Order, {
      nullable: true,
      description: 'Null: those first that end last, so that all that work come before all that do not.',
    }) order: OrderFor<typeof apiTokens> | null,
    @Ctx() { viewer, services: { database } }: Context,
  ): Promise<Listed<ApiTokenRow> | null> {
    PageArgs.check(page)
    if (!viewer.can('apiToken:list', { providerId }))
      return null
    const asked = { page, filter: filter ?? {}, order: order ?? lastToEnd, wanted: undefined }
    const [listed] = await apiTokens.within(database, viewer, 'provider_id', [providerId], asked, row => asRow(ApiToken, row))
    return listed!
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may make and revoke API tokens.' })
  viewerCanManageApiTokens(@Root() provider: Provider, @Ctx() { viewer }: Context): boolean {
    return viewer.can('apiToken:create', provider.tenant())
  }
}

@Resolver(() => ApiTokenConnection)
export class ApiTokenConnectionResolver {
  @FieldResolver(() => Int, { description: 'How many tokens the filter lets through on all pages; costs one more statement.' })
  totalCount(@Root() { count }: Listed<ApiTokenRow>): Promise<number> {
    return count()
  }
}
