import type { MasterPasswordRules } from '@wardroom/schema/master-password-rules'
import { strictestOf } from '@wardroom/schema/master-password-rules'
import { useFormat } from '../i18n/use-format.js'
import { useI18n } from '../i18n/use-i18n.js'

const signs = ['requireLower', 'requireUpper', 'requireNumbers', 'requireSpecial'] as const

/** What a master password is to be like, in words. */
export function useRulesText(): (rules: MasterPasswordRules) => string {
  const { t } = useI18n()
  const { number } = useFormat()
  return (asked) => {
    const rules = strictestOf([asked])
    const parts = [
      `${t('policy.length')} ${number(rules.minLength)}`,
      `${t('policy.complexity')}: ${t(rules.minComplexity > 3 ? 'policy.score.4' : 'policy.score.3')}`,
      ...signs.filter(sign => rules[sign]).map(sign => t(`policy.rule.${sign}`)),
      ...rules.enforceOnLogin ? [t('policy.enforceOnLogin')] : [],
    ]
    return parts.join(' · ')
  }
}
