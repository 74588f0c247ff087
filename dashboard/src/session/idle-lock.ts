import { useEventListener, useIntervalFn } from '@vueuse/core'

/** How often it is looked, where nobody moves. */
const look = 10_000

/** Calls `lock` once nobody has touched the page for `minutes` by the clock: a machine that slept counts as one that nobody touched. */
export function lockWhenIdle(lock: () => void, minutes = 15): void {
  let touchedAt = Date.now()

  function lockIfOverdue(): void {
    if (Date.now() - touchedAt >= minutes * 60_000)
      lock()
  }

  useEventListener(window, ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'], () => {
    lockIfOverdue()
    touchedAt = Date.now()
  }, { capture: true, passive: true })
  useEventListener(document, 'visibilitychange', lockIfOverdue)
  useIntervalFn(lockIfOverdue, look)
}
