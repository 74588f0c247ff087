import type { Ref } from 'vue'
import { useElementHover } from '@vueuse/core'
import { computed } from 'vue'
import { useNow } from './use-now.js'

/** True while somebody is in the middle of an element: the pointer is over it or the focus is inside. Then nothing in it may move. */
export function useReading(element: Readonly<Ref<HTMLElement | null>>): Readonly<Ref<boolean>> {
  const hovered = useElementHover(element)
  const now = useNow()
  // A focused element that is taken out of the page says nothing when it loses the focus, so the focus is looked up each second.
  return computed(() => hovered.value || (now.value > 0 && element.value?.contains(document.activeElement) === true))
}
