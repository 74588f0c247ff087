import { expect, it } from 'vitest'
import { after, minute } from '../../lib/clock.js'
import { blueprints } from '../people/blueprints.js'
import type { Blueprint } from '../people/blueprints.js'
import { Random } from '../people/random.js'
import type { Situation, Weighted } from '../simulator/step.js'
import { possibleClientSteps } from './client.js'
import { possibleSeatSteps } from './seat.js'
import type { Seats } from './seat.js'
import { isTemporary, possibleUserSteps, temporaryEmails } from './user-steps.js'
import type { Temporary, UserStep } from './user-steps.js'

interface Client {
  name: string
  seats: Seats
  temporaries: Temporary[]
}

type Step = UserStep | ReturnType<typeof possibleClientSteps | typeof possibleSeatSteps>[number][0] | { kind: 'rest' }

const start = new Date('2026-11-23T09:00:00Z')

function possibleSteps(client: Client, situation: Situation): Array<Weighted<Step>> {
  return [
    ...possibleClientSteps(client, situation),
    ...possibleSeatSteps(client, situation),
    ...possibleUserSteps({ ...client, users: { edges: client.temporaries.map(node => ({ node })) } }, situation),
    [{ kind: 'rest' }, 2],
  ]
}

function founded({ name, seats, confirmed, accepted, invited }: Blueprint): Client {
  return {
    name,
    seats: { bought: seats.now, free: seats.now - confirmed - accepted - invited, autoGrowCeiling: seats.autoGrowCeiling ?? null },
    temporaries: [],
  }
}

/** What the server would make of a step. */
function take(step: Step, client: Client, now: Date): void {
  const { seats, temporaries } = client
  const seat = (difference: number) => {
    if (seats.free + difference < 0)
      seats.bought++
    else
      seats.free += difference
  }
  switch (step.kind) {
    case 'invite':
      seat(-1)
      temporaries.push({
        id: step.email,
        email: step.email,
        role: step.role,
        status: 'INVITED',
        publicKey: null,
        createdAt: now.toISOString(),
      })
      break
    case 'accept': step.user.status = 'ACCEPTED'
      break
    case 'confirm': step.user.status = 'CONFIRMED'
      break
    case 'changeRole': step.user.role = step.role
      break
    case 'revoke':
      step.user.status = 'REVOKED'
      seat(1)
      break
    case 'restore':
      step.user.status = 'CONFIRMED'
      seat(-1)
      break
    case 'remove':
      if (step.user.status !== 'REVOKED')
        seat(1)
      temporaries.splice(temporaries.indexOf(step.user), 1)
      break
    case 'addSeats':
      seats.bought++
      seats.free++
      break
    case 'removeSeats':
      seats.bought--
      seats.free--
      break
    case 'rename': client.name = step.name
  }
}

it.each(blueprints)('$name keeps near its first seats, names and number of temporary people through days of steps', (blueprint) => {
  const random = new Random(11)
  const client = founded(blueprint)
  const { seats } = client
  const freeAtFirst = seats.free
  const seen = new Set<string>()
  for (let nth = 0; nth < 2_000; nth++) {
    const now = after(start, nth * minute)
    const step = random.weighted(possibleSteps(client, { blueprint, now, keepsMail: true }))
    seen.add(step.kind)
    take(step, client, now)
    expect(client.temporaries.length).toBeLessThanOrEqual(blueprint.temporary)
    expect(client.temporaries.every(({ createdAt }) => now.getTime() - Date.parse(createdAt) < 6 * 60 * minute)).toBe(true)
    expect(Math.abs(seats.bought - blueprint.seats.now)).toBeLessThanOrEqual(3)
    expect(seats.free).toBeGreaterThanOrEqual(Math.min(freeAtFirst, blueprint.seats.autoGrowCeiling ? 0 : 1))
    expect([blueprint.name, blueprint.alias]).toContain(client.name)
  }
  expect([...seen].sort()).toEqual(blueprint.temporary
    ? [
        'accept',
        'addSeats',
        'changeRole',
        'confirm',
        'invite',
        'remove',
        'removeSeats',
        ...blueprint.alias ? ['rename'] : [],
        'resend',
        'rest',
        'restore',
        'revoke',
      ]
    : ['rest'])
})

it('nothing that would send a mail is done where mails leave the installation', () => {
  const [blueprint] = blueprints
  const client = founded(blueprint!)
  const [email] = temporaryEmails(blueprint!)
  client.temporaries = (['INVITED', 'ACCEPTED'] as const)
    .map(status => ({ id: status, email: email!, role: 'USER', status, publicKey: null, createdAt: start.toISOString() }))
  const steps = possibleSteps(client, { blueprint: blueprint!, now: start, keepsMail: false })
    .filter(([, weight]) => weight)
    .map(([{ kind }]) => kind)
  expect(new Set(steps)).toEqual(new Set(['remove', 'addSeats', 'removeSeats', 'rename', 'rest']))
})

it('a name and seats that somebody who looks around has changed are left alone', () => {
  const [blueprint] = blueprints
  const changed = { ...founded(blueprint!), name: 'Acme', seats: { bought: 200, free: 150, autoGrowCeiling: null } }
  const kinds = possibleSteps(changed, { blueprint: blueprint!, now: start, keepsMail: true }).map(([{ kind }]) => kind)
  expect(new Set(kinds)).toEqual(new Set(['invite', 'rest']))
})

it('only addresses that the simulator invites are temporary', () => {
  expect(blueprints.flatMap(temporaryEmails).every(isTemporary)).toBe(true)
  expect(isTemporary('umar@halden-foods.example')).toBe(false)
})
