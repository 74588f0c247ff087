import type { IncomingMessage } from 'node:http'
import proxyAddr from '@fastify/proxy-addr'
import type { WebSocket } from 'ws'
import { addressKey, networkKey, readAddress } from '../lib/ip-address.js'
import type { Config } from '../config/environment.js'
import { second } from '../lib/clock.js'
import { Counter } from '../lib/counter.js'
import { limits } from '../request/limits.js'

interface From {
  ip: string
  address: string
  /** Of an IPv6 address. */
  network: string | undefined
}

function keysOf({ address, network }: From): string[] {
  return network === undefined ? [address] : [address, network]
}

/** Unauthenticated connections: limits by address, by number and by rate. */
export class ConnectionGuard {
  private readonly unauthenticated = new Counter()
  private readonly origins = new Map<WebSocket, From>()
  private readonly isProxy: (address: string, hop: number) => boolean

  constructor(private readonly config: Pick<Config, 'trustedProxies'> & { origin: string }) {
    this.isProxy = proxyAddr.compile(config.trustedProxies)
  }

  /** The status that refuses an upgrade. Browsers send Origin, and only our own is accepted; tools send none. */
  refusal(request: IncomingMessage): string | undefined {
    const { url, headers } = request
    if (url?.split('?')[0] !== '/graphql')
      return '404 Not Found'
    if (headers.origin !== undefined && headers.origin !== this.config.origin)
      return '403 Forbidden'
    const { address, network } = this.from(request)
    const full = this.origins.size >= limits.unauthenticated
      || this.unauthenticated.of(address) >= limits.unauthenticatedPerAddress
      || (network !== undefined && this.unauthenticated.of(network) >= limits.unauthenticatedPerNetwork)
    if (full)
      return '429 Too Many Requests'
  }

  /** Counts a connection until it is authenticated, or gone. */
  onConnect(socket: WebSocket, request: IncomingMessage): void {
    const from = this.from(request)
    this.origins.set(socket, from)
    keysOf(from).forEach(key => this.unauthenticated.add(key))
    // Who ignores being closed would keep its place for half a minute.
    const overdue = setTimeout(() => this.origins.has(socket) && socket.terminate(), limits.initMilliseconds + 2 * second)
    socket.once('close', () => {
      clearTimeout(overdue)
      this.onAuthenticated(socket)
    })
    limitRate(socket)
  }

  /** Of a connection that is not authenticated yet; undefined: it is gone. */
  addressOf(socket: WebSocket): string | undefined {
    return this.origins.get(socket)?.address
  }

  /** The same, whole. */
  ipOf(socket: WebSocket): string | undefined {
    return this.origins.get(socket)?.ip
  }

  onAuthenticated(socket: WebSocket): void {
    const from = this.origins.get(socket)
    if (from === undefined)
      return
    this.origins.delete(socket)
    keysOf(from).forEach(key => this.unauthenticated.remove(key))
  }

  /** Honours X-Forwarded-For of trusted proxies, as HTTP requests do. */
  private from(request: IncomingMessage): From {
    const ip = readAddress(proxyAddr(request, this.isProxy) ?? '') ?? request.socket.remoteAddress ?? ''
    return { ip, address: addressKey(ip), network: networkKey(ip) }
  }
}

/** A bucket of messages that refills every second; pings and pongs count, since each makes us work. */
function limitRate(socket: WebSocket): void {
  let left: number = limits.messageBurst
  let filledAt = Date.now()
  const spend = () => {
    const now = Date.now()
    left = Math.min(limits.messageBurst, left + (now - filledAt) / second * limits.messagesPerSecond) - 1
    filledAt = now
    if (left >= 0)
      return
    socket.removeAllListeners('message')
    socket.close(4429, 'Too many messages')
  }
  socket.on('message', spend).on('ping', spend).on('pong', spend)
}
