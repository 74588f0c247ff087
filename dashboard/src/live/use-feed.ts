import type { ApolloClient } from '@apollo/client'
import type { Client } from 'graphql-ws'
import type { InjectionKey, Ref } from 'vue'
import type { EventRow_EventFragment } from '../gql/graphql.js'
import type { Unanswered } from '../lib/unanswered.js'
import type { Session } from '../session/session.js'
import type { FeedState, Lamp, Trouble } from './feed.js'
import { computed, onScopeDispose, shallowRef } from 'vue'
import { required } from '../lib/inject.js'
import { ownBuild } from '../lib/own-build.js'
import { useNow } from '../lib/use-now.js'
import { lampOf, silence, silent } from './feed.js'
import { follow } from './follow.js'

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
 * The page's feed, by a subscription that all tabs of the browser share. It holds its own cursor: after every loss of the connection it
 * resumes behind the last batch it received, drops what it has seen, and keeps trying while the page is open.
 */
export function createFeed(apollo: ApolloClient, socket: Client, session: Session, unanswered: Unanswered): Feed {
  const state = shallowRef<FeedState>(silent)
  const listeners = new Set<FeedListener>()
  let current: { providerId: string | null, end: AbortController } | undefined

  function stop(): void {
    current?.end.abort()
    current = undefined
    state.value = silent
  }

  return {
    state,
    follow(providerId) {
      if (current?.providerId === providerId || session.state.value !== 'signed-in')
        return
      stop()
      state.value = { ...silent, since: Date.now() }
      const end = new AbortController()
      current = { providerId, end }
      // What tabs tell each other is a matter of their build.
      void follow(`wardroom-feed ${ownBuild()} ${session.account.value?.id} ${providerId}`, {
        apollo,
        socket,
        providerId,
        state,
        onEvents: events => listeners.forEach(({ onEvents }) => onEvents?.([...events])),
        onGap: () => listeners.forEach(({ onGap }) => onGap?.()),
        onBatch: unanswered.heard,
        signal: end.signal,
      })
    },
    stop,
    listen(listener) {
      listeners.add(listener)
      // Whoever listens waits, also while it is not yet known which log to follow.
      state.value = { ...state.value, since: state.value.since ?? Date.now() }
      return () => listeners.delete(listener)
    },
  }
}

export interface UseFeedReturn {
  lamp: Readonly<Ref<Lamp>>
  /** Milliseconds since anything was heard or, before the first time, since it is waited for. */
  silence: Readonly<Ref<number>>
  /** Why nothing comes, as far as it is known. */
  trouble: Readonly<Ref<Trouble | null>>
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
    silence: computed(() => silence(feed.state.value, now.value)),
    trouble: computed(() => feed.state.value.trouble),
  }
}
