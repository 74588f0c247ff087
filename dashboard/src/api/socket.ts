import type { Client } from 'graphql-ws'
import type { Session } from '../session/session.js'
import { createClient } from 'graphql-ws'

/** The one socket of the page, opened by the first subscription. A refused token is renewed, so that the next attempt has a good one. */
export function createSocket(session: Session): Client {
  return createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    connectionParams: async () => ({ accessToken: await session.token() }),
    // The feed resumes from its own cursor, which graphql-ws does not know: it must not reconnect by itself.
    retryAttempts: 0,
    shouldRetry: () => false,
    lazyCloseTimeout: 2_000,
    connectionAckWaitTimeout: 10_000,
    on: {
      closed: (event) => {
        if (isClose(event) && (event.code === 4401 || event.code === 4403))
          session.refresh().catch(() => {})
      },
    },
  })
}

function isClose(event: unknown): event is { code: number } {
  return typeof event === 'object' && event !== null && 'code' in event && typeof event.code === 'number'
}
