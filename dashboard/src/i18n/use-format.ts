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
  const { t, locale } = useI18n()
  const formats = computed(() => ({
    number: new Intl.NumberFormat(locale.value),
    dateTime: new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' }),
    date: new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium' }),
    time: new Intl.DateTimeFormat(locale.value, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }),
    utc: new Intl.DateTimeFormat(locale.value, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'UTC' }),
    relative: new Intl.RelativeTimeFormat(locale.value, { numeric: 'auto', style: 'short' }),
  }))

  /** What the server says of a moment may be none. */
  function moment(format: Intl.DateTimeFormat, at: string | number | null): string {
    const date = new Date(at ?? Number.NaN) // null would be 1970
    return Number.isNaN(date.getTime()) ? t('ui.noMoment') : format.format(date)
  }

  return {
    number: value => formats.value.number.format(value),
    dateTime: at => moment(formats.value.dateTime, at),
    date: at => moment(formats.value.date, at),
    time: (at, zone) => moment(formats.value[zone === 'UTC' ? 'utc' : 'time'], at),
    age: (milliseconds) => {
      if (Number.isNaN(milliseconds))
        return t('ui.noMoment')
      const { value, unit } = ageOf(milliseconds)
      return formats.value.relative.format(value, unit)
    },
  }
}
