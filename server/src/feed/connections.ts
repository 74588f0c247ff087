import type { WebSocket } from 'ws'
import type { Credential } from '../access/credential.js'
import { Counter } from '../lib/counter.js'

/** The state of one authenticated connection. */
export interface Connection {
  socket: WebSocket
  credential: Credential
  subscriptions: number
}

/** Authenticated connections, until they close or their credential ends. */
export class Connections {
  private readonly connections = new Map<WebSocket, Connection>()
  private readonly perCredential = new Counter()

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
  add(socket: WebSocket, credential: Credential, expiresAt: number): void {
    this.connections.set(socket, { socket, credential, subscriptions: 0 })
    this.perCredential.add(credential.key)
    endAt(socket, expiresAt)
    socket.once('close', () => {
      this.connections.delete(socket)
      this.perCredential.remove(credential.key)
    })
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
