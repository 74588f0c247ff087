import type { InjectionKey, Ref } from 'vue'
import type { Locale } from '../i18n/locale.js'
import { useMediaQuery } from '@vueuse/core'
import { ref, watchEffect } from 'vue'
import { required } from '../lib/inject.js'

export const themes = ['dark', 'light', 'system'] as const
export type Theme = typeof themes[number]

export interface Preferences {
  /** What is shown; a page may set it for as long as it is open. */
  theme: Ref<Theme>
  language: Ref<Locale>
  /** Shows it, and keeps it for the next visit. */
  choose: (change: { theme?: Theme, language?: Locale }) => void
}

export const preferencesKey: InjectionKey<Preferences> = Symbol('preferences')
export const usePreferences = (): Preferences => required(preferencesKey)

/** How the reader wants the page: kept in this browser, applied to the document at once. Nothing secret is ever kept here. */
export function createPreferences(): Preferences {
  const theme = ref(oneOf(themes, localStorage.getItem('wardroom.theme')) ?? 'dark')
  const language = ref<Locale>((localStorage.getItem('wardroom.language') ?? navigator.language).toLowerCase().startsWith('zh') ? 'zh-CN' : 'en')
  const systemLight = useMediaQuery('(prefers-color-scheme: light)')

  watchEffect(() => {
    const light = theme.value === 'light' || (theme.value === 'system' && systemLight.value)
    document.documentElement.dataset.theme = light ? 'light' : 'dark'
    document.documentElement.lang = language.value
  })

  function choose(change: { theme?: Theme, language?: Locale }): void {
    for (const [name, value] of Object.entries(change))
      localStorage.setItem(`wardroom.${name}`, value)
    theme.value = change.theme ?? theme.value
    language.value = change.language ?? language.value
  }
  return { theme, language, choose }
}

function oneOf<T extends string>(values: readonly T[], value: string | null): T | undefined {
  return values.find(known => known === value)
}
