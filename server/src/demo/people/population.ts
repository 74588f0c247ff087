import { randomUUID } from 'node:crypto'
import { after, day, hour } from '../../lib/clock.js'
import { blueprints, providerName, worldDays } from './blueprints.js'
import { Company } from './company.js'
import type { Random } from './random.js'
import { Team } from './team.js'
import { toolsOf } from './tools.js'
import type { Tool } from './tools.js'
import { startOfDay } from './working-hours.js'

/** Everybody in the demo world. */
export interface Population {
  now: Date
  provider: { id: string, name: string }
  team: Team
  companies: Company[]
  tools: Tool[]
}

export function populate(now: Date, random: Random): Population {
  const foundedAt = after(startOfDay(after(now, -worldDays * day)), 8 * hour)
  const team = new Team(foundedAt, now, random)
  const companies = blueprints.map((blueprint, index) => new Company(blueprint, index, now, random))
  return { now, provider: { id: randomUUID(), name: providerName }, team, companies, tools: toolsOf(team, companies, now) }
}
