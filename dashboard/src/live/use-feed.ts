import type { ApolloClient } from '@apollo/client'
import type { InjectionKey, Ref } from 'vue'
import type { Socket } from '../api/socket.js'
import type { EventRow_EventFragment, FeedEventsSubscription } from '../gql/graphql.js'
import type { Session } from '../session/session.js'
import type { FeedState, Lamp } from './feed.js'
import { computed, onScopeDispose, shallowRef } from 'vue'
import { EventRow_event } from '../event/event-row.js'
import { getFragment, graphql } from '../gql/index.js'
import { required } from '../lib/inject.js'
import { asRefusal } from '../lib/refusal.js'
import { useNow } from '../lib/use-now.js'
import { drop, join, lampOf, patience, pause, receive, refuse, restart, silent } from './feed.js'

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

export type LiveEvent = EventRow_EventFragment

export interface FeedListener {
  /** New events, oldest first, each once. */
  onEvents?: (events: LiveEvent[]) => void
  /** Something may have been missed (first connection, or a log that no longer reaches back): load again. */
  onGap?: () => void
}

export interface Feed {
  state: Readonly<Ref<FeedState>>
  listen: (listener: FeedListener) => () => void
  /** Follows the log of a provider, or the only one that the viewer reaches when it is null; what is followed already goes on. */
  follow: (providerId: string | null) => void
  stop: () => void
}

export const feedKey: InjectionKey<Feed> = Symbol('feed')

/**
 * The one subscription of the page. It holds its own cursor: after every loss of the connection it resumes behind the last batch
 * it received, drops what it has seen, and keeps trying while the page is open.
 */
export function createFeed(apollo: ApolloClient, session: Session, socket: Socket): Feed {
  const state = shallowRef<FeedState>(silent)
  const listeners = new Set<FeedListener>()
  let run: { stop: () => void, providerId: string | null } | undefined

  function follow(providerId: string | null): void {
    if (run?.providerId === providerId)
      return
    run?.stop()
    state.value = silent
    run = createRun(providerId)
  }

  function createRun(providerId: string | null): { stop: () => void, providerId: string | null } {
    let stopped = false
    let attempt = 0
    let generation = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    let silence: ReturnType<typeof setTimeout> | undefined
    let unsubscribe = (): void => {}

    async function connect(): Promise<void> {
      if (stopped || session.state.value !== 'signed-in')
        return
      const mine = ++generation
      unsubscribe()
      try {
        const gap = state.value.cursor === null
        if (gap)
          await start()
        if (!stopped && mine === generation)
          subscribe(gap)
      }
      catch (error) {
        if (mine === generation)
          retry(error)
      }
    }

    async function start(): Promise<void> {
      const { data } = await apollo.query({ query: FeedStart, variables: { providerId }, fetchPolicy: 'no-cache' })
      state.value = { ...state.value, cursor: data?.events.edges[0]?.cursor ?? null }
    }

    function subscribe(gap: boolean): void {
      const subscription = apollo
        .subscribe<FeedEventsSubscription>({ query: FeedEvents, variables: { providerId, after: state.value.cursor }, fetchPolicy: 'no-cache' })
        .subscribe({
          next: ({ data, error }) => {
            if (error)
              return retry(error)
            if (data)
              take(data.events)
          },
          error: retry,
          complete: () => retry(null),
        })
      unsubscribe = () => subscription.unsubscribe()
      watchSilence()
      void welcome(subscription)
      if (gap) {
        for (const listener of listeners)
          listener.onGap?.()
      }
    }

    /** Heartbeats may take ten seconds; a socket that is open and a subscription that was not refused are enough to be live. */
    async function welcome(subscription: { closed: boolean }): Promise<void> {
      while (!subscription.closed && !socket.isOpen())
        await new Promise(resolve => setTimeout(resolve, 50))
      await new Promise(resolve => setTimeout(resolve, 150))
      if (!subscription.closed && !state.value.connected && socket.isOpen())
        state.value = join(state.value, Date.now())
    }

    function take(batch: FeedEventsSubscription['events']): void {
      attempt = 0
      watchSilence()
      const events = getFragment(EventRow_event, batch.events)
      const { state: next, fresh } = receive(state.value, { cursor: batch.cursor, events }, Date.now())
      state.value = next
      if (fresh.length > 0) {
        for (const listener of listeners)
          listener.onEvents?.(fresh)
      }
    }

    /** A socket that is open but says nothing past the patience is taken down, as if it had closed. */
    function watchSilence(): void {
      clearTimeout(silence)
      silence = setTimeout(retry, patience, null)
    }

    function retry(error: unknown): void {
      unsubscribe()
      clearTimeout(silence)
      clearTimeout(timer)
      if (stopped)
        return
      const code = error === null ? null : asRefusal(error).code
      if (code === 'CURSOR_EXPIRED' || code === 'CURSOR_MALFORMED')
        state.value = restart(state.value)
      else if (code === 'FORBIDDEN' || code === 'NOT_FOUND')
        state.value = refuse(state.value)
      else
        state.value = drop(state.value)
      timer = setTimeout(() => void connect(), state.value.refused ? 15_000 : pause(attempt++))
    }

    function hurry(): void {
      if (!state.value.connected) {
        clearTimeout(timer)
        attempt = 0
        void connect()
      }
    }

    addEventListener('online', hurry)
    void connect()
    return {
      providerId,
      stop() {
        stopped = true
        unsubscribe()
        clearTimeout(timer)
        clearTimeout(silence)
        removeEventListener('online', hurry)
      },
    }
  }

  return {
    state,
    follow,
    stop() {
      run?.stop()
      run = undefined
      state.value = silent
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export interface UseFeedReturn {
  lamp: Readonly<Ref<Lamp>>
  /** Milliseconds since anything was heard, null before the first. */
  silence: Readonly<Ref<number | null>>
}

/** Whether the viewer may follow the log: until the server refuses it. */
export function useMayFollow(): Readonly<Ref<boolean>> {
  const { state } = required(feedKey)
  return computed(() => !state.value.refused)
}

/** Listens to the page's feed while the component lives, and says how the stream is. */
export function useFeed(listener: FeedListener = {}): UseFeedReturn {
  const feed = required(feedKey)
  const now = useNow()
  onScopeDispose(feed.listen(listener))
  return {
    lamp: computed(() => lampOf(feed.state.value, now.value)),
    silence: computed(() => feed.state.value.heardAt === null ? null : Math.max(0, now.value - feed.state.value.heardAt)),
  }
}
