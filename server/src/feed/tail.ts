import pg from 'pg'
import type { Logger } from 'pino'
import { eventsBehind, eventsNext } from '../event/row.js'
import type { EventRow } from '../event/row.js'

const pollEvery = 100
const notifyEvery = 20
const mostAtOnce = 500
const ringSize = 4_096

/** The newest events of one provider, kept once for all its subscribers. */
export class Ring {
  private rows: EventRow[] = []
  /** How many events to read at once. */
  pageSize = 1
  /** As far as the log was seen to reach. */
  seen = 0
  readonly followers = new Set<(rows: readonly EventRow[]) => void>()

  constructor(readonly providerId: string, public head: number) {}

  push(rows: readonly EventRow[]): void {
    this.rows.push(...rows)
    if (this.rows.length > 2 * ringSize)
      this.rows = this.rows.slice(-ringSize)
    this.head = Number(rows.at(-1)!.seq)
    for (const follow of this.followers)
      follow(rows)
  }

  /** Everything behind `seq`, or null when the ring does not reach back that far. */
  after(seq: number): readonly EventRow[] | null {
    const oldest = this.head - this.rows.length
    return seq < oldest ? null : this.rows.slice(seq - oldest)
  }
}

declare module '../request/services.js' {
  interface Services {
    tail: Tail
  }
}

/**
 * One per process: follows the logs somebody here is watching. Correctness comes from polling their heads; being woken
 * by a commit of this process, or by the coalesced NOTIFY of another, only makes it sooner. A lost database is waited for.
 */
export class Tail {
  private readonly rings = new Map<string, Promise<Ring>>()
  private readonly advancing = new Map<string, { again: boolean }>()
  private readonly announced = new Set<string>()
  private listener?: pg.Client
  private timers: NodeJS.Timeout[] = []
  private closed = false
  private polling = false
  private failing = false

  constructor(private readonly pool: pg.Pool, private readonly systemUrl: string, private readonly log: Logger) {}

  start(): void {
    this.timers = [setInterval(() => void this.poll(), pollEvery), setInterval(() => void this.announce(), notifyEvery)]
    void this.listen()
  }

  async close(): Promise<void> {
    this.closed = true
    this.timers.forEach(clearInterval)
    await this.listener?.end().catch(() => {})
  }

  /** The ring of a provider, from its present head on; it stays for the life of the process. */
  watch(providerId: string): Promise<Ring> {
    const known = this.rings.get(providerId)
    if (known)
      return known
    const ring = this.pool.query<{ seq: string }>('select seq from event_head where provider_id = $1', [providerId])
      .then(({ rows: [head] }) => new Ring(providerId, Number(head?.seq ?? 0)))
    this.rings.set(providerId, ring)
    ring.catch(() => this.rings.delete(providerId))
    return ring
  }

  /** This process has committed to the log. */
  committed(providerId: string): void {
    this.announced.add(providerId)
    if (this.rings.has(providerId))
      void this.advance(providerId)
  }

  private async advance(providerId: string): Promise<void> {
    const running = this.advancing.get(providerId)
    if (running) {
      running.again = true
      return
    }
    const state = { again: true }
    this.advancing.set(providerId, state)
    try {
      const ring = await this.rings.get(providerId)!
      while (state.again && !this.closed) {
        state.again = false
        while (await this.readOn(ring));
      }
      this.recovered()
    }
    catch (error) {
      this.failed(error)
    }
    finally {
      this.advancing.delete(providerId)
    }
  }

  /** @returns whether there may be more */
  private async readOn(ring: Ring): Promise<boolean> {
    const { providerId, head, pageSize } = ring
    ring.pageSize = 1 // if this fails, as it may have been too much at once
    const place = { providerId, seq: String(head), limit: pageSize }
    let { rows } = await this.pool.query<EventRow>(eventsNext(place))
    if (!rows.length && ring.seen > head) // a gap that somebody has torn
      ({ rows } = await this.pool.query<EventRow>(eventsBehind(place)))
    ring.pageSize = Math.min(pageSize * 4, mostAtOnce)
    if (rows.length)
      ring.push(rows)
    return rows.length === pageSize
  }

  private async poll(): Promise<void> {
    if (!this.rings.size || this.polling)
      return
    this.polling = true
    try {
      const { rows } = await this.pool.query<{ provider_id: string, seq: string }>({
        name: 'heads',
        text: 'select provider_id, seq from event_head where provider_id = any($1::uuid[])',
        values: [[...this.rings.keys()]],
      })
      for (const { provider_id: providerId, seq } of rows) {
        const ring = await this.rings.get(providerId)
        if (ring && ring.head < Number(seq)) {
          ring.seen = Number(seq)
          void this.advance(providerId)
        }
      }
      this.recovered()
    }
    catch (error) {
      this.failed(error)
    }
    finally {
      this.polling = false
    }
  }

  /** Outside business transactions, and at most every 20 ms: a NOTIFY inside each would cost most of the write throughput. */
  private async announce(): Promise<void> {
    if (!this.announced.size)
      return
    const providers = [...this.announced].slice(0, 100)
    providers.forEach(id => this.announced.delete(id))
    await this.pool.query(`select pg_notify('wardroom_head', $1)`, [providers.join()]).catch(error => this.failed(error))
  }

  private async listen(): Promise<void> {
    while (!this.closed) {
      const listener = new pg.Client({ connectionString: this.systemUrl, keepAlive: true })
      this.listener = listener
      try {
        const ended = new Promise<void>(resolve => listener.once('end', resolve).on('error', () => resolve()))
        listener.on('notification', ({ payload }) => {
          for (const providerId of payload?.split(',') ?? []) {
            if (this.rings.has(providerId))
              void this.advance(providerId)
          }
        })
        await listener.connect()
        await listener.query('listen wardroom_head')
        await ended
      }
      catch (error) {
        this.failed(error)
      }
      await listener.end().catch(() => {})
      await new Promise(resolve => setTimeout(resolve, this.closed ? 0 : 500))
    }
  }

  private failed(error: unknown): void {
    if (!this.failing && !this.closed)
      this.log.warn({ err: error }, 'the log cannot be read; trying again until it can')
    this.failing = true
  }

  private recovered(): void {
    if (this.failing)
      this.log.info('the log can be read again')
    this.failing = false
  }
}
