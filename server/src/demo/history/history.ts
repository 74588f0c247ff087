import { after, day } from '../../lib/clock.js'
import { startOfDay } from '../people/working-hours.js'
import { EventCollector } from './event-collector.js'
import { recordMembers, recordTeam } from './membership.js'
import type { Population } from '../people/population.js'
import type { Random } from '../random.js'
import { recordSeats } from './seats.js'
import { Items, recordCompanyDay, recordTeamDay } from './workday.js'
import type { EventContent } from '../../event/canonical.js'

/** Everything that happened in the demo world until `now`, in the order of time. */
export function historyOf({ provider, team, companies }: Population, now: Date, random: Random): EventContent[] {
  const events = new EventCollector(provider.id, now)
  recordTeam(events, { team, provider }, random)
  for (const company of companies)
    recordMembers(events, company, team, random)
  recordSeats(events, { team, companies, provider }, now, random)
  const items = new Map(companies.map(company => [company, new Items()]))
  for (let date = startOfDay(team.foundedAt); date < now; date = after(date, day)) {
    recordTeamDay(events, team, companies, date, random)
    for (const company of companies)
      recordCompanyDay(events, company, items.get(company)!, date, random)
  }
  return events.tell()
}
