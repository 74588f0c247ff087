import { setImmediate as tick } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import { Turns } from './turns.js'

const rule = { running: 4, waiting: 60, patience: 3_000, tooMany: 'too many', tooLong: 'too long' }

function hanging() {
  const ends: Array<() => void> = []
  return { ends, run: () => new Promise<void>(resolve => ends.push(resolve)) }
}

it('so many of one key run at once, the others in their order behind them', async () => {
  const turns = new Turns(rule)
  const { ends, run } = hanging()
  const all = Promise.all(Array.from({ length: 6 }, () => turns.take('acme', run)))
  await tick()
  expect(ends).toHaveLength(4)
  ends[0]!()
  await tick()
  expect(ends).toHaveLength(5)
  ends[1]!()
  await tick()
  ends.forEach(end => end())
  await all
})

it('who fails leaves the place, and another key waits for nobody', async () => {
  const turns = new Turns(rule)
  const { ends, run } = hanging()
  const acme = Array.from({ length: 4 }, () => turns.take('acme', run))
  await expect(turns.take('contoso', async () => 'done')).resolves.toBe('done')
  const failing = turns.take('acme', () => Promise.reject(new Error('no')))
  ends.forEach(end => end())
  await Promise.all(acme)
  await expect(failing).rejects.toThrow('no')
  await expect(turns.take('acme', async () => 'done')).resolves.toBe('done')
})

it('where too many wait, the next is refused at once', async () => {
  const turns = new Turns(rule)
  const { ends, run } = hanging()
  const all = Promise.all(Array.from({ length: 64 }, () => turns.take('acme', run)))
  await expect(turns.take('acme', run)).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
  for (let n = 0; n < 64; n++) {
    ends[n]!()
    await tick()
  }
  await all
})

it('who waits too long is refused, and its place is not kept', async () => {
  const turns = new Turns(rule)
  const { ends, run } = hanging()
  const all = Promise.all(Array.from({ length: 4 }, () => turns.take('acme', run)))
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const late = expect(turns.take('acme', run)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  vi.advanceTimersByTime(3_000)
  vi.useRealTimers()
  await late
  ends.forEach(end => end())
  await all
  expect(ends).toHaveLength(4)
  await expect(turns.take('acme', async () => 'done')).resolves.toBe('done')
})
