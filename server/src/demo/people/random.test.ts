import { expect, it } from 'vitest'
import { Random } from './random.js'

function draws(seed: number): number[] {
  const random = new Random(seed)
  return Array.from({ length: 1_000 }, () => random.next())
}

it('the same seed gives the same choices and another seed others', () => {
  expect(draws(1)).toEqual(draws(1))
  expect(draws(1)).not.toEqual(draws(2))
})

it('draws are spread over 0 to 1', () => {
  const all = draws(7)
  expect(Math.min(...all)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...all)).toBeLessThan(1)
  expect(all.reduce((sum, draw) => sum + draw) / all.length).toBeCloseTo(0.5, 1)
})

it('whole numbers reach both ends and nothing beyond', () => {
  const random = new Random(3)
  const drawn = new Set(Array.from({ length: 200 }, () => random.whole(2, 5)))
  expect([...drawn].sort()).toEqual([2, 3, 4, 5])
})

it('weights decide how often a choice is made, and a weight of nothing never', () => {
  const random = new Random(4)
  const choices = Array.from({ length: 2_000 }, () => random.weighted([['often', 9], ['seldom', 1], ['never', 0]]))
  const drawn = Map.groupBy(choices, choice => choice)
  expect(drawn.has('never')).toBe(false)
  expect(drawn.get('often')!.length / drawn.get('seldom')!.length).toBeGreaterThan(5)
})
