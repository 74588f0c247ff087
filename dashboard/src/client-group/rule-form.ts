import type { Plan } from '../gql/graphql.js'
import type { Rule } from './use-rule-text.js'

/** A rule as its fields hold it: what is empty does not matter. */
export interface RuleFields {
  plan: '' | Plan
  seatsFrom: string
  seatsTo: string
  daysFrom: string
  daysTo: string
  tags: string
  withoutTags: string
  nameContains: string
}

export function fieldsOf(rule: Rule | null | undefined): RuleFields {
  const text = (value: number | string | null | undefined): string => value == null ? '' : String(value)
  return {
    plan: rule?.plans?.length === 1 ? rule.plans[0]! : '',
    seatsFrom: text(rule?.seatsFrom),
    seatsTo: text(rule?.seatsTo),
    daysFrom: text(rule?.daysFrom),
    daysTo: text(rule?.daysTo),
    tags: rule?.tags?.join(', ') ?? '',
    withoutTags: rule?.withoutTags?.join(', ') ?? '',
    nameContains: text(rule?.nameContains),
  }
}

export function ruleOf(fields: RuleFields): Rule {
  const number = (text: string): number | null => /^\d+$/.test(text.trim()) ? Number(text) : null
  const list = (text: string): string[] | null => {
    const words = text.split(/[,，、]/).map(word => word.trim()).filter(Boolean)
    return words.length > 0 ? words : null
  }
  return {
    plans: fields.plan === '' ? null : [fields.plan],
    seatsFrom: number(fields.seatsFrom),
    seatsTo: number(fields.seatsTo),
    daysFrom: number(fields.daysFrom),
    daysTo: number(fields.daysTo),
    tags: list(fields.tags),
    withoutTags: list(fields.withoutTags),
    nameContains: fields.nameContains.trim() === '' ? null : fields.nameContains.trim(),
  }
}
