import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql'
import type { GraphQLResolveInfo } from 'graphql'
import type { Context } from '../request/context.js'
import { selectedFields } from '../lib/selection.js'
import { Direction } from '../lib/filter.js'
import { connectionOf, PageArgs } from '../lib/page.js'
import type { FilterFor, Listed, OrderFor } from '../database/list/list.js'
import { query, statement } from '../database/query.js'
import { isBrief } from '../event/row.js'
import { Provider } from '../provider/provider.js'
import { UserCounts, userCountsLoader } from './user-counts.js'
import { providerLoader } from '../provider/provider-row.js'
import type { ProviderRow } from '../provider/provider-row.js'
import type { MutationContext } from '../transaction/root-fields.js'
import { clients, listClients } from './client-list.js'
import type { ClientRow } from './client-row.js'
import { Client } from './client.js'
import { regroup } from './regroup.js'

@ObjectType({ description: 'A page of clients.' })
class ClientConnection extends connectionOf(Client, 'Client') {}

const byName = { field: 'NAME', direction: Direction.ASC } as const

@Resolver(() => Client)
export class ClientResolver {
  @Query(() => ClientConnection, { description: 'All clients the viewer reaches. Errors: CURSOR_MALFORMED.' })
  clients(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => clients.Filter, { nullable: true, description: 'Null: every client.' }) filter: FilterFor<typeof clients> | null,
    @Arg('orderBy', () => clients.Order, { nullable: true, description: 'Null: by name.' }) order: OrderFor<typeof clients> | null,
    @Ctx() { viewer, services: { database } }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Listed<ClientRow>> {
    PageArgs.check(page)
    const fields = selectedFields(info, 'edges.node')
    const wanted = {
      keys: ['publicKey', 'wrappedPrivateKey', 'providerKey', 'keyBinding', 'viewerCanBindKey'].some(key => fields.has(key)),
      userCounts: fields.has('userCounts'),
      lastEvent: fields.has('lastEvent') ? isBrief(selectedFields(info, 'edges.node.lastEvent')) ? 'brief' : 'whole' : null,
    } as const
    return listClients(database, viewer, { page, filter: filter ?? {}, order: order ?? byName, wanted })
  }

  @Query(() => Client, { description: 'One client. Errors: NOT_FOUND.' })
  client(@Arg('id', () => ID, { description: 'A client\'s id.' }) id: string, @Ctx() { viewer }: Context): Promise<Client> {
    return viewer.reach(Client, id, 'client:read')
  }

  @Mutation(() => Client, {
    description: 'Gives a client another name. Owners of the client and the provider\'s people. Errors: FORBIDDEN, NOT_FOUND.',
  })
  async renameClient(
    @Arg('id', () => ID, { description: 'The client.' }) id: string,
    @Arg('name', () => String, { description: '1 to 50 characters.' }) name: string,
    @Ctx() { viewer, tx }: MutationContext,
  ): Promise<Client> {
    const client = await viewer.reach(Client, id, 'client:rename', { lock: true })
    const was = client.rename(name)
    await regroup(tx, client.providerId, [client])
    tx.record(
      'Organization_Updated',
      { providerId: client.providerId, client: client.forEvent(), subject: { kind: 'CLIENT', id, name: client.name } },
      { name: client.name, was },
    )
    return client
  }

  @Mutation(() => Client, {
    description: 'Binds the key of a client of before November 2026 to it, once. Whoever may confirm its people; not API tokens. Errors: '
      + 'FORBIDDEN, NOT_FOUND, SEALED_MALFORMED, CONFLICT where it is bound already by another binding.',
  })
  async bindClientKey(
    @Arg('id', () => ID, { description: 'The client.' }) id: string,
    @Arg('keyBinding', () => String, { description: 'The client\'s id under the client key, EncString type 2.' }) keyBinding: string,
    @Ctx() { viewer, tx }: MutationContext,
  ): Promise<Client> {
    viewer.requirePerson()
    const client = await viewer.reach(Client, id, 'user:confirm', { lock: true })
    viewer.requireProof('CLIENT')
    const about = { providerId: client.providerId, client: client.forEvent(), subject: { kind: 'CLIENT', id, name: client.name } } as const
    if (client.bindKey(keyBinding))
      tx.record('Organization_KeyBound', about, {})
    return client
  }

  @FieldResolver(() => Provider, { nullable: true, description: 'The provider that looks after the client; null for those who are not its people.' })
  provider(@Root() { providerId }: ClientRow, @Ctx() context: Context): Promise<ProviderRow | null> | null {
    return context.viewer.can('provider:read', { providerId }) ? context.load(providerLoader, providerId) : null
  }

  @FieldResolver(() => UserCounts, { nullable: true, description: 'How many people the client has; null without the right to list them.' })
  userCounts(@Root() client: ClientRow, @Ctx() context: Context): Promise<UserCounts> | UserCounts | null {
    if (!context.viewer.can('user:list', client.tenant()))
      return null
    return client.userCounts ?? context.load(userCountsLoader, client.id)
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The client key under the provider key, EncString type 2; null for all but the provider\'s people, and for API tokens.',
  })
  providerKey(@Root() client: ClientRow, @Ctx() { viewer }: Context): string | null {
    return viewer.can('client:openVault', client.tenant()) ? client.providerKey ?? null : null
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Whose key the client key is, sealed under it (EncString type 2): check it before the key is used for the first time. Null '
      + 'on a client of before November 2026 that nobody has bound (`bindClientKey`), and for API tokens.',
  })
  keyBinding(@Root() client: ClientRow, @Ctx() { viewer }: Context): string | null {
    return viewer.identity?.kind === 'ACCOUNT' ? client.keyBinding ?? null : null
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The client\'s RSA private key (PKCS #8) under the client key, EncString type 2, for those who hold that; null for API tokens.',
  })
  wrappedPrivateKey(@Root() client: ClientRow, @Ctx() { viewer }: Context): string | null {
    return viewer.identity?.kind === 'ACCOUNT' ? client.wrappedPrivateKey ?? null : null
  }

  @FieldResolver(() => Boolean, { description: 'Whether the client key is bound to no client yet and the viewer may bind it.' })
  viewerCanBindKey(@Root() client: ClientRow, @Ctx() { viewer }: Context): boolean {
    return client.keyBinding === null && viewer.can('user:confirm', client.tenant())
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may rename this client.' })
  viewerCanRename(@Root() client: ClientRow, @Ctx() { viewer }: Context): boolean {
    return viewer.can('client:rename', client.tenant())
  }
}

@Resolver(() => ClientConnection)
export class ClientConnectionResolver {
  @FieldResolver(() => Int, { description: 'How many clients the filter lets through on all pages; costs one more statement.' })
  totalCount(@Root() { count }: Listed<ClientRow>): Promise<number> {
    return count()
  }
}

const clientCount = statement(({ providerId }: { providerId: string }) => query.selectFrom('client')
  .select(eb => eb.cast<number>(eb.fn.countAll(), 'integer').as('n'))
  .where('provider_id', '=', providerId))

@Resolver(() => Provider)
export class ProviderClientsResolver {
  @FieldResolver(() => Int, { description: 'How many clients the provider looks after, as far as the viewer reaches them.' })
  async clientCount(@Root() { id: providerId }: Provider, @Ctx() { viewer, services: { database } }: Context): Promise<number> {
    const [row] = await database.read(viewer.tenants, clientCount({ providerId }))
    return row!.n
  }
}
