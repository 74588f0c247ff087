import type { Translated } from '../i18n/use-i18n.js'
import type { preferences as english } from './preferences.en.js'

export const preferences: Translated<typeof english> = {
  language: '语言',
  toLanguage: '语言：{name}',
  toTheme: '主题：{theme}',
  theme: {
    dark: '深色',
    label: '主题',
    light: '浅色',
    system: '跟随系统',
  },
}
