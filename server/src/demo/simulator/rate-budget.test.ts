import { expect, it } from 'vitest'
import { after } from '../../lib/clock.js'
import { RateBudget } from './rate-budget.js'

it('allows so many in any window, and another once the oldest has left it', () => {
  const budget = new RateBudget(2, 1_000)
  const start = new Date()
  const taken = [0, 100, 200, 999, 1_050, 1_060, 1_150].map(later => budget.take(after(start, later)))
  expect(taken).toEqual([true, true, false, false, true, false, true])
})
