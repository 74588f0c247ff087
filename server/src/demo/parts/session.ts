import { randomUUID } from 'node:crypto'
import { after, day, hour, minute, second } from '../../lib/clock.js'
import type { Past, Workday } from '../history/record-history.js'
import type { Company } from '../people/company.js'
import type { Person } from '../people/person.js'
import { startOfDay } from '../people/working-hours.js'
import type { DemoPart } from './part.js'

/** Who signed in, who could not, and who tried passwords that were not theirs. What the simulator does of it: simulator/actors.ts. */
export const session: DemoPart = {
  history: {
    teamWorkday: (past, member, start) => recordSignIn(past, member, {}, start),
    workday: recordSignIns,
    clientDay: recordAttacks,
  },
}

function recordSignIns(past: Past, { company, member, start, ip }: Workday): void {
  const { random } = past
  const signIns = random.chance(0.75) ? 1 : random.whole(0, 2)
  for (let nth = 0; nth < signIns; nth++)
    recordSignIn(past, member, { company, ip }, after(start, nth * random.between(1, 4) * hour))
}

/** Sometimes the password takes a second try, and sometimes people sign out when they are done. */
function recordSignIn(
  { events, random, now }: Past,
  person: Person,
  { company, ip = person.habits.office }: { company?: Company, ip?: string },
  at: Date,
): void {
  const about = (at: Date) => ({
    ...company && { client: company.forEvent(at) },
    subject: { kind: 'ACCOUNT', id: person.accountId, name: person.name } as const,
    actor: person.actor(ip),
    at,
  })
  if (random.chance(0.04))
    events.record('User_FailedLogIn', about(after(at, -random.between(8, 40) * second)), { device: person.habits.userAgent })
  events.record('User_LoggedIn', about(at), { device: person.habits.userAgent })
  person.signedIn(at, now)
  if (random.chance(0.15))
    events.record('User_SignedOut', about(after(at, random.between(20, 200) * minute)), { sessionId: randomUUID() })
}

/** A night in which strangers try the passwords of one client's people, each a few times. */
function recordAttacks({ now, events, random }: Past, company: Company, date: Date): void {
  if (!company.blueprint.attacks.some(ago => startOfDay(after(now, -ago * day)).getTime() === date.getTime()))
    return
  const ip = `192.0.2.${random.whole(1, 254)}`
  let at = after(date, random.between(1, 3) * hour)
  const targets = company.members.filter(member => member.isConfirmedAt(date) && random.chance(0.6))
  for (const { accountId: id, name } of targets) {
    for (let tries = random.whole(4, 9); tries > 0; tries--) {
      at = after(at, random.between(2, 20) * second)
      const actor = { kind: 'ACCOUNT', id, name, deviceType: 14, ip } as const
      events.record(
        'User_FailedLogIn',
        { client: company.forEvent(at), subject: { kind: 'ACCOUNT', id, name }, actor, at },
        { device: 'python-requests/2.32.5' },
      )
    }
  }
}
