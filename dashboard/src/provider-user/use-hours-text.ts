import type { Weekday } from '@wardroom/schema/permissions'
import { weekdays } from '@wardroom/schema/permissions'
import { useI18n } from '../i18n/use-i18n.js'

interface Hours {
  timeZone: string
  windows: ReadonlyArray<{ days: readonly Weekday[], from: string, until: string }>
}

export interface HoursTextReturn {
  /** Of a weekday, short. */
  dayName: (day: Weekday) => string
  /** Of working hours, as `Mon – Fri 18:00 – 08:00; Sat, Sun 00:00 – 00:00 (Europe/Berlin)`. */
  hoursText: (hours: Hours) => string
}

/** A Monday. */
const monday = Date.UTC(2024, 0, 1)

export function useHoursText(): HoursTextReturn {
  const { locale } = useI18n()

  function dayName(day: Weekday): string {
    return new Intl.DateTimeFormat(locale.value, { weekday: 'short', timeZone: 'UTC' }).format(monday + weekdays.indexOf(day) * 86_400_000)
  }

  function daysText(days: readonly Weekday[]): string {
    const places = days.map(day => weekdays.indexOf(day))
    const inRow = places.length > 2 && places.every((place, at) => place === places[0]! + at)
    return inRow ? `${dayName(days[0]!)} – ${dayName(days.at(-1)!)}` : new Intl.ListFormat(locale.value, { type: 'unit' }).format(days.map(dayName))
  }

  return {
    dayName,
    hoursText: ({ timeZone, windows }) =>
      `${windows.map(({ days, from, until }) => `${daysText(days)} ${from} – ${until}`).join('; ')} (${timeZone})`,
  }
}
