import { expect, it } from 'vitest'
import { holdsFromOf } from './grace.js'

const now = Date.parse('2026-11-30T12:00:00Z')

it('keeps the day, counts days from now, or takes the beginning of a day here', () => {
  expect(holdsFromOf('keep', '', '2026-12-24T00:00:00.000Z', now)).toBe('2026-12-24T00:00:00.000Z')
  expect(holdsFromOf('now', '', null, now)).toBe('2026-11-30T12:00:00.000Z')
  expect(holdsFromOf('fortnight', '', null, now)).toBe('2026-12-14T12:00:00.000Z')
  expect(holdsFromOf('day', '2026-12-31', null, now)).toBe(new Date(2026, 11, 31).toISOString())
})

it('takes no day that is none', () => {
  for (const day of ['', '2026-13-01', 'tomorrow'])
    expect(holdsFromOf('day', day, null, now)).toBeNull()
})
