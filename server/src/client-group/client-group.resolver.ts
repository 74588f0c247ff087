import { Arg, Args, Ctx, Field, FieldResolver, ID, Int, Mutation, ObjectType, Resolver, Root } from 'type-graphql'
import type { ClientRow } from '../client/client-row.js'
import { Client } from '../client/client.js'
import type { FilterFor, Listed, OrderFor } from '../database/list/list.js'
import { asRow } from '../database/row.js'
import { RowResult } from '../lib/bulk.js'
import { Direction } from '../lib/filter.js'
import { connectionOf, PageArgs } from '../lib/page.js'
import { Provider } from '../provider/provider.js'
import type { Context } from '../request/context.js'
import { Idempotent, replayRecord } from '../transaction/idempotency.js'
import type { MutationContext } from '../transaction/root-fields.js'
import {
  createClientGroup,
  CreateClientGroupInput,
  deleteClientGroups,
  updateClientGroup,
  UpdateClientGroupInput,
} from './change-client-groups.js'
import { changeClientTags, ChangeClientTagsInput } from './change-tags.js'
import { clientCountLoader, clientGroups, groupsOfClientLoader, tagsInUse } from './client-group-list.js'
import type { ClientGroupRow } from './client-group-list.js'
import { ClientGroupRule } from './client-group-rule.js'
import { ClientGroup } from './client-group.js'

@ObjectType({ description: 'A page of groups of clients.' })
class ClientGroupConnection extends connectionOf(ClientGroup, 'ClientGroup') {}

@ObjectType({ description: 'Whether one group of clients was deleted.' })
class ClientGroupResult extends RowResult {}

@ObjectType({ description: 'Whether one client has the tags as asked.' })
class ClientTagsResult extends RowResult {}

@ObjectType({ description: 'A tag that clients have.' })
class ClientTag {
  @Field(() => String, { description: 'The tag, in lower case.' })
  tag!: string

  @Field(() => Int, { description: 'How many clients have it, of those the viewer reaches.' })
  clients!: number
}

const byName = { field: 'NAME', direction: Direction.ASC } as const
/** Of one client, in points. */
const costOfGroups = 20

@Resolver(() => ClientGroup)
export class ClientGroupResolver {
  @Idempotent(replayRecord(ClientGroup, 'clientGroup:change'))
  @Mutation(() => ClientGroup, {
    description: 'Makes a group of clients. Provider admins only. Errors: FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, LIMIT_EXCEEDED for more than 500 '
      + 'groups, IDEMPOTENCY_MISMATCH.',
  })
  createClientGroup(
    @Arg('input', () => CreateClientGroupInput, { description: 'The group.' }) input: CreateClientGroupInput,
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<ClientGroup> {
    return createClientGroup(tx, viewer, input)
  }

  @Mutation(() => ClientGroup, {
    description: 'Changes a group of clients, and so what those see who are limited to it; all of it or nothing. Provider admins only. Errors: '
      + 'FORBIDDEN, NOT_FOUND, BAD_USER_INPUT.',
  })
  updateClientGroup(
    @Arg('input', () => UpdateClientGroupInput, { description: 'Which one, and what is to be another.' }) input: UpdateClientGroupInput,
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<ClientGroup> {
    return updateClientGroup(tx, viewer, input)
  }

  @Mutation(() => [ClientGroupResult], {
    description: 'Deletes groups of clients; the clients stay. Provider admins only. Errors in rows: NOT_FOUND, FORBIDDEN, CLIENT_GROUP_IN_USE.',
  })
  deleteClientGroups(
    @Arg('ids', () => [ID], { description: '1 to 500, each checked by itself.' }) ids: string[],
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<ClientGroupResult[]> {
    return deleteClientGroups(tx, viewer, ids)
  }

  @Mutation(() => [ClientTagsResult], {
    description: 'Gives clients tags, and takes others away; groups by rule follow. Provider admins only. Errors: BAD_USER_INPUT; in rows: '
      + 'NOT_FOUND, FORBIDDEN, BAD_USER_INPUT for more than 20 tags.',
  })
  changeClientTags(
    @Arg('input', () => ChangeClientTagsInput, { description: 'Which clients, and which tags.' }) input: ChangeClientTagsInput,
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<ClientTagsResult[]> {
    return changeClientTags(tx, viewer, input)
  }

  @FieldResolver(() => ClientGroupRule, { nullable: true, description: 'Which clients are in it; null: those that were chosen one by one.' })
  rule(@Root() { rule }: ClientGroupRow): ClientGroupRule | null {
    return rule ?? null
  }

  @FieldResolver(() => Int, {
    description: 'How many clients are in it, of those the viewer reaches. List them with `clients(filter: { groups: … })`.',
  })
  clientCount(@Root() { id }: ClientGroupRow, @Ctx() context: Context): Promise<number> {
    return context.load(clientCountLoader, id)
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may change and delete it.' })
  viewerCanChange(@Root() group: ClientGroupRow, @Ctx() { viewer }: Context): boolean {
    return viewer.can('clientGroup:change', group.tenant())
  }
}

@Resolver(() => Provider)
export class ProviderClientGroupsResolver {
  @FieldResolver(() => ClientGroupConnection, {
    nullable: true,
    description: 'The provider\'s groups of clients; for whoever works for some clients only, those that these are in. Null without the right to '
      + 'list them. Errors: CURSOR_MALFORMED.',
  })
  async clientGroups(
    @Root() { id: providerId }: Provider,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => clientGroups.Filter, { nullable: true, description: 'Null: all of them.' }) filter: FilterFor<typeof clientGroups> | null,
    @Arg('orderBy', () => clientGroups.Order, {
      nullable: true,
      description: 'Null: by name.',
    }) order: OrderFor<typeof clientGroups> | null,
    @Ctx() { viewer, services: { database } }: Context,
  ): Promise<Listed<ClientGroupRow> | null> {
    PageArgs.check(page)
    if (!viewer.can('clientGroup:list', { providerId }))
      return null
    const asked = { page, filter: filter ?? {}, order: order ?? byName, wanted: undefined }
    const [listed] = await clientGroups.within(database, viewer, 'provider_id', [providerId], asked, row => asRow(ClientGroup, row))
    return listed!
  }

  @FieldResolver(() => [ClientTag], {
    nullable: true,
    description: 'The tags of the clients that the viewer reaches, the most frequent first, 500 at most; null without the right to list groups.',
  })
  clientTags(@Root() { id: providerId }: Provider, @Ctx() { viewer, services: { database } }: Context): Promise<ClientTag[]> | null {
    return viewer.can('clientGroup:list', { providerId }) ? database.read(viewer.tenants, tagsInUse({ providerId })) : null
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may make, change and delete groups of clients, and tag clients.' })
  viewerCanChangeClientGroups(@Root() provider: Provider, @Ctx() { viewer }: Context): boolean {
    return viewer.can('clientGroup:change', provider.tenant())
  }
}

@Resolver(() => ClientGroupConnection)
export class ClientGroupConnectionResolver {
  @FieldResolver(() => Int, { description: 'How many groups the filter lets through on all pages; costs one more statement.' })
  totalCount(@Root() { count }: Listed<ClientGroupRow>): Promise<number> {
    return count()
  }
}

@Resolver(() => Client)
export class GroupedClientResolver {
  @FieldResolver(() => [String], { nullable: true, description: 'The provider\'s tags of the client; null for all but the provider\'s people.' })
  tags(@Root() client: ClientRow, @Ctx() { viewer }: Context): string[] | null {
    return viewer.can('client:readGroups', client.tenant()) ? client.tags : null
  }

  @FieldResolver(() => [ClientGroup], {
    nullable: true,
    complexity: ({ childComplexity }) => costOfGroups * (1 + childComplexity),
    description: 'The groups that the client is in, by name; null for all but the provider\'s people.',
  })
  clientGroups(@Root() client: ClientRow, @Ctx() context: Context): Promise<ClientGroupRow[]> | null {
    return context.viewer.can('client:readGroups', client.tenant()) ? context.load(groupsOfClientLoader, client.id) : null
  }
}
