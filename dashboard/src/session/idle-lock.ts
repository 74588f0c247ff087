const signs = ['pointerdown', 'keydown', 'scroll', 'visibilitychange'] as const

/** Calls `lock` once nobody has touched the page for `minutes`, and again after each later silence. */
export function lockWhenIdle(lock: () => void, minutes = 15): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  function wake(): void {
    clearTimeout(timer)
    timer = setTimeout(lock, minutes * 60_000)
  }
  for (const sign of signs)
    document.addEventListener(sign, wake, { passive: true, capture: true })
  wake()
}
