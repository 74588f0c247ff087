import type { ServerResponse } from 'node:http'
import { Counter } from '../lib/counter.js'

interface Held {
  whose: string
  bytes: number
}

/** What we keep beside the bytes. */
const overhead = 8 * 1024

/**
 * Bytes in our memory that wait for somebody's network. Where too many wait for one, what has waited longest there is given up with
 * its connection; where too many wait for all, that of the one for whom most wait: whoever reads and writes is never that.
 */
export class HeldBytes {
  /** What has waited longest first. */
  private readonly held = new Map<ServerResponse, Held>()
  private readonly bytes = new Counter()
  private all = 0

  constructor(private readonly most: { each: number, inAll: number }) {}

  /** Beside what is held already. Until the response is closed, or released. */
  hold(response: ServerResponse, whose: string, bytes: number): void {
    if (response.closed || response.destroyed || response.req.socket.destroyed)
      return // whoever has gone already does not go once more
    this.count(this.held.get(response) ?? this.begin(response, whose), bytes)
    while (this.bytes.of(whose) > this.most.each)
      this.giveUpOldest(whose)
    while (this.all > this.most.inAll)
      this.giveUpOldest(this.bytes.largest!)
  }

  release(response: ServerResponse): void {
    const held = this.held.get(response)
    if (!held)
      return
    this.held.delete(response)
    this.bytes.remove(held.whose, held.bytes)
    this.all -= held.bytes
  }

  private begin(response: ServerResponse, whose: string): Held {
    const held = { whose, bytes: 0 }
    this.held.set(response, held)
    this.count(held, overhead)
    response.once('close', () => this.release(response))
    return held
  }

  private count(held: Held, bytes: number): void {
    held.bytes += bytes
    this.bytes.add(held.whose, bytes)
    this.all += bytes
  }

  private giveUpOldest(whose: string): void {
    const [response] = [...this.held].find(([, held]) => held.whose === whose)!
    this.release(response)
    response.req.socket.destroy() // where it stands behind another answer, it has no connection of its own to end
  }
}
