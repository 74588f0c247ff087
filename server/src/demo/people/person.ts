import { randomUUID } from 'node:crypto'
import type { TwoStepKind } from '@wardroom/schema/two-step'
import { deviceTypeOf } from '../../access/device.js'
import { after, day } from '../../lib/clock.js'
import type { Actor } from '../../event/append.js'
import type { Random } from './random.js'
import type { FinalStatus, Timeline, TimelineStep } from './timeline.js'

/** What a person works with, and from where: addresses are those set aside for documentation. */
export interface Habits {
  userAgent: string
  browserType: number
  extensionType: number
  office: string
  home: string
  /** 1 is usual. */
  activity: number
}

const browsers: ReadonlyArray<readonly [Pick<Habits, 'userAgent' | 'extensionType'>, weight: number]> = [
  [{ userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36', extensionType: 2 }, 50],
  [{ userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0', extensionType: 5 }, 25],
  [{ userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0', extensionType: 3 }, 13],
  [{ userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15', extensionType: 20 }, 12],
]

export function randomUserAgent(random: Random): string {
  return random.weighted(browsers).userAgent
}

export function habitsOf(random: Random, office: string): Habits {
  const { userAgent, extensionType } = random.weighted(browsers)
  return { userAgent, browserType: deviceTypeOf(userAgent), extensionType, office, home: `203.0.113.${random.whole(1, 254)}`, activity: random.between(0.3, 1.8) }
}

/** A person of the demo world: in the provider's team, or in one client. */
export abstract class Person {
  readonly id: string = randomUUID()
  /** Of the account they make on accepting. */
  readonly accountId: string = randomUUID()
  /** The newest sign-in that the past has of them. */
  lastSignIn: Date | undefined

  /** @param signsIn the demo's password opens the account; nobody knows the password of the others */
  constructor(
    readonly name: string,
    readonly email: string,
    readonly timeline: Timeline,
    readonly finalStatus: FinalStatus,
    readonly habits: Habits,
    readonly signsIn: boolean,
  ) {}

  /** The newest time of a step. */
  at(step: TimelineStep): Date | undefined {
    return this.timeline.findLast(([taken]) => taken === step)?.[1]
  }

  get hasAccount(): boolean {
    return this.at('accepted') !== undefined
  }

  /** The busier ones have set up two-step login, some days after they joined; never whoever signs in with the demo's password. */
  get twoStepAt(): Date | undefined {
    const accepted = this.at('accepted')
    const { activity } = this.habits
    return accepted && !this.signsIn && activity > 0.9 ? after(accepted, activity * 3 * day) : undefined
  }

  /** The busiest of them have a security key, the least busy codes by e-mail. */
  get twoStepKind(): TwoStepKind {
    const { activity } = this.habits
    return activity > 1.5 ? 'WEBAUTHN' : activity > 1.1 ? 'AUTHENTICATOR' : 'EMAIL'
  }

  /** Some have not been seen for months. */
  isAway(date: Date, now: Date): boolean {
    const { activity } = this.habits
    return !this.signsIn && activity < 0.45 && date > after(now, -(30 + 100 * activity) * day)
  }

  signedIn(at: Date, now: Date): void {
    if (at <= now && (!this.lastSignIn || at > this.lastSignIn))
      this.lastSignIn = at
  }

  isConfirmedAt(date: Date): boolean {
    const [last] = this.timeline.findLast(([step, at]) => at <= date && step !== 'promoted' && step !== 'resent') ?? []
    return last === 'confirmed' || last === 'restored'
  }

  /** Before somebody accepted, only their address is known. */
  nameAt(date: Date): string {
    const accepted = this.at('accepted')
    return accepted && accepted <= date ? this.name : this.email
  }

  actor(ip = this.habits.office, deviceType = this.habits.browserType): Actor {
    return { kind: 'ACCOUNT', id: this.accountId, name: this.name, deviceType, ip }
  }
}
