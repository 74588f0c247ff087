import { rowFilter } from '../event/filter.js'
import type { EventRow } from '../event/row.js'
import { isVisible, visibilityKey } from '../event/visibility.js'
import type { Metrics } from '../lib/metrics.js'
import { Refused } from '../lib/refused.js'
import { unreadLimit } from './peer.js'
import { digest } from './subscriber.js'
import type { Authorization, Subscriber } from './subscriber.js'
import type { Ring } from './tail.js'

/** From here on a reader who was slow is read to again. */
const drainedLimit = unreadLimit / 4

/** A subscriber with its position in the log and what it may see of it. */
export class Member {
  /** It was sent away, or went by itself. */
  gone = false

  constructor(
    readonly subscriber: Subscriber,
    readonly ring: Ring,
    public seq: number,
    private authorization: Authorization,
    private readonly metrics: Pick<Metrics, 'delivered'>,
    private readonly onGone: () => void,
  ) {}

  /** Equal for members who are due the same bytes at the same place. */
  get groupKey(): string {
    const { providerId, documentKey } = this.subscriber
    return digest([providerId, documentKey, visibilityKey(this.authorization.visibility)])
  }

  /** What it is due as things stand; later changes of its rights do not change the answer. */
  filter(): (row: EventRow) => boolean {
    const { visibility } = this.authorization
    const wanted = rowFilter(this.subscriber.filter)
    return row => isVisible(visibility, row) && wanted(row)
  }

  get backpressured(): boolean {
    return this.subscriber.outlet.buffered() > unreadLimit
  }

  get drained(): boolean {
    return this.subscriber.outlet.buffered() < drainedLimit
  }

  readBehind(places: number): Promise<{ rows: EventRow[], reached: number }> {
    return this.subscriber.readBehind(this.authorization, this.seq, places)
  }

  /** @returns the length of what was sent */
  async answer(rows: readonly EventRow[], seq: number): Promise<number> {
    const { subscriber } = this
    const text = await subscriber.answer({ providerId: subscriber.providerId, rows, seq })
    if (!this.gone)
      this.send(text, rows.length)
    return text.length
  }

  /** @param text an answer to the subscription's document @param events how many it holds */
  send(text: string, events: number): void {
    const { id, outlet } = this.subscriber
    outlet.send(`{"id":${JSON.stringify(id)},"type":"next","payload":${text}}`)
    this.metrics.delivered.inc(events)
  }

  /** Asks afresh what it may see. @returns whether that is what it was; who may see nothing any more is sent away. */
  async reauthorize(): Promise<boolean> {
    const authorization = await this.subscriber.authorize().catch((error: unknown) => {
      if (error instanceof Refused && error.code !== 'UNAVAILABLE')
        return null
      this.fail(error)
    })
    if (authorization === null)
      this.close(4403, 'Forbidden')
    if (!authorization)
      return false
    if (this.scopeIn(authorization) !== this.scopeIn(this.authorization)) {
      this.close(4403, 'Scope changed') // what the follower has loaded is not what it may see: it begins anew
      return false
    }
    const same = visibilityKey(authorization.visibility) === visibilityKey(this.authorization.visibility)
    this.authorization = authorization
    return same
  }

  /** Equal where somebody works for the same clients of the provider, and as long. */
  private scopeIn({ viewer }: Authorization): string {
    const { clients, worksUntil } = viewer.identity?.staff.get(this.subscriber.providerId) ?? {}
    return `${clients ? [...clients].sort().join() : 'all'} ${worksUntil ?? ''}`
  }

  /** A database that is away is waited for by the subscriber, who then resumes; anything else is a bug, and ends no other subscription. */
  fail(error: unknown): void {
    if (error instanceof Refused)
      return this.close(1013, 'Try Again Later')
    this.subscriber.report(error)
    this.close(1011, 'Internal error')
  }

  close(code: number, reason: string): void {
    if (this.gone)
      return
    this.leave()
    this.subscriber.outlet.close(code, reason)
  }

  leave(): void {
    if (this.gone)
      return
    this.gone = true
    this.onGone()
  }
}
