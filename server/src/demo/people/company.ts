import { randomUUID } from 'node:crypto'
import { CustomPermission, UserRole } from '../../access/roles.js'
import type { EventClient } from '../../event/append.js'
import { after, day, hour, minute } from '../../lib/clock.js'
import { Plan } from '../../seat-pool/plan.js'
import { shortEmail } from './blueprints.js'
import type { Blueprint } from './blueprints.js'
import { emailOf, Names } from './names.js'
import { habitsOf, Person } from './person.js'
import type { Habits } from './person.js'
import type { Random } from './random.js'
import { invitationMoment, timelineOf } from './timeline.js'
import type { FinalStatus, Timeline } from './timeline.js'
import { startOfDay, workingTime } from './working-hours.js'

export interface Position {
  role: UserRole
  /** Before a promotion. */
  firstRole: UserRole
  permissions: CustomPermission[]
}

/** A person in one client. */
export class CompanyMember extends Person {
  constructor(
    name: string,
    email: string,
    timeline: Timeline,
    finalStatus: FinalStatus,
    habits: Habits,
    signsIn: boolean,
    readonly position: Position,
  ) {
    super(name, email, timeline, finalStatus, habits, signsIn)
  }

  roleAt(date: Date): UserRole {
    const promoted = this.at('promoted')
    return promoted && promoted > date ? this.position.firstRole : this.position.role
  }

  /** The busier ones enrol in account recovery some days after they can; never whoever signs in with the demo's password. */
  enrolledAt({ recoversFrom, today }: Company): Date | undefined {
    const confirmed = this.at('confirmed')
    if (!recoversFrom || !confirmed || this.signsIn || this.habits.activity < 0.6)
      return undefined
    const at = after(new Date(Math.max(confirmed.getTime(), recoversFrom.getTime())), this.habits.activity * 2 * day)
    return at < today && this.finalStatus === 'CONFIRMED' && this.isConfirmedAt(at) ? at : undefined
  }

  subject(date: Date) {
    return { kind: 'USER', id: this.id, name: this.nameAt(date) } as const
  }
}

const customPermissions = [
  CustomPermission.accessEventLogs,
  CustomPermission.accessReports,
  CustomPermission.createNewCollections,
  CustomPermission.manageGroups,
  CustomPermission.manageUsers,
]

/** A client of the demo world with everybody who belongs to it or did. */
export class Company {
  readonly id: string = randomUUID()
  readonly createdAt: Date
  readonly office: string
  readonly members: CompanyMember[] = []
  private readonly names: Names

  constructor(readonly blueprint: Blueprint, index: number, readonly today: Date, private readonly random: Random) {
    const { age } = blueprint
    this.createdAt = age > 1
      ? workingTime(after(startOfDay(after(today, -age * day)), random.between(8, 16) * hour), random)
      : after(today, -20 * hour)
    this.office = `198.51.100.${20 + index}`
    this.names = new Names(random)
    this.addManagement()
    this.addStaff()
  }

  nameAt(date: Date): string {
    const { name, formerly } = this.blueprint
    return formerly && date < this.renamedAt! ? formerly.name : name
  }

  get renamedAt(): Date | undefined {
    const { formerly } = this.blueprint
    return formerly && after(startOfDay(after(this.today, -formerly.until * day)), 13.2 * hour)
  }

  /** Since when forgotten passwords can be reset: where the plan allows it, from a few days after the client was taken on. */
  get recoversFrom(): Date | undefined {
    const { plan, age } = this.blueprint
    return plan === Plan.ENTERPRISE && age > 14 ? after(this.createdAt, 5 * day) : undefined
  }

  get suspendedAt(): Date | undefined {
    const { suspended } = this.blueprint
    return suspended && after(this.today, -suspended.minutes * minute)
  }

  forEvent(date: Date): EventClient {
    return { id: this.id, name: this.nameAt(date) }
  }

  /** Who could look after its people then, by role: owners and admins of its own. */
  managersAt(date: Date): CompanyMember[] {
    return this.members.filter(member =>
      (member.roleAt(date) === UserRole.OWNER || member.roleAt(date) === UserRole.ADMIN) && member.isConfirmedAt(date))
  }

  /** The owner is invited with the client's creation; where that one is never confirmed, an admin takes care of the rest. */
  private addManagement(): void {
    const { manager, guest, noOwner } = this.blueprint
    if (noOwner || !manager)
      this.add(manager ? 'ACCEPTED' : 'INVITED', UserRole.OWNER, { start: this.createdAt })
    if (manager)
      this.addNamed(manager, noOwner ? UserRole.ADMIN : UserRole.OWNER, noOwner ? after(this.createdAt, hour) : this.createdAt)
    if (guest)
      this.addNamed(guest, UserRole.USER, this.startOf('CONFIRMED'))
  }

  private addNamed(name: string, role: UserRole, start: Date): void {
    this.add('CONFIRMED', role, { start, fast: true, name, email: shortEmail(name, this.blueprint), signsIn: true })
  }

  private addStaff(): void {
    const { confirmed, accepted, invited, revoked, staged, removed, admins, customs } = this.blueprint
    const present = (finalStatus: FinalStatus) => this.members.filter(member => member.finalStatus === finalStatus).length
    const roles = [...Array.from({ length: admins }, () => UserRole.ADMIN), ...Array.from({ length: customs }, () => UserRole.CUSTOM)]
    const counts = { CONFIRMED: confirmed, ACCEPTED: accepted, INVITED: invited, REVOKED: revoked, STAGED: staged, LEFT: removed }
    for (const [finalStatus, count] of Object.entries(counts) as Array<[FinalStatus, number]>) {
      for (let left = count - present(finalStatus); left > 0; left--)
        this.add(finalStatus, (finalStatus === 'CONFIRMED' ? roles.pop() : undefined) ?? this.randomRole(finalStatus))
    }
  }

  private randomRole(finalStatus: FinalStatus): UserRole {
    if (finalStatus === 'CONFIRMED' || finalStatus === 'STAGED')
      return UserRole.USER
    const custom = this.blueprint.plan === Plan.ENTERPRISE ? 5 : 0
    return this.random.weighted([[UserRole.USER, 84], [UserRole.ADMIN, 11], [UserRole.CUSTOM, custom]])
  }

  private add(
    finalStatus: FinalStatus,
    role: UserRole,
    known: { start?: Date, fast?: boolean, name?: string, email?: string, signsIn?: boolean } = {},
  ): void {
    const { random, today: now } = this
    const { start = this.startOf(finalStatus), fast = false, name = this.names.next(), signsIn = false } = known
    const { email = emailOf(name, this.blueprint.domain) } = known
    const promoted = finalStatus === 'CONFIRMED' && role !== UserRole.USER && !fast && random.chance(0.6)
    const timeline = timelineOf(finalStatus, { start, now, promoted, fast }, random)
    const permissions = role === UserRole.CUSTOM ? customPermissions.filter(() => random.chance(0.5)) : []
    this.members.push(new CompanyMember(name, email, timeline, finalStatus, habitsOf(random, this.office), signsIn, {
      role,
      firstRole: promoted ? UserRole.USER : role,
      permissions,
    }))
  }

  /** People who wait were invited recently; those who came and went, long enough ago. */
  private startOf(finalStatus: FinalStatus): Date {
    const { random, today: now, createdAt } = this
    const recently = (longest: number) =>
      workingTime(new Date(Math.max(createdAt.getTime() + hour, now.getTime() - random.between(0.3, longest) * day)), random)
    const beforeNow = (date: Date) => date < after(now, -hour) ? date : after(now, -random.between(1, 20) * hour)
    switch (finalStatus) {
      case 'INVITED': return beforeNow(recently(26))
      case 'ACCEPTED': return beforeNow(recently(12))
      case 'CONFIRMED': return invitationMoment(this, after(now, -6 * day), random)
      default: return invitationMoment(this, after(now, -16 * day), random)
    }
  }
}
