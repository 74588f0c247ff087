import { setTimeout as sleep } from 'node:timers/promises'
import type { Caller } from '../testkit/person.js'

const rename = 'mutation ($id: ID!, $name: String!) { renameClient(id: $id, name: $name) { id } }'

/** No answer may take longer than this, whatever has failed: then it counts as none. */
const patience = 15_000

/**
 * Mutations at a steady pace from several callers at once. Each carries a mark of its own, the client's new name, by which it is
 * found again in the log.
 */
export class Load {
  /** Marks whose mutation was answered with success. */
  readonly acknowledged: string[] = []
  /** How often each other answer came: a code, LOST for a broken connection, SILENCE for none in time. */
  readonly refusals = new Map<string, number>()
  /** Milliseconds of the slowest answer, a refusal or not. */
  slowest = 0
  private stopping = false
  private readonly callers: Promise<void>[]

  constructor(
    private readonly caller: Caller,
    clientIds: readonly string[],
    { perSecond, mark = 'm' }: { perSecond: number, mark?: string },
  ) {
    const every = 1_000 * clientIds.length / perSecond
    this.callers = clientIds.map((clientId, index) => this.call(clientId, `${mark}${index}`, every, index / clientIds.length * every))
  }

  /** Waits until `count` more are acknowledged. */
  async acknowledges(count: number, milliseconds = 60_000): Promise<void> {
    const wanted = this.acknowledged.length + count
    for (const deadline = performance.now() + milliseconds; this.acknowledged.length < wanted; await sleep(10)) {
      if (performance.now() > deadline)
        throw new Error(`${wanted - this.acknowledged.length} of ${count} mutations are not acknowledged within ${milliseconds} ms: ${JSON.stringify([...this.refusals])}`)
    }
  }

  /** Starts measuring the slowest answer and counting refusals anew. */
  reset(): void {
    this.slowest = 0
    this.refusals.clear()
  }

  /** No further call is made; resolves when those under way are answered. */
  async stop(): Promise<void> {
    this.stopping = true
    await Promise.all(this.callers)
  }

  private async call(clientId: string, mark: string, every: number, offset: number): Promise<void> {
    let due = performance.now() + offset
    for (let n = 1; !this.stopping; n++) {
      const name = `${mark}-${n}`
      const began = performance.now()
      const outcome = await this.outcome(clientId, name)
      this.slowest = Math.max(this.slowest, performance.now() - began)
      if (outcome === 'ok')
        this.acknowledged.push(name)
      else
        this.refusals.set(outcome, (this.refusals.get(outcome) ?? 0) + 1)
      // What was missed while nobody answered is not made up for.
      due = Math.max(due + every, performance.now() - every)
      await sleep(Math.max(0, due - performance.now()))
    }
  }

  private async outcome(id: string, name: string): Promise<string> {
    const silence = new AbortController()
    const answer = this.caller.ask(rename, { id, name })
      .then(({ body }) => body.data ? 'ok' : body.errors?.[0]?.extensions.code ?? body.error?.code ?? 'NONSENSE', () => 'LOST')
    const none = sleep(patience, 'SILENCE', { signal: silence.signal }).catch(() => 'LOST')
    return Promise.race([answer, none]).finally(() => silence.abort())
  }
}
