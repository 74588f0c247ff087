import type pg from 'pg'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { Refused } from '../lib/refused.js'

/** Attempts allowed in seconds, by purpose (reliability §B, §E). All doors to a purpose count together, on every process. */
export const allowed = {
  signInByAll: { points: 3_000, duration: 60 },
  signInByAccount: { points: 10, duration: 900 },
  signInByAddress: { points: 30, duration: 900 },
  preloginByAddress: { points: 120, duration: 900 },
  refreshByAddress: { points: 600, duration: 900 },
  invitationByAddress: { points: 120, duration: 900 },
} as const

export type Purpose = keyof typeof allowed

export class Limiter {
  private readonly counters: Record<Purpose, RateLimiterPostgres>

  /** `factor` widens every limit; the tests sign in more often than people do. */
  constructor(pool: pg.Pool, factor = 1) {
    this.counters = Object.fromEntries(Object.entries(allowed).map(([purpose, { points, duration }]) => [purpose, new RateLimiterPostgres({
      storeClient: pool,
      tableName: 'rate_limit',
      tableCreated: true,
      keyPrefix: purpose,
      points: points * factor,
      duration,
    })])) as Record<Purpose, RateLimiterPostgres>
  }

  /** Counts one attempt; refuses when there were too many. */
  async count(purpose: Purpose, key: string): Promise<void> {
    await this.counters[purpose].consume(key).catch((refusal: unknown) => {
      if (!(refusal instanceof RateLimiterRes))
        throw refusal
      const seconds = Math.ceil(refusal.msBeforeNext / 1000)
      throw new Refused('TOO_MANY_REQUESTS', `Too many attempts; try again in ${seconds} seconds.`, { retryAfterSeconds: seconds })
    })
  }

  async forgive(purpose: Purpose, key: string): Promise<void> {
    await this.counters[purpose].delete(key)
  }
}

/** An IPv6 customer has a whole /64, however its addresses are written: count it as one. */
export function addressKey(ip: string): string {
  if (!ip.includes(':') || ip.startsWith('::ffff:'))
    return ip
  const [head = [], tail] = ip.split('::').map(part => part.split(':').filter(Boolean))
  const groups = tail ? [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => '0'), ...tail] : head
  return groups.slice(0, 4).map(group => Number.parseInt(group, 16).toString(16)).join(':')
}
