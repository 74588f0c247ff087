import type { Locale } from '../i18n/locale.js'
import { createI18n } from 'vue-i18n'
import { en } from './en.js'
import { zhCN } from './zh-CN.js'

/** The messages of the application in both languages. The library interprets messages; it makes no code of them, which the page's policy would refuse. */
export function createMessages(locale: Locale) {
  return createI18n({ legacy: false, locale, fallbackLocale: 'en', messages: { 'en': en, 'zh-CN': zhCN } })
}
