/** Where the focus returns to when what opens now has closed: a menu is gone by then, its button stands for it. */
export function focusedOpener(): HTMLElement | null {
  const focused = document.activeElement
  const menu = focused?.closest('[role=menu]')
  const opener = menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : focused
  return opener instanceof HTMLElement && opener !== document.body ? opener : null
}

/** Gives the focus to an element, or to the page where that is gone. */
export function returnFocus(to: HTMLElement | null): void {
  if (to?.isConnected)
    to.focus()
  else
    focusPage()
}

/** Gives the focus to the page: to the field that asks for it, else to its title. */
export function focusPage(): void {
  const target = document.querySelector<HTMLElement>('main [autofocus]')
    ?? document.querySelector<HTMLElement>('main h1')
    ?? document.querySelector<HTMLElement>('main')
  if (target && !target.matches('input, textarea, select, button'))
    target.tabIndex = -1
  target?.focus({ preventScroll: true })
}
