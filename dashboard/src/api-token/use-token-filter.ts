import type { ComputedRef, WritableComputedRef } from 'vue'
import type { ApiTokenFilter, ApiTokenOrder, ApiTokenOrderField } from '../gql/graphql.js'
import type { Sorting } from '../ui/list/table.js'
import { computed } from 'vue'
import { useUrl, useUrlChange } from '../lib/use-url.js'
import { useUrlSorting } from '../ui/list/use-url-sorting.js'

const orders: Record<string, ApiTokenOrderField> = { name: 'NAME', ends: 'ENDS_AT' }

export interface UseTokenFilterReturn {
  search: WritableComputedRef<string>
  state: WritableComputedRef<'' | 'active' | 'ended'>
  sorting: WritableComputedRef<Sorting>
  /** What the server is asked for; null when nothing is filtered. */
  filter: ComputedRef<ApiTokenFilter | null>
  order: ComputedRef<ApiTokenOrder>
  clear: () => Promise<void>
}

/** Which tokens are shown, and in which order, as it stands in the address. */
export function useTokenFilter(): UseTokenFilterReturn {
  const search = useUrl('q', '')
  const state = useUrl<'' | 'active' | 'ended'>('state', '')
  const { sorting, order } = useUrlSorting(orders, '-ends')
  const change = useUrlChange()

  return {
    search,
    state,
    sorting,
    filter: computed(() => search.value === '' && state.value === ''
      ? null
      : { search: search.value || null, active: state.value === '' ? null : state.value === 'active' }),
    order,
    clear: () => change({ q: undefined, state: undefined }),
  }
}
