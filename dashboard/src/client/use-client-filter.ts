import type { ComputedRef, WritableComputedRef } from 'vue'
import type { ClientFilter, Plan } from '../gql/graphql.js'
import type { ClientState, FreeSeats } from './clients-filter.js'
import { computed } from 'vue'
import { useUrl, useUrlChange } from '../lib/use-url.js'
import { clientFilter } from './clients-filter.js'

export interface UseClientFilterReturn {
  search: WritableComputedRef<string>
  plan: WritableComputedRef<'' | Plan>
  free: WritableComputedRef<FreeSeats>
  /** Id of a group of clients. */
  group: WritableComputedRef<string>
  tag: WritableComputedRef<string>
  state: WritableComputedRef<ClientState>
  /** What the server is asked for; null when nothing is filtered. */
  filter: ComputedRef<ClientFilter | null>
  clear: () => Promise<void>
}

/** Which clients are shown, as it stands in the address. */
export function useClientFilter(): UseClientFilterReturn {
  const search = useUrl('q', '')
  const plan = useUrl<'' | Plan>('plan', '')
  const free = useUrl<FreeSeats>('free', '')
  const group = useUrl('group', '')
  const tag = useUrl('tag', '')
  const state = useUrl<ClientState>('state', '')
  const change = useUrlChange()
  return {
    search,
    plan,
    free,
    group,
    tag,
    state,
    filter: computed(() => clientFilter(search.value, plan.value, free.value, { group: group.value, tag: tag.value, state: state.value })),
    clear: () => change({ q: undefined, plan: undefined, free: undefined, group: undefined, tag: undefined, state: undefined }),
  }
}
