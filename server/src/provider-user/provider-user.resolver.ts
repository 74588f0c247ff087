import { Arg, Args, Ctx, FieldResolver, ID, Mutation, ObjectType, Resolver, Root } from 'type-graphql'
import { ViewerInfo } from '../account/viewer-info.js'
import { ConfirmInput } from '../access/confirm-input.js'
import { ProviderUserType } from '../access/roles.js'
import type { FilterFor, Listed } from '../database/list/list.js'
import { asRow } from '../database/row.js'
import { PersonResult } from '../lib/bulk.js'
import { Direction } from '../lib/filter.js'
import { MailFailure } from '../mail/failure.js'
import { invitationFailureLoader } from '../mail/invitation-failure.js'
import { connectionOf, PageArgs } from '../lib/page.js'
import { providerLoader } from '../provider/provider-row.js'
import type { ProviderRow } from '../provider/provider-row.js'
import { Provider } from '../provider/provider.js'
import type { Context } from '../request/context.js'
import { present } from '../request/loader.js'
import { Idempotent, replayRows } from '../transaction/idempotency.js'
import type { MutationContext } from '../transaction/root-fields.js'
import {
  changeProviderUserType,
  confirmProviderUsers,
  inviteProviderUsers,
  removeProviderUsers,
  resendProviderInvitations,
} from './change-provider-users.js'
import { providerUserLoader, providerUsers } from './provider-user-row.js'
import type { ProviderUserRow } from './provider-user-row.js'
import { ProviderUser, ProviderUserStatus } from './provider-user.js'

@ObjectType({ description: 'A page of a provider\'s own people.' })
class ProviderUserConnection extends connectionOf(ProviderUser, 'ProviderUser') {}

@ObjectType({ description: 'What became of one row of a bulk request.' })
class ProviderUserResult extends PersonResult {}

@Resolver(() => Provider)
export class ProviderTeamResolver {
  @Idempotent(replayRows((viewer, { providerId }) => viewer.reach(Provider, String(providerId), 'providerUser:invite')))
  @Mutation(() => [ProviderUserResult], {
    description: 'Invites 1 to 20 people into the provider\'s own team. A malformed address refuses all, and `rows` names it by '
      + 'its place. Provider admins only. Errors: FORBIDDEN, NOT_FOUND, BAD_USER_INPUT.',
  })
  inviteProviderUsers(
    @Arg('providerId', () => ID, { description: 'The provider.' }) providerId: string,
    @Arg('emails', () => [String], { description: '1 to 20 addresses; repeated ones count once.' }) emails: string[],
    @Arg('type', () => ProviderUserType, { description: 'What all of them will be.' }) type: ProviderUserType,
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<ProviderUserResult[]> {
    return inviteProviderUsers(tx, viewer, providerId, emails, type)
  }

  @Mutation(() => [ProviderUserResult], {
    description: 'Sends fresh invitations; the links sent before stop working. Provider admins only. Errors in rows: NOT_FOUND, '
      + 'FORBIDDEN, WRONG_STATUS.',
  })
  resendProviderInvitations(
    @Arg('ids', () => [ID], { description: '1 to 500, each checked by itself.' }) ids: string[],
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<ProviderUserResult[]> {
    return resendProviderInvitations(tx, viewer, ids)
  }

  @Mutation(() => [ProviderUserResult], {
    description: 'Hands the provider key to people who accepted. Compare their fingerprint phrases first. Provider admins only, '
      + 'no API tokens. Errors in rows: NOT_FOUND, FORBIDDEN, WRONG_STATUS, SEALED_MALFORMED, OUTSIDE_TECHNICIAN (`admitOutsideTechnicians`).',
  })
  confirmProviderUsers(
    @Arg('confirmations', () => [ConfirmInput], { description: '1 to 500, each checked by itself.' }) confirmations: ConfirmInput[],
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<ProviderUserResult[]> {
    return confirmProviderUsers(tx, viewer, new Map(confirmations.map(({ id, key }) => [id, key])))
  }

  @Mutation(() => ProviderUser, {
    description: 'Makes one of the team a provider admin or a service user. Provider admins only. Errors: FORBIDDEN, NOT_FOUND, '
      + 'LAST_PROVIDER_ADMIN, OUTSIDE_TECHNICIAN.',
  })
  changeProviderUserType(
    @Arg('id', () => ID, { description: 'One of `Provider.users`.' }) id: string,
    @Arg('type', () => ProviderUserType, { description: 'What the person is from now on.' }) type: ProviderUserType,
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<ProviderUser> {
    return changeProviderUserType(tx, viewer, id, type)
  }

  @Mutation(() => [ProviderUserResult], {
    description: 'Takes people out of the team, and revokes the API tokens they made; their accounts stay. Provider admins only. '
      + 'Errors: LAST_PROVIDER_ADMIN for the whole request; in rows: NOT_FOUND, FORBIDDEN, SELF.',
  })
  removeProviderUsers(
    @Arg('ids', () => [ID], { description: '1 to 500, each checked by itself.' }) ids: string[],
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<ProviderUserResult[]> {
    return removeProviderUsers(tx, viewer, ids)
  }

  @FieldResolver(() => ProviderUserConnection, {
    nullable: true,
    description: 'The provider\'s own people, by address; null for all but provider admins.',
  })
  async users(
    @Root() { id: providerId }: Provider,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => providerUsers.Filter, { nullable: true, description: 'Null: everybody.' }) filter: FilterFor<typeof providerUsers> | null,
    @Ctx() { viewer, services: { database } }: Context,
  ): Promise<Listed<ProviderUserRow> | null> {
    PageArgs.check(page)
    if (!viewer.can('providerUser:list', { providerId }))
      return null
    const asked = { page, filter: filter ?? {}, order: { field: 'EMAIL', direction: Direction.ASC }, wanted: undefined } as const
    const [listed] = await providerUsers.within(database, viewer, 'provider_id', [providerId], asked, row => asRow(ProviderUser, row))
    return listed!
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may invite, confirm, change and remove the provider\'s people.' })
  viewerCanManageUsers(@Root() provider: Provider, @Ctx() { viewer }: Context): boolean {
    return viewer.can('providerUser:invite', provider.tenant())
  }
}

@Resolver(() => ProviderUser)
export class ProviderUserResolver {
  @FieldResolver(() => Provider, { description: 'The provider the person works for.' })
  async provider(@Root() { providerId }: ProviderUserRow, @Ctx() context: Context): Promise<ProviderRow> {
    return (await context.load(providerLoader, providerId))!
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The provider key wrapped to the viewer, EncString type 4; null on every row but the viewer\'s own, and for API tokens.',
  })
  key(@Root() { accountId, key }: ProviderUserRow, @Ctx() { viewer: { identity } }: Context): string | null {
    return identity?.sessionId && accountId === identity.accountId ? key ?? null : null
  }

  @FieldResolver(() => MailFailure, {
    nullable: true,
    description: 'Why the mail with the open invitation could not be sent at its last attempt; it is tried again for hours. Null: it was '
      + 'sent, or waits for its first attempt; and without the right to list the team.',
  })
  async invitationFailure(@Root() user: ProviderUserRow, @Ctx() context: Context): Promise<MailFailure | null> {
    const told = user.status === ProviderUserStatus.INVITED && context.viewer.can('providerUser:list', user.tenant())
    return told ? context.load(invitationFailureLoader, { id: user.id, email: user.email, organization: user.providerId }) : null
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may confirm this person now.' })
  viewerCanConfirm(@Root() user: ProviderUserRow, @Ctx() context: Context): boolean {
    return user.status === ProviderUserStatus.ACCEPTED && context.viewer.can('providerUser:confirm', user.tenant())
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may send this invitation again now.' })
  viewerCanResend(@Root() user: ProviderUserRow, @Ctx() context: Context): boolean {
    return user.status === ProviderUserStatus.INVITED && context.viewer.can('providerUser:invite', user.tenant())
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may remove this person; nobody removes themself.' })
  viewerCanRemove(@Root() user: ProviderUserRow, @Ctx() context: Context): boolean {
    return user.accountId !== context.viewer.identity?.accountId && context.viewer.can('providerUser:remove', user.tenant())
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may change what this person is.' })
  viewerCanChangeType(@Root() user: ProviderUserRow, @Ctx() context: Context): boolean {
    return user.type !== ProviderUserType.OUTSIDE_TECHNICIAN && context.viewer.can('providerUser:change', user.tenant())
  }
}

@Resolver(() => ViewerInfo)
export class ViewerProviderUsersResolver {
  @FieldResolver(() => [ProviderUser], { description: 'The viewer\'s confirmed memberships in provider teams.' })
  providerMemberships(@Root() { identity }: ViewerInfo, @Ctx() context: Context): Promise<ProviderUserRow[]> {
    const shown = [...identity.staff].filter(([providerId]) => context.viewer.can('provider:read', { providerId }))
    return present(shown.map(([, { id }]) => context.load(providerUserLoader, id)))
  }
}
