import { useEventListener } from '@vueuse/core'

/**
 * Answers to single keys (`'/'`, `'j'`, `'?'`) and to `'mod+k'` (Ctrl or ⌘) while the component is shown.
 * Plain keys do nothing while somebody types or a dialog is open; `mod` keys always work.
 */
export function useHotkeys(keys: Record<string, (event: KeyboardEvent) => void>): void {
  function onKeydown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.altKey)
      return
    const mod = event.ctrlKey || event.metaKey
    const answer = keys[mod ? `mod+${event.key.toLowerCase()}` : event.key]
    if (answer === undefined || (!mod && (isTyping(event.target) || document.querySelector('[role=dialog]') !== null)))
      return
    event.preventDefault()
    answer(event)
  }
  useEventListener('keydown', onKeydown)
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || (target.matches('input, textarea, select') && !target.matches('[type=checkbox], [type=radio]')))
}
