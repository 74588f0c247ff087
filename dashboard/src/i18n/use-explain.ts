import type { Refusal } from '../lib/refusal.js'
import { errors } from '@wardroom/schema/errors'
import { useI18n } from './use-i18n.js'

/**
 * A refusal as a sentence of the page's own. What the server says beyond that is marked as its word: in English where it is more exact, and
 * for a code that this page does not know. Of what only the browser refuses the server says nothing.
 */
export function useExplain(): (refusal: Refusal) => string {
  const { t, te, locale } = useI18n()
  return ({ code, message, facts }) => {
    const key = `refusal.${code}`
    const said = message === '' || message === code ? '' : t('ui.serverSays', { message })
    if (!te(key))
      return said || t('refusal.INTERNAL')
    const exact = locale.value === 'en' && isServerCode(code) && message !== errors[code].sentence
    return exact && said ? `${t(key, facts)} ${said}` : t(key, facts)
  }
}

function isServerCode(code: string): code is keyof typeof errors {
  return Object.hasOwn(errors, code)
}
