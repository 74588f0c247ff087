import { randomUUID } from 'node:crypto'
import type { ApiTokenScope } from '../../access/scopes.js'
import { after, day } from '../../lib/clock.js'
import type { Company } from './company.js'
import type { Team } from './team.js'

/** An internal tool of the provider, with its API token. */
export interface Tool {
  id: string
  name: string
  scopes: ApiTokenScope[]
  clientIds: string[] | null
  allowedAddresses: string[] | null
  createdAt: Date
  expiresAt: Date
  lastUsedAt: Date | null
  lastUsedFrom: string | null
  revokedAt: Date | null
}

interface Blueprint {
  name: string
  scopes: ApiTokenScope[]
  /** Limited to the first of the clients. */
  narrow?: true
  /** The networks it may be used from; left out: any. */
  from?: string[]
  /** Days ago. */
  created: number
  /** Days from creation. */
  lifetime: number
  /** Days ago; left out: never. */
  used?: number
  /** Days ago. */
  revoked?: number
}

const office = ['198.51.100.0/24', '2001:db8:40::/48']

const tools: readonly Blueprint[] = [
  { name: 'Grafana', scopes: ['EVENTS_READ', 'READ'], from: office, created: 71, lifetime: 365, used: 0.01 },
  { name: 'Ticket desk', scopes: ['EVENTS_READ'], created: 40, lifetime: 180, used: 0.2 },
  { name: 'Onboarding script', scopes: ['READ', 'USERS_WRITE'], narrow: true, created: 23, lifetime: 30, used: 2 },
  { name: 'Seat report (trial)', scopes: ['READ'], created: 60, lifetime: 14, used: 47 },
  { name: 'Old ticket desk', scopes: ['EVENTS_READ', 'READ'], created: 75, lifetime: 365, used: 40, revoked: 39 },
]

export function toolsOf({ foundedAt }: Team, companies: readonly Company[], now: Date): Tool[] {
  const ago = (days: number | undefined) => days === undefined ? null : after(now, -days * day)
  return tools.map(({ name, scopes, narrow, from, created, lifetime, used, revoked }) => {
    const createdAt = new Date(Math.max(ago(created)!.getTime(), after(foundedAt, day).getTime()))
    return {
      id: randomUUID(),
      name,
      scopes,
      clientIds: narrow ? [companies[0]!.id] : null,
      allowedAddresses: from ?? null,
      createdAt,
      expiresAt: after(createdAt, lifetime * day),
      lastUsedAt: ago(used),
      lastUsedFrom: used === undefined ? null : '198.51.100.27',
      revokedAt: ago(revoked),
    }
  })
}
