import type { UseConnectionReturn } from './use-connection.js'
import { watch } from 'vue'

type Loading = Pick<UseConnectionReturn<unknown, unknown>, 'nodes' | 'list' | 'loadMore'>

/**
 * Loads page after page of a list until all of it is there, or as much as `most`. It asks again only after more has come: what was
 * loaded may stand in the list later than the question is over.
 */
export function loadWhole({ nodes, list, loadMore }: Loading, most = Infinity): void {
  let askedAt = -1
  watch(() => nodes.value.length, (now, before) => {
    if (now < before)
      askedAt = -1
  }, { flush: 'sync' })
  watch(() => [nodes.value.length, list.hasMore, list.loadingMore, list.refusal], () => {
    const there = nodes.value.length
    if (!list.hasMore || list.loadingMore || list.refusal || there >= most || there === askedAt)
      return
    askedAt = there
    void loadMore(200)
  }, { immediate: true })
}
