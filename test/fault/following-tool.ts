import { setTimeout as sleep } from 'node:timers/promises'
import type { FeedEvent } from '@wardroom/schema/client'
import type { Caller } from '../testkit/person.js'

/** An event in brief, for comparing whole logs. */
export function brief(
  { seq, code, cursor, clientId, details }: Pick<FeedEvent, 'seq' | 'code' | 'cursor' | 'clientId' | 'details'>,
): string {
  return JSON.stringify([seq, code, cursor, clientId, details])
}

/** A tool that follows the feed behind a cursor, whatever happens to its connection. */
export class FollowingTool {
  readonly received: string[] = []
  /** When each event was received, in milliseconds of `performance.now()`. */
  readonly at: number[] = []
  private readonly leaving = new AbortController()
  private readonly done: Promise<void>
  /** Why it could not go on. */
  failure: unknown

  constructor(caller: Caller, after: string | null) {
    this.done = this.follow(caller, after).catch((error: unknown) => { this.failure = error })
  }

  /** Waits until it has received `count` events. */
  async has(count: number, milliseconds = 60_000): Promise<void> {
    for (const deadline = performance.now() + milliseconds; this.received.length < count; await sleep(10)) {
      if (this.failure || performance.now() > deadline)
        throw new Error(`a follower has ${this.received.length} of ${count} events`, { cause: this.failure })
    }
  }

  /** Waits until it has come as far as this event. */
  async sees(event: FeedEvent, milliseconds = 60_000): Promise<void> {
    for (const deadline = performance.now() + milliseconds; this.received.at(-1) !== brief(event); await sleep(10)) {
      if (this.failure || performance.now() > deadline)
        throw new Error(`a tool stands at ${this.received.at(-1)}, not at ${brief(event)}`, { cause: this.failure })
    }
  }

  async leave(): Promise<void> {
    this.leaving.abort()
    await this.done
  }

  private async follow(caller: Caller, after: string | null): Promise<void> {
    for await (const event of caller.follow({ after, signal: this.leaving.signal })) {
      this.received.push(brief(event))
      this.at.push(performance.now())
    }
  }
}

const page = 'query ($after: String) { events(first: 200, after: $after) { edges { cursor node { seq code type cursor clientId details } } pageInfo { hasNextPage endCursor } } }'

interface Page { events: { edges: Array<{ node: FeedEvent }>, pageInfo: { hasNextPage: boolean, endCursor: string } } }

/** The whole log by query, oldest first. */
export async function readLog(caller: Caller): Promise<FeedEvent[]> {
  const log: FeedEvent[] = []
  for (let after: string | null = null, more = true; more;) {
    const { events }: Page = await caller.do<Page>(page, { after })
    log.push(...events.edges.map(({ node }) => node))
    after = events.pageInfo.endCursor
    more = events.pageInfo.hasNextPage
  }
  return log
}
