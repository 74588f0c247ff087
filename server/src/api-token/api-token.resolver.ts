import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { Arg, Ctx, Field, FieldResolver, GraphQLISODateTime, ID, Mutation, ObjectType, Resolver, Root } from 'type-graphql'
import { Client } from '../client/client.js'
import type { Viewer } from '../access/viewer.js'
import type { Context } from '../request/context.js'
import { Idempotent, neverAgain } from '../transaction/idempotency.js'
import type { MutationContext } from '../transaction/root-fields.js'
import { after, day } from '../lib/clock.js'
import { Direction, requireShortLists } from '../lib/filter.js'
import { maxPage } from '../lib/page.js'
import { asRow } from '../database/row.js'
import { Refused } from '../lib/refused.js'
import { tokenHash } from '../lib/secret-token.js'
import { cleanName } from '../lib/text.js'
import { Provider } from '../provider/provider.js'
import { ApiTokenScope } from '../access/scopes.js'
import { apiTokens } from './api-token-list.js'
import type { ApiTokenRow } from './api-token-list.js'
import { ApiToken } from './api-token.js'

@ObjectType({ description: 'A new API token with its secret.' })
class CreatedApiToken {
  @Field(() => ApiToken, { description: 'The token as it is listed from now on.' })
  apiToken!: ApiToken

  @Field(() => String, { description: 'Shown this once; the server keeps only its hash. Send it as `Authorization: Bearer …`.' })
  secret!: string
}

@Resolver(() => ApiToken)
export class ApiTokenResolver {
  @Idempotent(neverAgain)
  @Mutation(() => CreatedApiToken, {
    description: 'Makes a credential for a tool. It can never do more than the person who made it, and neither makes nor reads '
      + 'tokens. Provider admins only. Errors: FORBIDDEN, NOT_FOUND, ALREADY_DONE.',
  })
  async createApiToken(
    @Arg('providerId', () => ID, { description: 'The provider whose clients it reaches.' }) providerId: string,
    @Arg('name', () => String, { description: '1 to 50 characters.' }) name: string,
    @Arg('scopes', () => [ApiTokenScope], { description: 'At least one.' }) scopes: ApiTokenScope[],
    @Arg('clientIds', () => [ID], {
      nullable: true,
      description: 'Limits it to these clients, 1 to 100; null: every client of the provider.',
    }) clientIds: string[] | null,
    @Arg('expiresAt', () => GraphQLISODateTime, { description: 'In the future and at most one year from now.' }) expiresAt: Date,
    @Ctx() { viewer, tx }: MutationContext,
  ): Promise<CreatedApiToken> {
    const { accountId, name: createdBy } = viewer.requirePerson()
    await viewer.reach(Provider, providerId, 'apiToken:create')
    requireShortLists({ scopes })
    if (!scopes.length)
      throw new Refused('BAD_USER_INPUT', '`scopes` must have at least one entry.', { field: 'scopes' })
    if (expiresAt <= tx.now || expiresAt > after(tx.now, 366 * day))
      throw new Refused('BAD_USER_INPUT', '`expiresAt` must be in the future and at most one year from now.', { field: 'expiresAt' })
    await requireOwnClients(clientIds, providerId, viewer)
    const id = randomUUID()
    const secret = newSecret(id)
    const apiToken = tx.em.create(ApiToken, {
      id,
      providerId,
      accountId,
      createdBy,
      name: cleanName(name, 'name'),
      prefix: secret.slice(0, 15),
      tokenHash: tokenHash(secret),
      scopes: [...new Set(scopes)].sort(),
      clientIds,
      createdAt: tx.now,
      expiresAt,
    })
    tx.record('ApiToken_Created', { providerId, subject: apiToken.forEvent() }, { name: apiToken.name, scopes: apiToken.scopes, clients: clientIds?.length ?? 'all', expiresAt: expiresAt.toISOString() })
    return { apiToken, secret }
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
  @FieldResolver(() => [ApiToken], {
    nullable: true,
    description: 'Newest first, revoked ones included, at most 200; null for all but provider admins.',
  })
  async apiTokens(@Root() { id: providerId }: Provider, @Ctx() { viewer, services: { database } }: Context): Promise<ApiTokenRow[] | null> {
    if (!viewer.can('apiToken:list', { providerId }))
      return null
    const asked = { page: { first: maxPage }, filter: {}, order: { field: 'CREATED_AT', direction: Direction.DESC }, wanted: undefined } as const
    const [listed] = await apiTokens.within(database, viewer, 'provider_id', [providerId], asked, row => asRow(ApiToken, row))
    return listed!.edges.map(({ node }) => node)
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may make and revoke API tokens.' })
  viewerCanManageApiTokens(@Root() provider: Provider, @Ctx() { viewer }: Context): boolean {
    return viewer.can('apiToken:create', provider.tenant())
  }
}

async function requireOwnClients(ids: string[] | null, providerId: string, viewer: Viewer): Promise<void> {
  if (ids && (!ids.length || ids.length > 100))
    throw new Refused('BAD_USER_INPUT', '`clientIds` must have 1 to 100 entries, or be left out.', { field: 'clientIds', max: 100 })
  for (const id of ids ?? []) {
    const client = await viewer.reach(Client, id, 'client:read')
    if (client.providerId !== providerId)
      throw new Refused('NOT_FOUND')
  }
}

/** `wr_` and six bytes of checksum make a leaked token recognizable to secret scanners; the rest is 256 random bits. */
function newSecret(id: string): string {
  const random = randomBytes(32).toString('base64url')
  return `wr_${createHash('sha256').update(id + random).digest('hex').slice(0, 12)}_${random}`
}
