import { computed } from 'vue'
import { feature } from '../feature/feature.js'
import { locales } from '../i18n/locale.js'
import { useI18n } from '../i18n/use-i18n.js'
import { preferences as en } from './preferences.en.js'
import { themes, usePreferences } from './preferences.js'
import { preferences as zhCN } from './preferences.zh-CN.js'

export const preferences = feature({
  messages: { 'en': { preferences: en }, 'zh-CN': { preferences: zhCN } },
  commands() {
    const { t } = useI18n()
    const { theme, language, choose } = usePreferences()
    return computed(() => [
      ...themes.filter(value => value !== theme.value).map(value => ({
        key: value,
        label: t('preferences.toTheme', { theme: t(`preferences.theme.${value}`) }),
        icon: 'sun' as const,
        run: () => choose({ theme: value }),
      })),
      ...locales.filter(({ locale }) => locale !== language.value).map(({ locale, name }) => ({
        key: locale,
        label: t('preferences.toLanguage', { name }),
        icon: 'globe' as const,
        run: () => choose({ language: locale }),
      })),
    ])
  },
})
