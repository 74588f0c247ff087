import type { Ref } from 'vue'
import { onScopeDispose, readonly, ref } from 'vue'

const now = ref(Date.now())
let watchers = 0
let timer: ReturnType<typeof setInterval> | undefined

/** The time in milliseconds, moving once a second; all users share one timer, which ends with the last of them. */
export function useNow(): Readonly<Ref<number>> {
  if (watchers++ === 0) {
    now.value = Date.now()
    timer = setInterval(() => now.value = Date.now(), 1000)
  }
  onScopeDispose(() => {
    if (--watchers === 0)
      clearInterval(timer)
  })
  return readonly(now)
}
