import type { LiveEvent, UseFeedReturn } from './use-feed.js'
import { useDebounced } from '../lib/use-debounced.js'
import { useFeed } from './use-feed.js'

/** Asks again soon after an event that concerns what is shown, and when events may have been missed. */
export function useRefetchOn(concerns: (event: LiveEvent) => boolean, refetch: () => unknown): UseFeedReturn {
  const again = useDebounced(refetch)
  return useFeed({
    onEvents(events) {
      if (events.some(concerns))
        again()
    },
    onGap: again,
  })
}
