import { after, day, hour } from '../../lib/clock.js'
import type { Random } from './random.js'
import { workingTime } from './working-hours.js'

/** Where a person of the demo world stands today; LEFT: was removed again. */
export type FinalStatus = 'INVITED' | 'ACCEPTED' | 'CONFIRMED' | 'REVOKED' | 'STAGED' | 'LEFT'

/** What has happened to a person in one client, in the order in which it did. */
export type TimelineStep = 'staged' | 'invited' | 'resent' | 'accepted' | 'confirmed' | 'promoted' | 'revoked' | 'restored' | 'removed'

export type Timeline = ReadonlyArray<readonly [step: TimelineStep, at: Date]>

type Plan = Array<[step: TimelineStep, afterHours: number]>

/** @param fast they accept and are confirmed within hours */
export function timelineOf(
  finalStatus: FinalStatus,
  { start, now, promoted = false, fast = false }: { start: Date, now: Date, promoted?: boolean, fast?: boolean },
  random: Random,
): Timeline {
  const plan: Plan = [[finalStatus === 'STAGED' ? 'staged' : 'invited', 0]]
  const then = (step: TimelineStep, earliest: number, latest: number) => plan.push([step, random.between(earliest, latest)])
  const neverAccepted = finalStatus === 'INVITED' || finalStatus === 'STAGED' || (finalStatus === 'REVOKED' && random.chance(0.1))
  if (finalStatus !== 'STAGED' && random.chance(finalStatus === 'INVITED' ? 0.4 : 0.03))
    then('resent', 26, 110)
  if (!neverAccepted)
    then('accepted', fast ? 0.3 : 0.5, fast ? 3 : 60)
  if (!neverAccepted && finalStatus !== 'ACCEPTED')
    then('confirmed', fast ? 0.2 : 0.5, fast ? 4 : 30)
  if (promoted)
    then('promoted', 20, 300)
  if (finalStatus === 'CONFIRMED' && !fast && random.chance(0.05)) {
    then('revoked', 100, 400)
    then('restored', 20, 200)
  }
  if (finalStatus === 'REVOKED')
    then('revoked', 80, 900)
  if (finalStatus === 'LEFT')
    then('removed', 120, 1_000)
  return withDates(plan, start, now, random)
}

/** Puts the steps on working hours, closer together where they would not all have happened by now. */
function withDates(plan: Plan, start: Date, now: Date, random: Random): Timeline {
  const available = now.getTime() - start.getTime()
  const length = plan.reduce((sum, [, hours]) => sum + hours, 0) * hour
  const scale = Math.min(1, available * 0.6 / Math.max(length, 1))
  let at = start
  return plan.map(([step, hours]) => {
    const due = after(at, hours * hour * scale)
    const working = hours ? workingTime(due, random) : due
    at = working < after(now, -2 * hour) ? working : new Date(Math.min(due.getTime(), now.getTime() - 1))
    return [step, at] as const
  })
}

/** When the invitations of a client go out: most in the first days, the rest over its whole time until `latest`. */
export function invitationMoment(client: { createdAt: Date }, latest: Date, random: Random): Date {
  const span = Math.max(0, latest.getTime() - client.createdAt.getTime())
  const delay = random.chance(0.6) ? Math.min(span, random.between(0.1, 7) * day) : random.next() * span
  return workingTime(after(client.createdAt, delay), random)
}
