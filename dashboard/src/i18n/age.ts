const steps: [unit: 'second' | 'minute' | 'hour' | 'day' | 'month' | 'year', milliseconds: number][] = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

/** An age in milliseconds as a number of its largest full unit, negative for the past; below five seconds it is now. */
export function ageOf(milliseconds: number): { value: number, unit: 'second' | 'minute' | 'hour' | 'day' | 'month' | 'year' } {
  const size = Math.abs(milliseconds)
  const [unit, length] = steps.find(([, length]) => size >= length) ?? ['second', 1000]
  const count = unit === 'second' && size < 5_000 ? 0 : Math.floor(size / length)
  return { value: count === 0 ? 0 : milliseconds > 0 ? -count : count, unit }
}
