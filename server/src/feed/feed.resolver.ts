import { Arg, ID, Resolver, Root, Subscription } from 'type-graphql'
import { writeCursor } from '../event/cursor.js'
import { EventBatch, toEvent } from '../event/event.js'
import { EventFilter } from '../event/filter.js'
import { Refused } from '../lib/refused.js'
import type { Batch } from './subscriber.js'

@Resolver()
export class FeedResolver {
  @Subscription(() => EventBatch, {
    name: 'events',
    description: 'Everything behind `after` and then everything new, in order, without a hole; the query of the same name gives the same sequence. Without `after` it begins now.',
    // The socket never calls this: it asks the walls, keeps the place and executes the field once per batch.
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
