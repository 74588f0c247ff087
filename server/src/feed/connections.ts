import type { WebSocket } from 'ws'
import type { Credential } from '../access/credential.js'
import { Counter } from '../lib/counter.js'
import { Refused } from '../lib/refused.js'
import { limits } from '../request/limits.js'
import { Shares } from './shares.js'

/** What a subscription keeps beside what it asks for. */
const overhead = 4 * 1024

/** Of whom a subscription is, and what it asks the server to keep and to do. */
interface Asked {
  id: string
  bytes: number
  /** Equal for subscriptions whose batches are executed once for all. */
  documentKey: string
  /** How long the document is to execute. */
  size: number
}

/** The state of one authenticated connection. */
export interface Connection {
  socket: WebSocket
  credential: Credential
  /** Who is counted together. */
  party: string
  /** By id: those that have begun, until they have ended. */
  subscriptions: Map<string, Subscription>
}

/** Room that was made for a subscription, and how it is given back: once, whoever ends it first. */
export class Subscription {
  private ended = false
  private leave = (): void => {}

  constructor(private readonly giveBack: () => void) {}

  get over(): boolean {
    return this.ended
  }

  joined(leave: () => void): void {
    if (this.ended)
      leave()
    else
      this.leave = leave
  }

  end(): void {
    if (this.ended)
      return
    this.ended = true
    this.giveBack()
    this.leave()
  }
}

/** Authenticated connections, until they close or their credential ends. */
export class Connections {
  private readonly connections = new Map<WebSocket, Connection>()
  private readonly perCredential = new Counter()
  private readonly bytes = new Shares({
    each: limits.subscriptionBytes,
    all: limits.subscriptionBytesInAll,
    always: limits.subscriptionBytesAlways,
  })

  private readonly documents = new Counter()
  private readonly distinct = new Counter()
  private readonly sizes = new Shares({
    each: limits.subscriptionTokens,
    all: limits.subscriptionTokensInAll,
    always: limits.subscriptionTokensAlways,
  })

  get size(): number {
    return this.connections.size
  }

  of(socket: WebSocket): Connection {
    return this.connections.get(socket)!
  }

  /** Undefined for a stranger's. */
  partyOf(socket: WebSocket): string | undefined {
    return this.connections.get(socket)?.party
  }

  with({ key }: Credential): number {
    return this.perCredential.of(key)
  }

  /** @param expiresAt milliseconds since 1970 */
  add(socket: WebSocket, credential: Credential, party: string, expiresAt: number): void {
    const subscriptions = new Map<string, Subscription>()
    this.connections.set(socket, { socket, credential, party, subscriptions })
    this.perCredential.add(credential.key)
    endAt(socket, expiresAt)
    socket.once('close', () => {
      this.connections.delete(socket)
      this.perCredential.remove(credential.key)
      subscriptions.forEach(subscription => subscription.end())
    })
  }

  /** Makes room for a subscription, or refuses it. Undefined: one under this id has not ended yet, or the connection has closed. */
  begin({ socket, party, subscriptions }: Connection, { id, bytes, documentKey, size }: Asked): Subscription | undefined {
    const kept = bytes + overhead
    const document = `${party} ${documentKey}`
    const isNew = this.documents.of(document) === 0
    if (subscriptions.has(id) || !this.connections.has(socket))
      return
    if (subscriptions.size >= limits.subscriptionsPerSocket)
      throw new Refused('SUBSCRIPTION_LIMIT', `A socket carries at most ${limits.subscriptionsPerSocket} subscriptions.`)
    if (!this.bytes.fits(party, kept))
      throw new Refused('SUBSCRIPTION_LIMIT', 'These are too many subscriptions in all; complete some, or share one.')
    if (isNew && (this.distinct.of(party) >= limits.subscriptionDocuments || !this.sizes.fits(party, size)))
      throw new Refused('SUBSCRIPTION_LIMIT', 'These subscriptions ask for too many different things; ask for fewer fields, or for the same ones.')
    this.bytes.take(party, kept)
    this.documents.add(document)
    if (isNew) {
      this.distinct.add(party)
      this.sizes.take(party, size)
    }
    const subscription = new Subscription(() => {
      subscriptions.delete(id)
      this.bytes.giveBack(party, kept)
      this.documents.remove(document)
      if (this.documents.of(document) === 0) {
        this.distinct.remove(party)
        this.sizes.giveBack(party, size)
      }
    })
    subscriptions.set(id, subscription)
    return subscription
  }
}

/** Timers wait 24.8 days at most; a later expiry is checked again then. */
function endAt(socket: WebSocket, time: number): void {
  let timer: NodeJS.Timeout | undefined
  const wait = () => {
    const left = time - Date.now()
    if (left <= 0)
      socket.close(4403, 'Credential expired')
    else
      timer = setTimeout(wait, Math.min(left, 2 ** 31 - 1))
  }
  wait()
  socket.once('close', () => clearTimeout(timer))
}
