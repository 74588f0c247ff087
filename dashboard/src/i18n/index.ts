import type { Locale } from '../event/sentence.js'
import { createI18n } from 'vue-i18n'
import { en } from './en.js'
import { zhCN } from './zh-CN.js'

export const locales: { locale: Locale, name: string }[] = [
  { locale: 'en', name: 'English' },
  { locale: 'zh-CN', name: '简体中文' },
]

/** The messages of the application in both languages. The library interprets messages; it makes no code of them, which the page's policy would refuse. */
export function createMessages(locale: Locale) {
  return createI18n({ legacy: false, locale, fallbackLocale: 'en', messages: { 'en': en, 'zh-CN': zhCN } })
}
