import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import { writeCursor } from '../event/cursor.js'
import { Event, EventConnection, toEvent } from '../event/event.js'
import { checkEventFilter, EventFilter } from '../event/filter.js'
import { placeIn } from '../event/place.js'
import { readHead, requireReachable } from '../event/read-log.js'
import type { EventRow } from '../event/row.js'
import { PageArgs, pageOf } from '../lib/page.js'
import type { Context } from '../request/context.js'
import { loader } from '../request/loader.js'
import { eventsPerMinuteLoader, lastEventLoader, readClientLogs } from './client-events.js'
import type { ClientRow } from './client-row.js'
import { Client } from './client.js'

@Resolver(() => Client)
export class ClientEventsResolver {
  @FieldResolver(() => EventConnection, {
    nullable: true,
    description: 'This client\'s events, newest first; null without the right to read them. Errors: CURSOR_MALFORMED, CURSOR_EXPIRED.',
  })
  async events(
    @Root() client: ClientRow,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => EventFilter, { nullable: true, description: 'Null: every event.' }) filter: EventFilter | null,
    @Ctx() context: Context,
  ): Promise<EventConnection | null> {
    PageArgs.check(page)
    checkEventFilter(filter ?? {})
    const { viewer, services: { database } } = context
    if (!viewer.can('event:read', client.tenant()))
      return null
    const { providerId } = client
    const seq = placeIn(providerId, page.after)
    if (seq !== null)
      requireReachable(providerId, seq, await readHead(database, viewer.tenants, providerId))
    const before = seq === null ? null : { providerId, seq }
    const logs = loader<string, EventRow[]>(ids => readClientLogs(database, viewer.tenants, ids, filter ?? {}, before, page.first + 1))
    const rows = await context.loadPage(JSON.stringify(['events', page, filter]), logs, client.id)
    return pageOf(rows, page.first, toEvent, row => writeCursor({ providerId: row.providerId, seq: Number(row.seq) }))
  }

  @FieldResolver(() => Event, { nullable: true, description: 'The newest event; null without one or without the right to read them.' })
  lastEvent(@Root() client: ClientRow, @Ctx() context: Context): Promise<Event | null> | Event | null {
    return client.lastEvent !== undefined ? client.lastEvent : context.load(lastEventLoader, client)
  }

  @FieldResolver(() => Number, { nullable: true, description: 'Events a minute over the last five minutes; null without the right to read them.' })
  eventsPerMinute(@Root() client: ClientRow, @Ctx() context: Context): Promise<number | null> {
    return context.load(eventsPerMinuteLoader, client)
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may read this client\'s events.' })
  viewerCanReadEvents(@Root() client: ClientRow, @Ctx() { viewer }: Context): boolean {
    return viewer.can('event:read', client.tenant())
  }
}
