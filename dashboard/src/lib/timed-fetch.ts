/**
 * How long an answer may take, to its last byte.
 * A line that fell silent would otherwise hold whoever waits for it, and every tab behind their lock, for good.
 */
const answerLimit = 30_000

/** `fetch` that gives up; what then fails is a `TimeoutError`. */
export function timedFetch(input: RequestInfo | URL, init: RequestInit = {}, limit = answerLimit): Promise<Response> {
  const over = AbortSignal.timeout(limit)
  return fetch(input, { ...init, signal: init.signal ? AbortSignal.any([init.signal, over]) : over })
}
