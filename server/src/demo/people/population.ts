import { randomUUID } from 'node:crypto'
import { after, day, hour } from '../../lib/clock.js'
import { blueprints, providerName, worldDays } from './blueprints.js'
import { Company } from './company.js'
import type { Random } from './random.js'
import { Team } from './team.js'
import { startOfDay } from './working-hours.js'

/** Everybody in the demo world. */
export interface Population {
  provider: { id: string, name: string }
  team: Team
  companies: Company[]
}

export function populate(now: Date, random: Random): Population {
  const foundedAt = after(startOfDay(after(now, -worldDays * day)), 8 * hour)
  return {
    provider: { id: randomUUID(), name: providerName },
    team: new Team(foundedAt, now, random),
    companies: blueprints.map((blueprint, index) => new Company(blueprint, index, now, random)),
  }
}
