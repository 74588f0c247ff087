/** What the lamp says: `off` for a viewer who may not follow the log at all. */
export type Lamp = 'connecting' | 'live' | 'reconnecting' | 'stale' | 'off'

/** As long as nothing was heard the numbers on the page still count as live; the server sends a heartbeat every 10 s. */
const patience = 30_000

/** A connection on which nothing came for as long as this is dead, however open it looks: it is ended and made anew. */
export const silenceLimit = 25_000

/**
 * Why there is no live connection: five of the session are live already,
 * sockets do not get through though pages do, or the server does not answer at all.
 */
export type Trouble = 'full' | 'blocked' | 'unreachable'

/** The part of an event that the feed itself needs. */
export interface Sequenced { seq: string, providerId: string }

export interface FeedState {
  connected: boolean
  refused: boolean
  /** Where to resume: behind everything that was delivered. */
  cursor: string | null
  /** The last sequence number seen of each provider, for dropping what is delivered again. */
  seen: Readonly<Record<string, bigint>>
  /** When somebody began to wait for the first batch, in milliseconds. */
  since: number | null
  /** When a batch or heartbeat last came, in milliseconds; an open connection alone is no sign of life. */
  heardAt: number | null
  trouble: Trouble | null
}

export const silent: FeedState = { connected: false, refused: false, cursor: null, seen: {}, since: null, heardAt: null, trouble: null }

/** Takes a batch in: moves the cursor on and answers the events that were not seen before, in their order. */
export function receive<E extends Sequenced>(
  state: FeedState,
  batch: { cursor: string, events: readonly E[] },
  now: number,
): { state: FeedState, fresh: E[] } {
  const seen = { ...state.seen }
  const fresh: E[] = []
  for (const event of batch.events) {
    const seq = BigInt(event.seq)
    const last = seen[event.providerId]
    if (last !== undefined && seq <= last)
      continue
    seen[event.providerId] = seq
    fresh.push(event)
  }
  return { state: { ...state, connected: true, refused: false, cursor: batch.cursor, seen, heardAt: now, trouble: null }, fresh }
}

/** The connection was lost; where to resume and when something was last heard are kept. */
export function drop(state: FeedState): FeedState {
  return { ...state, connected: false }
}

/** The cursor is older than the log reaches back: what was missed cannot be delivered, so the page must load anew. */
export function restart(state: FeedState): FeedState {
  return { ...state, connected: false, cursor: null, seen: {} }
}

/** The viewer may not follow the log. */
export function refuse(state: FeedState): FeedState {
  return { ...state, connected: false, refused: true }
}

export function lampOf(state: FeedState, now: number): Lamp {
  if (state.refused)
    return 'off'
  if (silence(state, now) > patience)
    return 'stale'
  if (state.heardAt === null)
    return 'connecting'
  return state.connected ? 'live' : 'reconnecting'
}

/** Milliseconds since anything was heard or, before the first time, since somebody waits for it. */
export function silence(state: FeedState, now: number): number {
  return Math.max(0, now - (state.heardAt ?? state.since ?? now))
}

/**
 * Milliseconds to wait before the next attempt: half a second, doubled up to five,
 * a quarter of it by chance so that screens do not return as one.
 */
export function pause(attempt: number, chance = Math.random()): number {
  return Math.min(5_000, 500 * 2 ** Math.min(attempt, 10)) * (0.75 + chance / 4)
}
