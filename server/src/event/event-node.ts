import type { FindNode } from '../request/feature.js'
import { Event, toEvent } from './event.js'
import { readEvent } from './read-log.js'
import { isVisible, visibilityOf } from './visibility.js'

const idShape = /^([0-9a-f-]{36}):([1-9]\d{0,14})$/

/** Event ids name the log and the place in it. */
export const eventNode: FindNode = async (id, { viewer, services: { database } }) => {
  const [, providerId, seq] = idShape.exec(id) ?? []
  const visibility = providerId ? visibilityOf(viewer, providerId) : null
  const row = visibility && await readEvent(database, viewer.tenants, providerId!, seq!)
  return row && isVisible(visibility, row) ? Object.assign(new Event(), toEvent(row)) : null
}
