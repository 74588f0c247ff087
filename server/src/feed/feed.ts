import type { Identities } from '../account/identities.js'
import { changesAccess } from '../event/announce.js'
import { second } from '../lib/clock.js'
import type { Metrics } from '../lib/metrics.js'
import { Refused } from '../lib/refused.js'
import { Rounds } from '../lib/rounds.js'
import { catchUp } from './catch-up.js'
import { Group } from './group.js'
import { Groups } from './groups.js'
import { Member } from './member.js'
import type { Authorization, Subscriber } from './subscriber.js'
import type { Ring, Tail } from './tail.js'

const heartbeatEvery = 10 * second

declare module '../request/services.js' {
  interface Services {
    feed: Feed
  }
}

/** Whoever has not caught up reads alone (catch-up.ts); who reads too slowly waits; the others are served by their groups. */
type Phase = 'new' | 'catching-up' | 'backpressured' | Group

/** Who follows the logs, and in which phase each is. Subscriptions are cursors, never queues. */
export class Feed {
  private readonly members = new Map<Member, Phase>()
  /** Of each provider one answer in turn. */
  private readonly rounds = new Rounds()
  private readonly groups = new Groups(this.rounds, member => void this.catchUp(member))
  private readonly followed = new Set<string>()
  private accessChanges = 0
  private readonly timers: NodeJS.Timeout[]

  constructor(
    private readonly tail: Tail,
    private readonly identities: Pick<Identities, 'forget'>,
    private readonly metrics: Pick<Metrics, 'delivered'>,
  ) {
    this.timers = [
      setInterval(() => this.groups.beat(), heartbeatEvery),
      setInterval(() => this.resumeBackpressured(), 250),
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
    const member: Member = new Member(subscriber, ring, seq ?? ring.head, authorization, this.metrics, () => this.onGone(member))
    this.members.set(member, 'new')
    void this.catchUp(member)
    return () => member.leave()
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
        this.identities.forget()
      }
      order = order.then(async () => {
        if (changed)
          await this.reauthorize(ring)
        this.groups.add(ring.providerId, rows)
      })
    })
  }

  /** Before a batch with a change of access is delivered, every subscriber of the log is re-authorized. */
  private async reauthorize(ring: Ring): Promise<void> {
    const here = [...this.members.keys()].filter(member => member.ring === ring)
    await Promise.all(here.map(async (member) => {
      if (await member.reauthorize())
        return
      const phase = this.members.get(member)
      if (phase instanceof Group) {
        await phase.settle()
        void this.catchUp(member)
      }
    }))
  }

  /** A new member first gets an empty batch: it has begun, and where. */
  private async catchUp(member: Member): Promise<void> {
    const phase = this.members.get(member)
    if (phase === undefined || phase === 'catching-up')
      return
    this.enter(member, 'catching-up')
    try {
      if (phase === 'new')
        await member.answer([], member.seq)
      const end = await catchUp(member, {
        tryJoin: () => this.tryJoin(member),
        forgetIdentities: () => this.identities.forget(),
        turn: () => this.rounds.turn(member.subscriber.providerId),
      })
      if (end === 'backpressured')
        this.enter(member, 'backpressured')
    }
    catch (error) {
      member.fail(error)
    }
  }

  private tryJoin(member: Member): boolean {
    const group = this.groups.tryJoin(member)
    if (group)
      this.members.set(member, group)
    return group !== null
  }

  private enter(member: Member, phase: Phase): void {
    this.leaveGroup(member)
    if (this.members.has(member))
      this.members.set(member, phase)
  }

  private onGone(member: Member): void {
    this.leaveGroup(member)
    this.members.delete(member)
  }

  private leaveGroup(member: Member): void {
    const phase = this.members.get(member)
    if (phase instanceof Group)
      this.groups.leave(phase, member)
  }

  private resumeBackpressured(): void {
    for (const [member, phase] of this.members) {
      if (phase === 'backpressured' && member.drained)
        void this.catchUp(member)
    }
  }
}
