import type { EventContent } from '../../event/canonical.js'
import { after, day } from '../../lib/clock.js'
import type { Company, CompanyMember } from '../people/company.js'
import type { Population } from '../people/population.js'
import type { Random } from '../people/random.js'
import type { Team, TeamMember } from '../people/team.js'
import { attendance, randomMoment, startOfDay } from '../people/working-hours.js'
import { EventCollector } from './event-collector.js'

/** What the past is recorded with. */
export interface Past extends Population {
  events: EventCollector
  random: Random
}

export interface Workday {
  company: Company
  member: CompanyMember
  /** When the person begins. */
  start: Date
  /** Where they sit that day. */
  ip: string
}

/** What a feature records of the past, called in this order; of one hook, the older features' come first. */
export interface HistoryHooks {
  /** Once: how the provider and its team came to be. */
  provider?: (past: Past) => void
  /** For each client: what happened in it, days of work aside. */
  client?: (past: Past, company: Company) => void
  /** Once: what adds up over all clients. */
  allClients?: (past: Past) => void
  /** For each day that one of the provider's own people worked. */
  teamWorkday?: (past: Past, member: TeamMember, start: Date) => void
  /** For each day that a person of a client worked. */
  workday?: (past: Past, workday: Workday) => void
  /** For each day of each client. */
  clientDay?: (past: Past, company: Company, date: Date) => void
}

/** Everything that happened in the demo world until `now`, in the order of time. */
export function recordHistory(hooks: readonly HistoryHooks[], population: Population, now: Date, random: Random): EventContent[] {
  const { provider, team, companies } = population
  const events = new EventCollector(provider.id, now)
  const past = { ...population, now, events, random }
  hooks.forEach(hook => hook.provider?.(past))
  for (const company of companies)
    hooks.forEach(hook => hook.client?.(past, company))
  hooks.forEach(hook => hook.allClients?.(past))
  for (let date = startOfDay(team.foundedAt); date < now; date = after(date, day)) {
    recordTeamDay(hooks, past, team, date)
    for (const company of companies)
      recordClientDay(hooks, past, company, date)
  }
  return events.inOrder()
}

function recordTeamDay(hooks: readonly HistoryHooks[], past: Past, team: Team, date: Date): void {
  for (const member of team.members) {
    const start = randomMoment(date, past.random)
    if (past.random.chance(attendance(date)) && member.isConfirmedAt(start))
      hooks.forEach(hook => hook.teamWorkday?.(past, member, start))
  }
}

function recordClientDay(hooks: readonly HistoryHooks[], past: Past, company: Company, date: Date): void {
  const { random } = past
  for (const member of company.members) {
    if (!random.chance(attendance(date)))
      continue
    const start = randomMoment(date, random)
    if (!member.isConfirmedAt(start) || member.isAway(start, past.now))
      continue
    const ip = random.chance(0.8) ? member.habits.office : member.habits.home
    hooks.forEach(hook => hook.workday?.(past, { company, member, start, ip }))
  }
  hooks.forEach(hook => hook.clientDay?.(past, company, date))
}
