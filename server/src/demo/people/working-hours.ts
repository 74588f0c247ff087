import { after, day, hour, minute } from '../../lib/clock.js'
import type { Random } from './random.js'

/** How busy an office is in each hour of a working day, UTC: two humps and a pause at noon, a trickle at night. */
const hours = [0.2, 0.1, 0.1, 0.1, 0.1, 0.3, 1, 4, 9, 11, 11, 9, 5, 8, 10, 9, 7, 4, 2, 1, 0.8, 0.6, 0.5, 0.3] as const
const weightedHours = hours.map((weight, at) => [at, weight] as const)

/** Probability that somebody works on a day: Mondays start full, Fridays thin out, weekends are quiet. */
const weekdays = [0.03, 0.93, 0.95, 0.94, 0.9, 0.74, 0.05] as const

export function attendance(date: Date): number {
  return weekdays[date.getUTCDay()]!
}

export function startOfDay(date: Date): Date {
  return new Date(Math.floor(date.getTime() / day) * day)
}

/** A moment of that day, as likely as its hour is busy. */
export function randomMoment(date: Date, random: Random): Date {
  return after(startOfDay(date), random.weighted(weightedHours) * hour + random.next() * hour)
}

/** The given moment, or if nobody is at work then, some time in the next working day's morning. */
export function workingTime(date: Date, random: Random): Date {
  let morning = startOfDay(date)
  if (isWorkday(date) && date.getUTCHours() >= 7 && date.getUTCHours() < 18)
    return date
  if (date.getUTCHours() >= 18)
    morning = after(morning, day)
  while (!isWorkday(morning))
    morning = after(morning, day)
  return after(morning, random.between(7.5 * hour, 11 * hour) + random.next() * minute)
}

function isWorkday(date: Date): boolean {
  return date.getUTCDay() % 6 !== 0
}
