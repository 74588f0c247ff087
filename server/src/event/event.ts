import { eventByCode } from '@wardroom/schema/events'
import { GraphQLJSON } from 'graphql-scalars'
import { Field, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { connectionOf } from '../lib/page.js'
import { Node } from '../lib/node.js'
import { writeCursor } from './cursor.js'
import type { EventRow } from './row.js'

export enum ActorKind {
  ACCOUNT = 'ACCOUNT',
  API_TOKEN = 'API_TOKEN',
  SYSTEM = 'SYSTEM',
  NONE = 'NONE',
}
registerEnumType(ActorKind, { name: 'ActorKind', description: 'API_TOKEN acts for the account that made it. NONE: nobody is known.' })

@ObjectType({ description: 'Who did it.' })
export class EventActor {
  @Field(() => ActorKind)
  kind!: `${ActorKind}`

  @Field(() => ID, { nullable: true, description: 'The account.' })
  id!: string | null

  @Field(() => String, { nullable: true, description: 'As it was at the time.' })
  name!: string | null
}

@ObjectType({ description: 'What or whom it happened to.' })
export class EventSubject {
  @Field(() => String, { nullable: true, description: 'USER, PROVIDER_USER, CLIENT, PROVIDER, ACCOUNT, API_TOKEN or SESSION.' })
  kind!: string | null

  @Field(() => ID, { nullable: true })
  id!: string | null

  @Field(() => String, { nullable: true, description: 'As it was at the time.' })
  name!: string | null
}

@ObjectType({ implements: Node, description: 'One line of a provider\'s log: dense, chained, never changed. Codes and names: schema/events.ts (domain §7.4; ours from 9000).' })
export class Event implements Node {
  @Field(() => ID)
  id!: string

  @Field(() => String, { description: 'Place in the provider\'s log: 1, 2, 3 … without holes, in commit order. Decimal text.' })
  seq!: string

  @Field(() => String, { description: 'Go on behind this event with `events(after:)`.' })
  cursor!: string

  @Field(() => Int)
  code!: number

  @Field(() => String, { description: 'Name of the code; Unknown_<code> where it has none.' })
  type!: string

  @Field(() => String)
  category!: string

  @Field(() => GraphQLISODateTime)
  at!: Date

  @Field(() => ID)
  providerId!: string

  @Field(() => ID, { nullable: true, description: 'Null: an event of the provider itself.' })
  clientId!: string | null

  @Field(() => String, { nullable: true, description: 'As it was at the time.' })
  clientName!: string | null

  @Field(() => EventActor)
  actor!: EventActor

  @Field(() => EventSubject)
  subject!: EventSubject

  @Field(() => GraphQLJSON, { description: 'Facts of this code, with names as they were; never secrets or ciphertext.' })
  details!: Record<string, unknown>

  @Field(() => Int, { nullable: true, description: 'Device types of domain §7.2.' })
  deviceType!: number | null

  @Field(() => String, { nullable: true })
  ip!: string | null

  @Field(() => String, { description: 'SHA-256 over the hash before, the place and the content, in hex; see docs/event-feed.md.' })
  hash!: string
}

@ObjectType()
export class EventConnection extends connectionOf(Event, 'Event') {}

@ObjectType({ description: 'Some events in order. An empty one is a heartbeat, every ten seconds.' })
export class EventBatch {
  @Field(() => [Event])
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
