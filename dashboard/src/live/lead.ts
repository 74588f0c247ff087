import type { ApolloClient } from '@apollo/client'
import type { Client } from 'graphql-ws'
import type { ShallowRef } from 'vue'
import type { EventRow_EventFragment, FeedEventsSubscription } from '../gql/graphql.js'
import type { FeedState, Told } from './feed.js'
import { EventRow_event } from '../event/event-row.js'
import { getFragment, graphql } from '../gql/index.js'
import { asRefusal } from '../lib/refusal.js'
import { endDeadConnections } from '../lib/timed-fetch.js'
import { drop, pause, receive, refuse, restart, silenceLimit, stumble, tellingOf } from './feed.js'
import { troubleOf } from './trouble.js'

const FeedEvents = graphql(`
  subscription FeedEvents($providerId: ID, $after: String) {
    events(providerId: $providerId, after: $after) { cursor at events { ...EventRow_event } }
  }
`)

/** How long a viewer who may not follow the log waits before asking again. */
const refusedPause = 15_000

export interface Following {
  apollo: ApolloClient
  socket: Client
  /** The log that is followed; the only one that the viewer reaches when it is null. */
  providerId: string | null
  state: ShallowRef<FeedState>
  onEvents: (events: readonly EventRow_EventFragment[]) => void
  onGap: () => void
  /** Called at each batch, heartbeats too. */
  onBatch: () => void
  /** Ends it all. */
  signal: AbortSignal
}

export type Tell = (told: Told<EventRow_EventFragment>) => void

/**
 * Follows a log until the signal: one connection after another, each from where the one before it ended.
 * Whatever it hears, and how the connection stands, it tells.
 */
export async function lead(following: Following, tell: Tell): Promise<void> {
  const { socket, state, signal } = following
  let failures = 0
  let closeCode: number | undefined
  let closeReason: string | undefined
  const ends = [
    socket.on('connecting', () => closeCode = closeReason = undefined),
    socket.on('closed', event => ({ code: closeCode, reason: closeReason } = event as CloseEvent)),
  ]
  try {
    while (!signal.aborted) {
      const error = await connect(following, tell, () => failures = 0).then(() => null, (reason: unknown) => reason)
      if (signal.aborted)
        return
      const anew = closeReason === 'Scope changed'
      state.value = anew ? restart(state.value) : afterLoss(state.value, error)
      tell({ ...tellingOf(state.value), anew })
      void troubleOf(closeCode).then((trouble) => {
        if (signal.aborted || state.value.connected)
          return
        state.value = { ...state.value, trouble }
        tell(tellingOf(state.value))
      })
      if (await waitOrOnline(state.value.refused ? refusedPause : pause(failures++), signal))
        failures = 0
    }
  }
  finally {
    ends.forEach(end => end())
  }
}

/**
 * One connection. The first batch comes at once: it says that the server follows, and from where when there was no cursor yet.
 * Resolves when it was closed, rejects with why it failed; `heard` is called at each batch.
 */
async function connect(following: Following, tell: Tell, heard: () => void): Promise<void> {
  const { apollo, socket, providerId, state, onEvents, onGap, onBatch, signal } = following
  const end = Promise.withResolvers<void>()
  const over = new AbortController()
  // Ending the subscription would leave the dead socket to the next one.
  const terminate = (): void => {
    socket.terminate()
    void endDeadConnections()
    end.resolve()
  }
  let watchdog = setTimeout(terminate, silenceLimit)

  function receiveBatch(batch: FeedEventsSubscription['events']): void {
    if (signal.aborted)
      return
    heard()
    onBatch()
    clearTimeout(watchdog)
    watchdog = setTimeout(terminate, silenceLimit)
    const before = state.value.cursor
    const events = getFragment(EventRow_event, batch.events)
    const { state: next, fresh } = receive(state.value, { cursor: batch.cursor, events }, Date.now())
    state.value = next
    tell(tellingOf(next, before, events))
    if (before === null)
      onGap()
    if (fresh.length > 0)
      onEvents(fresh)
  }

  function takeIn(batch: FeedEventsSubscription['events']): void {
    try {
      receiveBatch(batch)
    }
    catch (unusable) {
      stumble(state, unusable)
    }
  }

  const subscription = apollo
    .subscribe<FeedEventsSubscription>({ query: FeedEvents, variables: { providerId, after: state.value.cursor }, fetchPolicy: 'no-cache' })
    .subscribe({
      next: ({ data, error }) => {
        if (error)
          end.reject(error)
        else if (data)
          takeIn(data.events)
      },
      error: end.reject,
      complete: end.resolve,
    })
  signal.addEventListener('abort', () => end.resolve(), { signal: over.signal })
  try {
    await end.promise
  }
  finally {
    over.abort()
    clearTimeout(watchdog)
    subscription.unsubscribe()
  }
}

function afterLoss(state: FeedState, error: unknown): FeedState {
  const code = error === null ? null : asRefusal(error).code
  if (code === 'CURSOR_EXPIRED' || code === 'CURSOR_MALFORMED')
    return restart(state)
  return code === 'FORBIDDEN' || code === 'NOT_FOUND' ? refuse(state) : drop(state)
}

/** Waits, but no longer than until the network is back; whether it came back. */
async function waitOrOnline(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  const woken = Promise.withResolvers<boolean>()
  const over = new AbortController()
  const timer = setTimeout(woken.resolve, milliseconds, false)
  addEventListener('online', () => woken.resolve(true), { signal: over.signal })
  signal.addEventListener('abort', () => woken.resolve(false), { signal: over.signal })
  try {
    return await woken.promise
  }
  finally {
    clearTimeout(timer)
    over.abort()
  }
}
