import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createUnanswered } from './unanswered.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const deaf = (): Promise<boolean> => Promise.resolve(false)

it('what was asked in vain is asked again when the server is heard, once and not before', async () => {
  const { keep, heard } = createUnanswered(deaf)
  const ask = vi.fn()
  heard()
  keep(ask)
  keep(ask)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(ask).toHaveBeenCalledTimes(0)

  heard()
  heard()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(ask).toHaveBeenCalledTimes(1)
})

it('a server that is heard all the time and answers nothing is asked every two seconds at most', async () => {
  const { keep, heard } = createUnanswered(deaf)
  const ask = vi.fn(() => keep(ask))
  keep(ask)
  for (let at = 0; at < 9_900; at += 50) {
    heard()
    await vi.advanceTimersByTimeAsync(50)
  }
  expect(ask).toHaveBeenCalledTimes(5)
})

it('where nothing else would be heard of the server, it is listened for until everything is answered', async () => {
  let up = false
  const ready = vi.fn(() => Promise.resolve(up))
  const { keep } = createUnanswered(ready)
  const ask = vi.fn()
  keep(ask)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(ask).not.toHaveBeenCalled()
  up = true
  await vi.advanceTimersByTimeAsync(8_000)
  expect(ask).toHaveBeenCalledTimes(1)
  const times = ready.mock.calls.length
  await vi.advanceTimersByTimeAsync(60_000)
  expect(ready.mock.calls.length).toBeLessThanOrEqual(times + 1)
})

it('who has left asks no more', async () => {
  const { keep, drop, heard } = createUnanswered(() => Promise.resolve(true))
  const ask = vi.fn()
  keep(ask)
  heard()
  drop(ask)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(ask).not.toHaveBeenCalled()
})
