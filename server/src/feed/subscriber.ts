import type { Viewer } from '../access/viewer.js'
import type { Credential } from '../access/credential.js'
import type { EventFilter } from '../event/filter.js'
import type { EventRow } from '../event/row.js'
import type { Visibility } from '../event/visibility.js'

export const batchSize = 200
/** Bytes that may wait in a socket before its reader counts as slow. */
export const stallLimit = 1024 * 1024

/** What the feed needs of a socket. `buffered`: bytes that the peer has not read yet. */
export interface Outlet {
  send: (frame: string) => void
  buffered: () => number
  close: (code: number, reason: string) => void
}

/** A batch as the root value of the subscription's document. */
export interface Batch {
  providerId: string
  rows: readonly EventRow[]
  /** Where the subscriber stands after it. */
  seq: number
}

export interface Subscriber {
  id: string
  outlet: Outlet
  credential: Credential
  /** What the credential's current identity may see of the log; null ends the subscription. */
  authorize: () => Promise<Authorization | null>
  providerId: string
  filter: EventFilter
  /** Same text → same answer for the same batch, so it is executed and serialized once. */
  documentKey: string
  answer: (batch: Batch) => Promise<string>
  /** Reads behind `seq` from the database, through both walls. */
  readBehind: (viewer: Viewer, visibility: Visibility, seq: number, limit: number) => Promise<{ rows: EventRow[], reached: number }>
}

export interface Authorization {
  visibility: Visibility
  viewer: Viewer
}

export function delay(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, 5))
}
