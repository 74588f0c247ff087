import type { Ref } from 'vue'
import type { Lamp } from '../live/feed.js'
import { readonly, ref, watch } from 'vue'
import { useDebounced } from '../lib/use-debounced.js'
import { useFeed } from '../live/use-feed.js'

const cameOrWent = new Set([1500, 1503, 1515, 1516, 1523])
const about = new Set(['USER', 'SEAT', 'CLIENT'])

/**
 * Keeps the list of a client's people true. What changes rows in place shows at once; people who came or went wait behind the
 * pill while somebody reads the list or has chosen rows of it.
 */
export function useUserNews(clientId: () => string, busy: () => boolean, load: () => Promise<void>): { waiting: Readonly<Ref<number>>, show: () => Promise<void>, letIn: () => void, lamp: Readonly<Ref<Lamp>> } {
  const waiting = ref(0)

  async function show(): Promise<void> {
    waiting.value = 0
    await load()
  }
  const letIn = useDebounced(show)

  const { lamp } = useFeed({
    onEvents(events) {
      const here = events.filter(event => event.clientId === clientId() && about.has(event.category))
      const news = here.filter(({ code }) => cameOrWent.has(code)).length
      waiting.value += news
      if (here.length > 0 && (news === 0 || !busy()))
        letIn()
    },
    onGap: letIn,
  })
  watch(busy, (now) => {
    if (!now && waiting.value > 0)
      letIn()
  })
  return { waiting: readonly(waiting), show, letIn, lamp }
}
