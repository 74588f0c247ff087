import type { PolicyKind } from '../gql/graphql.js'
import type { PolicyState } from '../policy/use-policies.js'
import type { Baseline, Setting, Wanted } from './baseline-row.js'
import { useFormat } from '../i18n/use-format.js'
import { useI18n } from '../i18n/use-i18n.js'
import { useRulesText } from '../policy/use-rules-text.js'
import { isSetting, settingNames } from './baseline-row.js'

export interface UseBaselineTextReturn {
  nameOf: (what: PolicyKind | Setting) => string
  switched: (on: boolean) => string
  /** How a baseline wants a policy. */
  wanted: (policy: Wanted) => string
  /** How a client has it. */
  present: (policy: Pick<PolicyState, 'kind' | 'enabled' | 'autoEnrol' | 'rules'> | undefined) => string
  /** All that a baseline wants, a line each. */
  linesOf: (baseline: Pick<Baseline, 'policies' | 'settings'>) => { name: string, how: string }[]
}

/** What a baseline wants and a client has, in words. */
export function useBaselineText(): UseBaselineTextReturn {
  const { t } = useI18n()
  const { number } = useFormat()
  const rulesText = useRulesText()

  const switched = (on: boolean): string => t(on ? 'policy.on' : 'policy.off')
  const nameOf = (what: PolicyKind | Setting): string =>
    isSetting(what) ? t(`collection.setting.${what}`) : t(`policy.name.${what}`)
  const enrolled = (all: boolean | null): string => t(all ? 'policy.autoEnrolled' : 'baseline.enrolled')

  function detail({ kind, autoEnrol, rules }: Pick<PolicyState, 'kind' | 'rules'> & { autoEnrol: boolean | null }): string[] {
    if (kind === 'ACCOUNT_RECOVERY')
      return [enrolled(autoEnrol)]
    return rules ? [rulesText(rules)] : []
  }

  function wanted({ kind, enabled, autoEnrol, graceDays, rules }: Wanted): string {
    const grace = kind === 'TWO_STEP_LOGIN' && graceDays ? [t('baseline.graceOf', { n: number(graceDays) }, graceDays)] : []
    return enabled ? [switched(true), ...detail({ kind, autoEnrol, rules }), ...grace].join(' · ') : switched(false)
  }

  return {
    nameOf,
    switched,
    wanted,
    present: policy => policy?.enabled ? [switched(true), ...detail(policy)].join(' · ') : switched(false),
    linesOf: ({ policies, settings }) => [
      ...policies.map(policy => ({ name: nameOf(policy.kind), how: wanted(policy) })),
      ...settingNames.flatMap(name => settings[name] == null ? [] : [{ name: nameOf(name), how: switched(settings[name]) }]),
    ],
  }
}
