/**
 * How long an answer may take, to its last byte.
 * A line that fell silent would otherwise hold whoever waits for it, and every tab behind their lock, for good.
 */
export const answerLimit = 30_000

/**
 * What is asked again as soon as the server is heard need not be waited for that long:
 * what only renews the page, and what the page begins with.
 */
export const refreshLimit = 5_000
export const questionLimit = 10_000

/** `fetch` that gives up; what then fails is a `TimeoutError`. */
export function timedFetch(input: RequestInfo | URL, init: RequestInit = {}, limit = answerLimit): Promise<Response> {
  const over = AbortSignal.timeout(limit)
  return fetch(input, { ...init, signal: init.signal ? AbortSignal.any([init.signal, over]) : over })
}

/** As many connections as a browser keeps to one server. */
const keptConnections = 6

/**
 * Ends the connections that died without a word, over which a browser would ask the next questions. Each of these takes one, and ends it
 * where no answer comes.
 */
export async function endDeadConnections(): Promise<void> {
  await Promise.allSettled(Array.from({ length: keptConnections }, () => timedFetch('/livez', { cache: 'no-store' }, 2_000)))
}
