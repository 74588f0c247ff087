import type { EventRow } from '../event/row.js'
import { rowFilter } from '../event/filter.js'
import { isVisible } from '../event/visibility.js'
import { batchSize, delay, stallLimit } from './subscriber.js'
import type { Authorization, Batch, Subscriber } from './subscriber.js'

const batchEvery = 20

/** A subscriber with its position in the log. */
export interface Member extends Authorization {
  subscriber: Subscriber
  seq: number
  group?: Group
  catchingUp: boolean
  backpressuredSince: number
  left: boolean
}

/** What of the log a member may receive. */
export function visible({ visibility, subscriber }: Member): (row: EventRow) => boolean {
  const wanted = rowFilter(subscriber.filter)
  return row => isVisible(visibility, row) && wanted(row)
}

/** What a group leaves to the feed. */
interface Delivery {
  deliver: (member: Member, text: string, events: number) => void
  onLagging: (member: Member) => void
  failed: (member: Member, error: unknown) => void
  onEmpty: () => void
}

/** Members who stand at the same place and are due the same bytes. */
export class Group {
  private readonly members = new Set<Member>()
  private pending: EventRow[] = []
  private from: number
  private timer: NodeJS.Timeout | undefined
  private flushedAt = 0
  private sending: Promise<void> = Promise.resolve()

  constructor(
    readonly providerId: string,
    private to: number,
    private readonly visible: (row: EventRow) => boolean,
    private readonly answer: (batch: Batch) => Promise<string>,
    private readonly delivery: Delivery,
  ) {
    this.from = to
  }

  /** True when the member stands where the next batch begins and is now part of the group. */
  tryJoin(member: Member): boolean {
    if (member.seq !== this.from)
      return false
    member.group = this
    this.members.add(member)
    return true
  }

  remove(member: Member): void {
    this.members.delete(member)
    if (!this.members.size) {
      clearTimeout(this.timer)
      this.delivery.onEmpty()
    }
  }

  add(rows: readonly EventRow[]): void {
    const last = Number(rows.at(-1)!.seq)
    if (last <= this.to)
      return
    this.pending.push(...rows.filter(row => Number(row.seq) > this.to && this.visible(row)))
    this.to = last
    this.timer ??= setTimeout(() => this.flush(), Math.max(0, this.flushedAt + batchEvery - Date.now()))
  }

  /** Resolves when everything added so far is on its way. */
  settle(): Promise<void> {
    this.flush()
    return this.sending
  }

  /** For a member that has read everything but does not yet stand where the group does. */
  async waitForFlush(): Promise<void> {
    await this.settle()
    await delay()
  }

  async beat(): Promise<void> {
    await this.settle()
    const { to } = this
    try {
      const text = await this.answer({ providerId: this.providerId, rows: [], seq: to })
      for (const member of this.members) {
        if (member.seq === to)
          this.delivery.deliver(member, text, 0)
      }
    }
    catch (error) {
      this.fail(error)
    }
  }

  private flush(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.flushedAt = Date.now()
    const { to, pending } = this
    do {
      const rows = pending.splice(0, batchSize)
      const from = this.from
      this.from = pending.length ? Number(rows.at(-1)!.seq) : to
      const reached = this.from
      this.sending = this.sending.then(() => this.send(rows, from, reached)).catch(error => this.fail(error))
    } while (pending.length)
  }

  /** A document that fails to execute is a bug; it ends its own subscriptions and no others. */
  private fail(error: unknown): void {
    for (const member of [...this.members])
      this.delivery.failed(member, error)
  }

  private async send(rows: readonly EventRow[], from: number, to: number): Promise<void> {
    const text = rows.length ? await this.answer({ providerId: this.providerId, rows, seq: to }) : ''
    for (const member of this.members) {
      if (member.seq >= to)
        continue
      if (member.seq !== from || member.subscriber.outlet.buffered() > stallLimit) {
        this.remove(member)
        delete member.group
        this.delivery.onLagging(member)
        continue
      }
      member.seq = to
      if (text)
        this.delivery.deliver(member, text, rows.length)
    }
  }
}
