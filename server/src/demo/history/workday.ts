import { randomUUID } from 'node:crypto'
import type { EventCode } from '@wardroom/schema/events'
import { after, day, hour, minute, second } from '../../lib/clock.js'
import type { EventCollector } from './event-collector.js'
import type { Company, CompanyMember } from '../people/company.js'
import type { Person } from '../people/person.js'
import type { Random } from '../random.js'
import { attendance, randomMoment, startOfDay } from '../people/working-hours.js'
import type { Team, TeamMember } from '../people/team.js'

/** What people do to items of a client's vault, codes by weight; most of it is reported by their devices. */
const itemActs = Object.entries({
  1100: 3,
  1101: 4,
  1102: 0.2,
  1103: 0.5,
  1104: 0.2,
  1105: 0.8,
  1106: 1,
  1107: 38,
  1108: 5,
  1109: 1,
  1110: 0.7,
  1111: 14,
  1112: 1,
  1113: 0.7,
  1114: 30,
  1115: 0.7,
  1116: 0.2,
  1117: 0.5,
} satisfies Partial<Record<EventCode, number>>).map(([code, weight]) => [Number(code) as EventCode, weight] as const)
const reportedByExtension: ReadonlySet<EventCode> = new Set<EventCode>([1107, 1108, 1109, 1110, 1111, 1112, 1113, 1114, 1117])

/** One day of everybody's work in a client: sign-ins, slips of the finger, items opened and changed. */
export function recordCompanyDay(events: EventCollector, company: Company, items: Items, date: Date, random: Random): void {
  const { activity, attacks } = company.blueprint
  for (const member of company.members) {
    if (!random.chance(attendance(date)))
      continue
    const start = randomMoment(date, random)
    if (member.isConfirmedAt(start))
      recordMemberDay(events, { company, member, items }, start, member.habits.activity * activity, random)
  }
  if (attacks.some(ago => startOfDay(after(events.now, -ago * day)).getTime() === date.getTime()))
    recordAttack(events, company, date, random)
}

function recordMemberDay(events: EventCollector, { company, member, items }: { company: Company, member: CompanyMember, items: Items }, start: Date, activity: number, random: Random): void {
  const { browserType, extensionType, office, home } = member.habits
  const ip = random.chance(0.8) ? office : home
  const signIns = random.chance(0.75) ? 1 : random.whole(0, 2)
  for (let nth = 0; nth < signIns; nth++)
    recordSignIn(events, member, { company, ip }, after(start, nth * random.between(1, 4) * hour), random)
  const acts = Math.round(random.between(0.2, 3.6) * activity)
  for (let nth = 0; nth < acts; nth++) {
    const at = after(start, random.between(1, 240) * minute)
    const code = random.weighted(itemActs)
    const actor = member.actor(ip, reportedByExtension.has(code) ? extensionType : browserType)
    events.report(code, { client: company.forEvent(at), actor, at }, { itemId: items.touch(code, random) })
  }
}

/** Sometimes the password takes a second try, and sometimes people sign out when they are done. */
export function recordSignIn(events: EventCollector, person: Person, { company, ip = person.habits.office }: { company?: Company, ip?: string }, at: Date, random: Random): void {
  const about = (at: Date) => ({ ...company && { client: company.forEvent(at) }, subject: { kind: 'ACCOUNT', id: person.accountId, name: person.name } as const, actor: person.actor(ip), at })
  if (random.chance(0.04))
    events.record('User_FailedLogIn', about(after(at, -random.between(8, 40) * second)), { device: person.habits.userAgent })
  events.record('User_LoggedIn', about(at), { device: person.habits.userAgent })
  if (random.chance(0.15))
    events.record('User_SignedOut', about(after(at, random.between(20, 200) * minute)), { sessionId: randomUUID() })
}

/** A night in which strangers try the passwords of one client's people, each a few times. */
function recordAttack(events: EventCollector, company: Company, date: Date, random: Random): void {
  const ip = `192.0.2.${random.whole(1, 254)}`
  let at = after(date, random.between(1, 3) * hour)
  const targets = company.members.filter(member => member.isConfirmedAt(date) && random.chance(0.6))
  for (const { accountId: id, name } of targets) {
    for (let tries = random.whole(4, 9); tries > 0; tries--) {
      at = after(at, random.between(2, 20) * second)
      const actor = { kind: 'ACCOUNT', id, name, deviceType: 14, ip } as const
      events.record('User_FailedLogIn', { client: company.forEvent(at), subject: { kind: 'ACCOUNT', id, name }, actor, at }, { device: 'python-requests/2.32.5' })
    }
  }
}

/** One day of the provider's own people: they sign in and open their clients' vaults, which both logs tell (1903, 1603). */
export function recordTeamDay(events: EventCollector, team: Team, companies: readonly Company[], date: Date, random: Random): void {
  for (const member of team.members) {
    const start = randomMoment(date, random)
    if (!random.chance(attendance(date)) || !member.isConfirmedAt(start))
      continue
    recordSignIn(events, member, {}, start, random)
    for (let visits = random.whole(0, 5); visits > 0; visits--)
      recordVisit(events, member, companies, after(start, random.between(2, 300) * minute), random)
  }
}

function recordVisit(events: EventCollector, member: TeamMember, companies: readonly Company[], at: Date, random: Random): void {
  const present = companies.filter(({ createdAt }) => createdAt < at)
  if (!present.length)
    return
  const company = random.pick(present)
  const client = company.forEvent(at)
  const about = { subject: { kind: 'CLIENT', ...client } as const, actor: member.actor(), at }
  events.report(1903, { ...about, clientName: client.name })
  events.report(1603, { ...about, client })
}

/** The items a client has by and by: an act belongs to one that is there. */
export class Items {
  private readonly ids = Array.from({ length: 25 }, () => randomUUID() as string)
  private readonly trash: string[] = []

  touch(code: EventCode, random: Random): string {
    const id = code === 1116 && this.trash.length ? this.trash.shift()! : code === 1100 || this.ids.length < 10 ? randomUUID() : random.pick(this.ids)
    if (code === 1115 || code === 1102)
      this.ids.splice(this.ids.indexOf(id), 1)
    if (code === 1115)
      this.trash.push(id)
    if (code === 1100 || code === 1116)
      this.ids.push(id)
    return id
  }
}
