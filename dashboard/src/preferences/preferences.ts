import type { InjectionKey, Ref } from 'vue'
import type { Locale } from '../i18n/locale.js'
import { useMediaQuery } from '@vueuse/core'
import { ref, watchEffect } from 'vue'
import { required } from '../lib/inject.js'
import { characterKeys } from '../lib/use-hotkeys.js'

export const themes = ['dark', 'light', 'system'] as const
export type Theme = typeof themes[number]

interface Choice { theme?: Theme, language?: Locale, shortcuts?: boolean }

export interface Preferences {
  /** What is shown; a page may set it for as long as it is open. */
  theme: Ref<Theme>
  language: Ref<Locale>
  /** Whether keys of a single character act. */
  shortcuts: Ref<boolean>
  /** Shows it, and keeps it for the next visit. */
  choose: (change: Choice) => void
}

export const preferencesKey: InjectionKey<Preferences> = Symbol('preferences')
export const usePreferences = (): Preferences => required(preferencesKey)

/** How the reader wants the page: kept in this browser, applied to the document at once. Nothing secret is ever kept here. */
export function createPreferences(): Preferences {
  const theme = ref(oneOf(themes, localStorage.getItem('wardroom.theme')) ?? 'dark')
  const language = ref<Locale>(
    (localStorage.getItem('wardroom.language') ?? navigator.language).toLowerCase().startsWith('zh') ? 'zh-CN' : 'en',
  )
  const systemLight = useMediaQuery('(prefers-color-scheme: light)')
  const shortcuts = ref(localStorage.getItem('wardroom.shortcuts') !== 'false')

  watchEffect(() => {
    const light = theme.value === 'light' || (theme.value === 'system' && systemLight.value)
    document.documentElement.dataset.theme = light ? 'light' : 'dark'
    document.documentElement.lang = language.value
  })

  watchEffect(() => characterKeys.value = shortcuts.value)

  function choose(change: Choice): void {
    for (const [name, value] of Object.entries(change))
      localStorage.setItem(`wardroom.${name}`, String(value))
    theme.value = change.theme ?? theme.value
    language.value = change.language ?? language.value
    shortcuts.value = change.shortcuts ?? shortcuts.value
  }
  return { theme, language, shortcuts, choose }
}

function oneOf<T extends string>(values: readonly T[], value: string | null): T | undefined {
  return values.find(known => known === value)
}
