import type { Refusal } from '../lib/refusal.js'
import { useI18n } from './use-i18n.js'

/** A refusal as a sentence of the page's language where there is one for its code; else the server's own, more exact in English. */
export function useExplain(): (refusal: Refusal) => string {
  const { t, te, locale } = useI18n()
  return ({ code, message, facts }) => {
    const key = `refusal.${code}`
    return (locale.value !== 'en' || message === '') && te(key) ? t(key, facts) : message
  }
}
