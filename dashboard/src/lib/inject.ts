import type { InjectionKey } from 'vue'
import { inject } from 'vue'

/** The thing provided under `key`; throws when the application forgot to provide it. */
export function required<T>(key: InjectionKey<T>): T {
  const thing = inject(key)
  if (thing === undefined)
    throw new Error(`Nothing is provided for ${String(key.description)}`)
  return thing
}
