import type { WritableComputedRef } from 'vue'
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'

type Query = Record<string, string | undefined>

/**
 * One filter that lives in the address: reading follows the address, writing replaces it without a new entry in the history.
 * The default is left out of the address, so that a plain link is a plain view.
 */
export function useUrl<T extends string = string>(key: string, fallback: NoInfer<T>): WritableComputedRef<T> {
  const route = useRoute()
  const change = useUrlChange()
  return computed({
    get: () => {
      const value = route.query[key]
      return (typeof value === 'string' ? value : fallback) as T
    },
    set: value => void change({ [key]: value === fallback ? undefined : value }),
  })
}

/** As `useUrl`, for a set of values written with commas. */
export function useUrlSet(key: string): WritableComputedRef<string[]> {
  const text = useUrl(key, '')
  return computed({
    get: () => text.value === '' ? [] : text.value.split(','),
    set: values => text.value = values.join(','),
  })
}

/** Changes several parts of the address at once; `undefined` takes one out. Changes of one turn are gathered, none overwrites another. */
export function useUrlChange(): (change: Query) => Promise<void> {
  const router = useRouter()
  return async (change) => {
    const first = Object.keys(pending).length === 0
    Object.assign(pending, change)
    if (!first)
      return
    await Promise.resolve()
    const merged = { ...router.currentRoute.value.query, ...pending }
    for (const key of Object.keys(pending))
      delete pending[key]
    const query = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined && value !== ''))
    await router.replace({ query, hash: router.currentRoute.value.hash })
  }
}

const pending: Query = {}
