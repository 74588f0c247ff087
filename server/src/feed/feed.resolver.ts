import { Arg, ID, Resolver, Root, Subscription } from 'type-graphql'
import { writeCursor } from '../event/cursor.js'
import { EventBatch, toEvent } from '../event/event.js'
import { EventFilter } from '../event/filter.js'
import { Refused } from '../lib/refused.js'
import type { DatedBatch } from './subscriber.js'

@Resolver()
export class FeedResolver {
  @Subscription(() => EventBatch, {
    name: 'events',
    description: 'Everything behind `after` and then everything new, in order, without a hole; the query of the same name gives '
      + 'the same sequence. Over graphql-ws only; docs/event-feed.md is the contract. Errors: FORBIDDEN, NOT_FOUND, '
      + 'CURSOR_MALFORMED, CURSOR_EXPIRED, SUBSCRIPTION_LIMIT.',
    subscribe: () => { throw new Refused('BAD_USER_INPUT', 'Subscriptions are served over graphql-ws only.') },
  })
  eventFeed(
    @Root() { providerId, rows, seq, at }: DatedBatch,
    @Arg('providerId', () => ID, {
      nullable: true,
      description: 'Null: the one log the viewer reaches. Errors: BAD_USER_INPUT when there are several.',
    }) _providerId: string | null,
    @Arg('after', () => String, {
      nullable: true,
      description: 'Cursor of an event or of a batch; null: only what is new.',
    }) _after: string | null,
    @Arg('filter', () => EventFilter, { nullable: true, description: 'Null: every event.' }) _filter: EventFilter | null,
  ): EventBatch {
    return { events: rows.map(toEvent), cursor: writeCursor({ providerId, seq }), at }
  }
}
