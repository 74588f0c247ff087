import { Arg, Args, Ctx, Extensions, Field, FieldResolver, ID, InputType, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql'
import type { ProviderPermission } from '../access/permissions.js'
import { Registration } from '../account/registration.js'
import type { Context } from '../request/context.js'
import { connectionOf, PageArgs, pageOf, readKeyset, writeKeyset } from '../lib/page.js'
import type { RowResult } from '../lib/bulk.js'
import { open } from '../transaction/root-fields.js'
import { ConfirmInput } from '../user/user.resolver.js'
import { providerUserColumns, toProviderUser } from '../provider-user/provider-user-row.js'
import { ProviderUser, ProviderUserStatus, ProviderUserType } from '../provider-user/provider-user.js'
import { Provider } from './provider.js'
import { setupProvider } from '../installation/setup-provider.js'
import { changeProviderUserType, confirmProviderUsers, inviteProviderUsers, removeProviderUsers, resendProviderInvitations } from '../provider-user/change-provider-users.js'

@ObjectType()
class ProviderUserConnection extends connectionOf(ProviderUser, 'ProviderUser') {}

@InputType({ description: 'The provider key is made by the first admin\'s device (crypto §9.1).' })
export class SetupProviderInput {
  @Field(() => String, { description: '1 to 50 characters.' })
  providerName!: string

  @Field(() => String)
  email!: string

  @Field(() => Registration)
  registration!: Registration

  @Field(() => String, { description: 'The provider key wrapped to the admin\'s own public key, EncString type 4.' })
  providerKey!: string

  @Field(() => Int, { nullable: true, description: 'Seats paid for in any case; 0, if left out.' })
  teamsSeatMinimum?: number | null

  @Field(() => Int, { nullable: true, description: 'Seats paid for in any case; 0, if left out.' })
  enterpriseSeatMinimum?: number | null
}

@ObjectType({ description: 'What became of one row of a bulk request.' })
class ProviderUserResult implements RowResult {
  @Field(() => ID, { nullable: true })
  id!: string | null

  @Field(() => String, { nullable: true })
  email!: string | null

  @Field(() => Boolean)
  ok!: boolean

  @Field(() => String, { nullable: true, description: 'An error code when not ok; ALREADY_MEMBER where an invitation was not needed.' })
  code!: string | null

  @Field(() => String, { nullable: true, description: 'What to do about it.' })
  message!: string | null
}

@Resolver(() => Provider)
export class ProviderResolver {
  @Query(() => Provider)
  provider(@Arg('id', () => ID, { nullable: true, description: 'May be left out by those who work for only one.' }) id: string | null, @Ctx() { viewer }: Context): Promise<Provider> {
    return viewer.reach(Provider, id ?? viewer.employer(), 'provider:read')
  }

  @Extensions(open)
  @Mutation(() => Provider, { description: 'Sets up an empty installation. Errors: INSTALLATION_NOT_EMPTY.' })
  setupProvider(@Arg('input', () => SetupProviderInput) input: SetupProviderInput, @Ctx() context: Context): Promise<Provider> {
    return setupProvider(context, input)
  }

  @Mutation(() => Provider)
  async renameProvider(@Arg('id', () => ID) id: string, @Arg('name', () => String) name: string, @Ctx() { viewer, work }: Context): Promise<Provider> {
    const provider = await viewer.reach(Provider, id, 'provider:update', { lock: true })
    const was = provider.rename(name)
    work.record('Provider_Updated', { providerId: id, subject: { kind: 'PROVIDER', id, name: provider.name } }, { name: provider.name, was })
    return provider
  }

  @Mutation(() => [ProviderUserResult], { description: 'Invites 1 to 20 people into the provider\'s own team.' })
  inviteProviderUsers(@Arg('providerId', () => ID) providerId: string, @Arg('emails', () => [String]) emails: string[], @Arg('type', () => ProviderUserType) type: ProviderUserType, @Arg('idempotencyKey', () => String, { nullable: true }) _key: string | null, @Ctx() context: Context): Promise<ProviderUserResult[]> {
    return inviteProviderUsers(context, providerId, emails, type)
  }

  @Mutation(() => [ProviderUserResult], { description: 'Sends fresh invitations; the links sent before stop working.' })
  resendProviderInvitations(@Arg('ids', () => [ID]) ids: string[], @Ctx() context: Context): Promise<ProviderUserResult[]> {
    return resendProviderInvitations(context, ids)
  }

  @Mutation(() => [ProviderUserResult], { description: 'Hands the provider key to people who accepted. Compare their fingerprint phrases first.' })
  confirmProviderUsers(@Arg('confirmations', () => [ConfirmInput]) confirmations: ConfirmInput[], @Ctx() context: Context): Promise<ProviderUserResult[]> {
    return confirmProviderUsers(context, new Map(confirmations.map(({ id, key }) => [id, key])))
  }

  @Mutation(() => ProviderUser, { description: 'Errors: LAST_PROVIDER_ADMIN.' })
  changeProviderUserType(@Arg('id', () => ID) id: string, @Arg('type', () => ProviderUserType) type: ProviderUserType, @Ctx() context: Context): Promise<ProviderUser> {
    return changeProviderUserType(context, id, type)
  }

  @Mutation(() => [ProviderUserResult], { description: 'Errors: LAST_PROVIDER_ADMIN for the whole request.' })
  removeProviderUsers(@Arg('ids', () => [ID]) ids: string[], @Ctx() context: Context): Promise<ProviderUserResult[]> {
    return removeProviderUsers(context, ids)
  }

  @FieldResolver(() => ProviderUserConnection, { nullable: true, description: 'The provider\'s own people, by address; provider admins only, null for others.' })
  async users(@Root() { id: providerId }: Provider, @Args(() => PageArgs) page: PageArgs, @Ctx() { viewer, services: { database } }: Context): Promise<ProviderUserConnection | null> {
    PageArgs.check(page)
    if (!viewer.can('providerUser:list', { providerId }))
      return null
    const [after] = page.after == null ? [''] : readKeyset(page.after, [/^.{1,256}$/])
    const rows = await database.read<{ email: string }>(viewer.tenants, {
      name: 'provider-users',
      text: `select ${providerUserColumns} from provider_user m where m.provider_id = $1 and m.email > $2 order by m.email limit $3`,
      values: [providerId, after, page.first + 1],
    })
    return pageOf(rows, page.first, toProviderUser, row => writeKeyset([row.email]))
  }

  @FieldResolver(() => Int)
  async clientCount(@Root() { id: providerId }: Provider, @Ctx() { viewer, services: { database } }: Context): Promise<number> {
    const [row] = await database.read<{ n: number }>(viewer.tenants, { name: 'client-count', text: 'select count(*)::int n from client where provider_id = $1', values: [providerId] })
    return row!.n
  }

  @FieldResolver(() => Boolean)
  viewerCanUpdate(@Root() provider: Provider, @Ctx() context: Context): boolean {
    return may(context, 'provider:update', provider)
  }

  @FieldResolver(() => Boolean)
  viewerCanCreateClient(@Root() provider: Provider, @Ctx() context: Context): boolean {
    return may(context, 'client:create', provider)
  }

  @FieldResolver(() => Boolean)
  viewerCanManageUsers(@Root() provider: Provider, @Ctx() context: Context): boolean {
    return may(context, 'providerUser:invite', provider)
  }

  @FieldResolver(() => Boolean)
  viewerCanReadProviderEvents(@Root() provider: Provider, @Ctx() context: Context): boolean {
    return may(context, 'event:readProvider', provider)
  }

  @FieldResolver(() => Boolean)
  viewerCanBuySeats(@Root() provider: Provider, @Ctx() context: Context): boolean {
    return may(context, 'seat:buy', provider)
  }

  @FieldResolver(() => Boolean)
  viewerCanManageApiTokens(@Root() provider: Provider, @Ctx() context: Context): boolean {
    return may(context, 'apiToken:create', provider)
  }
}

@Resolver(() => ProviderUser)
export class ProviderUserResolver {
  @FieldResolver(() => Provider)
  async provider(@Root() { providerId }: ProviderUser, @Ctx() { loaders }: Context): Promise<Provider> {
    return (await loaders.provider.load(providerId))!
  }

  @FieldResolver(() => String, { nullable: true, description: 'The provider key wrapped to the viewer, EncString type 4; only on the viewer\'s own row.' })
  key(@Root() { accountId, key }: ProviderUser, @Ctx() { viewer: { identity } }: Context): string | null {
    return identity?.sessionId && accountId === identity.accountId ? key ?? null : null
  }

  @FieldResolver(() => Boolean)
  viewerCanConfirm(@Root() user: ProviderUser, @Ctx() context: Context): boolean {
    return user.status === ProviderUserStatus.ACCEPTED && may(context, 'providerUser:confirm', user)
  }

  @FieldResolver(() => Boolean)
  viewerCanResend(@Root() user: ProviderUser, @Ctx() context: Context): boolean {
    return user.status === ProviderUserStatus.INVITED && may(context, 'providerUser:invite', user)
  }

  @FieldResolver(() => Boolean)
  viewerCanRemove(@Root() user: ProviderUser, @Ctx() context: Context): boolean {
    return user.accountId !== context.viewer.identity?.accountId && may(context, 'providerUser:remove', user)
  }

  @FieldResolver(() => Boolean)
  viewerCanChangeType(@Root() user: ProviderUser, @Ctx() context: Context): boolean {
    return may(context, 'providerUser:change', user)
  }
}

function may({ viewer }: Context, permission: ProviderPermission, record: Provider | ProviderUser): boolean {
  return viewer.can(permission, record.tenant())
}
