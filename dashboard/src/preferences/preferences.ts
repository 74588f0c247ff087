import type { InjectionKey, Ref } from 'vue'
import type { Locale } from '../i18n/locale.js'
import { ref, watchEffect } from 'vue'
import { required } from '../lib/inject.js'

export type Theme = 'dark' | 'light' | 'system'

export interface Preferences { theme: Ref<Theme>, language: Ref<Locale> }

export const preferencesKey: InjectionKey<Preferences> = Symbol('preferences')
export const usePreferences = (): Preferences => required(preferencesKey)

/** How the reader wants the page: kept in this browser, applied to the document at once. Nothing secret is ever kept here. */
export function createPreferences(): Preferences {
  const theme = ref(oneOf<Theme>(['dark', 'light', 'system'], localStorage.getItem('wardroom.theme')) ?? 'dark')
  const language = ref<Locale>((localStorage.getItem('wardroom.language') ?? navigator.language).toLowerCase().startsWith('zh') ? 'zh-CN' : 'en')
  const system = matchMedia('(prefers-color-scheme: light)')
  const systemLight = ref(system.matches)
  system.addEventListener('change', () => systemLight.value = system.matches)

  watchEffect(() => {
    const light = theme.value === 'light' || (theme.value === 'system' && systemLight.value)
    document.documentElement.dataset.theme = light ? 'light' : 'dark'
    document.documentElement.lang = language.value
  })
  return { theme, language }
}

/** Keeps a choice for the next visit. */
export function keep(name: 'theme' | 'language', value: string): void {
  localStorage.setItem(`wardroom.${name}`, value)
}

function oneOf<T extends string>(values: readonly T[], value: string | null): T | undefined {
  return values.find(known => known === value)
}
