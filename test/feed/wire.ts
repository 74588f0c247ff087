import { once } from 'node:events'
import type { Socket } from 'node:net'
import { WebSocket } from 'ws'

export interface Message {
  type: string
  id?: string
  payload?: unknown
}

export interface Closed {
  code: number
  reason: string
}

/** A socket as a client without manners holds it: every message in both directions is in plain sight. */
export class Wire {
  readonly messages: Message[] = []
  readonly closed: Promise<Closed>
  private readonly heard = new Set<() => void>()
  private taken = 0

  private constructor(readonly ws: WebSocket) {
    this.closed = new Promise(resolve => ws.once('close', (code, reason) => resolve({ code, reason: String(reason) })))
    ws.on('error', () => {}) // what it means is in the close code
    ws.on('message', (data) => {
      this.messages.push(JSON.parse(String(data)) as Message)
      this.heard.forEach(tell => tell())
    })
    void this.closed.then(() => this.heard.forEach(tell => tell()))
  }

  /** Connects, and with a token also says hello and waits to be let in. */
  static async open(origin: string, { token, protocol = 'graphql-transport-ws', headers = {} }: {
    token?: string | undefined
    protocol?: string
    headers?: Record<string, string>
  } = {}): Promise<Wire> {
    const wire = new Wire(new WebSocket(`${origin.replace('http', 'ws')}/graphql`, protocol, { headers }))
    await once(wire.ws, 'open')
    if (token !== undefined) {
      wire.send({ type: 'connection_init', payload: { accessToken: token } })
      await wire.next('connection_ack')
    }
    return wire
  }

  /** The status of the refused upgrade. */
  static async refused(origin: string, path: string, headers: Record<string, string>): Promise<number> {
    const ws = new WebSocket(`${origin.replace('http', 'ws')}${path}`, 'graphql-transport-ws', { headers })
    return new Promise((resolve, reject) => {
      ws.on('error', () => {})
      ws.once('open', () => reject(new Error('it was let in')))
      ws.once('unexpected-response', (_, response) => resolve(response.statusCode!))
    })
  }

  send(message: object | string | Buffer): void {
    this.ws.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message))
  }

  subscribe(id: string, query: string, variables: Record<string, unknown> = {}): void {
    this.send({ type: 'subscribe', id, payload: { query, variables } })
  }

  /** The next message of one of these types that was not taken before; the socket's end fails the test with its code. */
  async next(...types: string[]): Promise<Message> {
    const found = await this.find(() => {
      const at = this.messages.findIndex(({ type }, index) => index >= this.taken && types.includes(type))
      this.taken = at < 0 ? this.taken : at + 1
      return this.messages[at]
    })
    if (!found)
      throw new Error(`closed with ${JSON.stringify(await this.closed)} before any ${types.join()}`)
    return found
  }

  /** Looks again after every message until there is a result; undefined when the socket ended without one. */
  async find<Found>(look: () => Found | undefined): Promise<Found | undefined> {
    for (;;) {
      const found = look()
      if (found !== undefined || this.ws.readyState === WebSocket.CLOSED)
        return found
      await new Promise<void>((resolve) => {
        const tell = () => {
          this.heard.delete(tell)
          resolve()
        }
        this.heard.add(tell)
      })
    }
  }

  /** Reads nothing more from the network, as a client that hangs. */
  pause(): void {
    this.socket.pause()
  }

  resume(): void {
    this.socket.resume()
  }

  get socket(): Socket {
    return (this.ws as unknown as { _socket: Socket })._socket
  }

  async leave(): Promise<void> {
    this.ws.terminate()
    await this.closed
  }
}
