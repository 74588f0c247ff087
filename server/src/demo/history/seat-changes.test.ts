import { expect, it } from 'vitest'
import { after, day } from '../../lib/clock.js'
import { Random } from '../people/random.js'
import { timelineOf } from '../people/timeline.js'
import type { FinalStatus } from '../people/timeline.js'
import { occupancy, seatChanges } from './seat-changes.js'

const now = new Date('2026-11-23T15:00:00Z')
const random = new Random(5)
const timelines = Array.from({ length: 60 }, (_, index) => {
  const finalStatus = (['CONFIRMED', 'LEFT', 'REVOKED', 'INVITED', 'STAGED'] satisfies FinalStatus[])[index % 5]!
  return timelineOf(finalStatus, { start: after(now, -random.between(20, 80) * day), now }, random)
})
const today = occupancy(timelines).reduce((sum, { difference }) => sum + difference, 0)

it('there was a seat for everybody at every moment, and the seats end where they stand now', () => {
  for (const bought of [
    { first: 3, now: today },
    { first: 3, now: today + 9 },
    { first: 80, now: today },
    { first: 5, now: today, autoGrowCeiling: 100 },
  ]) {
    const changes = seatChanges(timelines, bought, now, random)
    const moments = [
      ...changes.map(({ at, difference }) => ({ at, seats: difference, people: 0 })),
      ...occupancy(timelines).map(({ at, difference }) => ({ at, seats: 0, people: difference })),
    ]
      .sort((a, b) => a.at.getTime() - b.at.getTime() || b.seats - a.seats)
    let seats = bought.first
    let occupied = 0
    for (const moment of moments) {
      seats += moment.seats
      occupied += moment.people
      expect(occupied).toBeLessThanOrEqual(seats)
      expect(moment.at.getTime()).toBeLessThan(now.getTime())
    }
    expect(seats).toBe(bought.now)
    expect(changes.at(-1)?.seats ?? seats).toBe(bought.now)
  }
})

it('a client that grows by itself grows with the invitation and never by more than it takes', () => {
  const changes = seatChanges(timelines, { first: 5, now: today, autoGrowCeiling: 100 }, now, random)
  const grown = changes.filter(change => change.grown)
  expect(grown.length).toBeGreaterThan(0)
  expect(grown.every(({ difference, at }) => difference === 1 && occupancy(timelines).some(moment => moment.at.getTime() === at.getTime())))
    .toBe(true)
})
