import type { InjectionKey, ShallowRef } from 'vue'
import type { Router } from 'vue-router'
import type { Unanswered } from '../lib/unanswered.js'
import { shallowRef } from 'vue'
import { isNavigationFailure, NavigationFailureType } from 'vue-router'
import { MissingPart } from '../lib/part.js'
import { serverReady } from '../lib/unanswered.js'

interface FailedPage {
  /** The address that somebody wanted. */
  to: string
  /**
   * `unreachable`: it opens by itself once the server is heard; `replaced`: a new build has taken a part of it away;
   * `broken`: loading it anew did not help; `unreadable`: what was answered cannot be shown.
   */
  why: 'unreachable' | 'replaced' | 'broken' | 'unreadable'
  /** Not even the shell around it stands. */
  whole?: boolean
}

export interface FailedPages {
  current: Readonly<ShallowRef<FailedPage | null>>
  tryAgain: () => void
  /** Loads the whole application anew, at the address that was wanted. */
  loadAnew: () => void
  /**
   * For `onErrorCaptured`: whatever throws while it is rendered, as where an answer lacks what the schema promises, leaves no page empty
   * without a word. It is still reported.
   * @param info where Vue caught it
   * @returns false where nobody else needs to hear of it
   */
  caught: (error: unknown, info: string, whole?: boolean) => boolean
}

export const failedPagesKey: InjectionKey<FailedPages> = Symbol('failedPages')

/** What Vue says of errors that leave the page as it is: of watchers' callbacks and of event handlers, in development and in a build. */
const besideRendering = /(?:callback|cleanup function|event handler|#runtime-[3-6])$/

/** The address that was last loaded anew, so that it is done once: a build whose parts are missing would be loaded for ever. */
const loadedKey = 'wardroom.loaded-anew'

/**
 * Watches for pages that cannot be had. During an outage the one that was wanted opens when the server is heard again. A part that a new
 * build has replaced comes with that build only, so the page is loaded anew: once, and only where that loses nothing.
 */
export function watchFailedPages(router: Router, unanswered: Unanswered, losesNothing: () => boolean): FailedPages {
  const current = shallowRef<FailedPage | null>(null)

  router.onError(async (error: unknown, { fullPath: to }) => {
    const failed: FailedPage = { to, why: 'unreachable' }
    current.value = failed
    if (!(error instanceof MissingPart) || !await serverReady())
      return unanswered.keep(tryAgain)
    if (current.value !== failed)
      return
    const triedBefore = sessionStorage.getItem(loadedKey) === to
    if (!triedBefore && losesNothing())
      loadAnew()
    else
      current.value = { to, why: triedBefore ? 'broken' : 'replaced' }
  })
  router.afterEach((to, _from, failure) => {
    // Whoever goes back to the page that is shown no longer wants the other.
    if (failure && !isNavigationFailure(failure, NavigationFailureType.duplicated))
      return
    current.value = null
    unanswered.drop(tryAgain)
    if (!failure && sessionStorage.getItem(loadedKey) === to.fullPath)
      sessionStorage.removeItem(loadedKey)
  })

  function tryAgain(): void {
    if (!current.value)
      return
    const { path, query, hash } = router.resolve(current.value.to)
    const first = router.currentRoute.value.matched.length === 0
    router.push({ path, query, hash, force: true, replace: first }).catch(() => {}) // told to onError above
  }

  function caught(error: unknown, info: string, whole = false): boolean {
    if (besideRendering.test(info))
      return true
    reportError(error)
    current.value = { to: router.currentRoute.value.fullPath, why: 'unreadable', whole }
    return false
  }

  function loadAnew(): void {
    if (!current.value)
      return
    const { to } = current.value
    sessionStorage.setItem(loadedKey, to)
    if (to === location.pathname + location.search + location.hash)
      location.reload()
    else
      location.assign(location.origin + to)
  }

  return { current, tryAgain, loadAnew, caught }
}
