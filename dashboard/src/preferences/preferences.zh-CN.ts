import type { Translated } from '../i18n/use-i18n.js'
import type { preferences as english } from './preferences.en.js'

export const preferences: Translated<typeof english> = {
  keyboard: '键盘',
  language: '语言',
  shortcuts: '单键快捷键',
  shortcutsText: 'j、k、x、/、? 以及大屏上的按键。关闭后不会被语音输入或误触触发；Ctrl K 和 F6 始终可用。',
  toLanguage: '语言：{name}',
  toTheme: '主题：{theme}',
  theme: {
    dark: '深色',
    label: '主题',
    light: '浅色',
    system: '跟随系统',
  },
}
