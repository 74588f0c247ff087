import type { ClientGroupRow_ClientGroupFragment } from '../gql/graphql.js'
import { useI18n } from '../i18n/use-i18n.js'

export type Rule = Omit<NonNullable<ClientGroupRow_ClientGroupFragment['rule']>, '__typename'>

/** A rule in words. */
export function useRuleText(): (rule: Rule) => string {
  const { t } = useI18n()

  function span(from: number | null | undefined, to: number | null | undefined, what: 'Age' | 'Seats'): string[] {
    if (from != null && to != null)
      return [t(`clientGroup.rule${what}`, { from, to })]
    if (from != null)
      return [t(`clientGroup.rule${what}From`, { from })]
    return to == null ? [] : [t(`clientGroup.rule${what}To`, { to })]
  }

  return ({ plans, seatsFrom, seatsTo, daysFrom, daysTo, tags, withoutTags, nameContains }) => {
    const parts = [
      ...plans ? [plans.map(plan => t(`plan.${plan}`)).join(' / ')] : [],
      ...span(seatsFrom, seatsTo, 'Seats'),
      ...span(daysFrom, daysTo, 'Age'),
      ...tags ? [t('clientGroup.ruleTags', { tags: tags.join(', ') })] : [],
      ...withoutTags ? [t('clientGroup.ruleWithout', { tags: withoutTags.join(', ') })] : [],
      ...nameContains == null ? [] : [t('clientGroup.ruleName', { text: nameContains })],
    ]
    return parts.join(' · ') || t('clientGroup.everyClient')
  }
}
