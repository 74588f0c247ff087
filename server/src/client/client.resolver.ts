import { Arg, Args, Ctx, FieldResolver, ID, Info, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql'
import type { GraphQLResolveInfo } from 'graphql'
import type { Context } from '../request/context.js'
import { selectedFields } from '../lib/selection.js'
import { Direction } from '../lib/filter.js'
import { connectionOf, PageArgs } from '../lib/page.js'
import { Provider } from '../provider/provider.js'
import { UserCounts, userCountsLoader } from './user-counts.js'
import { providerLoader } from '../provider/provider-row.js'
import type { MutationContext } from '../transaction/root-fields.js'
import { ClientFilter, ClientOrder, ClientOrderField, listClients } from './client-list.js'
import type { ListedClients } from './client-list.js'
import type { ClientRow } from './client-row.js'
import { Client } from './client.js'

@ObjectType({ description: 'A page of clients.' })
class ClientConnection extends connectionOf(Client, 'Client') {}

const byName: ClientOrder = { field: ClientOrderField.NAME, direction: Direction.ASC }

@Resolver(() => Client)
export class ClientResolver {
  @Query(() => ClientConnection, { description: 'All clients the viewer reaches. Errors: CURSOR_MALFORMED.' })
  clients(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => ClientFilter, { nullable: true, description: 'Null: every client.' }) filter: ClientFilter | null,
    @Arg('orderBy', () => ClientOrder, { nullable: true, description: 'Null: by name.' }) order: ClientOrder | null,
    @Ctx() { viewer, services: { database } }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ClientConnection> {
    PageArgs.check(page)
    const fields = selectedFields(info, 'edges.node')
    const wanted = {
      keys: fields.has('publicKey') || fields.has('providerKey'),
      userCounts: fields.has('userCounts') || fields.has('seats'),
      lastEvent: fields.has('lastEvent') ? selectedFields(info, 'edges.node.lastEvent') : null,
    }
    return listClients(database, viewer, page, filter ?? {}, order ?? byName, wanted)
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
    tx.record('Organization_Updated', { providerId: client.providerId, client: client.forEvent(), subject: { kind: 'CLIENT', id, name: client.name } }, { name: client.name, was })
    return client
  }

  @FieldResolver(() => Provider, { nullable: true, description: 'The provider that looks after the client; null for those who are not its people.' })
  provider(@Root() { providerId }: Client, @Ctx() context: Context): Promise<Provider | null> | null {
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
  providerKey(@Root() client: Client, @Ctx() { viewer }: Context): string | null {
    return viewer.can('client:openVault', client.tenant()) ? client.providerKey ?? null : null
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may rename this client.' })
  viewerCanRename(@Root() client: Client, @Ctx() { viewer }: Context): boolean {
    return viewer.can('client:rename', client.tenant())
  }
}

@Resolver(() => ClientConnection)
export class ClientConnectionResolver {
  @FieldResolver(() => Int, { description: 'How many clients the filter lets through on all pages; costs one more statement.' })
  totalCount(@Root() { count }: ListedClients): Promise<number> {
    return count()
  }
}

@Resolver(() => Provider)
export class ProviderClientsResolver {
  @FieldResolver(() => Int, { description: 'How many clients the provider looks after, as far as the viewer reaches them.' })
  async clientCount(@Root() { id: providerId }: Provider, @Ctx() { viewer, services: { database } }: Context): Promise<number> {
    const [row] = await database.read<{ n: number }>(viewer.tenants, { name: 'client-count', text: 'select count(*)::int n from client where provider_id = $1', values: [providerId] })
    return row!.n
  }
}
