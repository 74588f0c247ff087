import { eventCatalogue } from '@wardroom/schema/events'
import { Field, GraphQLISODateTime, ID, InputType, Int } from 'type-graphql'
import { isUuid } from '../access/tenants.js'
import { requireShortLists } from '../lib/filter.js'
import { Refused } from '../lib/refused.js'
import type { Sql } from '../database/sql.js'
import type { EventRow } from './row.js'

@InputType({ description: 'Every given member must hold. Times are half-open: since ≤ at < until.' })
export class EventFilter {
  @Field(() => ID, { nullable: true, description: 'Only events of this client.' })
  clientId?: string | null

  @Field(() => [Int], { nullable: true, description: 'Only these codes, at most 100.' })
  codes?: number[] | null

  @Field(() => [String], {
    nullable: true,
    description: 'Only these categories of the event catalogue, at most 100. Errors: BAD_USER_INPUT for an unknown one.',
  })
  categories?: string[] | null

  @Field(() => ID, { nullable: true, description: 'Only what this account did.' })
  actorId?: string | null

  @Field(() => ID, { nullable: true, description: 'Only what happened to this user, provider user, client, account, token or session.' })
  subjectId?: string | null

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Only events at this time or later.' })
  since?: Date | null

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Only events before this time.' })
  until?: Date | null
}

const categories = new Set<string>(eventCatalogue.map(({ category }) => category))

export function checkEventFilter(filter: EventFilter): void {
  requireShortLists(filter)
  const { clientId, actorId, subjectId, categories: wanted } = filter
  for (const [field, id] of Object.entries({ clientId, actorId, subjectId })) {
    if (id != null && !isUuid(id))
      throw new Refused('BAD_USER_INPUT', `\`${field}\` must be an id.`, { field })
  }
  const unknown = wanted?.find(category => !categories.has(category))
  if (unknown !== undefined)
    throw new Refused('BAD_USER_INPUT', `There is no category "${unknown.slice(0, 40)}"; the catalogue has ${[...categories].join(', ')}.`, { field: 'categories' })
}

/** The codes a filter lets through; null: all. */
function codesOf({ codes, categories: wanted }: EventFilter): number[] | null {
  if (!wanted)
    return codes ?? null
  const inCategories = eventCatalogue.filter(({ category }) => wanted.includes(category)).map(({ code }): number => code)
  return codes ? inCategories.filter(code => codes.includes(code)) : inCategories
}

export function whereFilter(sql: Sql, filter: EventFilter): Sql {
  const codes = codesOf(filter)
  return sql
    .addIf(filter.clientId, 'and e.client_id = ?', filter.clientId)
    .addIf(codes, 'and e.code = any(?::int[])', codes)
    .addIf(filter.actorId, 'and e.actor_id = ?', filter.actorId)
    .addIf(filter.subjectId, 'and e.subject_id = ?', filter.subjectId)
    .addIf(filter.since, 'and e.at >= ?', filter.since)
    .addIf(filter.until, 'and e.at < ?', filter.until)
}

/** The same conditions on a loaded row: a subscription lets through exactly what a query finds. */
export function rowFilter(filter: EventFilter): (row: EventRow) => boolean {
  const codes = codesOf(filter)
  const wanted = codes && new Set(codes)
  return row => (!filter.clientId || row.clientId === filter.clientId)
    && (!wanted || wanted.has(row.code))
    && (!filter.actorId || row.actorId === filter.actorId)
    && (!filter.subjectId || row.subjectId === filter.subjectId)
    && (!filter.since || row.at >= filter.since)
    && (!filter.until || row.at < filter.until)
}
