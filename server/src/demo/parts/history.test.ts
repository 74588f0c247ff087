import 'reflect-metadata'
import { codeOf, eventByCode } from '@wardroom/schema/events'
import { expect, it } from 'vitest'
import { recordHistory } from '../history/record-history.js'
import { populate } from '../people/population.js'
import { Random } from '../people/random.js'
import { parts } from './parts.js'

const anyDay = ['2026-11-22T23:30:00Z', '2026-11-23T00:10:00Z', '2027-03-03T12:00:00Z', '2027-06-05T09:00:00Z']

function worldAt(now: Date) {
  const random = new Random(1)
  const population = populate(now, random)
  return { ...population, events: recordHistory(parts.flatMap(({ history }) => history ?? []), population, now, random) }
}

it.each(anyDay)('the log of a world made at %s ends in the people and seats that it has today', (text) => {
  const now = new Date(text)
  const { companies, team, events } = worldAt(now)
  const statuses = new Map<string, string>()
  const seats = new Map<string, number>()
  const occupied = new Map<string, Set<string>>(companies.map(({ id }) => [id, new Set()]))
  for (const { code, subjectId, clientId, details } of events) {
    switch (code) {
      case codeOf('ProviderOrganization_Created'): seats.set(clientId!, details.seats as number)
        break
      case codeOf('Organization_SeatsAdded'):
      case codeOf('Organization_SeatsRemoved'):
      case codeOf('Organization_SeatsAutoGrown'): seats.set(clientId!, details.seats as number)
        break
      case codeOf('OrganizationUser_Staged'): statuses.set(subjectId!, 'STAGED')
        break
      case codeOf('OrganizationUser_Invited'):
        statuses.set(subjectId!, 'INVITED')
        occupied.get(clientId!)!.add(subjectId!)
        break
      case codeOf('OrganizationUser_Accepted'):
        expect(statuses.get(subjectId!)).toBe('INVITED')
        statuses.set(subjectId!, 'ACCEPTED')
        break
      case codeOf('OrganizationUser_Confirmed'):
        expect(statuses.get(subjectId!)).toBe('ACCEPTED')
        statuses.set(subjectId!, 'CONFIRMED')
        break
      case codeOf('OrganizationUser_Revoked'):
        expect(statuses.get(subjectId!)).toBe(details.was)
        statuses.set(subjectId!, 'REVOKED')
        occupied.get(clientId!)!.delete(subjectId!)
        break
      case codeOf('OrganizationUser_Restored'):
        statuses.set(subjectId!, 'CONFIRMED')
        occupied.get(clientId!)!.add(subjectId!)
        break
      case codeOf('OrganizationUser_Removed'):
        statuses.set(subjectId!, 'LEFT')
        occupied.get(clientId!)!.delete(subjectId!)
        break
    }
    if (clientId)
      expect(occupied.get(clientId)!.size).toBeLessThanOrEqual(seats.get(clientId)!)
  }
  for (const { id, blueprint, members } of companies) {
    expect(seats.get(id)).toBe(blueprint.seats.now)
    for (const member of members)
      expect([member.email, statuses.get(member.id)]).toEqual([member.email, member.finalStatus])
  }
  const known = new Set([...team.members, ...companies.flatMap(({ members }) => members)].map(({ accountId }) => accountId))
  expect(events.filter(({ actorKind, actorId }) => !(actorKind === 'SYSTEM' || actorKind === 'NONE') && !known.has(actorId!))).toEqual([])
})

it.each(anyDay)('a world made at %s has ninety days in the order of time, with quiet weekends and nothing of the future', (text) => {
  const { events } = worldAt(new Date(text))
  expect(events.length).toBeGreaterThan(20_000)
  expect(events.length).toBeLessThan(40_000)
  expect(events.every(({ at }, index) => at < new Date(text).toISOString() && (index === 0 || at >= events[index - 1]!.at))).toBe(true)
  expect(new Set(events.map(({ at }) => at.slice(0, 10))).size).toBeGreaterThan(85)
  const weekend = events.filter(({ at }) => new Date(at).getUTCDay() % 6 === 0)
  expect(weekend.length).toBeLessThan(events.length / 15)
})

const managementCategories = new Set<string>(['USER', 'CLIENT', 'PROVIDER_USER', 'PROVIDER_CLIENT', 'SEAT'])
/** What everybody does for themself. */
const ownDeeds = new Set<number>([
  codeOf('OrganizationUser_Accepted'),
  codeOf('ProviderUser_Accepted'),
  codeOf('OrganizationUser_ResetPassword_Enroll'),
])

it('nobody manages anything before somebody has confirmed them, and nobody invites, confirms or promotes themself', () => {
  const { companies, team, events } = worldAt(new Date(anyDay[2]!))
  const people = new Map([...team.members, ...companies.flatMap(({ members }) => members)].map(person => [person.accountId, person]))
  const managing = events.filter(({ code, actorKind }) =>
    actorKind === 'ACCOUNT' && managementCategories.has(eventByCode(code).category) && !ownDeeds.has(code))
  for (const { actorId, subjectId, at } of managing) {
    const actor = people.get(actorId!)!
    expect(actor.isConfirmedAt(new Date(at))).toBe(true)
    expect(actor === team.founder || actor.id !== subjectId).toBe(true)
  }
})
