/** When a policy is to hold: as it is, now, so many days on, or from a day that is chosen. */
export const graceChoices = ['now', 'week', 'fortnight', 'month', 'day'] as const
export type GraceChoice = typeof graceChoices[number] | 'keep'

const days = { now: 0, week: 7, fortnight: 14, month: 30 }

/**
 * @param day as a date field gives it, `2026-12-31`: from its beginning in the reader's zone on
 * @returns null for a day that is none
 */
export function holdsFromOf(choice: GraceChoice, day: string, present: string | null, now: number): string | null {
  if (choice === 'keep')
    return present
  if (choice !== 'day')
    return new Date(now + days[choice] * 86_400_000).toISOString()
  const chosen = new Date(`${day}T00:00`)
  return Number.isNaN(chosen.getTime()) ? null : chosen.toISOString()
}
