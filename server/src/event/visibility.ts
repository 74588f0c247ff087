import type { Viewer } from '../access/viewer.js'
import type { EventRow } from './row.js'

/** What of one provider's log a viewer may see: the provider's own events, and those of all or of some clients. */
export interface Visibility {
  own: boolean
  clients: 'all' | ReadonlySet<string>
}

/** Null: nothing at all. */
export function visibilityOf(viewer: Viewer, providerId: string): Visibility | null {
  const { identity } = viewer
  const own = viewer.can('event:readProvider', { providerId })
  const staff = identity?.staff.get(providerId)
  const assigned = [...staff?.clients ?? []].filter(clientId => viewer.can('event:read', { providerId, clientId }))
  if (staff && !staff.clients && viewer.can('event:read', { providerId, clientId: '' }))
    return { own, clients: 'all' }
  const member = [...identity?.members ?? []]
    .filter(([clientId, membership]) => membership.providerId === providerId && viewer.can('event:read', { providerId, clientId }))
    .map(([clientId]) => clientId)
  const clients = new Set([...assigned, ...member])
  // Whose scope is empty follows all the same: it may grow.
  const scoped = identity?.kind === 'ACCOUNT' && staff?.clients
  return own || clients.size || scoped ? { own, clients } : null
}

export function isVisible({ own, clients }: Visibility, { clientId }: Pick<EventRow, 'clientId'>): boolean {
  return clientId === null ? own : clients === 'all' || clients.has(clientId)
}

/** Equal for viewers who see exactly the same, so that their batches are serialized once. */
export function visibilityKey({ own, clients }: Visibility): string {
  return `${own} ${clients === 'all' ? clients : [...clients].sort().join()}`
}
