import type { ApolloClient } from '@apollo/client'
import type { ShallowRef } from 'vue'
import type { Socket } from '../api/socket.js'
import type { EventRow_EventFragment, FeedEventsSubscription } from '../gql/graphql.js'
import type { FeedState } from './feed.js'
import { EventRow_event } from '../event/event-row.js'
import { getFragment, graphql } from '../gql/index.js'
import { asRefusal } from '../lib/refusal.js'
import { drop, join, patience, pause, receive, refuse, restart } from './feed.js'

const FeedStart = graphql(`
  query FeedStart($providerId: ID) {
    events(providerId: $providerId, first: 1, order: NEWEST_FIRST) { edges { cursor } }
  }
`)

const FeedEvents = graphql(`
  subscription FeedEvents($providerId: ID, $after: String) {
    events(providerId: $providerId, after: $after) { cursor at events { ...EventRow_event } }
  }
`)

/** How long a viewer who may not follow the log waits before asking again. */
const refusedPause = 15_000

export interface Following {
  apollo: ApolloClient
  socket: Socket
  /** The log that is followed; the only one that the viewer reaches when it is null. */
  providerId: string | null
  state: ShallowRef<FeedState>
  onEvents: (events: readonly EventRow_EventFragment[]) => void
  onGap: () => void
  /** Ends it all. */
  signal: AbortSignal
}

/** Follows a log until the signal: one connection after another, each from where the one before it ended. */
export async function follow(following: Following, signedIn: () => boolean): Promise<void> {
  const { state, signal } = following
  let failures = 0
  while (!signal.aborted && signedIn()) {
    const error = await connect(following, () => failures = 0).then(() => null, (reason: unknown) => reason)
    if (signal.aborted)
      return
    state.value = afterLoss(state.value, error)
    if (await waitOrOnline(state.value.refused ? refusedPause : pause(failures++), signal))
      failures = 0
  }
}

/** One connection: finds where to begin, then subscribes. Resolves when it was closed, rejects with why it failed; `heard` is called at each batch. */
async function connect(following: Following, heard: () => void): Promise<void> {
  const gap = following.state.value.cursor === null
  if (gap)
    await findStart(following)
  if (!following.signal.aborted)
    await subscribe(following, gap, heard)
}

async function findStart({ apollo, providerId, state, signal }: Following): Promise<void> {
  const { data } = await apollo.query({ query: FeedStart, variables: { providerId }, fetchPolicy: 'no-cache' })
  if (!signal.aborted)
    state.value = { ...state.value, cursor: data?.events.edges[0]?.cursor ?? null }
}

async function subscribe({ apollo, socket, providerId, state, onEvents, onGap, signal }: Following, gap: boolean, heard: () => void): Promise<void> {
  const end = Promise.withResolvers<void>()
  const over = new AbortController()
  // A socket that is open but says nothing past the patience is taken down, as if it had closed.
  let watchdog = setTimeout(end.resolve, patience)

  function receiveBatch(batch: FeedEventsSubscription['events']): void {
    if (signal.aborted)
      return
    heard()
    clearTimeout(watchdog)
    watchdog = setTimeout(end.resolve, patience)
    const { state: next, fresh } = receive(state.value, { cursor: batch.cursor, events: getFragment(EventRow_event, batch.events) }, Date.now())
    state.value = next
    if (fresh.length > 0)
      onEvents(fresh)
  }

  const subscription = apollo
    .subscribe<FeedEventsSubscription>({ query: FeedEvents, variables: { providerId, after: state.value.cursor }, fetchPolicy: 'no-cache' })
    .subscribe({
      next: ({ data, error }) => {
        if (error)
          end.reject(error)
        else if (data)
          receiveBatch(data.events)
      },
      error: end.reject,
      complete: end.resolve,
    })
  signal.addEventListener('abort', () => end.resolve(), { signal: over.signal })
  if (gap)
    onGap()
  void markLive(subscription, socket, state)
  try {
    await end.promise
  }
  finally {
    over.abort()
    clearTimeout(watchdog)
    subscription.unsubscribe()
  }
}

/** Heartbeats may take ten seconds; a socket that is open and a subscription that was not refused are enough to be live. */
async function markLive(subscription: { closed: boolean }, socket: Socket, state: ShallowRef<FeedState>): Promise<void> {
  while (!subscription.closed && !socket.isOpen())
    await delay(50)
  await delay(150)
  if (!subscription.closed && !state.value.connected && socket.isOpen())
    state.value = join(state.value, Date.now())
}

function afterLoss(state: FeedState, error: unknown): FeedState {
  const code = error === null ? null : asRefusal(error).code
  if (code === 'CURSOR_EXPIRED' || code === 'CURSOR_MALFORMED')
    return restart(state)
  return code === 'FORBIDDEN' || code === 'NOT_FOUND' ? refuse(state) : drop(state)
}

function delay(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds))
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
