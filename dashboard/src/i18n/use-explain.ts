import type { Refusal } from '../lib/refusal.js'
import { useI18n } from 'vue-i18n'

/** A refusal as a sentence of the page's language where we have one for its code; else the server's own, which is more exact in English. */
export function useExplain(): (refusal: Refusal) => string {
  const { t, te, locale } = useI18n()
  return ({ code, message, facts }) => {
    const key = `refusal.${code}`
    const own = locale.value !== 'en' || code === 'UNREACHABLE'
    return own && te(key) ? t(key, facts) : message
  }
}
