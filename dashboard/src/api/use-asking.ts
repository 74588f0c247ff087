import { onScopeDispose } from 'vue'
import { required } from '../lib/inject.js'
import { asRefusal, isUnanswered } from '../lib/refusal.js'
import { answerLimit, refreshLimit } from '../lib/timed-fetch.js'
import { unansweredKey } from '../lib/unanswered.js'

/** For the context of a question that renews what is shown: the milliseconds that its answer may take. */
export interface Asking { limit: number }

/**
 * Asks, and where the server does not answer, again when it is heard, for as long as the component lives; each time with more
 * patience, so that a slow server is not asked ever more. Other refusals are the caller's.
 */
export function useAsking(ask: (context: Asking) => Promise<unknown>): () => Promise<void> {
  const unanswered = required(unansweredKey)
  let limit = refreshLimit
  let gone = false
  onScopeDispose(() => {
    gone = true
    unanswered.drop(again)
  })

  async function tryAsking(): Promise<void> {
    try {
      await ask({ limit })
      limit = refreshLimit
    }
    catch (error) {
      if (!isUnanswered(asRefusal(error)))
        throw error
      if (!gone)
        unanswered.keep(again)
    }
  }

  function again(): void {
    limit = Math.min(answerLimit, limit * 2)
    void tryAsking()
  }
  return tryAsking
}
