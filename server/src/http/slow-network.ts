import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { deviceOf } from '../access/device.js'
import { keepingPartyOf } from '../access/viewer.js'
import type {} from '../account/identify.js'
import { second } from '../lib/clock.js'
import { networkKey } from '../lib/ip-address.js'
import { limits } from '../request/limits.js'
import { HeldBytes } from './held-bytes.js'

/**
 * An answer waits in our memory until it is read. Node ends a connection when this long nothing of it was taken, or between two pieces;
 * who reads slowly goes on. While an answer is being made nothing ends.
 */
export function boundUnread(app: FastifyInstance, milliseconds: number): void {
  const unread = new HeldBytes({ each: limits.unreadAnswerBytes, inAll: limits.unreadAnswerBytesInAll })
  app.addHook('onSend', async (request, reply, payload) => {
    reply.raw.setTimeout(milliseconds)
    if (typeof payload === 'string' || payload instanceof Uint8Array)
      unread.hold(reply.raw, senderOf(request), Buffer.byteLength(payload))
  })
}

/** What we keep beside the bytes of each piece of a body. */
const pieceBytes = 256

/** What has come of a body waits in our memory for its last byte. Strangers give way to nobody but strangers, nor do others for them. */
export function boundArriving(app: FastifyInstance): void {
  const most = { each: limits.arrivingBytes, inAll: limits.arrivingBytesInAll }
  const [ofStrangers, ofParties] = [new HeldBytes(most), new HeldBytes(most)]
  // Without a promise: a body that is listened to flows at once, past a parser that comes later.
  app.addHook('preParsing', (request, { raw }, body, done) => {
    const arriving = request.caller ? ofParties : ofStrangers
    const sender = senderOf(request)
    body.on('data', ({ length }: Buffer) => arriving.hold(raw, sender, length + pieceBytes))
    body.once('end', () => arriving.release(raw))
    done(null, body)
  })
}

/** Who is answered before all has come that they announced is hung up on: nobody waits for the rest. */
export function hangUpOnRest(app: FastifyInstance): void {
  app.addHook('onSend', async ({ raw }, reply, payload) => {
    if (raw.complete || typeof payload !== 'string')
      return payload
    reply.headers({ 'connection': 'close', 'content-length': Buffer.byteLength(payload) })
    return Readable.from(leavingTimeToRead(payload, raw))
  })
}

/** A connection that is closed while somebody still sends would take the answer away from them. */
async function* leavingTimeToRead(answer: string, asked: IncomingMessage): AsyncGenerator<string> {
  yield answer
  asked.resume()
  await Promise.race([once(asked, 'close'), sleep(second, undefined, { ref: false })])
}

function senderOf(request: FastifyRequest): string {
  const { ip } = deviceOf(request)
  return request.caller ? keepingPartyOf(request.caller.identity) : networkKey(ip) ?? ip
}
