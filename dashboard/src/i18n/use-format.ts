import { computed } from 'vue'
import { ageOf } from './age.js'
import { useI18n } from './use-i18n.js'

export interface Format {
  number: (value: number) => string
  /** A short date and the time to the second, in the reader's time zone. */
  dateTime: (at: string | number) => string
  date: (at: string | number) => string
  time: (at: string | number, zone?: 'UTC') => string
  /** How long ago, or in how long, from milliseconds. */
  age: (milliseconds: number) => string
}

/** Numbers, dates and ages in the language of the page. */
export function useFormat(): Format {
  const { locale } = useI18n()
  const formats = computed(() => ({
    number: new Intl.NumberFormat(locale.value),
    dateTime: new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' }),
    date: new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium' }),
    time: new Intl.DateTimeFormat(locale.value, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }),
    utc: new Intl.DateTimeFormat(locale.value, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'UTC' }),
    relative: new Intl.RelativeTimeFormat(locale.value, { numeric: 'auto', style: 'short' }),
  }))
  return {
    number: value => formats.value.number.format(value),
    dateTime: at => formats.value.dateTime.format(new Date(at)),
    date: at => formats.value.date.format(new Date(at)),
    time: (at, zone) => formats.value[zone === 'UTC' ? 'utc' : 'time'].format(new Date(at)),
    age: (milliseconds) => {
      const { value, unit } = ageOf(milliseconds)
      return formats.value.relative.format(value, unit)
    },
  }
}
