/** What the lamp says: `off` for a viewer who may not follow the log at all. */
export type Lamp = 'connecting' | 'live' | 'reconnecting' | 'stale' | 'off'

/** As long as nothing was heard the numbers on the page still count as live; the server sends a heartbeat every 10 s. */
const patience = 30_000

/** A connection on which nothing came for as long as this is dead, however open it looks: it is ended and made anew. */
export const silenceLimit = 25_000

/**
 * Why there is no live connection: the session has five already,
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

/** What was not seen before, in its order, and what has been seen behind it. */
function unseen<E extends Sequenced>(before: FeedState['seen'], events: readonly E[]): { seen: FeedState['seen'], fresh: E[] } {
  const seen = { ...before }
  const fresh: E[] = []
  for (const event of events) {
    const seq = BigInt(event.seq)
    const last = seen[event.providerId]
    if (last !== undefined && seq <= last)
      continue
    seen[event.providerId] = seq
    fresh.push(event)
  }
  return { seen, fresh }
}

/** Takes a batch in: moves the cursor on and answers the events that were not seen before, in their order. */
export function receive<E extends Sequenced>(
  state: FeedState,
  batch: { cursor: string, events: readonly E[] },
  now: number,
): { state: FeedState, fresh: E[] } {
  const { seen, fresh } = unseen(state.seen, batch.events)
  return { state: { ...state, connected: true, refused: false, cursor: batch.cursor, seen, heardAt: now, trouble: null }, fresh }
}

/** What the tab that holds the connection tells the others: how it stands, and what came since it told them last. */
export interface Told<E extends Sequenced> extends Pick<FeedState, 'connected' | 'refused' | 'cursor' | 'heardAt' | 'trouble'> {
  /** Behind which cursor the events begin. */
  before: string | null
  events: readonly E[]
  /** What was loaded is not what may be seen any more: each tab begins anew. */
  anew?: boolean
}

export function tellingOf<E extends Sequenced>(
  { connected, refused, cursor, heardAt, trouble }: FeedState,
  before = cursor,
  events: readonly E[] = [],
): Told<E> {
  return { connected, refused, cursor, heardAt, trouble, before, events }
}

/** Only how the connection stands, without what came over it. */
export function standingIn<E extends Sequenced>(told: Told<E>): Told<E> {
  return { ...told, cursor: null, heardAt: null, events: [] }
}

/** Whether something lies between where this tab stands and where what it is told begins. */
export function misses(state: FeedState, { before, cursor }: Told<Sequenced>): boolean {
  return state.cursor !== null && cursor !== null && state.cursor !== cursor && state.cursor !== before
}

/** Takes in what was told. When the leading tab heard it counts, not when this one learns of it: it may have slept. */
export function adopt<E extends Sequenced>(state: FeedState, told: Told<E>): { state: FeedState, fresh: E[] } {
  const { connected, refused, trouble } = told
  const { seen, fresh } = unseen(state.seen, told.events)
  const heardAt = Math.max(state.heardAt ?? 0, told.heardAt ?? 0) || null
  return { state: { ...state, connected, refused, trouble, cursor: told.cursor ?? state.cursor, seen, heardAt }, fresh }
}

/** The connection was lost; where to resume and when something was last heard are kept. */
export function drop(state: FeedState): FeedState {
  return { ...state, connected: false }
}

/** The cursor is older than the log reaches back: what was missed cannot be delivered, so the page must load anew. */
export function restart(state: FeedState): FeedState {
  return { ...state, connected: false, cursor: null, seen: {} }
}

/** What came could not be taken in: a bug, or no event at all. The page loads anew with what comes next. */
export function stumble(state: { value: FeedState }, error: unknown): void {
  state.value = restart(state.value)
  reportError(error)
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
