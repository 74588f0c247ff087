import type { Ref } from 'vue'
import { computed, onMounted, onUnmounted, readonly, ref } from 'vue'
import { useNow } from './use-now.js'

/** True while somebody is in the middle of an element: the pointer is over it or the focus is inside. Then nothing in it may move. */
export function useReading(element: () => HTMLElement | null): Readonly<Ref<boolean>> {
  const pointed = ref(false)
  const now = useNow()
  const enter = (): void => void (pointed.value = true)
  const leave = (): void => void (pointed.value = false)
  let listened: HTMLElement | null = null

  onMounted(() => {
    listened = element()
    listened?.addEventListener('pointerenter', enter)
    listened?.addEventListener('pointerleave', leave)
  })
  onUnmounted(() => {
    listened?.removeEventListener('pointerenter', enter)
    listened?.removeEventListener('pointerleave', leave)
  })
  // A focused element that is taken out of the page says nothing when it loses the focus, so the focus is looked up each second.
  return readonly(computed(() => pointed.value || (now.value > 0 && element()?.contains(document.activeElement) === true)))
}
