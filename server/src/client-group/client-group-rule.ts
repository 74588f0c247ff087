import { maxSeats, maxTags } from '@wardroom/schema/limits'
import { Field, InputType, Int, ObjectType } from 'type-graphql'
import { Refused } from '../lib/refused.js'
import { cleanName } from '../lib/text.js'
import { Plan } from '../seat-pool/plan.js'
import { cleanTags } from './tags.js'

const maxDays = 36_500

/** As it is stored, and as `fits_rule` of the database reads it: what is left out does not matter. */
@ObjectType('ClientGroupRule', { description: 'Which clients are in a group: those for whom all of it holds. What is null does not matter.' })
@InputType('ClientGroupRuleInput', { description: 'Which clients are in a group: those for whom all of it holds. With nothing given: every client.' })
export class ClientGroupRule {
  @Field(() => [Plan], { nullable: true, description: 'One of these plans.' })
  plans?: Plan[] | null

  @Field(() => Int, { nullable: true, description: 'At least so many bought seats.' })
  seatsFrom?: number | null

  @Field(() => Int, { nullable: true, description: 'At most so many bought seats.' })
  seatsTo?: number | null

  @Field(() => Int, { nullable: true, description: 'With the provider for at least so many days; looked at once an hour.' })
  daysFrom?: number | null

  @Field(() => Int, { nullable: true, description: 'With the provider for at most so many days; looked at once an hour.' })
  daysTo?: number | null

  @Field(() => [String], { nullable: true, description: 'Every one of these tags, at most 20.' })
  tags?: string[] | null

  @Field(() => [String], { nullable: true, description: 'None of these tags, at most 20.' })
  withoutTags?: string[] | null

  @Field(() => String, { nullable: true, description: 'Part of the name, ignoring case; 1 to 50 characters.' })
  nameContains?: string | null
}

/** A rule as it is stored. Errors: BAD_USER_INPUT. */
export function readRule(input: ClientGroupRule): ClientGroupRule {
  const { plans, seatsFrom, seatsTo, daysFrom, daysTo, tags, withoutTags, nameContains } = input
  const rule = {
    ...plans && { plans: [...new Set(plans)].sort() },
    ...span('seats', seatsFrom, seatsTo, maxSeats),
    ...span('days', daysFrom, daysTo, maxDays),
    ...tags && { tags: cleanTags(tags, 'tags') },
    ...withoutTags && { withoutTags: cleanTags(withoutTags, 'withoutTags') },
    ...nameContains != null && { nameContains: cleanName(nameContains, 'nameContains') },
  }
  for (const [field, listed] of Object.entries({ plans: rule.plans, tags: rule.tags, withoutTags: rule.withoutTags })) {
    if (listed && (!listed.length || listed.length > maxTags))
      throw new Refused('BAD_USER_INPUT', `\`${field}\` must have 1 to ${maxTags} entries, or be left out.`, { field, max: maxTags })
  }
  return rule
}

function span(of: 'seats' | 'days', from: number | null | undefined, to: number | null | undefined, most: number): Record<string, number> {
  for (const [end, value] of Object.entries({ From: from, To: to })) {
    if (value != null && (value < 0 || value > most))
      throw new Refused('BAD_USER_INPUT', `\`${of}${end}\` must be from 0 to ${most}.`, { field: `${of}${end}`, max: most })
  }
  if (from != null && to != null && from > to)
    throw new Refused('BAD_USER_INPUT', `\`${of}From\` must not be above \`${of}To\`.`, { field: `${of}From`, max: to })
  return { ...from != null && { [`${of}From`]: from }, ...to != null && { [`${of}To`]: to } }
}
