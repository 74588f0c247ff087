import { maxWorkWindows, weekdays } from '@wardroom/schema/permissions'
import type { Weekday } from '@wardroom/schema/permissions'
import { Field, InputType, ObjectType } from 'type-graphql'
import { describeEnum, enumOf } from '../lib/enum.js'
import { Refused } from '../lib/refused.js'

const WeekdayEnum = enumOf(weekdays)
describeEnum(WeekdayEnum, 'Weekday', 'A day of the week.', {
  MONDAY: 'Monday.',
  TUESDAY: 'Tuesday.',
  WEDNESDAY: 'Wednesday.',
  THURSDAY: 'Thursday.',
  FRIDAY: 'Friday.',
  SATURDAY: 'Saturday.',
  SUNDAY: 'Sunday.',
})

@ObjectType({ description: 'One window of somebody\'s working hours, by the clock of their time zone.' })
@InputType('WorkWindowInput', { description: 'One window of somebody\'s working hours, by the clock of their time zone.' })
export class WorkWindow {
  @Field(() => [WeekdayEnum], { description: 'The days on which it begins; at least one.' })
  days!: Weekday[]

  @Field(() => String, { description: 'When it begins, as 18:00.' })
  from!: string

  @Field(() => String, { description: 'When it ends, as 08:00; no later than `from`: on the next day.' })
  until!: string
}

@ObjectType({ description: 'When somebody of a team works. At all other times they belong to it no more than somebody who was never in it.' })
@InputType('WorkHoursInput', { description: 'When somebody of a team works.' })
export class WorkHours {
  @Field(() => String, { description: 'A name of the IANA time zone database, as Europe/Berlin.' })
  timeZone!: string

  @Field(() => [WorkWindow], { description: `1 to ${maxWorkWindows}; what touches or overlaps is one.` })
  windows!: WorkWindow[]
}

const clock = /^(?:[01]\d|2[0-3]):[0-5]\d$/

/** All but the time zone, which the database knows. Errors: BAD_USER_INPUT. */
export function requireWindows({ windows }: WorkHours): void {
  if (windows.length < 1 || windows.length > maxWorkWindows)
    throw new Refused('BAD_USER_INPUT', `\`windows\` must have 1 to ${maxWorkWindows} entries.`, { field: 'windows', max: maxWorkWindows })
  for (const { days, from, until } of windows) {
    if (days.length < 1 || days.length > weekdays.length)
      throw new Refused('BAD_USER_INPUT', 'A window needs at least one day, each once.', { field: 'days' })
    if (!clock.test(from) || !clock.test(until))
      throw new Refused('BAD_USER_INPUT', 'Write times as 18:00, from 00:00 to 23:59.', { field: 'windows' })
  }
}

/** As the database keeps them: days by their number (work_window). */
export interface KeptHours {
  timeZone: string
  windows: Array<{ days: number[], from: string, until: string }>
}

export function keptHours({ timeZone, windows }: WorkHours): KeptHours {
  return { timeZone, windows: windows.map(({ days, from, until }) => ({ days: numbersOf(days), from, until })) }
}

export function shownHours({ timeZone, windows }: KeptHours): WorkHours {
  return { timeZone, windows: windows.map(({ days, from, until }) => ({ days: days.map(day => weekdays[day - 1]!), from, until })) }
}

/** For the log. */
export function windowsInWords({ windows }: WorkHours): string[] {
  return windows.map(({ days, from, until }) => `${numbersOf(days).map(day => weekdays[day - 1]!).join(', ')} ${from}–${until}`)
}

function numbersOf(days: readonly Weekday[]): number[] {
  return [...new Set(days)].map(day => weekdays.indexOf(day) + 1).sort()
}
