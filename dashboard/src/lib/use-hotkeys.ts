import { useEventListener } from '@vueuse/core'
import { ref } from 'vue'

/** Whether keys of a single character act; whoever dictates or trembles may switch them off. */
export const characterKeys = ref(true)

/**
 * Answers to single keys (`'/'`, `'j'`, `'?'`, `'F6'`, `'Escape'`) and to `'mod+k'` (Ctrl or ⌘) while the component is shown.
 * Single keys do nothing while somebody types or something lies over the page; function keys and `mod` keys always work.
 */
export function useHotkeys(keys: Record<string, (event: KeyboardEvent) => void>): void {
  function onKeydown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.altKey)
      return
    const mod = event.ctrlKey || event.metaKey
    const answer = keys[mod ? `mod+${event.key.toLowerCase()}` : event.key]
    const always = mod || /^F\d+$/.test(event.key)
    if (answer === undefined
      || (!always && (isTyping(event.target) || isCovered()))
      || (!mod && event.key.length === 1 && !characterKeys.value)) {
      return
    }
    event.preventDefault()
    answer(event)
  }
  useEventListener('keydown', onKeydown)
}

function isCovered(): boolean {
  return document.querySelector('[role=dialog], [role=menu], .ui-options') !== null
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement
    && (target.isContentEditable || (target.matches('input, textarea, select') && !target.matches('[type=checkbox], [type=radio]')))
}
