import { answerLimit } from '../lib/timed-fetch.js'

/** One tab at a time: the cookie changes at each use, and using an old one ends the session. Waiting for the others has an end, too. */
export function alone<T>(ask: () => Promise<T>): Promise<T> {
  return 'locks' in navigator ? navigator.locks.request('wardroom-refresh', { signal: AbortSignal.timeout(answerLimit) }, ask) : ask()
}
