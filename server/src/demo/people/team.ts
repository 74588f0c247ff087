import { weekdays } from '@wardroom/schema/permissions'
import { ProviderUserType } from '../../access/roles.js'
import { after, day, hour, minute } from '../../lib/clock.js'
import type { WorkHours } from '../../provider-user/work-hours.js'
import { habitsOf, Person } from './person.js'
import type { Habits } from './person.js'
import type { Random } from './random.js'
import { demoSignIns } from './sign-ins.js'
import { timelineOf } from './timeline.js'
import type { FinalStatus, Timeline } from './timeline.js'
import { workingTime } from './working-hours.js'

const { PROVIDER_ADMIN, SERVICE_USER, OUTSIDE_TECHNICIAN } = ProviderUserType

const nightsAndWeekends: WorkHours = {
  timeZone: 'Europe/Berlin',
  windows: [
    { days: weekdays.slice(0, 5), from: '18:00', until: '08:00' },
    { days: weekdays.slice(5), from: '00:00', until: '00:00' },
  ],
}

/** One of the provider's own people. */
export class TeamMember extends Person {
  constructor(
    name: string,
    email: string,
    timeline: Timeline,
    finalStatus: FinalStatus,
    habits: Habits,
    readonly type: ProviderUserType,
    readonly firstType = type,
  ) {
    super(name, email, timeline, finalStatus, habits, demoSignIns.some(known => known.email === email))
  }

  /** Since when they wait for help: the one who has just forgotten the master password. */
  askedForHelpAt(now: Date): Date | undefined {
    return this.name === 'Edda Quist' ? after(now, -25 * minute) : undefined
  }

  get holdsKey(): boolean {
    return this.type !== OUTSIDE_TECHNICIAN
  }

  get workHours(): WorkHours | null {
    return this.name === 'Ivo Novak' ? nightsAndWeekends : null
  }

  typeAt(date: Date): ProviderUserType {
    const promoted = this.at('promoted')
    return promoted && promoted > date ? this.firstType : this.type
  }

  subject(date: Date) {
    return { kind: 'PROVIDER_USER', id: this.id, name: this.nameAt(date) } as const
  }
}

/** Days after the provider's first; some sign in with the demo's password (sign-ins.ts). */
const members: Array<{ name: string, type: ProviderUserType, firstType?: ProviderUserType, finalStatus: FinalStatus, joined: number }> = [
  { name: 'Bruno Keller', type: PROVIDER_ADMIN, firstType: SERVICE_USER, finalStatus: 'CONFIRMED', joined: 0 },
  { name: 'Chiara Conti', type: SERVICE_USER, finalStatus: 'CONFIRMED', joined: 0 },
  { name: 'Dario Maier', type: SERVICE_USER, finalStatus: 'CONFIRMED', joined: 3 },
  { name: 'Edda Quist', type: SERVICE_USER, finalStatus: 'CONFIRMED', joined: 31 },
  { name: 'Nadia Okafor', type: OUTSIDE_TECHNICIAN, finalStatus: 'CONFIRMED', joined: 40 },
  { name: 'Ivo Novak', type: OUTSIDE_TECHNICIAN, finalStatus: 'CONFIRMED', joined: 41 },
  { name: 'Henk Jansen', type: SERVICE_USER, finalStatus: 'LEFT', joined: 2 },
  { name: 'Farid Osman', type: SERVICE_USER, finalStatus: 'ACCEPTED', joined: 88 },
  { name: 'Greta Lund', type: SERVICE_USER, finalStatus: 'INVITED', joined: 87 },
]

export class Team {
  readonly founder: TeamMember
  readonly members: readonly TeamMember[]

  constructor(readonly foundedAt: Date, now: Date, random: Random) {
    const habits = () => habitsOf(random, '198.51.100.10')
    const email = (name: string) => `${name.split(' ')[0]!.toLowerCase()}@demo.wardroom.example`
    this.founder = new TeamMember(
      'Ada Ekström',
      email('Ada'),
      [['accepted', foundedAt], ['confirmed', foundedAt]],
      'CONFIRMED',
      habits(),
      PROVIDER_ADMIN,
    )
    this.members = [this.founder, ...members.map(({ name, type, firstType, finalStatus, joined }) => {
      const due = after(foundedAt, joined * day + hour)
      const working = workingTime(due, random)
      const start = working < after(now, -4 * hour) ? working : due
      const timeline = timelineOf(finalStatus, { start, now, fast: true, promoted: firstType !== undefined }, random)
      return new TeamMember(name, email(name), timeline, finalStatus, habits(), type, firstType)
    })]
  }

  /** Those who look after clients, and do not watch them from outside. */
  confirmedAt(date: Date): TeamMember[] {
    return this.members.filter(member => member.isConfirmedAt(date) && member.holdsKey)
  }

  adminsAt(date: Date): TeamMember[] {
    return this.confirmedAt(date).filter(member => member.typeAt(date) === PROVIDER_ADMIN)
  }
}
