import { useIdle } from '@vueuse/core'
import { watch } from 'vue'

/** Calls `lock` once nobody has touched the page for `minutes`, and again after each later silence. */
export function lockWhenIdle(lock: () => void, minutes = 15): void {
  const { idle } = useIdle(minutes * 60_000)
  watch(idle, now => now && lock())
}
