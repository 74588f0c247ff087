import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, ObjectType, Resolver, Root } from 'type-graphql'
import { clientLoader } from '../client/client-row.js'
import type { ClientRow } from '../client/client-row.js'
import { Client } from '../client/client.js'
import type { FilterFor, Listed, OrderFor } from '../database/list/list.js'
import { asRow } from '../database/row.js'
import { PersonResult, RowResult } from '../lib/bulk.js'
import { Direction } from '../lib/filter.js'
import { connectionOf, PageArgs } from '../lib/page.js'
import type { Context } from '../request/context.js'
import { loader } from '../request/loader.js'
import { Idempotent, replayRecord } from '../transaction/idempotency.js'
import type { MutationContext } from '../transaction/root-fields.js'
import type { UserRow } from '../user/user-row.js'
import { User } from '../user/user.js'
import { changeUserGroups, ChangeUserGroupsInput } from './change-groups-of-people.js'
import { createGroup, CreateGroupInput, deleteGroups, updateGroup, UpdateGroupInput } from './change-groups.js'
import { groups } from './group-list.js'
import { groupCountLoader, groupsOfUserLoader, peopleInGroupLoader } from './group-row.js'
import type { GroupRow } from './group-row.js'
import { Group } from './group.js'

@ObjectType({ description: 'A page of a client\'s groups.' })
class GroupConnection extends connectionOf(Group, 'Group') {}

@ObjectType({ description: 'Whether one group was deleted.' })
class GroupResult extends RowResult {}

@ObjectType({ description: 'Whether one person\'s groups are as asked.' })
class UserGroupsResult extends PersonResult {}

const byName = { field: 'NAME', direction: Direction.ASC } as const
/** Of one person, in points. */
const costOfGroups = 20

@Resolver(() => Client)
export class ClientGroupsResolver {
  @FieldResolver(() => GroupConnection, {
    nullable: true,
    description: 'The client\'s groups; null without the right to list them. Errors: CURSOR_MALFORMED.',
  })
  groups(
    @Root() client: ClientRow,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => groups.Filter, { nullable: true, description: 'Null: all of them.' }) filter: FilterFor<typeof groups> | null,
    @Arg('orderBy', () => groups.Order, { nullable: true, description: 'Null: by name.' }) order: OrderFor<typeof groups> | null,
    @Ctx() context: Context,
  ): Promise<Listed<GroupRow>> | null {
    PageArgs.check(page)
    const { viewer, services: { database } } = context
    if (!viewer.can('group:list', client.tenant()))
      return null
    const asked = { page, filter: filter ?? {}, order: order ?? byName, wanted: undefined }
    const lists = loader<string, Listed<GroupRow>>(ids =>
      groups.within(database, viewer, 'client_id', ids, asked, row => asRow(Group, row)))
    return context.loadPage(JSON.stringify(['groups', page, filter, order]), lists, client.id)
  }

  @FieldResolver(() => Int, { nullable: true, description: 'How many groups the client has; null without the right to list them.' })
  groupCount(@Root() client: ClientRow, @Ctx() context: Context): Promise<number> | null {
    return context.viewer.can('group:list', client.tenant()) ? context.load(groupCountLoader, client.id) : null
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may list this client\'s groups.' })
  viewerCanListGroups(@Root() client: ClientRow, @Ctx() { viewer }: Context): boolean {
    return viewer.can('group:list', client.tenant())
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may make, change and delete this client\'s groups.' })
  viewerCanChangeGroups(@Root() client: ClientRow, @Ctx() { viewer }: Context): boolean {
    return viewer.can('group:change', client.tenant())
  }
}

@Resolver(() => GroupConnection)
export class GroupConnectionResolver {
  @FieldResolver(() => Int, { description: 'How many groups the filter lets through on all pages; costs one more statement.' })
  totalCount(@Root() { count }: Listed<GroupRow>): Promise<number> {
    return count()
  }
}

@Resolver(() => User)
export class UserGroupsResolver {
  @FieldResolver(() => [Group], {
    nullable: true,
    complexity: ({ childComplexity }) => costOfGroups * (1 + childComplexity),
    description: 'The groups that the person is in, by name, 100 at most; null without the right to list groups.',
  })
  groups(@Root() user: UserRow, @Ctx() context: Context): Promise<GroupRow[]> | null {
    return context.viewer.can('group:list', user.tenant()) ? context.load(groupsOfUserLoader, user.id) : null
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may change which groups this person is in.' })
  viewerCanChangeGroups(@Root() user: UserRow, @Ctx() { viewer }: Context): boolean {
    return viewer.can('group:change', user.tenant())
  }
}

@Resolver(() => Group)
export class GroupResolver {
  @Idempotent(replayRecord(Group, 'group:change'))
  @Mutation(() => Group, {
    description: 'Makes a group, with people in it or without. Owners, admins, custom roles with manageGroups and the provider\'s people. Errors: '
      + 'FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, SELF, LIMIT_EXCEEDED for more than 1,000 groups or a person in more than 100, IDEMPOTENCY_MISMATCH.',
  })
  createGroup(
    @Arg('input', () => CreateGroupInput, { description: 'The group.' }) input: CreateGroupInput,
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<Group> {
    return createGroup(tx, viewer, input)
  }

  @Mutation(() => Group, {
    description: 'Changes a group and who is in it; all of it or nothing. None of a client\'s own people puts themself in. Errors: FORBIDDEN, '
      + 'NOT_FOUND, BAD_USER_INPUT, SELF, LIMIT_EXCEEDED.',
  })
  updateGroup(
    @Arg('input', () => UpdateGroupInput, { description: 'Which one, and what is to be another.' }) input: UpdateGroupInput,
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<Group> {
    return updateGroup(tx, viewer, input)
  }

  @Mutation(() => [GroupResult], {
    description: 'Deletes groups; whoever was in them stays in the client. Errors in rows: NOT_FOUND, FORBIDDEN.',
  })
  deleteGroups(
    @Arg('ids', () => [ID], { description: '1 to 500, each checked by itself.' }) ids: string[],
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<GroupResult[]> {
    return deleteGroups(tx, viewer, ids)
  }

  @Mutation(() => [UserGroupsResult], {
    description: 'Puts people of a client into groups, and takes them out of others. Errors: NOT_FOUND and FORBIDDEN for a group, BAD_USER_INPUT, '
      + 'LIMIT_EXCEEDED; in rows: NOT_FOUND, FORBIDDEN, SELF.',
  })
  changeUserGroups(
    @Arg('input', () => ChangeUserGroupsInput, { description: 'Who, and which groups.' }) input: ChangeUserGroupsInput,
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<UserGroupsResult[]> {
    return changeUserGroups(tx, viewer, input)
  }

  @FieldResolver(() => Client, { description: 'The client the group belongs to.' })
  async client(@Root() { clientId }: GroupRow, @Ctx() context: Context): Promise<ClientRow> {
    return (await context.load(clientLoader, clientId))!
  }

  @FieldResolver(() => Int, { description: 'How many people are in it; those without access count. List them with `Client.users(filter: { groups: … })`.' })
  userCount(@Root() { id }: GroupRow, @Ctx() context: Context): Promise<number> {
    return context.load(peopleInGroupLoader, id)
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may change and delete it.' })
  viewerCanChange(@Root() group: GroupRow, @Ctx() { viewer }: Context): boolean {
    return viewer.can('group:change', group.tenant())
  }
}
