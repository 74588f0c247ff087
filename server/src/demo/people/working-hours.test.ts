import { expect, it } from 'vitest'
import { Random } from './random.js'
import { attendance, randomMoment, startOfDay, workingTime } from './working-hours.js'

const saturday = new Date('2026-11-21T10:00:00Z')
const monday = new Date('2026-11-23T00:00:00Z')

it('weekends are quiet', () => {
  expect(attendance(saturday)).toBeLessThan(attendance(monday) / 10)
})

it('moments stay within their day and most of them within working hours', () => {
  const random = new Random(1)
  const moments = Array.from({ length: 500 }, () => randomMoment(monday, random))
  expect(moments.every(moment => startOfDay(moment).getTime() === monday.getTime())).toBe(true)
  expect(moments.filter(moment => moment.getUTCHours() >= 7 && moment.getUTCHours() < 18).length).toBeGreaterThan(400)
})

it('what would happen outside working hours waits for the next working morning', () => {
  const random = new Random(1)
  const inHours = new Date('2026-11-24T09:30:00Z')
  expect(workingTime(inHours, random)).toEqual(inHours)
  const offs = ['2026-11-20T21:00:00Z', '2026-11-21T10:00:00Z', '2026-11-22T23:59:00Z', '2026-11-23T03:00:00Z']
  for (const off of offs.map(text => new Date(text))) {
    const moved = workingTime(off, random)
    expect(startOfDay(moved)).toEqual(monday)
    expect(moved.getUTCHours()).toBeGreaterThanOrEqual(7)
    expect(moved.getUTCHours()).toBeLessThan(12)
  }
})
