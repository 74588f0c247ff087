import { Arg, Args, Ctx, Field, FieldResolver, ID, Info, InputType, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql'
import type { GraphQLResolveInfo } from 'graphql'
import type { Context } from '../request/context.js'
import { asked } from '../lib/selection.js'
import { connectionOf, PageArgs } from '../lib/page.js'
import { Provider } from '../provider/provider.js'
import { grantableRoles } from '../user/rank.js'
import { UserRole } from '../access/roles.js'
import { UserCounts } from './user-counts.js'
import { ClientFilter, ClientOrder, ClientOrderField, Direction, listClients } from './client-list.js'
import type { ListedClients } from './client-list.js'
import type { ClientRow } from './client-row.js'
import { Client } from './client.js'
import { createClient } from '../provider-client/create-client.js'
import { Plan } from '../seat-pool/plan.js'
import { unlinkClient } from '../provider-client/unlink-client.js'

@ObjectType()
class ClientConnection extends connectionOf(Client, 'Client') {}

@InputType({ description: 'The client\'s keys are made by the creating person\'s device (crypto §9.3).' })
export class CreateClientInput {
  @Field(() => ID)
  providerId!: string

  @Field(() => String, { description: '1 to 50 characters.' })
  name!: string

  @Field(() => Plan)
  plan!: Plan

  @Field(() => Int, { description: '1 or more; taken out of the provider\'s pool, or bought.' })
  seats!: number

  @Field(() => String, { description: 'This person is invited as the first owner.' })
  ownerEmail!: string

  @Field(() => String, { description: 'RSA public key of the client, exactly 2,048 bits, SPKI in base64.' })
  publicKey!: string

  @Field(() => String, { description: 'Its private key under the client key, EncString type 2.' })
  wrappedPrivateKey!: string

  @Field(() => String, { description: 'The client key under the provider key, EncString type 2.' })
  providerKey!: string
}

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
    const fields = asked(info, 'edges.node')
    const wanted = {
      keys: fields.has('publicKey') || fields.has('providerKey'),
      userCounts: fields.has('userCounts') || fields.has('seats'),
      lastEvent: fields.has('lastEvent') ? asked(info, 'edges.node.lastEvent') : null,
    }
    return listClients(database, viewer, page, filter ?? {}, order ?? byName, wanted)
  }

  @Query(() => Client)
  client(@Arg('id', () => ID) id: string, @Ctx() { viewer }: Context): Promise<Client> {
    return viewer.reach(Client, id, 'client:read')
  }

  @Mutation(() => Client, { description: 'Creates a client and invites its first owner. Provider admins only; seats beyond the pool are bought.' })
  createClient(@Arg('input', () => CreateClientInput) input: CreateClientInput, @Arg('idempotencyKey', () => String, { nullable: true }) _key: string | null, @Ctx() context: Context): Promise<Client> {
    return createClient(context, input)
  }

  @Mutation(() => Client)
  async renameClient(@Arg('id', () => ID) id: string, @Arg('name', () => String) name: string, @Ctx() { viewer, work }: Context): Promise<Client> {
    const client = await viewer.reach(Client, id, 'client:rename', { lock: true })
    const was = client.rename(name)
    work.record('Organization_Updated', { providerId: client.providerId, client: client.forEvent(), subject: { kind: 'CLIENT', id, name: client.name } }, { name: client.name, was })
    return client
  }

  @Mutation(() => Provider, { description: 'Lets a client go: it keeps its people and data, the provider\'s people lose access at once. Provider admins only. Errors: NO_CONFIRMED_OWNER.' })
  unlinkClient(@Arg('id', () => ID) id: string, @Ctx() context: Context): Promise<Provider> {
    return unlinkClient(context, id)
  }

  @FieldResolver(() => Provider, { nullable: true, description: 'The provider that looks after the client; null for those who are not its people.' })
  provider(@Root() { providerId }: Client, @Ctx() { viewer, loaders }: Context): Promise<Provider | null> | null {
    return viewer.can('provider:read', { providerId }) ? loaders.provider.load(providerId) : null
  }

  @FieldResolver(() => UserCounts, { nullable: true, description: 'Null without the right to list people.' })
  userCounts(@Root() client: ClientRow, @Ctx() { viewer, loaders }: Context): Promise<UserCounts> | UserCounts | null {
    if (!viewer.can('user:list', client.tenant()))
      return null
    return client.userCounts ?? loaders.userCounts.load(client.id)
  }

  @FieldResolver(() => String, { nullable: true, description: 'The client key under the provider key, EncString type 2; for the provider\'s people only.' })
  providerKey(@Root() client: Client, @Ctx() { viewer }: Context): string | null {
    return viewer.can('client:openVault', client.tenant()) ? client.providerKey ?? null : null
  }

  @FieldResolver(() => Boolean)
  viewerCanRename(@Root() client: Client, @Ctx() { viewer }: Context): boolean {
    return viewer.can('client:rename', client.tenant())
  }

  @FieldResolver(() => Boolean)
  viewerCanUnlink(@Root() { providerId }: Client, @Ctx() { viewer }: Context): boolean {
    return viewer.can('client:unlink', { providerId })
  }

  @FieldResolver(() => Boolean)
  viewerCanListUsers(@Root() client: Client, @Ctx() { viewer }: Context): boolean {
    return viewer.can('user:list', client.tenant())
  }

  @FieldResolver(() => Boolean)
  viewerCanInviteUsers(@Root() client: Client, @Ctx() { viewer }: Context): boolean {
    return viewer.can('user:invite', client.tenant())
  }

  @FieldResolver(() => Boolean)
  viewerCanReadEvents(@Root() client: Client, @Ctx() { viewer }: Context): boolean {
    return viewer.can('event:read', client.tenant())
  }

  @FieldResolver(() => [UserRole], { description: 'The roles the viewer may grant here.' })
  viewerRoles(@Root() client: Client, @Ctx() { viewer }: Context): UserRole[] {
    return viewer.can('user:invite', client.tenant()) ? grantableRoles(viewer, client) : []
  }
}

@Resolver(() => ClientConnection)
export class ClientConnectionResolver {
  @FieldResolver(() => Int, { description: 'All clients the filter lets through; one more statement when asked for.' })
  totalCount(@Root() { count }: ListedClients): Promise<number> {
    return count()
  }
}
