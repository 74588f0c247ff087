import type pg from 'pg'
import type { RateLimiterAbstract } from 'rate-limiter-flexible'
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { Refused } from '../lib/refused.js'

/** Attempts allowed within a number of seconds, by purpose; counted together for all routes and processes. */
export const allowed = {
  signInByAll: { points: 3_000, duration: 60 },
  signInByAccount: { points: 10, duration: 900 },
  signInByAddress: { points: 30, duration: 900 },
  signInByNetwork: { points: 240, duration: 900 },
  sessionByAccount: { points: 100, duration: 900 },
  proofBySession: { points: 10, duration: 900 },
  proofCodeByAccount: { points: 20, duration: 900 },
  twoStepChangeByAccount: { points: 20, duration: 3_600 },
  emailChangeByAccount: { points: 5, duration: 3_600 },
  emailChangeByNewAddress: { points: 5, duration: 86_400 },
  secondStepOpened: { points: 20, duration: 900 },
  secondStepByAccount: { points: 20, duration: 900 },
  secondStepByAccountAndAddress: { points: 5, duration: 900 },
  emailCodeByPlace: { points: 5, duration: 900 },
  emailCodeByAccount: { points: 30, duration: 3_600 },
  securityKeyChallenge: { points: 60, duration: 900 },
  preloginByAddress: { points: 120, duration: 900 },
  refreshByAddress: { points: 600, duration: 900 },
  apiKeyByAddress: { points: 30, duration: 900 },
  apiKeyUseByAccount: { points: 120, duration: 900 },
  apiKeyChangeByAccount: { points: 10, duration: 3_600 },
  helpByAddress: { points: 10, duration: 3_600 },
  helpByAccount: { points: 3, duration: 86_400 },
  hintByAddress: { points: 10, duration: 3_600 },
  hintByAccount: { points: 3, duration: 86_400 },
  invitationByAddress: { points: 120, duration: 900 },
  registrationByInvitation: { points: 10, duration: 900 },
  resetByPerson: { points: 20, duration: 86_400 },
  policyByClient: { points: 50, duration: 86_400 },
  mailByAccount: { points: 20_000, duration: 86_400 },
  mailByClient: { points: 10_000, duration: 86_400 },
  twoStepReminderByClient: { points: 5, duration: 86_400 },
  requestByStranger: { points: 600, duration: 60 },
  mutationByAuthor: { points: 1_200, duration: 60 },
  eventByAuthor: { points: 30_000, duration: 60 },
  refusalByAuthor: { points: 20, duration: 900 },
  refusedAddressByToken: { points: 10, duration: 3_600 },
  socketDocumentByParty: { points: 600, duration: 60 },
  keptBytesByKeeper: { points: 256 * 1024 * 1024, duration: 86_400 },
} as const

/** Asked so often that counting must cost nothing: each process counts for itself. */
const countedHere: ReadonlySet<string> = new Set<Purpose>([
  'requestByStranger',
  'mutationByAuthor',
  'eventByAuthor',
  'socketDocumentByParty',
  'keptBytesByKeeper',
])

export type Purpose = keyof typeof allowed

declare module '../request/services.js' {
  interface Services {
    limiter: Limiter
  }
}

export class Limiter {
  private readonly counters: Record<Purpose, RateLimiterAbstract>

  /** `factor` multiplies every limit, for tests. */
  constructor(pool: pg.Pool, readonly factor = 1) {
    this.counters = Object.fromEntries(Object.entries(allowed).map(([purpose, { points, duration }]): [string, RateLimiterAbstract] => {
      const options = { keyPrefix: purpose, points: points * factor, duration }
      const counter = countedHere.has(purpose)
        ? new RateLimiterMemory(options)
        : new RateLimiterPostgres({ ...options, storeClient: pool, tableName: 'rate_limit', tableCreated: true })
      return [purpose, counter]
    })) as Record<Purpose, RateLimiterAbstract>
  }

  /** Counts one attempt, or several; refuses when there were too many. */
  async count(purpose: Purpose, key: string, points = 1): Promise<void> {
    await this.counters[purpose].consume(key, points).catch((refusal: unknown) => {
      if (!(refusal instanceof RateLimiterRes))
        throw refusal
      const seconds = Math.ceil(refusal.msBeforeNext / 1000)
      throw new Refused('TOO_MANY_REQUESTS', `Too many attempts; try again in ${seconds} seconds.`, { retryAfterSeconds: seconds })
    })
  }

  /** One attempt was right after all: an office behind one address does not use up its allowance by working. */
  async giveBack(purpose: Purpose, key: string): Promise<void> {
    await this.counters[purpose].reward(key)
  }

  async forgive(purpose: Purpose, key: string): Promise<void> {
    await this.counters[purpose].delete(key)
  }
}
