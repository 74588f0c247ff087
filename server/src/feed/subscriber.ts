import { createHash } from 'node:crypto'
import type { Viewer } from '../access/viewer.js'
import type { EventFilter } from '../event/filter.js'
import type { EventRow } from '../event/row.js'
import type { Visibility } from '../event/visibility.js'

/** The most events of one batch. */
export const batchSize = 200

/** Equal for equal values, and short however large these are. */
export function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64')
}

/** What the feed needs of a socket. `buffered`: bytes that the peer has not read yet. */
export interface Outlet {
  send: (frame: string) => void
  buffered: () => number
  close: (code: number, reason: string) => void
}

export interface Batch {
  providerId: string
  rows: readonly EventRow[]
  /** Where the subscriber stands after it. */
  seq: number
}

/** A batch as the root value of the subscription's document. */
export interface DatedBatch extends Batch {
  /** When it was sent. */
  at: Date
}

export interface Authorization {
  visibility: Visibility
  viewer: Viewer
}

/** A subscription as it was asked for. */
export interface Subscriber {
  id: string
  outlet: Outlet
  /** What the credential's current identity may see of the log; null ends the subscription. */
  authorize: () => Promise<Authorization | null>
  providerId: string
  filter: EventFilter
  /** Same key → same filter, and the same answer for the same batch, so it is executed and serialized once. */
  documentKey: string
  answer: (batch: Batch) => Promise<string>
  /** Reads the next `places` of the log behind `seq` from the database, through both walls; `reached` is where it got to. */
  readBehind: (authorization: Authorization, seq: number, places: number) => Promise<{ rows: EventRow[], reached: number }>
  /** Logs a bug of ours that ended the subscription. */
  report: (error: unknown) => void
}
