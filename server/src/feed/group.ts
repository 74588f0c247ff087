import type { EventRow } from '../event/row.js'
import type { Member } from './member.js'
import { batchSize } from './subscriber.js'

/** Milliseconds between two batches at least, and at most. */
const [batchEvery, batchWithin] = [20, 100]

interface Batch {
  rows: EventRow[]
  from: number
  to: number
  /** Somebody stands at its end: it grows no more. */
  closed: boolean
}

/**
 * Members who stand at the same place and are due the same bytes: a batch is filtered, executed and serialized once for all.
 * A batch covers (from, to]: a member gets it exactly when it stands at `from`.
 */
export class Group {
  readonly key: string
  readonly providerId: string
  private readonly members = new Set<Member>()
  private readonly filter: (row: EventRow) => boolean
  private pending: EventRow[] = []
  /** The last batch, until its turn comes: what is new until then goes along. */
  private queued: Batch | null = null
  private beating = false
  private from: number
  private to: number
  private timer: NodeJS.Timeout | undefined
  private flushedAt = 0
  /** Milliseconds that the last batch took. With many members that is more than the time between two: then these grow fewer and larger. */
  private took = 0
  private sending: Promise<void> = Promise.resolve()

  /**
   * @param first stands at the head of its log; it is not yet a member.
   * @param onLagging is told of members who read too slowly and are none any more.
   * @param turn to be awaited before anything is executed.
   */
  constructor(first: Member, private readonly onLagging: (member: Member) => void, private readonly turn: () => Promise<unknown>) {
    this.key = first.groupKey
    this.providerId = first.subscriber.providerId
    this.filter = first.filter()
    this.from = this.to = first.seq
  }

  get empty(): boolean {
    return !this.members.size
  }

  /** True when the member stands where the next batch begins and is now part of the group. */
  tryJoin(member: Member): boolean {
    if (member.seq === this.to && this.from !== this.to)
      this.flush()
    if (member.seq !== this.from)
      return false
    this.members.add(member)
    if (this.queued)
      this.queued.closed = true // the next one begins where this member stands
    return true
  }

  remove(member: Member): void {
    this.members.delete(member)
    if (this.empty)
      clearTimeout(this.timer)
  }

  /** What is new in the log: goes out with the next batch. */
  add(rows: readonly EventRow[]): void {
    const last = Number(rows.at(-1)!.seq)
    if (last <= this.to)
      return
    this.pending.push(...rows.filter(row => Number(row.seq) > this.to && this.filter(row)))
    this.to = last
    const pause = Math.min(batchWithin, Math.max(batchEvery, 2 * this.took))
    this.timer ??= setTimeout(() => this.flush(), Math.max(0, this.flushedAt + pause - Date.now()))
  }

  /** Resolves when everything added so far is on its way. */
  settle(): Promise<void> {
    this.flush()
    return this.sending
  }

  /** Moves the cursor on where nothing else does, and says that the stream lives. */
  beat(): void {
    this.flush()
    if (this.beating)
      return
    this.beating = true
    const { to } = this
    this.inOrder(async () => {
      await this.turn()
      this.beating = false
      const text = await this.answer([], to)
      for (const member of this.members) {
        if (member.seq === to)
          member.send(text, 0)
      }
    })
  }

  private flush(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.flushedAt = Date.now()
    while (this.pending.length) {
      const rows = this.pending.splice(0, batchSize)
      this.enqueue(rows, this.pending.length ? Number(rows.at(-1)!.seq) : this.to)
    }
    this.enqueue([], this.to)
  }

  private enqueue(rows: EventRow[], to: number): void {
    const { from, queued } = this
    if (from === to)
      return
    this.from = to
    if (queued && !queued.closed && queued.rows.length + rows.length <= batchSize) {
      queued.rows.push(...rows)
      queued.to = to
      return
    }
    const batch: Batch = { rows, from, to, closed: false }
    this.queued = batch
    this.inOrder(async () => {
      if (batch.rows.length)
        await this.turn()
      if (this.queued === batch)
        this.queued = null
      await this.deliver(batch)
    })
  }

  private inOrder(send: () => Promise<void>): void {
    this.sending = this.sending.then(send).catch((error: unknown) => this.fail(error))
  }

  private async deliver({ rows, from, to }: Batch): Promise<void> {
    const text = rows.length ? await this.answer(rows, to) : ''
    const began = performance.now()
    for (const member of this.members) {
      if (member.seq >= to)
        continue
      if (member.seq !== from || member.backpressured) {
        this.remove(member)
        this.onLagging(member)
        continue
      }
      member.seq = to
      if (text)
        member.send(text, rows.length)
    }
    this.took = performance.now() - began
  }

  /** The same for all, so whoever is first answers for all. */
  private async answer(rows: readonly EventRow[], seq: number): Promise<string> {
    const [any] = this.members
    return await any?.subscriber.answer({ providerId: this.providerId, rows, seq }) ?? ''
  }

  private fail(error: unknown): void {
    for (const member of [...this.members])
      member.fail(error)
  }
}
