import { useDebounceFn } from '@vueuse/core'
import { onScopeDispose } from 'vue'

/** Runs `work` once calls pause, and now and then while they do not; no more once the component is gone. */
export function useDebounced(work: () => unknown, { pause = 150, maxWait = 600 } = {}): () => void {
  let gone = false
  onScopeDispose(() => gone = true)
  const debounced = useDebounceFn(() => gone || work(), pause, { maxWait })
  return () => void debounced()
}
