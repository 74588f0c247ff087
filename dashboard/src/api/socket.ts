import type { Client } from 'graphql-ws'
import type { Session } from '../session/session.js'
import { createClient } from 'graphql-ws'

export interface Socket {
  client: Client
  /** The server has let the socket in and it was not closed since. */
  isOpen: () => boolean
}

/** The one socket of the page, opened by the first subscription. A refused token is renewed, so that the next attempt has a good one. */
export function createSocket(session: Session): Socket {
  let open = false
  const client = createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    connectionParams: async () => ({ accessToken: await session.token() }),
    // The feed resumes from its own cursor, which graphql-ws does not know: it must not reconnect by itself.
    retryAttempts: 0,
    shouldRetry: () => false,
    lazyCloseTimeout: 2_000,
    connectionAckWaitTimeout: 10_000,
    on: {
      connected: () => open = true,
      closed: (event) => {
        open = false
        if (isClose(event) && (event.code === 4401 || event.code === 4403))
          session.refresh().catch(() => {})
      },
    },
  })
  return { client, isOpen: () => open }
}

function isClose(event: unknown): event is { code: number } {
  return typeof event === 'object' && event !== null && 'code' in event && typeof event.code === 'number'
}
