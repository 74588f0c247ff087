import { WardroomError } from '@wardroom/schema/client'
import { minute, second } from '../../lib/clock.js'
import { blueprints, shortEmail } from '../people/blueprints.js'
import type { Blueprint } from '../people/blueprints.js'
import { randomUserAgent } from '../people/person.js'
import type { Random } from '../people/random.js'
import { demoPassword, demoSignIns, limitedTechnician } from '../people/sign-ins.js'
import { ApiClient } from './api-client.js'
import { RateBudget } from './rate-budget.js'

const mostManagers = 4

/** The people the simulator plays: the provider's staff, who stay signed in, and the clients' managers, who come and go. */
export class Actors {
  readonly admins: readonly ApiClient[]
  readonly staff: readonly ApiClient[]
  private readonly clients = new Map<string, ApiClient>()
  private readonly managers: readonly ApiClient[]
  private readonly mistyped = new Set<ApiClient>()
  // A third of what the limiter allows one address in a quarter of an hour; the rest is for those who look around.
  private readonly signIns = new RateBudget(1, 2 * minute)
  private readonly temporarySignIns = new RateBudget(1, 5 * minute)
  private readonly invitations = new RateBudget(1, 45 * second)

  constructor(private readonly origin: string, private readonly random: Random, private readonly clock: () => Date) {
    const actorsOf = (role: string) =>
      demoSignIns.filter(known => known.role === role && known.email !== limitedTechnician).map(({ email }) => this.clientOf(email))
    this.admins = actorsOf('PROVIDER_ADMIN')
    this.staff = [...this.admins, ...actorsOf('SERVICE_USER')]
    this.managers = blueprints.flatMap(blueprint => this.managerOf(blueprint) ?? [])
  }

  /** Everybody keeps to one browser, and there to their session. */
  clientOf(email: string): ApiClient {
    const known = this.clients.get(email) ?? new ApiClient(this.origin, email, demoPassword, randomUserAgent(this.random))
    this.clients.set(email, known)
    return known
  }

  managerOf(blueprint: Blueprint): ApiClient | undefined {
    return blueprint.manager === undefined ? undefined : this.clientOf(shortEmail(blueprint.manager, blueprint))
  }

  temporaryMaySignIn(): boolean {
    return this.temporarySignIns.take(this.clock())
  }

  mayOpenInvitation(): boolean {
    return this.invitations.take(this.clock())
  }

  /** One of them who is signed in. */
  pickSignedIn(among: readonly ApiClient[]): ApiClient | undefined {
    const present = among.filter(({ signedIn }) => signedIn)
    return present.length ? this.random.pick(present) : undefined
  }

  /** Somebody arrives, or leaves when there are enough. @returns false when nothing of it is possible just now */
  async signInOrOut(): Promise<boolean> {
    const present = this.managers.filter(({ signedIn }) => signedIn)
    const absent = [...this.managers, ...this.staff].filter(({ signedIn }) => !signedIn)
    if (present.length > mostManagers) {
      await this.random.pick(present).signOut()
      return true
    }
    return absent.length > 0 && this.signIn(this.random.pick(absent))
  }

  /** Signs in; a manager now and then mistypes the password first, and then gets it right the next time. */
  async signIn(actor: ApiClient): Promise<boolean> {
    if (!this.signIns.take(this.clock()))
      return false
    const mistypes = !this.staff.includes(actor) && !this.mistyped.delete(actor) && this.random.chance(0.2)
    if (!mistypes)
      return actor.signIn().then(() => true)
    this.mistyped.add(actor)
    await actor.signIn('demo world, nothing rael').catch((error: unknown) => {
      if (!(error instanceof WardroomError && error.code === 'WRONG_CREDENTIALS'))
        throw error
    })
    return true
  }
}
