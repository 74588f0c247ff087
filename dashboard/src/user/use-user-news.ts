import type { EventName } from '@wardroom/schema/events'
import type { Ref } from 'vue'
import type { Lamp } from '../live/feed.js'
import { readonly, ref, watch } from 'vue'
import { useDebounced } from '../lib/use-debounced.js'
import { useFeed } from '../live/use-feed.js'
import { changesSignIn } from './sign-in-events.js'

const membership: ReadonlySet<string> = new Set<EventName>([
  'OrganizationUser_Invited',
  'OrganizationUser_Removed',
  'OrganizationUser_Deleted',
  'OrganizationUser_Left',
  'OrganizationUser_Staged',
])
const about = new Set(['USER', 'SEAT', 'CLIENT'])

/**
 * Keeps the list of a client's people true. What changes rows in place shows at once; people who came or went wait behind the
 * pill while somebody reads the list or has chosen rows of it.
 */
export function useUserNews(
  clientId: () => string,
  busy: () => boolean,
  load: () => Promise<void>,
): { pending: Readonly<Ref<number>>, show: () => Promise<void>, applyPending: () => void, lamp: Readonly<Ref<Lamp>> } {
  const pending = ref(0)

  async function show(): Promise<void> {
    pending.value = 0
    await load()
  }
  const applyPending = useDebounced(show)

  const { lamp } = useFeed({
    onEvents(events) {
      const here = events.filter(({ clientId: client, category, type }) =>
        client === clientId() && (about.has(category) || changesSignIn(type)))
      const news = here.filter(({ type }) => membership.has(type)).length
      pending.value += news
      if (here.length > 0 && (news === 0 || !busy()))
        applyPending()
    },
    onGap: applyPending,
  })
  watch(busy, (now) => {
    if (!now && pending.value > 0)
      applyPending()
  })
  return { pending: readonly(pending), show, applyPending, lamp }
}
