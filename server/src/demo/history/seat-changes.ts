import { after, day, hour, minute } from '../../lib/clock.js'
import type { Random } from '../people/random.js'
import type { Timeline } from '../people/timeline.js'
import { workingTime } from '../people/working-hours.js'

/** A change of a client's bought seats: by hand, or by growing with an invitation. */
export interface SeatChange {
  at: Date
  difference: number
  /** Afterwards. */
  seats: number
  grown: boolean
}

export interface Bought {
  first: number
  now: number
  autoGrowCeiling?: number
}

/** How many more (or fewer) seats are occupied from when on, in the order of time. */
export function occupancy(timelines: readonly Timeline[]): Array<{ at: Date, difference: number }> {
  const differences = { invited: 1, restored: 1, revoked: -1, removed: -1 } as Partial<Record<Timeline[number][0], number>>
  return timelines.flat()
    .map(([step, at]) => ({ at, difference: differences[step] ?? 0 }))
    .filter(({ difference }) => difference)
    .sort((a, b) => a.at.getTime() - b.at.getTime())
}

/**
 * The changes that take a client from its first seats to those it has now, so that there was a seat for everybody at every moment:
 * bought a little before they were needed, or grown at that very moment; given back once nobody sits on them any more.
 */
export function seatChanges(
  timelines: readonly Timeline[],
  { first, now: wanted, autoGrowCeiling }: Bought,
  now: Date,
  random: Random,
): SeatChange[] {
  const changes: SeatChange[] = []
  let seats = first
  const change = (at: Date, difference: number, grown = false) => {
    seats += difference
    changes.push({ at, difference, seats, grown })
  }
  let occupied = 0
  let enoughSince: Date | undefined = new Date(0)
  for (const { at, difference } of occupancy(timelines)) {
    occupied += difference
    if (occupied > seats && autoGrowCeiling !== undefined)
      change(at, 1, true)
    else if (occupied > seats)
      change(after(at, -5 * minute), Math.max(occupied - seats, Math.min(random.whole(2, 5), wanted - seats)))
    enoughSince = occupied > wanted ? undefined : enoughSince ?? at
  }
  if (seats !== wanted) {
    change(
      settlingMoment(Math.max(enoughSince!.getTime(), changes.at(-1)?.at.getTime() ?? 0, now.getTime() - 6 * day), now, random),
      wanted - seats,
    )
  }
  return changes
}

function settlingMoment(since: number, now: Date, random: Random): Date {
  const settled = workingTime(new Date(since + 2 * hour), random)
  return settled < now ? settled : new Date((since + now.getTime()) / 2)
}
