import { eventByCode } from '@wardroom/schema/events'
import { GraphQLJSON } from 'graphql-scalars'
import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql'
import { connectionOf } from '../lib/page.js'
import { Node } from '../lib/node.js'
import { writeCursor } from './cursor.js'
import type { EventRow } from './row.js'
import { describeEnum } from '../lib/enum.js'

export enum ActorKind {
  ACCOUNT = 'ACCOUNT',
  API_TOKEN = 'API_TOKEN',
  SYSTEM = 'SYSTEM',
  NONE = 'NONE',
}
describeEnum(ActorKind, 'ActorKind', 'What kind of actor caused an event.', {
  ACCOUNT: 'A signed-in person.',
  API_TOKEN: 'A tool, for the account that made its token.',
  SYSTEM: 'The server itself.',
  NONE: 'Nobody is known, as with a failed sign-in.',
})

@ObjectType({ description: 'Who did it.' })
export class EventActor {
  @Field(() => ActorKind, { description: 'What kind of actor.' })
  kind!: `${ActorKind}`

  @Field(() => ID, {
    nullable: true,
    description: 'The account, or for API_TOKEN the account that made the token; null for SYSTEM and NONE.',
  })
  id!: string | null

  @Field(() => String, { nullable: true, description: 'As it was at the time; null where nobody is known.' })
  name!: string | null
}

@ObjectType({ description: 'What or whom it happened to.' })
export class EventSubject {
  @Field(() => String, {
    nullable: true,
    description: 'USER, PROVIDER_USER, CLIENT, PROVIDER, ACCOUNT, API_TOKEN or SESSION; null for an event without a subject.',
  })
  kind!: string | null

  @Field(() => ID, { nullable: true, description: 'Id of the subject; it may exist no more. Null without one.' })
  id!: string | null

  @Field(() => String, { nullable: true, description: 'As it was at the time; null without one.' })
  name!: string | null
}

@ObjectType({
  implements: Node,
  description: 'One line of a provider\'s log: dense, chained, never changed. docs/event-feed.md is its contract; schema/events.ts '
    + 'has every code and name.',
})
export class Event implements Node {
  @Field(() => ID, { description: 'The provider and `seq`.' })
  id!: string

  @Field(() => String, { description: 'Place in the provider\'s log: 1, 2, 3 … without holes, in commit order. Decimal text.' })
  seq!: string

  @Field(() => String, { description: 'Pass it as `after` to continue behind this event.' })
  cursor!: string

  @Field(() => Int, {
    description: 'Number of the type in the catalogue, stable. Those from 9000 on are Wardroom\'s own; keep codes that are new to you.',
  })
  code!: number

  @Field(() => String, { description: 'Name of the code; Unknown_<code> where it has none.' })
  type!: string

  @Field(() => String, { description: 'Family of the code, such as USER, SEAT or ACCOUNT; what `EventFilter.categories` takes.' })
  category!: string

  @Field(() => GraphQLISODateTime, { description: 'When it happened, by the server\'s clock.' })
  at!: Date

  @Field(() => ID, { description: 'Whose log it stands in.' })
  providerId!: string

  @Field(() => ID, { nullable: true, description: 'The client it belongs to; null: an event of the provider itself.' })
  clientId!: string | null

  @Field(() => String, { nullable: true, description: 'As it was at the time; null without a client.' })
  clientName!: string | null

  @Field(() => EventActor, { description: 'Who did it.' })
  actor!: EventActor

  @Field(() => EventSubject, { description: 'What or whom it happened to.' })
  subject!: EventSubject

  @Field(() => GraphQLJSON, { description: 'An object of facts of this code, with names as they were; never secrets or ciphertext.' })
  details!: Record<string, unknown>

  @Field(() => Int, {
    nullable: true,
    description: 'Kind of device by number: 9 Chrome, 10 Firefox, 11 Opera, 12 Edge, 14 another browser, 17 Safari, 18 Vivaldi, '
      + '21 a tool. docs/domain.md lists all. Null where it was not recorded.',
  })
  deviceType!: number | null

  @Field(() => String, { nullable: true, description: 'Address the request came from; null where it was not recorded.' })
  ip!: string | null

  @Field(() => String, { description: 'SHA-256 over the hash before, the place and the content, in hex; see docs/event-feed.md.' })
  hash!: string
}

@ObjectType({ description: 'A page of events.' })
export class EventConnection extends connectionOf(Event, 'Event') {}

@ObjectType({ description: 'Some events in order. An empty one is a heartbeat, every ten seconds.' })
export class EventBatch {
  @Field(() => [Event], { description: 'Up to 200, in the order of `seq`; empty in a heartbeat.' })
  events!: Event[]

  @Field(() => String, { description: 'Resume with `events(after:)` from here: everything up to this place was considered.' })
  cursor!: string

  @Field(() => GraphQLISODateTime, { description: 'The server\'s time when it was sent.' })
  at!: Date
}

export function toEvent(row: EventRow): Event {
  const { name: type, category } = eventByCode(row.code)
  const { actorKind, actorId, actorName, subjectKind, subjectId, subjectName, ...rest } = row
  return {
    ...rest,
    id: `${row.providerId}:${row.seq}`,
    cursor: writeCursor({ providerId: row.providerId, seq: Number(row.seq) }),
    type,
    category,
    actor: { kind: actorKind, id: actorId, name: actorName },
    subject: { kind: subjectKind, id: subjectId, name: subjectName },
  }
}
