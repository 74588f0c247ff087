import { hour, minute } from '../../lib/clock.js'
import type { UserRole } from '../../access/roles.js'
import type { UserStatus } from '../../user/user.js'
import type { Blueprint } from '../people/blueprints.js'

/** Somebody the simulator invited: only these does it ever touch, and it knows them by their address. */
export interface Temporary {
  id: string
  email: string
  role: `${UserRole}`
  status: `${UserStatus}`
  publicKey: string | null
  createdAt: string
}

/** A client as the simulator finds it. */
export interface Situation {
  name: string
  seats: { bought: number, free: number, autoGrowCeiling: number | null }
  temporaries: readonly Temporary[]
}

export type Step
  = { kind: 'invite', email: string, role: `${UserRole}` }
    | { kind: 'accept' | 'confirm' | 'revoke' | 'restore' | 'remove' | 'resend', user: Temporary }
    | { kind: 'changeRole', user: Temporary, role: `${UserRole}` }
    | { kind: 'addSeats' | 'removeSeats', count: number }
    | { kind: 'rename', name: string }
    | { kind: 'rest' }

const people = ['ari.nowak', 'billie.stone', 'charlie.lind', 'devi.rao', 'eli.brook', 'frankie.moss']
const mark = '@temp.'
const spread = 3

/** The few temporary people a client ever sees, over and over, so that accounts do not pile up. */
export function temporaryEmails({ domain }: Pick<Blueprint, 'domain'>): string[] {
  return people.map(person => `${person}${mark}${domain}`)
}

/**
 * What may come next in a client, with weights; where little is to be done, mostly rest. Always leaves a visitor a free seat, moves
 * seats by no more than three from where the demo began, and lets nobody it invited stay for long.
 * @param keepsMail mails stay in this installation; otherwise nothing is done that would send one to an address that does not exist
 */
export function possibleSteps({ name, seats, temporaries }: Situation, { temporary, domain, plan, alias, name: original, seats: { now: founded } }: Blueprint, now: Date, keepsMail: boolean): Array<readonly [Step, number]> {
  const shift = seats.bought - founded
  const grows = seats.autoGrowCeiling !== null
  const hasRoom = seats.free > 1 || (grows && shift < spread)
  const otherRole = plan === 'ENTERPRISE' ? 'CUSTOM' : 'ADMIN'
  const steps = temporaries.flatMap(user => stepsOf(user, { age: now.getTime() - Date.parse(user.createdAt), hasRoom, keepsMail, otherRole }))
  const absent = temporaryEmails({ domain }).filter(email => temporaries.every(user => user.email !== email))
  if (keepsMail && temporaries.length < temporary && hasRoom)
    steps.push(...absent.map(email => [{ kind: 'invite', email, role: 'USER' }, 3 / absent.length] as const))
  if (temporary && shift >= -spread && shift < spread)
    steps.push([{ kind: 'addSeats', count: 1 }, 0.2])
  if (temporary && shift > -spread && shift <= spread && seats.free > (grows ? 0 : 2))
    steps.push([{ kind: 'removeSeats', count: 1 }, 0.2])
  if (alias && (name === original || name === alias))
    steps.push([{ kind: 'rename', name: name === original ? alias : original }, 0.04])
  return [...steps, [{ kind: 'rest' }, 2]]
}

function stepsOf(user: Temporary, { age, hasRoom, keepsMail, otherRole }: { age: number, hasRoom: boolean, keepsMail: boolean, otherRole: `${UserRole}` }): Array<readonly [Step, number]> {
  const leaving = age > 2 * hour ? 8 : age > 20 * minute ? 1.5 : 0.1
  const remove = (weight = leaving) => [{ kind: 'remove', user }, weight] as const
  const mailed = (weight: number) => keepsMail ? weight : 0
  switch (user.status) {
    case 'INVITED': return [[{ kind: 'accept', user }, mailed(5)], [{ kind: 'resend', user }, mailed(0.15)], remove()]
    case 'ACCEPTED': return [[{ kind: 'confirm', user }, mailed(6)], remove()]
    case 'CONFIRMED': return [[{ kind: 'changeRole', user, role: user.role === 'USER' ? otherRole : 'USER' }, 0.3], [{ kind: 'revoke', user }, 0.5], remove()]
    case 'REVOKED': return hasRoom ? [[{ kind: 'restore', user }, 1.5], remove(leaving + 0.5)] : [remove(leaving + 0.5)]
    default: return []
  }
}

export function isTemporary(email: string): boolean {
  return email.includes(mark)
}
