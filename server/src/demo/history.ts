import { after, day } from '../lib/clock.js'
import { startOfDay } from './rhythm.js'
import { Chronicle } from './chronicle.js'
import { tellMembers, tellTeam } from './membership-history.js'
import type { Population } from './population.js'
import type { Random } from './random.js'
import { tellSeats } from './seat-telling.js'
import { Items, tellCompanyDay, tellTeamDay } from './workday-history.js'
import type { EventContent } from '../event/canonical.js'

/** Everything that happened in the demo world until `now`, in the order of time. */
export function historyOf({ provider, team, companies }: Population, now: Date, random: Random): EventContent[] {
  const chronicle = new Chronicle(provider.id, now)
  tellTeam(chronicle, { team, provider }, random)
  for (const company of companies)
    tellMembers(chronicle, company, team, random)
  tellSeats(chronicle, { team, companies, provider }, now, random)
  const items = new Map(companies.map(company => [company, new Items()]))
  for (let date = startOfDay(team.foundedAt); date < now; date = after(date, day)) {
    tellTeamDay(chronicle, team, companies, date, random)
    for (const company of companies)
      tellCompanyDay(chronicle, company, items.get(company)!, date, random)
  }
  return chronicle.tell()
}
