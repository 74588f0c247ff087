import { expect, it } from 'vitest'
import { after, minute } from '../../lib/clock.js'
import { blueprints } from '../people/blueprints.js'
import type { Blueprint } from '../people/blueprints.js'
import { isTemporary, possibleSteps, temporaryEmails } from './next-step.js'
import type { Situation, Step, Temporary } from './next-step.js'
import { Random } from '../random.js'

const start = new Date('2026-11-23T09:00:00Z')

function founded({ name, seats, confirmed, accepted, invited }: Blueprint): Situation & { temporaries: Temporary[] } {
  return { name, seats: { bought: seats.now, free: seats.now - confirmed - accepted - invited, autoGrowCeiling: seats.autoGrowCeiling ?? null }, temporaries: [] }
}

/** What the server would make of a step. */
function take(step: Step, situation: ReturnType<typeof founded>, now: Date): void {
  const { seats, temporaries } = situation
  const seat = (difference: number) => {
    if (seats.free + difference < 0)
      seats.bought++
    else
      seats.free += difference
  }
  switch (step.kind) {
    case 'invite':
      seat(-1)
      temporaries.push({ id: step.email, email: step.email, role: step.role, status: 'INVITED', publicKey: null, createdAt: now.toISOString() })
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
    case 'rename': situation.name = step.name
  }
}

it.each(blueprints)('$name keeps its shape through days of steps', (blueprint) => {
  const random = new Random(11)
  const situation = founded(blueprint)
  const { seats } = situation
  const freeAtFirst = seats.free
  const seen = new Set<string>()
  for (let nth = 0; nth < 2_000; nth++) {
    const now = after(start, nth * minute)
    const step = random.weighted(possibleSteps(situation, blueprint, now, true))
    seen.add(step.kind)
    take(step, situation, now)
    expect(situation.temporaries.length).toBeLessThanOrEqual(blueprint.temporary)
    expect(situation.temporaries.every(({ createdAt }) => now.getTime() - Date.parse(createdAt) < 6 * 60 * minute)).toBe(true)
    expect(Math.abs(seats.bought - blueprint.seats.now)).toBeLessThanOrEqual(3)
    expect(seats.free).toBeGreaterThanOrEqual(Math.min(freeAtFirst, blueprint.seats.autoGrowCeiling ? 0 : 1))
    expect([blueprint.name, blueprint.alias]).toContain(situation.name)
  }
  expect([...seen].sort()).toEqual(blueprint.temporary
    ? ['accept', 'addSeats', 'changeRole', 'confirm', 'invite', 'remove', 'removeSeats', ...blueprint.alias ? ['rename'] : [], 'resend', 'rest', 'restore', 'revoke']
    : ['rest'])
})

it('nothing that would send a mail is done where mails leave the installation', () => {
  const [blueprint] = blueprints
  const situation = founded(blueprint!)
  const [email] = temporaryEmails(blueprint!)
  situation.temporaries = (['INVITED', 'ACCEPTED'] as const).map(status => ({ id: status, email: email!, role: 'USER', status, publicKey: null, createdAt: start.toISOString() }))
  const steps = possibleSteps(situation, blueprint!, start, false).filter(([, weight]) => weight).map(([{ kind }]) => kind)
  expect(new Set(steps)).toEqual(new Set(['remove', 'addSeats', 'removeSeats', 'rename', 'rest']))
})

it('what a visitor has changed on purpose is left alone', () => {
  const [blueprint] = blueprints
  const changed = { ...founded(blueprint!), name: 'Acme', seats: { bought: 200, free: 150, autoGrowCeiling: null } }
  const kinds = possibleSteps(changed, blueprint!, start, true).map(([{ kind }]) => kind)
  expect(new Set(kinds)).toEqual(new Set(['invite', 'rest']))
})

it('only addresses of the simulator\'s own kind are temporary', () => {
  expect(blueprints.flatMap(temporaryEmails).every(isTemporary)).toBe(true)
  expect(isTemporary('umar@halden-foods.example')).toBe(false)
})
