import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { Rounds } from './rounds.js'

it('who has much to say stands in a line of its own: another waits for one piece of it', async () => {
  const rounds = new Rounds()
  const begun: string[] = []
  const say = (key: string) => rounds.turn(key).then(() => begun.push(key))
  const much = Array.from({ length: 5 }, () => say('contoso'))
  await Promise.all([...much, say('northwind'), say('birch')])
  expect(begun).toEqual(['contoso', 'northwind', 'birch', 'contoso', 'contoso', 'contoso', 'contoso'])
})

it('between two pieces there is room for everything else', async () => {
  const rounds = new Rounds()
  const begun: number[] = []
  const all = Promise.all([1, 2, 3].map(n => rounds.turn('contoso').then(() => begun.push(n))))
  await setImmediate()
  expect(begun.length).toBeLessThan(3)
  await all
  expect(begun).toEqual([1, 2, 3])
})
