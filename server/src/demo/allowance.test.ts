import { expect, it } from 'vitest'
import { after } from '../lib/clock.js'
import { Allowance } from './allowance.js'

it('gives so many in any stretch, and again once the oldest is over', () => {
  const allowance = new Allowance(2, 1_000)
  const start = new Date()
  const taken = [0, 100, 200, 999, 1_050, 1_060, 1_150].map(later => allowance.take(after(start, later)))
  expect(taken).toEqual([true, true, false, false, true, false, true])
})
