import { Arg, Args, Ctx, FieldResolver, GraphQLISODateTime, ID, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql'
import { clientLoader } from '../client/client-row.js'
import type { ClientRow } from '../client/client-row.js'
import { Client } from '../client/client.js'
import type { FilterFor, Listed } from '../database/list/list.js'
import { asRow } from '../database/row.js'
import { Direction } from '../lib/filter.js'
import { connectionOf, PageArgs } from '../lib/page.js'
import type { Context } from '../request/context.js'
import type { MutationContext } from '../transaction/root-fields.js'
import { userLoader } from '../user/user-row.js'
import { canRecover } from './can-recover.js'
import { declineHelp } from './decline-help.js'
import { helpRequests } from './help-request-list.js'
import { HelpRequest, HelpRequestState } from './help-request.js'
import type { HelpRequestRow } from './help-request.js'

@ObjectType({ description: 'A page of requests for help.' })
class HelpRequestConnection extends connectionOf(HelpRequest, 'HelpRequest') {}

const newest = { field: 'ASKED_AT', direction: Direction.DESC } as const

@Resolver(() => HelpRequest)
export class HelpRequestResolver {
  @Query(() => HelpRequestConnection, {
    description: 'Who has asked for help signing in, in every client where the viewer may reset passwords; the newest first. Errors: CURSOR_MALFORMED.',
  })
  helpRequests(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => helpRequests.Filter, { nullable: true, description: 'Null: every request.' }) filter: FilterFor<typeof helpRequests> | null,
    @Ctx() { viewer, services: { database } }: Context,
  ): Promise<Listed<HelpRequestRow>> {
    PageArgs.check(page)
    const asked = { page, filter: filter ?? {}, order: newest, wanted: undefined }
    return helpRequests.reachable(database, viewer, 'helpRequest:list', asked, row => asRow(HelpRequest, row))
  }

  @Mutation(() => HelpRequest, {
    description: 'Turns a request for help down; the person is mailed the reason. People only. Errors: FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, WRONG_STATUS.',
  })
  declineHelp(
    @Arg('id', () => ID, { description: 'One of `helpRequests`.' }) id: string,
    @Arg('reason', () => String, { description: '1 to 200 characters on one line; the person reads it.' }) reason: string,
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<HelpRequest> {
    return declineHelp(tx, viewer, id, reason)
  }

  @FieldResolver(() => Client, { description: 'The client that is asked.' })
  async client(@Root() { clientId }: HelpRequestRow, @Ctx() context: Context): Promise<ClientRow> {
    return (await context.load(clientLoader, clientId))!
  }

  @FieldResolver(() => String, { description: 'Address of who is said to ask.' })
  async email(@Root() { userId }: HelpRequestRow, @Ctx() context: Context): Promise<string> {
    return (await context.load(userLoader, userId))!.email
  }

  @FieldResolver(() => String, { nullable: true, description: 'Name of who is said to ask.' })
  async name(@Root() { userId }: HelpRequestRow, @Ctx() context: Context): Promise<string | null> {
    return (await context.load(userLoader, userId))!.name
  }

  @FieldResolver(() => GraphQLISODateTime, { nullable: true, description: 'Since when the person has enrolled in account recovery; null: nobody can reset their password.' })
  async recoveryEnrolledAt(@Root() { userId }: HelpRequestRow, @Ctx() context: Context): Promise<Date | null> {
    return (await context.load(userLoader, userId))!.recoveryEnrolledAt
  }

  @FieldResolver(() => Boolean, { description: 'As `User.viewerCanRecover` of who is said to ask.' })
  async viewerCanRecover(@Root() { userId }: HelpRequestRow, @Ctx() context: Context): Promise<boolean> {
    return canRecover(context.viewer, (await context.load(userLoader, userId))!)
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may turn it down or reset now.' })
  viewerCanDecide(@Root() request: HelpRequestRow, @Ctx() { viewer }: Context): boolean {
    return request.state === HelpRequestState.OPEN && viewer.can('helpRequest:decide', request.tenant())
  }
}

@Resolver(() => HelpRequestConnection)
export class HelpRequestConnectionResolver {
  @FieldResolver(() => Int, { description: 'How many requests the filter lets through on all pages; costs one more statement.' })
  totalCount(@Root() { count }: Listed<HelpRequestRow>): Promise<number> {
    return count()
  }
}
