import type { FastifyInstance } from 'fastify'
import { deviceOf } from '../access/device.js'
import { addressKey } from '../lib/ip-address.js'
import { limits } from '../request/limits.js'
import { HeldBytes } from './held-bytes.js'

/**
 * An answer waits in our memory until it is read. Node ends a connection when this long nothing of it was taken, or between two pieces;
 * who reads slowly goes on. While an answer is being made nothing ends.
 */
export function boundUnread(app: FastifyInstance, milliseconds: number): void {
  const unread = new HeldBytes({ perAddress: limits.unreadAnswerBytes, inAll: limits.unreadAnswerBytesInAll })
  app.addHook('onSend', async (request, reply, payload) => {
    reply.raw.setTimeout(milliseconds)
    if (typeof payload === 'string' || payload instanceof Uint8Array)
      unread.hold(reply.raw, addressKey(deviceOf(request).ip), Buffer.byteLength(payload))
  })
}

/** A body waits in our memory until its last byte has come. It counts whole from the first, as long as it says that it is, or may be. */
export function boundArriving(app: FastifyInstance): void {
  const arriving = new HeldBytes({ perAddress: limits.arrivingBytes, inAll: limits.arrivingBytesInAll })
  app.addHook('onRequest', async (request, reply) => {
    const { 'content-length': length, 'transfer-encoding': chunked } = request.headers
    const bytes = Math.min(Number(length ?? (chunked ? limits.bodyBytes : 0)), limits.bodyBytes)
    if (!bytes)
      return
    arriving.hold(reply.raw, addressKey(deviceOf(request).ip), bytes)
    request.raw.once('end', () => arriving.release(reply.raw))
  })
}
