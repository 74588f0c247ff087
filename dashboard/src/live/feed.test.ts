import { describe, expect, it } from 'vitest'
import { adopt, drop, lampOf, misses, pause, receive, refuse, restart, silence, silent, standingIn, tellingOf } from './feed.js'

const event = (seq: number, providerId = 'p'): { seq: string, providerId: string } => ({ seq: String(seq), providerId })

describe('the feed', () => {
  it('delivers each event once, though a reconnect repeats some', () => {
    const first = receive(silent, { cursor: 'c2', events: [event(1), event(2)] }, 1000)
    const again = receive(drop(first.state), { cursor: 'c3', events: [event(2), event(3)] }, 2000)

    expect(first.fresh).toEqual([event(1), event(2)])
    expect(again.fresh).toEqual([event(3)])
    expect(again.state.cursor).toBe('c3')
  })

  it('counts the sequences of different providers apart', () => {
    const { state } = receive(silent, { cursor: 'a', events: [event(9, 'p')] }, 0)
    expect(receive(state, { cursor: 'b', events: [event(3, 'q'), event(9, 'p')] }, 0).fresh).toEqual([event(3, 'q')])
  })

  it('compares sequence numbers as numbers, past what a double holds', () => {
    const { state } = receive(silent, { cursor: 'a', events: [{ seq: '9007199254740992', providerId: 'p' }] }, 0)
    expect(receive(state, { cursor: 'b', events: [{ seq: '9007199254740993', providerId: 'p' }] }, 0).fresh).toHaveLength(1)
    expect(receive({ ...state, seen: { p: 9n } }, { cursor: 'b', events: [event(10)] }, 0).fresh).toHaveLength(1)
  })

  it('forgets its place when the log no longer reaches back, so that it can start anew', () => {
    const { state } = receive(silent, { cursor: 'a', events: [event(5)] }, 0)
    expect(restart(state)).toMatchObject({ cursor: null, seen: {}, connected: false, heardAt: 0 })
  })
})

describe('the feed of a tab that is told by another', () => {
  const { state } = receive(silent, { cursor: 'c5', events: [event(5)] }, 5_000)
  const batch = tellingOf(receive(state, { cursor: 'c6', events: [event(6)] }, 6_000).state, 'c5', [event(6)])

  it('stands where the other stands after what it was told, and has heard it when the other did', () => {
    expect(misses(state, batch)).toBe(false)
    expect(adopt(state, batch)).toMatchObject({ fresh: [event(6)], state: { cursor: 'c6', connected: true, heardAt: 6_000 } })
  })

  it('misses what lies before a batch that begins elsewhere, unless it stands behind it already or nowhere yet', () => {
    const slept = receive(silent, { cursor: 'c3', events: [] }, 3_000).state
    expect(misses(slept, batch)).toBe(true)
    expect(misses(slept, tellingOf(state))).toBe(true)
    expect(misses(receive(state, { cursor: 'c6', events: [] }, 6_000).state, batch)).toBe(false)
    expect(misses(silent, batch)).toBe(false)
    expect(misses(slept, tellingOf(silent))).toBe(false)
  })

  it('drops what it has seen, though the other stands further back', () => {
    const ahead = receive(state, { cursor: 'c9', events: [event(9)] }, 9_000).state
    expect(adopt(ahead, batch)).toMatchObject({ fresh: [], state: { cursor: 'c6', heardAt: 9_000 } })
  })

  it('does not move on with how the connection stands alone', () => {
    const lost = tellingOf({ ...drop(state), trouble: 'unreachable' as const })
    expect(adopt(silent, standingIn(lost)).state).toMatchObject({ cursor: null, heardAt: null, connected: false, trouble: 'unreachable' })
    expect(adopt(state, lost).state).toMatchObject({ cursor: 'c5', heardAt: 5_000, connected: false, trouble: 'unreachable' })
  })
})

describe('the lamp', () => {
  it('is live while heartbeats come, and stale after thirty seconds of silence even if the socket still looks open', () => {
    const { state } = receive(silent, { cursor: 'a', events: [] }, 100_000)
    expect(lampOf(state, 129_999)).toBe('live')
    expect(lampOf(state, 130_001)).toBe('stale')
  })

  it('is reconnecting from the loss of the connection until the data is stale', () => {
    const state = drop(receive(silent, { cursor: 'a', events: [] }, 100_000).state)
    expect(lampOf(state, 101_000)).toBe('reconnecting')
    expect(lampOf(state, 131_000)).toBe('stale')
  })

  it('is live with the first batch, though that is empty', () => {
    expect(lampOf(receive(silent, { cursor: 'a', events: [] }, 100_000).state, 100_001)).toBe('live')
  })

  it('says that it connects before anything was heard, but not for longer than data count as live', () => {
    const waiting = { ...silent, since: 100_000 }
    expect(lampOf(waiting, 130_000)).toBe('connecting')
    expect(lampOf(waiting, 130_001)).toBe('stale')
    expect(silence(waiting, 131_000)).toBe(31_000)
  })

  it('connects for as long as nobody waits, and is off for those who may not look', () => {
    expect(lampOf(silent, 1_000_000)).toBe('connecting')
    expect(lampOf(refuse(silent), 0)).toBe('off')
  })
})

it('the reason why nothing comes is forgotten with the first batch', () => {
  expect(receive({ ...silent, trouble: 'full' }, { cursor: 'a', events: [] }, 0).state.trouble).toBeNull()
})

it('the pause grows to five seconds and no further', () => {
  expect([0, 1, 2, 3, 4, 50].map(attempt => pause(attempt, 1))).toEqual([500, 1000, 2000, 4000, 5000, 5000])
  expect(pause(3, 0)).toBe(3000)
})
