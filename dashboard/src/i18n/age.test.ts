import { expect, it } from 'vitest'
import { ageOf } from './age.js'

it('an age is told in its largest full unit', () => {
  expect(ageOf(4_900)).toEqual({ value: 0, unit: 'second' })
  expect(ageOf(59_999)).toEqual({ value: -59, unit: 'second' })
  expect(ageOf(60_000)).toEqual({ value: -1, unit: 'minute' })
  expect(ageOf(3 * 86_400_000 + 1)).toEqual({ value: -3, unit: 'day' })
})

it('what is still to come has a positive number', () => {
  expect(ageOf(-2 * 3_600_000)).toEqual({ value: 2, unit: 'hour' })
})
