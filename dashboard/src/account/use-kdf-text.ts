import type { Kdf } from '@wardroom/schema/sealing/kdf-numbers'
import { useFormat } from '../i18n/use-format.js'
import { useI18n } from '../i18n/use-i18n.js'

/** Numbers of a key derivation as a line of text. */
export function useKdfText(): (kdf: Kdf) => string {
  const { t } = useI18n()
  const { number } = useFormat()
  return ({ type, iterations, memory, parallelism }) => type === 'PBKDF2'
    ? t('profile.pbkdf2', { n: number(iterations) })
    : t('profile.argon2id', { passes: iterations, memory: number(memory ?? 0), lanes: parallelism ?? 0 })
}
