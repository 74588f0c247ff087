import type { WebSocket } from 'ws'
import type { Credential } from '../account/identities.js'
import { Tally } from '../lib/counter.js'

/** What belongs to one connection once it was let in. */
export interface SocketGuest {
  socket: WebSocket
  credential: Credential
  subscriptions: number
}

/** Those who said who they are, until they leave or their credential ends. */
export class SocketGuests {
  private readonly guests = new Map<WebSocket, SocketGuest>()
  private readonly perCredential = new Tally()

  get size(): number {
    return this.guests.size
  }

  of(socket: WebSocket): SocketGuest {
    return this.guests.get(socket)!
  }

  with({ key }: Credential): number {
    return this.perCredential.of(key)
  }

  /** @param expiresAt milliseconds since 1970 */
  admit(socket: WebSocket, credential: Credential, expiresAt: number): void {
    this.guests.set(socket, { socket, credential, subscriptions: 0 })
    this.perCredential.add(credential.key)
    endAt(socket, expiresAt)
    socket.once('close', () => {
      this.guests.delete(socket)
      this.perCredential.remove(credential.key)
    })
  }
}

/** A timer can wait 24.8 days at most; what ends later is looked at again then. */
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
