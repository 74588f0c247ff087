import { minute, second } from '../lib/clock.js'
import { Allowance } from './allowance.js'
import { blueprints, shortEmail } from './blueprints.js'
import type { Blueprint } from './blueprints.js'
import { anyUserAgent } from './person.js'
import type { Random } from './random.js'
import { demoPassword, demoSignIns } from './sign-ins.js'
import { Visitor, VisitRefused } from './visitor.js'

const mostManagers = 4

/** The people the simulator plays: the provider's staff, who stay signed in, and the clients' managers, who come and go. */
export class Cast {
  readonly admins: readonly Visitor[]
  readonly staff: readonly Visitor[]
  private readonly visitors = new Map<string, Visitor>()
  private readonly managers: readonly Visitor[]
  private readonly mistaken = new Set<Visitor>()
  // A third of what the limiter allows one address in a quarter of an hour; the rest is for those who look around.
  private readonly signIns = new Allowance(1, 2 * minute)
  private readonly temporarySignIns = new Allowance(1, 5 * minute)
  private readonly invitations = new Allowance(1, 45 * second)

  constructor(private readonly origin: string, private readonly random: Random, private readonly clock: () => Date) {
    const played = (role: string) => demoSignIns.filter(known => known.role === role).map(({ email }) => this.visitor(email))
    this.admins = played('PROVIDER_ADMIN')
    this.staff = [...this.admins, ...played('SERVICE_USER')]
    this.managers = blueprints.flatMap(blueprint => this.managerOf(blueprint) ?? [])
  }

  /** Everybody keeps to one browser, and there to their session. */
  visitor(email: string): Visitor {
    const known = this.visitors.get(email) ?? new Visitor(this.origin, email, demoPassword, anyUserAgent(this.random))
    this.visitors.set(email, known)
    return known
  }

  managerOf(blueprint: Blueprint): Visitor | undefined {
    return blueprint.manager === undefined ? undefined : this.visitor(shortEmail(blueprint.manager, blueprint))
  }

  temporaryMaySignIn(): boolean {
    return this.temporarySignIns.take(this.clock())
  }

  mayOpenInvitation(): boolean {
    return this.invitations.take(this.clock())
  }

  /** One of them who is signed in. */
  someone(among: readonly Visitor[]): Visitor | undefined {
    const present = among.filter(({ signedIn }) => signedIn)
    return present.length ? this.random.pick(present) : undefined
  }

  /** Somebody arrives, or leaves when there are enough. @returns false when nothing of it is possible just now */
  async comeOrGo(): Promise<boolean> {
    const present = this.managers.filter(({ signedIn }) => signedIn)
    const absent = [...this.managers, ...this.staff].filter(({ signedIn }) => !signedIn)
    if (present.length > mostManagers) {
      await this.random.pick(present).signOut()
      return true
    }
    return absent.length > 0 && this.arrive(this.random.pick(absent))
  }

  /** Signs in; a manager now and then mistypes the password first, and then gets it right the next time. */
  async arrive(visitor: Visitor): Promise<boolean> {
    if (!this.signIns.take(this.clock()))
      return false
    const errs = !this.staff.includes(visitor) && !this.mistaken.delete(visitor) && this.random.chance(0.2)
    if (!errs)
      return visitor.signIn().then(() => true)
    this.mistaken.add(visitor)
    await visitor.signIn('demo world, nothing rael').catch((error: unknown) => {
      if (!(error instanceof VisitRefused && error.code === 'WRONG_CREDENTIALS'))
        throw error
    })
    return true
  }
}
