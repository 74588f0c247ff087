import type { ComputedRef, WritableComputedRef } from 'vue'
import type { Locale } from '../i18n/locale.js'
import type { Theme } from '../preferences/preferences.js'
import { computed, onUnmounted, watchEffect } from 'vue'
import { useHotkeys } from '../lib/use-hotkeys.js'
import { useUrl } from '../lib/use-url.js'
import { usePreferences } from '../preferences/preferences.js'

const layouts = ['both', 'tiles', 'stream'] as const

export interface WallView {
  layout: WritableComputedRef<typeof layouts[number]>
  theme: WritableComputedRef<Theme>
  /** Names that are e-mail addresses are shown in part only. */
  isPrivate: ComputedRef<boolean>
  nextLayout: () => void
  togglePrivacy: () => void
  toggleTheme: () => void
  toggleLanguage: () => void
}

/** How the wall looks, as it stands in the address; the reader's own preferences come back when it is left. */
export function useWallView(): WallView {
  const preferences = usePreferences()
  const layout = useUrl<typeof layouts[number]>('layout', 'both')
  const theme = useUrl<Theme>('theme', 'dark')
  const language = useUrl<Locale>('lang', preferences.language.value)
  const privacy = useUrl<'' | '1'>('privacy', '')
  const isPrivate = computed(() => privacy.value === '1')

  const before = { theme: preferences.theme.value, language: preferences.language.value }
  watchEffect(() => {
    preferences.theme.value = theme.value
    preferences.language.value = language.value
  })
  onUnmounted(() => {
    preferences.theme.value = before.theme
    preferences.language.value = before.language
  })

  function nextLayout(): void {
    layout.value = layouts[(layouts.indexOf(layout.value) + 1) % layouts.length] ?? 'both'
  }
  function togglePrivacy(): void {
    privacy.value = isPrivate.value ? '' : '1'
  }
  function toggleTheme(): void {
    theme.value = theme.value === 'light' ? 'dark' : 'light'
  }
  function toggleLanguage(): void {
    preferences.language.value = preferences.language.value === 'en' ? 'zh-CN' : 'en'
    language.value = preferences.language.value
  }
  useHotkeys({ p: togglePrivacy, l: nextLayout, t: toggleTheme })

  return { layout, theme, isPrivate, nextLayout, togglePrivacy, toggleTheme, toggleLanguage }
}
