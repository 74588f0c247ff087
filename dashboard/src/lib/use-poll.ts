import { useDocumentVisibility, useIntervalFn } from '@vueuse/core'
import { watch } from 'vue'

/** Runs `work` again and again while the page is in view and `wanted` says so: for what no event tells. */
export function usePoll(work: () => unknown, wanted: () => boolean, every = 5_000): void {
  const visibility = useDocumentVisibility()
  function run(): void {
    if (visibility.value === 'visible' && wanted())
      work()
  }
  useIntervalFn(run, every)
  watch(visibility, run)
}
