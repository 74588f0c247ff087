import type { UserRole } from '../../access/roles.js'
import { hour, minute } from '../../lib/clock.js'
import type { UserStatus } from '../../user/user.js'
import type { Blueprint } from '../people/blueprints.js'
import type { Situation, Weighted } from '../simulator/step.js'
import { hasRoom } from './seat.js'
import type { Seats } from './seat.js'

/** Somebody the simulator invited: only these does it ever touch, and it knows them by their address. */
export interface Temporary {
  id: string
  email: string
  role: `${UserRole}`
  status: `${UserStatus}`
  publicKey: string | null
  createdAt: string
}

export type UserStep
  = { kind: 'invite', email: string, role: `${UserRole}` }
    | { kind: 'accept' | 'confirm' | 'revoke' | 'restore' | 'remove' | 'resend', user: Temporary }
    | { kind: 'changeRole', user: Temporary, role: `${UserRole}` }

const people = ['ari.nowak', 'billie.stone', 'charlie.lind', 'devi.rao', 'eli.brook', 'frankie.moss']
const mark = '@temp.'

/** What has to be known of a client to choose among its people's steps. */
export const userStepFields = `seats { bought free autoGrowCeiling } users(first: 50, filter: { search: "${mark}" }) { edges { node { id email role status publicKey createdAt } } }`

interface Client {
  seats: Seats
  users: { edges: ReadonlyArray<{ node: Temporary }> }
}

/** The few temporary people a client ever sees, over and over, so that accounts do not pile up. */
export function temporaryEmails({ domain }: Pick<Blueprint, 'domain'>): string[] {
  return people.map(person => `${person}${mark}${domain}`)
}

export function isTemporary(email: string): boolean {
  return email.includes(mark)
}

/** Always leaves somebody who looks around a free seat, and lets nobody it invited stay for long. */
export function possibleUserSteps({ seats, users }: Client, { blueprint, now, keepsMail }: Situation): Array<Weighted<UserStep>> {
  const temporaries = users.edges.map(({ node }) => node).filter(({ email }) => isTemporary(email))
  const room = hasRoom(seats, blueprint)
  const otherRole = blueprint.plan === 'ENTERPRISE' ? 'CUSTOM' : 'ADMIN'
  const steps = temporaries.flatMap(user =>
    stepsWith(user, { age: now.getTime() - Date.parse(user.createdAt), room, keepsMail, otherRole }))
  const absent = temporaryEmails(blueprint).filter(email => temporaries.every(user => user.email !== email))
  if (keepsMail && temporaries.length < blueprint.temporary && room)
    steps.push(...absent.map(email => [{ kind: 'invite', email, role: 'USER' }, 3 / absent.length] as const))
  return steps
}

function stepsWith(
  user: Temporary,
  { age, room, keepsMail, otherRole }: { age: number, room: boolean, keepsMail: boolean, otherRole: `${UserRole}` },
): Array<Weighted<UserStep>> {
  const leaving = age > 2 * hour ? 8 : age > 20 * minute ? 1.5 : 0.1
  const remove = (weight = leaving) => [{ kind: 'remove', user }, weight] as const
  const mailed = (weight: number) => keepsMail ? weight : 0
  switch (user.status) {
    case 'INVITED': return [[{ kind: 'accept', user }, mailed(5)], [{ kind: 'resend', user }, mailed(0.15)], remove()]
    case 'ACCEPTED': return [[{ kind: 'confirm', user }, mailed(6)], remove()]
    case 'CONFIRMED': return [
      [{ kind: 'changeRole', user, role: user.role === 'USER' ? otherRole : 'USER' }, 0.3],
      [{ kind: 'revoke', user }, 0.5],
      remove(),
    ]
    case 'REVOKED': return room ? [[{ kind: 'restore', user }, 1.5], remove(leaving + 0.5)] : [remove(leaving + 0.5)]
    default: return []
  }
}
