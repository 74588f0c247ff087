import { Arg, Args, Ctx, FieldResolver, ID, Query, registerEnumType, Resolver, Root, Subscription } from 'type-graphql'
import type { Viewer } from '../access/viewer.js'
import { Client } from '../client/client.js'
import type { ClientRow } from '../client/client-row.js'
import type { Context } from '../request/context.js'
import { PageArgs, pageOf } from '../lib/page.js'
import { Refused } from '../lib/refused.js'
import { readClientLogs } from '../client/client-events.js'
import { readCursor, writeCursor } from './cursor.js'
import { checkEventFilter, EventFilter } from './filter.js'
import { Event, EventBatch, EventConnection, toEvent } from './event.js'
import type { Batch } from '../feed/subscriber.js'
import { readHead, readLog, requireReachable } from './read-log.js'
import type { Order } from './read-log.js'
import { sightOf } from './visibility.js'
import type { Sight } from './visibility.js'

enum EventOrder {
  OLDEST_FIRST = 'OLDEST_FIRST',
  NEWEST_FIRST = 'NEWEST_FIRST',
}
registerEnumType(EventOrder, { name: 'EventOrder', description: 'OLDEST_FIRST is the order of the feed: the query and the subscription give the same sequence.' })

/** Which provider's log is meant, and what of it the viewer may see. */
export function chooseLog(viewer: Viewer, providerId: string | null | undefined, after?: string | null): { providerId: string, sight: Sight } {
  const { staff, members } = viewer.self
  const logs = new Set([...staff.keys(), ...[...members.values()].map(member => member.providerId)])
  const chosen = providerId ?? (after ? readCursor(after).providerId : logs.size === 1 ? [...logs][0] : undefined)
  if (chosen === undefined)
    throw new Refused('BAD_USER_INPUT', 'You reach several logs; say which with providerId.', { providerIds: [...logs] })
  const sight = logs.has(chosen) ? sightOf(viewer, chosen) : null
  if (!sight)
    throw new Refused(logs.has(chosen) ? 'FORBIDDEN' : 'NOT_FOUND')
  return { providerId: chosen, sight }
}

/** The place a cursor names in this log. */
export function placeIn(providerId: string, after: string | null | undefined): number | null {
  if (after == null)
    return null
  const cursor = readCursor(after)
  if (cursor.providerId !== providerId)
    throw new Refused('CURSOR_MALFORMED', 'This cursor belongs to the log of another provider.')
  return cursor.seq
}

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
    const { providerId, sight } = chooseLog(viewer, providerIdArg, page.after)
    const seq = placeIn(providerId, page.after)
    if (seq !== null)
      requireReachable(providerId, seq, await readHead(database, viewer.tenants, providerId))
    const rows = await readLog(database, viewer.tenants, { providerId, sight, filter: filter ?? {}, order, seq, limit: page.first + 1 })
    return pageOf(rows, page.first, toEvent, row => writeCursor({ providerId, seq: Number(row.seq) }))
  }

  @Subscription(() => EventBatch, {
    name: 'events',
    description: 'Everything behind `after` and then everything new, in order, without a hole; the query of the same name gives the same sequence. Without `after` it begins now.',
    // Reached only through the feed (event/socket.ts), which asks the walls, keeps the place and calls this once per batch.
    subscribe: () => { throw new Refused('BAD_USER_INPUT', 'Subscriptions are served over graphql-ws only.') },
  })
  eventFeed(
    @Root() { providerId, rows, seq }: Batch,
    @Arg('providerId', () => ID, { nullable: true, description: 'May be left out by those who reach only one.' }) _providerId: string | null,
    @Arg('after', () => String, { nullable: true, description: 'A cursor of an event or of a batch.' }) _after: string | null,
    @Arg('filter', () => EventFilter, { nullable: true }) _filter: EventFilter | null,
  ): EventBatch {
    return { events: rows.map(toEvent), cursor: writeCursor({ providerId, seq }), at: new Date() }
  }
}

@Resolver(() => Client)
export class ClientEvents {
  @FieldResolver(() => EventConnection, { nullable: true, description: 'This client\'s events, newest first; null without the right to read them.' })
  async events(@Root() client: Client, @Args(() => PageArgs) page: PageArgs, @Arg('filter', () => EventFilter, { nullable: true }) filter: EventFilter | null, @Ctx() { viewer, loaders, services: { database } }: Context): Promise<EventConnection | null> {
    PageArgs.check(page)
    checkEventFilter(filter ?? {})
    if (!viewer.can('event:read', client.tenant()))
      return null
    const { providerId } = client
    const seq = placeIn(providerId, page.after)
    if (seq !== null)
      requireReachable(providerId, seq, await readHead(database, viewer.tenants, providerId))
    const before = seq === null ? null : { providerId, seq }
    const rows = await loaders.batch(JSON.stringify(['events', page, filter]), ids => readClientLogs(database, viewer.tenants, ids, filter ?? {}, before, page.first + 1)).load(client.id)
    return pageOf(rows, page.first, toEvent, row => writeCursor({ providerId: row.providerId, seq: Number(row.seq) }))
  }

  @FieldResolver(() => Event, { nullable: true, description: 'The newest event; null without one or without the right to read them.' })
  lastEvent(@Root() client: ClientRow, @Ctx() { loaders }: Context): Promise<Event | null> | Event | null {
    return client.lastEvent !== undefined ? client.lastEvent : loaders.lastEvent.load(client)
  }

  @FieldResolver(() => Number, { nullable: true, description: 'Events a minute over the last five minutes; null without the right to read them.' })
  eventsPerMinute(@Root() client: Client, @Ctx() { loaders }: Context): Promise<number | null> {
    return loaders.eventsPerMinute.load(client)
  }
}
