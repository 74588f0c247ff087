import { expect, it } from 'vitest'
import { perMinute } from './activity.js'

it('events are counted by the minute in which they fell, those out of the window not at all', () => {
  const now = Date.parse('2026-03-01T12:10:30Z')
  const at = (time: string): number => Date.parse(`2026-03-01T${time}Z`)
  expect(perMinute([at('12:10:29'), at('12:10:00'), at('12:09:59'), at('12:07:00'), at('12:06:59'), at('12:11:00')], now, 4))
    .toEqual([1, 0, 1, 2])
})
