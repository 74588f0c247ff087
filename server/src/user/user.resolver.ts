import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, ObjectType, Resolver, Root } from 'type-graphql'
import type { ClientPermission } from '@wardroom/schema/permissions'
import { ViewerInfo } from '../account/viewer-info.js'
import { isUuid } from '../access/tenants.js'
import { Direction } from '../lib/filter.js'
import { MailFailure } from '../mail/failure.js'
import { invitationFailureLoader } from '../mail/invitation-failure.js'
import { clientLoader } from '../client/client-row.js'
import type { ClientRow } from '../client/client-row.js'
import type { FilterFor, Listed, OrderFor } from '../database/list/list.js'
import { asRow } from '../database/row.js'
import { Client } from '../client/client.js'
import type { Context } from '../request/context.js'
import { loader, present } from '../request/loader.js'
import { Idempotent, replayRows } from '../transaction/idempotency.js'
import type { MutationContext } from '../transaction/root-fields.js'
import { connectionOf, PageArgs } from '../lib/page.js'
import { PersonResult } from '../lib/bulk.js'
import { ConfirmInput } from '../access/confirm-input.js'
import { changeUserRoles, confirmUsers, removeUsers, resendInvitations, restoreUsers, revokeUsers } from './change-users.js'
import { InviteUserInput, inviteUsers } from './invite-users.js'
import { CustomPermission, UserRole } from '../access/roles.js'
import { users } from './user-list.js'
import { grantableRoles } from './rank.js'
import { userLoader } from './user-row.js'
import type { UserRow } from './user-row.js'
import { RevocationReason, User, UserStatus } from './user.js'

@ObjectType({ description: 'A page of a client\'s people.' })
class UserConnection extends connectionOf(User, 'User') {}

@ObjectType({ description: 'What became of one row of a bulk request.' })
class UserResult extends PersonResult {}

const byEmail = { field: 'EMAIL', direction: Direction.ASC } as const

@Resolver(() => Client)
export class ClientUsersResolver {
  @FieldResolver(() => UserConnection, {
    nullable: true,
    description: 'The client\'s people; null without the right to list them. Errors: CURSOR_MALFORMED.',
  })
  users(
    @Root() client: ClientRow,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => users.Filter, { nullable: true, description: 'Null: everybody.' }) filter: FilterFor<typeof users> | null,
    @Arg('orderBy', () => users.Order, { nullable: true, description: 'Null: by address.' }) order: OrderFor<typeof users> | null,
    @Ctx() context: Context,
  ): Promise<Listed<UserRow>> | null {
    PageArgs.check(page)
    const { viewer, services: { database } } = context
    if (!viewer.can('user:list', client.tenant()))
      return null
    const asked = { page, filter: filter ?? {}, order: order ?? byEmail, wanted: undefined }
    const lists = loader<string, Listed<UserRow>>(ids => users.within(database, viewer, 'client_id', ids, asked, row => asRow(User, row)))
    return context.loadPage(JSON.stringify(['users', page, filter, order]), lists, client.id)
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may list this client\'s people.' })
  viewerCanListUsers(@Root() client: ClientRow, @Ctx() { viewer }: Context): boolean {
    return viewer.can('user:list', client.tenant())
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may invite people into this client.' })
  viewerCanInviteUsers(@Root() client: ClientRow, @Ctx() { viewer }: Context): boolean {
    return viewer.can('user:invite', client.tenant())
  }

  @FieldResolver(() => [UserRole], { description: 'The roles the viewer may grant here; empty without the right to invite.' })
  viewerRoles(@Root() client: ClientRow, @Ctx() { viewer }: Context): UserRole[] {
    return viewer.can('user:invite', client.tenant()) ? grantableRoles(viewer, client) : []
  }
}

@Resolver(() => ViewerInfo)
export class ViewerUsersResolver {
  @FieldResolver(() => [User], { description: 'The viewer\'s confirmed memberships in clients.' })
  clientMemberships(@Root() { identity }: ViewerInfo, @Ctx() context: Context): Promise<UserRow[]> {
    return present([...identity.members.values()].map(({ id }) => context.load(userLoader, id)))
  }
}

@Resolver(() => UserConnection)
export class UserConnectionResolver {
  @FieldResolver(() => Int, { description: 'How many people the filter lets through on all pages; costs one more statement.' })
  totalCount(@Root() { count }: Listed<UserRow>): Promise<number> {
    return count()
  }
}

@Resolver(() => UserResult)
export class UserResultResolver {
  @FieldResolver(() => User, { nullable: true, description: 'As the person is now; null when removed, and without the right to list people.' })
  async user(@Root() { id }: UserResult, @Ctx() context: Context): Promise<UserRow | null> {
    const user = id && isUuid(id) ? await context.load(userLoader, id) : null
    return user && context.viewer.can('user:list', user.tenant()) ? user : null
  }
}

const ids = () => Arg('ids', () => [ID], { description: '1 to 500, each checked by itself.' })

@Resolver(() => User)
export class UserResolver {
  @Idempotent(replayRows((viewer, { clientId }) => viewer.reach(Client, String(clientId), 'user:invite')))
  @Mutation(() => [UserResult], {
    description: 'Invites 1 to 200 people. A broken row refuses all, and `rows` names it by line; people who already belong are '
      + 'skipped. Errors: FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, ROLE_ABOVE_OWN, NO_FREE_SEAT, AUTO_GROW_CEILING, '
      + 'IDEMPOTENCY_MISMATCH.',
  })
  inviteUsers(
    @Arg('clientId', () => ID, { description: 'The client.' }) clientId: string,
    @Arg('users', () => [InviteUserInput], { description: '1 to 200; repeated addresses count once.' }) users: InviteUserInput[],
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<UserResult[]> {
    return inviteUsers(tx, viewer, clientId, users)
  }

  @Mutation(() => [UserResult], {
    description: 'Sends fresh invitations; the links sent before stop working. Errors in rows: NOT_FOUND, FORBIDDEN, '
      + 'ROLE_ABOVE_OWN, WRONG_STATUS.',
  })
  resendInvitations(@ids() ids: string[], @Ctx() { tx, viewer }: MutationContext): Promise<UserResult[]> {
    return resendInvitations(tx, viewer, ids)
  }

  @Mutation(() => [UserResult], {
    description: 'Hands the client key to people who accepted. Compare their fingerprint phrases first. No API tokens. Errors in '
      + 'rows: NOT_FOUND, FORBIDDEN, ROLE_ABOVE_OWN, WRONG_STATUS, SEALED_MALFORMED, SINGLE_ORGANIZATION.',
  })
  confirmUsers(
    @Arg('confirmations', () => [ConfirmInput], { description: '1 to 500, each checked by itself.' }) confirmations: ConfirmInput[],
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<UserResult[]> {
    return confirmUsers(tx, viewer, new Map(confirmations.map(({ id, key }) => [id, key])))
  }

  @Mutation(() => [UserResult], {
    description: 'Changes role and, for CUSTOM, the flags. Nobody above oneself, nobody to above oneself. Errors in rows: '
      + 'NOT_FOUND, FORBIDDEN, ROLE_ABOVE_OWN, CUSTOM_ROLE_NEEDS_ENTERPRISE, LAST_OWNER, SINGLE_ORGANIZATION.',
  })
  changeUserRoles(
    @ids() ids: string[],
    @Arg('role', () => UserRole, { description: 'The role all of them get.' }) role: UserRole,
    @Arg('permissions', () => [CustomPermission], {
      nullable: true,
      description: 'The flags of a CUSTOM role, in place of those before; null: none. Other roles have none.',
    }) permissions: CustomPermission[] | null,
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<UserResult[]> {
    return changeUserRoles(tx, viewer, ids, role, permissions ?? [])
  }

  @Mutation(() => [UserResult], {
    description: 'Suspends people: the seat is freed, keys and role stay for a later restore. Errors in rows: NOT_FOUND, '
      + 'FORBIDDEN, ROLE_ABOVE_OWN, SELF, WRONG_STATUS, LAST_OWNER.',
  })
  revokeUsers(@ids() ids: string[], @Ctx() { tx, viewer }: MutationContext): Promise<UserResult[]> {
    return revokeUsers(tx, viewer, ids)
  }

  @Mutation(() => [UserResult], {
    description: 'Brings revoked people back to the status they had; takes a seat for each who needs one, after everything else '
      + 'was checked. Errors in rows: NOT_FOUND, FORBIDDEN, ROLE_ABOVE_OWN, SELF, WRONG_STATUS, NO_FREE_SEAT, '
      + 'AUTO_GROW_CEILING, SINGLE_ORGANIZATION.',
  })
  restoreUsers(@ids() ids: string[], @Ctx() { tx, viewer }: MutationContext): Promise<UserResult[]> {
    return restoreUsers(tx, viewer, ids)
  }

  @Mutation(() => [UserResult], {
    description: 'Takes people out of the client; their accounts stay. Errors: LAST_OWNER for the whole request; in rows: '
      + 'NOT_FOUND, FORBIDDEN, ROLE_ABOVE_OWN, SELF.',
  })
  removeUsers(@ids() ids: string[], @Ctx() { tx, viewer }: MutationContext): Promise<UserResult[]> {
    return removeUsers(tx, viewer, ids)
  }

  @FieldResolver(() => Client, { description: 'The client the person belongs to.' })
  async client(@Root() { clientId }: UserRow, @Ctx() context: Context): Promise<ClientRow> {
    return (await context.load(clientLoader, clientId))!
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The client key wrapped to the viewer, EncString type 4; null on every row but the viewer\'s own, and for API tokens.',
  })
  key(@Root() { accountId, key }: UserRow, @Ctx() { viewer: { identity } }: Context): string | null {
    return identity?.sessionId && accountId === identity.accountId ? key ?? null : null
  }

  @FieldResolver(() => RevocationReason, { nullable: true, description: 'Why access was suspended; null for whoever has access, and where it was not kept.' })
  revocationReason(@Root() { status, revocationReason }: UserRow): RevocationReason | null {
    return status === UserStatus.REVOKED ? revocationReason : null // earlier releases restored people without taking it away
  }

  @FieldResolver(() => MailFailure, {
    nullable: true,
    description: 'Why the mail with the open invitation could not be sent at its last attempt; it is tried again for hours. Null: it was '
      + 'sent, or waits for its first attempt; and without the right to list people.',
  })
  async invitationFailure(@Root() user: UserRow, @Ctx() context: Context): Promise<MailFailure | null> {
    const told = user.status === UserStatus.INVITED && context.viewer.can('user:list', user.tenant())
    return told ? context.load(invitationFailureLoader, { id: user.id, email: user.email, organization: user.clientId }) : null
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may confirm this person now.' })
  viewerCanConfirm(@Root() user: UserRow, @Ctx() context: Context): boolean {
    return user.status === UserStatus.ACCEPTED && may(context, 'user:confirm', user)
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may send this invitation again now.' })
  viewerCanResend(@Root() user: UserRow, @Ctx() context: Context): boolean {
    return user.status === UserStatus.INVITED && may(context, 'user:resend', user)
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may change this person\'s role.' })
  viewerCanChangeRole(@Root() user: UserRow, @Ctx() context: Context): boolean {
    return may(context, 'user:changeRole', user)
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may suspend this person now; nobody suspends themself.' })
  viewerCanRevoke(@Root() user: UserRow, @Ctx() context: Context): boolean {
    return user.status !== UserStatus.REVOKED && !isSelf(context, user) && may(context, 'user:revoke', user)
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may restore this person now.' })
  viewerCanRestore(@Root() user: UserRow, @Ctx() context: Context): boolean {
    return user.status === UserStatus.REVOKED && !isSelf(context, user) && may(context, 'user:restore', user)
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may remove this person; nobody removes themself.' })
  viewerCanRemove(@Root() user: UserRow, @Ctx() context: Context): boolean {
    return !isSelf(context, user) && may(context, 'user:remove', user)
  }
}

function may({ viewer }: Context, permission: ClientPermission, user: UserRow): boolean {
  return viewer.can(permission, user.tenant()) && viewer.outranks(user.tenant(), user.role)
}

function isSelf({ viewer: { identity } }: Context, user: UserRow): boolean {
  return user.accountId !== null && user.accountId === identity?.accountId
}
