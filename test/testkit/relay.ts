import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'

/**
 * What stands between a client and a server: a line that can fall silent without closing, as a pulled cable or a forgotten entry of a NAT,
 * or be cut, as by a server that is gone.
 */
export class Relay {
  private readonly sockets = new Set<Socket>()
  private state: 'passing' | 'silent' | 'cut' = 'passing'

  private constructor(private readonly server: Server) {}

  /** Listens at once; `target` is asked at each connection, so the server may be started later. */
  static async to(target: () => number): Promise<Relay> {
    const server = createServer()
    const relay = new Relay(server)
    server.on('connection', inner => relay.join(inner, target()))
    await once(server.listen(0, '127.0.0.1'), 'listening')
    return relay
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  get origin(): string {
    return `http://localhost:${this.port}`
  }

  /** From now on nothing passes, on old and new connections alike, and nothing is closed. */
  silence(): void {
    this.state = 'silent'
    for (const socket of this.sockets)
      socket.unpipe()
  }

  /** From now on every connection is closed, old and new. */
  cut(): void {
    this.state = 'cut'
    for (const socket of this.sockets)
      socket.destroy()
  }

  /** New connections pass; the old ones stay as they are for good. */
  restore(): void {
    this.state = 'passing'
  }

  async close(): Promise<void> {
    for (const socket of this.sockets)
      socket.destroy()
    this.server.close()
    await once(this.server, 'close')
  }

  private join(inner: Socket, port: number): void {
    this.keep(inner)
    if (this.state === 'cut')
      inner.destroy()
    if (this.state !== 'passing')
      return
    const outer = connect(port, 'localhost')
    this.keep(outer)
    inner.pipe(outer).pipe(inner)
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => this.sockets.delete(socket))
  }
}
