import type { Ref } from 'vue'
import type { LiveEvent } from '../live/use-feed.js'
import { readonly, ref, watch } from 'vue'
import { useApollo } from '../api/apollo.js'
import { useDebounced } from '../lib/use-debounced.js'
import { useFeed } from '../live/use-feed.js'
import { ClientRefresh } from './client-row.js'

const cameOrWent = new Set([1900, 1901, 1902])
const atOnce = 12

/**
 * Keeps a list of clients true. What happened to a client that is shown is loaded again for that row alone; clients that came or
 * went wait behind the pill while somebody reads the list, and are let in at once when nobody does.
 */
export function useClientNews(shown: () => ReadonlySet<string>, reading: () => boolean, reload: () => Promise<void>): { waiting: Readonly<Ref<number>>, show: () => Promise<void> } {
  const apollo = useApollo()
  const waiting = ref(0)
  let touched = new Set<string>()

  const refresh = useDebounced(async () => {
    const ids = [...touched].filter(id => shown().has(id))
    touched = new Set()
    if (ids.length > atOnce)
      await reload()
    else
      await Promise.all(ids.map(id => apollo.query({ query: ClientRefresh, variables: { id }, fetchPolicy: 'network-only' }).catch(() => {})))
  })

  async function show(): Promise<void> {
    waiting.value = 0
    await reload()
  }
  const letIn = useDebounced(() => void show())

  function onEvents(events: LiveEvent[]): void {
    for (const { clientId, code } of events) {
      if (clientId && !cameOrWent.has(code))
        touched.add(clientId)
    }
    refresh()
    const news = events.filter(({ code }) => cameOrWent.has(code)).length
    waiting.value += news
    if (news > 0 && !reading())
      letIn()
  }

  watch(reading, (now) => {
    if (!now && waiting.value > 0)
      letIn()
  })
  useFeed({ onEvents, onGap: () => void show() })
  return { waiting: readonly(waiting), show }
}
