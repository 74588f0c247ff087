import { second } from '../lib/clock.js'
import { Refused } from '../lib/refused.js'
import { changesAccess } from '../event/announce.js'
import type { EventRow } from '../event/row.js'
import { Group, visible } from './group.js'
import type { Member } from './group.js'
import { batchSize, delay, stallLimit } from './subscriber.js'
import type { Authorization, Subscriber } from './subscriber.js'
import { visibilityKey } from '../event/visibility.js'
import type { Ring, Tail } from './tail.js'

const heartbeatEvery = 10 * second
const stallPatience = 5 * second

const tryAgain = [1013, 'Try Again Later'] as const
const forbidden = [4403, 'Forbidden'] as const

declare module '../request/services.js' {
  interface Services {
    feed: Feed
  }
}

/**
 * Subscriptions are cursors, never queues. Those that stand at the head and are due the same bytes form a group: a batch is
 * filtered, executed and serialized once for all of them. Whoever is behind (new, slow, or after a pause) reads ring or database
 * at its own pace and joins when it has caught up. A batch covers (from, to]: a member gets it exactly when it stands at `from`.
 */
export class Feed {
  private readonly members = new Set<Member>()
  private readonly groups = new Map<string, Group>()
  private readonly followed = new Set<string>()
  private accessChanges = 0
  private readonly timers: NodeJS.Timeout[]

  constructor(
    private readonly tail: Tail,
    private readonly accessChanged: () => void,
    private readonly delivered: (events: number) => void,
    private readonly broken: (error: unknown) => void,
  ) {
    this.timers = [
      setInterval(() => this.heartbeat(), heartbeatEvery),
      setInterval(() => this.resumeStalled(), 250),
    ]
  }

  close(): void {
    this.timers.forEach(clearInterval)
  }

  get size(): number {
    return this.members.size
  }

  /** @param seq where the subscriber stands; null: at the present head. @returns how to leave. */
  async join(subscriber: Subscriber, seq: number | null): Promise<() => void> {
    const ring = await this.tail.watch(subscriber.providerId)
    this.follow(ring)
    const authorization = await this.authorize(subscriber)
    const member: Member = { subscriber, seq: seq ?? ring.head, ...authorization, catchingUp: false, backpressuredSince: 0, left: false }
    this.members.add(member)
    void this.catchUp(member, ring)
    return () => this.leave(member)
  }

  /** Rows that were read while access changed may follow the old rights; then they are read again. */
  private async authorize(subscriber: Subscriber): Promise<Authorization> {
    for (;;) {
      const { accessChanges } = this
      const authorization = await subscriber.authorize()
      if (!authorization)
        throw new Refused('NOT_FOUND')
      if (accessChanges === this.accessChanges)
        return authorization
    }
  }

  private follow(ring: Ring): void {
    if (this.followed.has(ring.providerId))
      return
    this.followed.add(ring.providerId)
    let order = Promise.resolve()
    ring.followers.add((rows) => {
      const changed = rows.some(changesAccess)
      if (changed) {
        this.accessChanges++
        this.accessChanged()
      }
      order = order.then(async () => {
        if (changed)
          await this.reauthorize(ring)
        for (const group of this.groups.values()) {
          if (group.providerId === ring.providerId)
            group.add(rows)
        }
      })
    })
  }

  /** Before a batch with a change of access is delivered, every subscriber of the log is re-authorized. */
  private async reauthorize(ring: Ring): Promise<void> {
    const here = [...this.members].filter(({ subscriber }) => subscriber.providerId === ring.providerId)
    await Promise.all(here.map(async (member) => {
      const same = await this.sameView(member)
      const { group } = member
      if (!same && group) {
        await group.settle()
        this.ungroup(member)
        void this.catchUp(member, ring)
      }
    }))
  }

  private async catchUp(member: Member, ring: Ring): Promise<void> {
    if (member.catchingUp)
      return
    member.catchingUp = true
    const { subscriber } = member
    try {
      while (!member.left) {
        if (subscriber.outlet.buffered() > stallLimit) {
          member.backpressuredSince ||= Date.now()
          return
        }
        const group = this.groupOf(member, ring)
        if (group?.tryJoin(member))
          return
        const read = await this.nextRows(member, ring)
        if (read.unsure) {
          this.accessChanged()
          if (!await this.sameView(member))
            continue
        }
        if (read.reached === member.seq)
          await (group?.waitForFlush() ?? delay())
        else
          await this.deliverAlone(member, read.rows, read.reached)
      }
    }
    catch {
      // The database is away or the authorization was lost meanwhile: the subscriber resumes from its cursor.
      subscriber.outlet.close(...tryAgain)
      this.leave(member)
    }
    finally {
      member.catchingUp = false
    }
  }

  /** `unsure`: somebody's rights may have changed before the end of what was read, so the authorization must be asked again before delivery. */
  private async nextRows(member: Member, ring: Ring): Promise<{ rows: readonly EventRow[], reached: number, unsure: boolean }> {
    const recent = ring.after(member.seq)?.slice(0, batchSize)
    if (!recent)
      return { ...await member.subscriber.readBehind(member.viewer, member.visibility, member.seq, batchSize), unsure: true }
    return { rows: recent.filter(visible(member)), reached: member.seq + recent.length, unsure: recent.some(changesAccess) }
  }

  private async sameView(member: Member): Promise<boolean> {
    const authorization = await member.subscriber.authorize().catch((error: unknown) => error instanceof Refused && error.code !== 'UNAVAILABLE' ? null : 'unknown')
    if (authorization === null || authorization === 'unknown') {
      this.leave(member)
      const [code, reason] = authorization ? tryAgain : forbidden
      member.subscriber.outlet.close(code, reason)
      return false
    }
    const same = visibilityKey(authorization.visibility) === visibilityKey(member.visibility)
    Object.assign(member, authorization)
    return same
  }

  private async deliverAlone(member: Member, rows: readonly EventRow[], seq: number): Promise<void> {
    if (rows.length) {
      const text = await member.subscriber.answer({ providerId: member.subscriber.providerId, rows, seq })
      if (member.left)
        return
      this.deliver(member, text, rows.length)
    }
    member.seq = seq
  }

  private deliver({ subscriber }: Member, text: string, events: number): void {
    subscriber.outlet.send(`{"id":${JSON.stringify(subscriber.id)},"type":"next","payload":${text}}`)
    this.delivered(events)
  }

  /** Undefined where there is none yet and the member still stands behind the head: a group without members would never end. */
  private groupOf(member: Member, ring: Ring): Group | undefined {
    const { subscriber, visibility } = member
    const key = JSON.stringify([subscriber.providerId, subscriber.documentKey, subscriber.filter, visibilityKey(visibility)])
    const known = this.groups.get(key)
    if (known || member.seq !== ring.head)
      return known
    const group = new Group(ring.providerId, ring.head, visible(member), batch => subscriber.answer(batch), {
      deliver: (to, text, events) => this.deliver(to, text, events),
      onLagging: to => void this.catchUp(to, ring),
      failed: (to, error) => {
        this.broken(error)
        this.leave(to)
        to.subscriber.outlet.close(1011, 'Internal error')
      },
      onEmpty: () => this.groups.delete(key),
    })
    this.groups.set(key, group)
    return group
  }

  private resumeStalled(): void {
    for (const member of this.members) {
      if (!member.backpressuredSince)
        continue
      if (member.subscriber.outlet.buffered() < stallLimit / 4) {
        member.backpressuredSince = 0
        void this.tail.watch(member.subscriber.providerId).then(ring => this.catchUp(member, ring))
      }
      else if (Date.now() - member.backpressuredSince > stallPatience) {
        this.leave(member)
        member.subscriber.outlet.close(4410, 'Reading too slowly; resume from your cursor')
      }
    }
  }

  private heartbeat(): void {
    for (const group of this.groups.values())
      void group.beat()
  }

  private ungroup(member: Member): void {
    member.group?.remove(member)
    delete member.group
  }

  private leave(member: Member): void {
    member.left = true
    this.ungroup(member)
    this.members.delete(member)
  }
}
