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

@ObjectType()
class ClientConnection extends connectionOf(Client, 'Client') {}

const byName: ClientOrder = { field: ClientOrderField.NAME, direction: Direction.ASC }

@Resolver(() => Client)
export class ClientResolver {
  @Query(() => ClientConnection, { description: 'All clients the viewer reaches.' })
  clients(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => ClientFilter, { nullable: true }) filter: ClientFilter | null,
    @Arg('orderBy', () => ClientOrder, { nullable: true, description: 'By name, if left out.' }) order: ClientOrder | null,
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
  client(@Arg('id', () => ID) id: string, @Ctx() { viewer }: Context): Promise<Client> {
    return viewer.reach(Client, id, 'client:read')
  }

  @Mutation(() => Client)
  async renameClient(@Arg('id', () => ID) id: string, @Arg('name', () => String) name: string, @Ctx() { viewer, tx }: MutationContext): Promise<Client> {
    const client = await viewer.reach(Client, id, 'client:rename', { lock: true })
    const was = client.rename(name)
    tx.record('Organization_Updated', { providerId: client.providerId, client: client.forEvent(), subject: { kind: 'CLIENT', id, name: client.name } }, { name: client.name, was })
    return client
  }

  @FieldResolver(() => Provider, { nullable: true, description: 'The provider that looks after the client; null for those who are not its people.' })
  provider(@Root() { providerId }: Client, @Ctx() context: Context): Promise<Provider | null> | null {
    return context.viewer.can('provider:read', { providerId }) ? context.load(providerLoader, providerId) : null
  }

  @FieldResolver(() => UserCounts, { nullable: true, description: 'Null without the right to list people.' })
  userCounts(@Root() client: ClientRow, @Ctx() context: Context): Promise<UserCounts> | UserCounts | null {
    if (!context.viewer.can('user:list', client.tenant()))
      return null
    return client.userCounts ?? context.load(userCountsLoader, client.id)
  }

  @FieldResolver(() => String, { nullable: true, description: 'The client key under the provider key, EncString type 2; for the provider\'s people only.' })
  providerKey(@Root() client: Client, @Ctx() { viewer }: Context): string | null {
    return viewer.can('client:openVault', client.tenant()) ? client.providerKey ?? null : null
  }

  @FieldResolver(() => Boolean)
  viewerCanRename(@Root() client: Client, @Ctx() { viewer }: Context): boolean {
    return viewer.can('client:rename', client.tenant())
  }
}

@Resolver(() => ClientConnection)
export class ClientConnectionResolver {
  @FieldResolver(() => Int, { description: 'All clients the filter lets through; one more statement when asked for.' })
  totalCount(@Root() { count }: ListedClients): Promise<number> {
    return count()
  }
}

@Resolver(() => Provider)
export class ProviderClientsResolver {
  @FieldResolver(() => Int)
  async clientCount(@Root() { id: providerId }: Provider, @Ctx() { viewer, services: { database } }: Context): Promise<number> {
    const [row] = await database.read<{ n: number }>(viewer.tenants, { name: 'client-count', text: 'select count(*)::int n from client where provider_id = $1', values: [providerId] })
    return row!.n
  }
}
