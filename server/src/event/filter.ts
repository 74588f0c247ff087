import { expressionBuilder, sql } from 'kysely'
import type { Expression, SqlBool } from 'kysely'
import { eventCatalogue } from '@wardroom/schema/events'
import { Field, GraphQLISODateTime, ID, InputType, Int } from 'type-graphql'
import { isUuid } from '../access/tenants.js'
import { requireShort } from '../lib/filter.js'
import { Refused } from '../lib/refused.js'
import type { Tables } from '../database/query.js'
import type { EventRow } from './row.js'

@InputType({ description: 'Every given member must hold. Times are half-open: since ≤ at < until.' })
export class EventFilter {
  @Field(() => ID, { nullable: true, description: 'Only events of this client.' })
  clientId?: string | null

  @Field(() => [ID], { nullable: true, description: 'Only events of the clients in one of these groups of clients, at most 100.' })
  groups?: string[] | null

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
  requireShort(filter)
  const { clientId, actorId, subjectId, groups, categories: wanted } = filter
  for (const [field, id] of Object.entries({ clientId, actorId, subjectId })) {
    if (id != null && !isUuid(id))
      throw new Refused('BAD_USER_INPUT', `\`${field}\` must be an id.`, { field })
  }
  if (groups?.some(id => !isUuid(id)))
    throw new Refused('BAD_USER_INPUT', '`groups` must have ids.', { field: 'groups' })
  const unknown = wanted?.find(category => !categories.has(category))
  if (unknown !== undefined) {
    throw new Refused(
      'BAD_USER_INPUT',
      `There is no category "${unknown.slice(0, 40)}"; the catalogue has ${[...categories].join(', ')}.`,
      { field: 'categories' },
    )
  }
}

/** The codes a filter lets through; null: all. */
function codesOf({ codes, categories: wanted }: EventFilter): number[] | null {
  if (!wanted)
    return codes ?? null
  const inCategories = eventCatalogue.filter(({ category }) => wanted.includes(category)).map(({ code }): number => code)
  return codes ? inCategories.filter(code => codes.includes(code)) : inCategories
}

/** What of a filter travels with a statement. */
export interface FilterValues extends Omit<EventFilter, 'categories'> {
  codes: number[] | null
}

export function valuesOf(filter: EventFilter): FilterValues {
  const { categories: _, ...others } = filter
  return { ...others, codes: codesOf(filter) }
}

const e = expressionBuilder<{ e: Tables['event'] }, 'e'>()

function inGroups(groups: readonly string[]) {
  return sql<string>`any(array(select m.client_id from client_group_member m where m.client_group_id = any(${groups}::uuid[])))`
}

/**
 * Conditions on `event as e`. Times are also bounded by places, since an index has those in the order that is asked for.
 * @param log the provider, as it is known before any event is read
 */
export function whereEvent(
  { clientId, groups, codes, actorId, subjectId, since, until }: FilterValues,
  log: Expression<unknown>,
): Expression<SqlBool> {
  return e.and([
    ...clientId ? [e('e.client_id', '=', clientId)] : [],
    ...groups ? [e('e.client_id', '=', inGroups(groups))] : [],
    ...codes ? [e('e.code', '=', sql<number>`any(${codes}::int[])`)] : [],
    ...actorId ? [e('e.actor_id', '=', actorId)] : [],
    ...subjectId ? [e('e.subject_id', '=', subjectId)] : [],
    ...since ? [e('e.at', '>=', since), e('e.seq', '>', sql<string>`place_before(${log}, ${since})`)] : [],
    ...until ? [e('e.at', '<', until), e('e.seq', '<', sql<string>`place_after(${log}, ${until})`)] : [],
  ])
}

/**
 * The same conditions on a loaded row: a subscription lets through exactly what a query finds. Groups narrow what it may see
 * (of-groups.ts).
 */
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
