import { day, hour } from '../lib/clock.js'
import type { EventRow } from '../event/row.js'
import type { Checkpoint } from './checkpoint.js'

/** Clocks of several processes differ, and an event is a little older than its place. */
const tolerance = hour

interface Known {
  /** Up to which place events were deleted before, as far as what is kept tells; 0: it tells of none. */
  expired: number
  /** How long events are kept; null: not known, so at least for the shortest time that can be set. */
  retentionDays: number | null
  /** Of this log. */
  checkpoints: readonly Checkpoint[]
  now: Date
}

/**
 * Why retention cannot have deleted what this event says that it did; null: it can. Whatever stands behind the last event of a checkpoint
 * came after that was signed, so it was too young to be deleted until the retention had passed from then on.
 */
export function faultOfDeletion({ at, seq, details }: EventRow, { expired, retentionDays, checkpoints, now }: Known): string | null {
  const { first, last } = readPlaces(details)
  const possible = first > 0 && first <= last && last < Number(seq) && (!expired || first === expired + 1)
  if (!possible || at.getTime() > now.getTime() + tolerance)
    return 'it tells of a deletion that cannot have been'
  const days = retentionDays ?? 1
  const witness = checkpoints.find(checkpoint => checkpoint.seq < last && at.getTime() < checkpoint.at.getTime() + days * day - tolerance)
  return witness
    ? `it tells that events up to ${last} were deleted, but those behind ${witness.seq} are younger than the checkpoint of ${witness.at.toISOString()}, `
    + `and were to be kept for ${days} days`
    : null
}

/** NaN for what is no place. */
function readPlaces(details: unknown): { first: number, last: number } {
  const { first, last } = (details ?? {}) as Record<string, unknown>
  const place = (given: unknown) => Number.isSafeInteger(given) ? given as number : Number.NaN
  return { first: place(first), last: place(last) }
}
