import type { Ref } from 'vue'
import type { DefineLocaleMessage } from 'vue-i18n'
import { useI18n as useUntyped } from 'vue-i18n'

/** The messages of all rooms; each adds its own beside its texts (`declare module 'vue-i18n'`). */
export type Messages = { [Key in keyof DefineLocaleMessage as Named<Key>]: DefineLocaleMessage[Key] }
type Named<Key> = string extends Key ? never : number extends Key ? never : Key

/** Another language's messages: the same keys, other words. */
export type Translated<T> = { [Key in keyof T]: T[Key] extends string ? string : Translated<T[Key]> }

/** The path of a message, as `client.title`; a misspelt one does not compile. */
export type MessageKey = Paths<Messages>
type Paths<T, Keys extends keyof T = keyof T> = Keys extends string | number
  ? T[Keys] extends string ? `${Keys}` : `${Keys}.${Paths<T[Keys]>}`
  : never

export interface Translate {
  (key: MessageKey, facts?: Record<string, unknown>): string
  /** As above, with the plural that fits `count`. */
  (key: MessageKey, facts: Record<string, unknown>, count: number): string
}

/** The library's `useI18n`, which takes any string for a key, with our keys. */
export function useI18n(): { t: Translate, te: (key: string) => key is MessageKey, tm: (key: string) => unknown, locale: Ref<string> } {
  const { t, te, tm, locale } = useUntyped()
  return { t, te: (key): key is MessageKey => te(key), tm, locale }
}
