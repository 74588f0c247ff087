import type { EventName } from '@wardroom/schema/events'
import type { Ref } from 'vue'
import type { LiveEvent } from '../live/use-feed.js'
import { readonly, ref, watch } from 'vue'
import { useApollo } from '../api/apollo.js'
import { useAsking } from '../api/use-asking.js'
import { asRefusal, isUnanswered } from '../lib/refusal.js'
import { useDebounced } from '../lib/use-debounced.js'
import { useFeed } from '../live/use-feed.js'
import { ClientRefresh } from './client-row.js'

const membership: ReadonlySet<string> = new Set<EventName>([
  'ProviderOrganization_Created',
  'ProviderOrganization_Added',
  'ProviderOrganization_Removed',
])
const maxRefetch = 12

/**
 * Keeps a list of clients true. What happened to a client that is shown is loaded again for that row alone; clients that came or
 * went wait behind the pill while somebody reads the list, and are let in at once when nobody does.
 */
export function useClientNews(
  shown: () => ReadonlySet<string>,
  reading: () => boolean,
  reload: () => Promise<void>,
): { pending: Readonly<Ref<number>>, show: () => Promise<void> } {
  const apollo = useApollo()
  const pending = ref(0)
  let touched = new Set<string>()

  const refresh = useDebounced(useAsking(async (context) => {
    const ids = [...touched].filter(id => shown().has(id))
    touched = new Set()
    if (ids.length > maxRefetch)
      return reload()
    try {
      await Promise.all(ids.map(id => apollo.query({ query: ClientRefresh, variables: { id }, context, fetchPolicy: 'network-only' })))
    }
    catch (error) {
      if (!isUnanswered(asRefusal(error)))
        return reload()
      touched = new Set([...touched, ...ids])
      throw error
    }
  }))

  async function show(): Promise<void> {
    pending.value = 0
    await reload()
  }
  const applyPending = useDebounced(() => void show())

  function onEvents(events: LiveEvent[]): void {
    for (const { clientId, type } of events) {
      if (clientId && !membership.has(type))
        touched.add(clientId)
    }
    refresh()
    const news = events.filter(({ type }) => membership.has(type)).length
    pending.value += news
    if (news > 0 && !reading())
      applyPending()
  }

  watch(reading, (now) => {
    if (!now && pending.value > 0)
      applyPending()
  })
  useFeed({ onEvents, onGap: () => void show() })
  return { pending: readonly(pending), show }
}
