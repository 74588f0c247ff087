import type { Server } from 'graphql-ws'
import type { RawData, WebSocket } from 'ws'
import { second } from '../lib/clock.js'
import { Counter } from '../lib/counter.js'
import { readMessage } from './message.js'

/** Bytes that may wait in a socket for its reader. */
export const unreadLimit = 1024 * 1024
const patience = 5 * second
const pingEvery = 12 * second

/**
 * A socket that speaks graphql-transport-ws. Whatever is sent waits in our memory until it is read. So who leaves a MiB unread is
 * not listened to until there is less, after five seconds is closed with 4410, and after five more is cut off.
 */
export class Peer {
  private unreadSince: number | undefined
  private readonly end: (code: number, reason: string) => void

  constructor(
    protocol: Server<{ socket: WebSocket }>,
    private readonly socket: WebSocket,
    private readonly partyOf: (socket: WebSocket) => string,
    private readonly report: (error: unknown) => void,
  ) {
    const closed = protocol.opened({
      protocol: socket.protocol,
      send: text => socket.send(text),
      close: (code, reason) => socket.close(code, reason),
      onMessage: handle => void socket.on('message', data => this.hear(data, handle)),
      onPing: () => socket.send('{"type":"pong"}'),
    }, { socket })
    this.end = (code, reason) => void closed(code, reason).catch(report)
    socket.on('error', () => {}) // a frame that breaks the protocol was answered with its close code
    socket.once('close', (code, reason) => this.end(code, String(reason)))
    terminateWhenSilent(socket)
  }

  get party(): string {
    return this.partyOf(this.socket)
  }

  get unread(): number {
    return this.socket.bufferedAmount
  }

  cut(): void {
    this.socket.terminate()
  }

  /** To be called often. */
  check(now: number): void {
    const { socket } = this
    if (socket.bufferedAmount <= unreadLimit) {
      this.unreadSince = undefined
      if (socket.isPaused)
        socket.resume()
      return
    }
    socket.pause()
    this.unreadSince ??= now
    const waited = now - this.unreadSince
    if (waited > 2 * patience) {
      socket.terminate()
    }
    else if (waited > patience && socket.readyState === socket.OPEN) {
      socket.close(4410, 'Reading too slowly; resume from your cursor')
      this.end(4410, '') // its subscriptions do not wait until it has read this
    }
  }

  /** graphql-ws keeps what it is handed until the subscription ends; so no frame, and nothing of a message that is not needed. */
  private hear(data: RawData, handle: (message: string) => Promise<void>): void {
    if (this.socket.readyState !== this.socket.OPEN)
      return // it is being closed, whatever the other side goes on to say
    if (this.socket.bufferedAmount > unreadLimit)
      this.socket.pause()
    // It takes a message that is parsed already, though its types do not say so.
    handle(readMessage(String(data)) as unknown as string).catch((error: unknown) => {
      this.report(error)
      this.socket.close(1011, 'Internal error')
    })
  }
}

function terminateWhenSilent(socket: WebSocket): void {
  let answered = true
  const timer = setInterval(() => {
    if (!answered)
      return socket.terminate()
    answered = false
    socket.ping()
  }, pingEvery)
  socket.on('pong', () => { answered = true }).once('close', () => clearInterval(timer))
}

/** Cuts off sockets of the party that leaves most unread, its fullest first, until no more than this waits for all. */
export function cutFullest(peers: Iterable<Pick<Peer, 'party' | 'unread' | 'cut'>>, most: number): void {
  const waiting = [...peers].map(peer => ({ peer, party: peer.party, unread: peer.unread }))
  let all = waiting.reduce((sum, { unread }) => sum + unread, 0)
  if (all <= most)
    return
  const unreadOf = new Counter()
  waiting.forEach(({ party, unread }) => unreadOf.add(party, unread))
  const fullestFirst = Map.groupBy(waiting.toSorted((one, other) => other.unread - one.unread), ({ party }) => party)
  while (all > most) {
    const party = unreadOf.largest!
    const { peer, unread } = fullestFirst.get(party)!.shift()!
    unreadOf.remove(party, unread)
    all -= unread
    peer.cut()
  }
}
