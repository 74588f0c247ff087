import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql'
import type { Context } from '../request/context.js'
import { PageArgs, pageOf } from '../lib/page.js'
import { writeCursor } from './cursor.js'
import { checkEventFilter, EventFilter } from './filter.js'
import { EventConnection, toEvent } from './event.js'
import { readHead, readLog, requireReachable } from './read-log.js'
import type { Order } from './read-log.js'
import { ofGroups } from './of-groups.js'
import { chooseLog, placeIn } from './place.js'
import { describeEnum } from '../lib/enum.js'

enum EventOrder {
  OLDEST_FIRST = 'OLDEST_FIRST',
  NEWEST_FIRST = 'NEWEST_FIRST',
}
describeEnum(EventOrder, 'EventOrder', 'Which end of a log comes first.', {
  OLDEST_FIRST: 'The order of the feed: query and subscription give the same sequence.',
  NEWEST_FIRST: 'For screens that show what happened last.',
})

@Resolver()
export class EventResolver {
  @Query(() => EventConnection, {
    description: 'The log of one provider: what the viewer may see of it. Errors: FORBIDDEN, NOT_FOUND, CURSOR_MALFORMED, CURSOR_EXPIRED.',
  })
  async events(
    @Arg('providerId', () => ID, {
      nullable: true,
      description: 'Null: the one log the viewer reaches. Errors: BAD_USER_INPUT when there are several.',
    }) providerIdArg: string | null,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => EventFilter, { nullable: true, description: 'Null: every event.' }) filter: EventFilter | null,
    @Arg('order', () => EventOrder, { defaultValue: EventOrder.OLDEST_FIRST, description: 'Which end comes first.' }) order: Order,
    @Ctx() { viewer, services: { database } }: Context,
  ): Promise<EventConnection> {
    PageArgs.check(page)
    checkEventFilter(filter ?? {})
    const { groups, ...others } = filter ?? {}
    const { providerId, visibility: whole } = chooseLog(viewer, providerIdArg, page.after)
    const visibility = groups ? await ofGroups(database, viewer, providerId, whole, groups) : whole
    const seq = placeIn(providerId, page.after)
    if (seq !== null)
      requireReachable(providerId, seq, await readHead(database, viewer.tenants, providerId))
    const rows = await readLog(
      database,
      viewer.tenants,
      { providerId, visibility, filter: others, order, seq, limit: page.first + 1 },
    )
    return pageOf(rows, page.first, toEvent, row => writeCursor({ providerId, seq: Number(row.seq) }))
  }
}
