import { onScopeDispose } from 'vue'

/**
 * Runs `work` once after calls have been quiet for `quiet` ms, and at the latest `patience` ms after the first of them,
 * so that a steady stream of calls cannot put it off for ever.
 */
export function useDebounced(work: () => Promise<void> | void, { quiet = 150, patience = 600 } = {}): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let first: number | undefined
  onScopeDispose(() => clearTimeout(timer))
  return () => {
    const now = Date.now()
    first ??= now
    clearTimeout(timer)
    timer = setTimeout(() => {
      first = undefined
      void work()
    }, Math.max(0, Math.min(quiet, first + patience - now)))
  }
}
