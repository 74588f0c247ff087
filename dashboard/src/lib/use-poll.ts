import { onScopeDispose } from 'vue'

/** Runs `work` again and again while the page is in view and `wanted` says so: for what no event tells. */
export function usePoll(work: () => void, wanted: () => boolean, every = 5_000): void {
  const run = (): void => {
    if (document.visibilityState === 'visible' && wanted())
      work()
  }
  const timer = setInterval(run, every)
  document.addEventListener('visibilitychange', run)
  onScopeDispose(() => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', run)
  })
}
