import type { Locale } from '../i18n/locale.js'
import type { Messages } from '../i18n/use-i18n.js'
import { createI18n } from 'vue-i18n'
import { features } from '../features.js'
import { refusal as refusalEn } from '../i18n/refusal.en.js'
import { refusal as refusalZhCN } from '../i18n/refusal.zh-CN.js'
import { ui as uiEn } from '../ui/ui.en.js'
import { ui as uiZhCN } from '../ui/ui.zh-CN.js'

export const messages: Record<Locale, Messages> = {
  'en': { refusal: refusalEn, ui: uiEn, ...ofFeatures('en') },
  'zh-CN': { refusal: refusalZhCN, ui: uiZhCN, ...ofFeatures('zh-CN') },
}

/** All features together bring all messages, which a test holds against the texts of the rooms. */
function ofFeatures(locale: Locale): Omit<Messages, 'refusal' | 'ui'> {
  const sentences = features.map(feature => feature.sentences?.[locale])
  return Object.assign(
    { sentence: Object.assign({}, ...sentences) as Messages['sentence'] },
    ...features.map(({ messages }) => messages?.[locale]),
  ) as Messages
}

/**
 * The messages of the application in both languages. The library interprets messages;
 * it makes no code of them, which the page's policy would refuse. A key that is none was made of an answer, and is not shown as a text.
 */
export function createMessages(locale: Locale) {
  return createI18n({ legacy: false, locale, fallbackLocale: 'en', messages, missing: () => '…' })
}
