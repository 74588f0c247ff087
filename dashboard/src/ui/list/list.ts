import type { Refusal } from '../../lib/refusal.js'

/** What of a list there is to show: `filtered` when nothing matches, `empty` when there is nothing at all. */
export type ListState = 'loading' | 'failed' | 'filtered' | 'empty' | 'ready'

/** What a list shows itself by; see `useConnection`. */
export interface List {
  state: ListState
  refusal: Refusal | null
  /** Whether what is shown answers the last question; else it is still the answer to the one before. */
  current: boolean
  /** An answer to other variables is on its way; what is shown is still the one before. */
  loading: boolean
  hasMore: boolean
  loadingMore: boolean
  loadMore: () => Promise<void>
  refetch: () => Promise<void>
}
