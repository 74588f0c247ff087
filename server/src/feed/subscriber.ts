import type { Viewer } from '../access/viewer.js'
import type { Credential } from '../account/identities.js'
import { rowFilter } from '../event/filter.js'
import type { EventFilter } from '../event/filter.js'
import type { EventRow } from '../event/row.js'
import type { Group } from './group.js'
import { sees } from '../event/visibility.js'
import type { Sight } from '../event/visibility.js'

export const batchSize = 200
/** Bytes that may wait in a socket before its reader counts as slow. */
export const stallLimit = 1024 * 1024

/** What the feed needs of a socket. `buffered` is what the peer has not taken yet, in bytes. */
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
  /** Turns the credential's present identity into what it may see of the log; null ends the flow. */
  look: () => Promise<View | null>
  providerId: string
  filter: EventFilter
  /** Same text → same answer for the same batch, so it is executed and serialized once. */
  documentKey: string
  answer: (batch: Batch) => Promise<string>
  /** Reads behind `seq` from the database, through both walls. */
  readBehind: (viewer: Viewer, sight: Sight, seq: number, limit: number) => Promise<{ rows: EventRow[], reached: number }>
}

export interface View {
  sight: Sight
  viewer: Viewer
}

/** A subscriber with its place in the log. */
export interface Member extends View {
  subscriber: Subscriber
  seq: number
  group?: Group
  catchingUp: boolean
  stalledSince: number
  left: boolean
}

/** What of the log a member is due. */
export function visible({ sight, subscriber }: Member): (row: EventRow) => boolean {
  const wanted = rowFilter(subscriber.filter)
  return row => sees(sight, row) && wanted(row)
}

export function breath(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, 5))
}
