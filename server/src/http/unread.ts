import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { deviceOf } from '../access/device.js'
import { addressKey } from '../lib/ip-address.js'
import { Counter } from '../lib/counter.js'
import { limits } from '../request/limits.js'

const everybody = ''

/**
 * An answer waits in our memory until it is read. Node ends a connection when this long nothing of it was taken, or between two pieces;
 * who reads slowly goes on. While an answer is being made nothing ends. Where too much waits for one address, or for all, the answer that
 * has waited longest is given up with its connection.
 */
export function endUnread(app: FastifyInstance, milliseconds: number): void {
  const unread = new Unread()
  app.addHook('onSend', async (request, reply, payload) => {
    reply.raw.setTimeout(milliseconds)
    if (typeof payload === 'string' || payload instanceof Uint8Array)
      unread.add(reply.raw, addressKey(deviceOf(request).ip), Buffer.byteLength(payload))
  })
}

class Unread {
  /** The one that has waited longest first. */
  private readonly answers = new Map<ServerResponse, { address: string, bytes: number }>()
  private readonly bytes = new Counter()

  add(answer: ServerResponse, address: string, bytes: number): void {
    this.answers.set(answer, { address, bytes })
    this.bytes.add(address, bytes)
    this.bytes.add(everybody, bytes)
    answer.once('close', () => this.forget(answer))
    while (this.bytes.of(address) > limits.unreadAnswerBytes)
      this.giveUpOldest(kept => kept.address === address)
    while (this.bytes.of(everybody) > limits.unreadAnswerBytesInAll)
      this.giveUpOldest(() => true)
  }

  private giveUpOldest(isMeant: (kept: { address: string }) => boolean): void {
    const [answer] = [...this.answers].find(([, kept]) => isMeant(kept))!
    this.forget(answer)
    answer.destroy()
  }

  private forget(answer: ServerResponse): void {
    const kept = this.answers.get(answer)
    if (!kept)
      return
    this.answers.delete(answer)
    this.bytes.remove(kept.address, kept.bytes)
    this.bytes.remove(everybody, kept.bytes)
  }
}
