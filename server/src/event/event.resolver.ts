import { Arg, Args, Ctx, ID, Query, registerEnumType, Resolver } from 'type-graphql'
import type { Context } from '../request/context.js'
import { PageArgs, pageOf } from '../lib/page.js'
import { writeCursor } from './cursor.js'
import { checkEventFilter, EventFilter } from './filter.js'
import { EventConnection, toEvent } from './event.js'
import { readHead, readLog, requireReachable } from './read-log.js'
import type { Order } from './read-log.js'
import { chooseLog, placeIn } from './place.js'

enum EventOrder {
  OLDEST_FIRST = 'OLDEST_FIRST',
  NEWEST_FIRST = 'NEWEST_FIRST',
}
registerEnumType(EventOrder, { name: 'EventOrder', description: 'OLDEST_FIRST is the order of the feed: the query and the subscription give the same sequence.' })

@Resolver()
export class EventResolver {
  @Query(() => EventConnection, { description: 'The log of a provider: what the viewer may see of it.' })
  async events(
    @Arg('providerId', () => ID, { nullable: true, description: 'May be left out by those who reach only one.' }) providerIdArg: string | null,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => EventFilter, { nullable: true }) filter: EventFilter | null,
    @Arg('order', () => EventOrder, { defaultValue: EventOrder.OLDEST_FIRST }) order: Order,
    @Ctx() { viewer, services: { database } }: Context,
  ): Promise<EventConnection> {
    PageArgs.check(page)
    checkEventFilter(filter ?? {})
    const { providerId, visibility } = chooseLog(viewer, providerIdArg, page.after)
    const seq = placeIn(providerId, page.after)
    if (seq !== null)
      requireReachable(providerId, seq, await readHead(database, viewer.tenants, providerId))
    const rows = await readLog(database, viewer.tenants, { providerId, visibility, filter: filter ?? {}, order, seq, limit: page.first + 1 })
    return pageOf(rows, page.first, toEvent, row => writeCursor({ providerId, seq: Number(row.seq) }))
  }
}
