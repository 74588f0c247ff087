import type { ServerResponse } from 'node:http'
import { Counter } from '../lib/counter.js'

interface Held {
  address: string
  bytes: number
}

/** What we keep beside the bytes. */
const overhead = 8 * 1024

/**
 * Bytes in our memory that wait for somebody's network. Where too many wait for one address, what has waited longest there is given up with
 * its connection; where too many wait for all, that of the address for which most wait: whoever reads and writes is never that.
 */
export class HeldBytes {
  /** What has waited longest first. */
  private readonly held = new Map<ServerResponse, Held>()
  private readonly bytes = new Counter()
  private all = 0

  constructor(private readonly most: { perAddress: number, inAll: number }) {}

  /** Until the response is closed, or released. */
  hold(response: ServerResponse, address: string, bytes: number): void {
    if (response.closed || response.destroyed)
      return // whoever has gone already does not go once more
    const held = { address, bytes: bytes + overhead }
    this.held.set(response, held)
    this.bytes.add(address, held.bytes)
    this.all += held.bytes
    response.once('close', () => this.release(response))
    while (this.bytes.of(address) > this.most.perAddress)
      this.giveUpOldest(address)
    while (this.all > this.most.inAll)
      this.giveUpOldest(this.bytes.largest!)
  }

  release(response: ServerResponse): void {
    const held = this.held.get(response)
    if (!held)
      return
    this.held.delete(response)
    this.bytes.remove(held.address, held.bytes)
    this.all -= held.bytes
  }

  private giveUpOldest(address: string): void {
    const [response] = [...this.held].find(([, held]) => held.address === address)!
    this.release(response)
    response.req.socket.destroy() // where it stands behind another answer, it has no connection of its own to end
  }
}
