import type { WebSocket } from 'ws'
import type { Credential } from '../access/credential.js'
import { Counter } from '../lib/counter.js'
import { Refused } from '../lib/refused.js'
import { limits } from '../request/limits.js'

/** What a subscription keeps beside what it asks for. */
const overhead = 4 * 1024

/** The state of one authenticated connection. */
export interface Connection {
  socket: WebSocket
  credential: Credential
  /** Who is counted: a token for itself, an account over all its sessions. */
  author: string
  subscriptions: number
}

/** Authenticated connections, until they close or their credential ends. */
export class Connections {
  private readonly connections = new Map<WebSocket, Connection>()
  private readonly perCredential = new Counter()
  private readonly bytesPerAuthor = new Counter()

  get size(): number {
    return this.connections.size
  }

  of(socket: WebSocket): Connection {
    return this.connections.get(socket)!
  }

  with({ key }: Credential): number {
    return this.perCredential.of(key)
  }

  /** @param expiresAt milliseconds since 1970 */
  add(socket: WebSocket, credential: Credential, author: string, expiresAt: number): void {
    this.connections.set(socket, { socket, credential, author, subscriptions: 0 })
    this.perCredential.add(credential.key)
    endAt(socket, expiresAt)
    socket.once('close', () => {
      this.connections.delete(socket)
      this.perCredential.remove(credential.key)
    })
  }

  /** Makes room for a subscription that asks for so many bytes, or refuses it. @returns how to give the room back */
  begin(connection: Connection, bytes: number): () => void {
    const { author } = connection
    const kept = bytes + overhead
    if (connection.subscriptions >= limits.subscriptionsPerSocket)
      throw new Refused('SUBSCRIPTION_LIMIT', `A socket carries at most ${limits.subscriptionsPerSocket} subscriptions.`)
    if (this.bytesPerAuthor.of(author) + kept > limits.subscriptionBytes)
      throw new Refused('SUBSCRIPTION_LIMIT', 'These are too many subscriptions in all; complete some, or share one.')
    connection.subscriptions++
    this.bytesPerAuthor.add(author, kept)
    return () => {
      connection.subscriptions--
      this.bytesPerAuthor.remove(author, kept)
    }
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
