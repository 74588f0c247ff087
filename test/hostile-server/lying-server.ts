import { createServer, request } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { afterAll, beforeEach } from 'vitest'

interface Question {
  /** The path, or the name of the GraphQL operation. */
  about: string
  body: Record<string, any>
}

export type Lie = (answer: any, question: Question['body']) => unknown

/** A server that answers as the real one behind it, but for what it was told to change. It listens to everything that is said to it. */
export class LyingServer {
  readonly heard: Question[] = []
  private readonly lies = new Map<string, Lie>()
  /** How questions are understood, and answers told, all of them. */
  hearsAs = (question: string): string => question
  saysAs = (answer: string): string => answer

  private constructor(private readonly server: Server) {}

  static async before(truth: string): Promise<LyingServer> {
    const { hostname, port, host, origin } = new URL(truth)
    const server = createServer()
    const lying = new LyingServer(server)
    const headersOf = ({ headers }: IncomingMessage): IncomingMessage['headers'] => ({ ...headers, host, ...headers.origin && { origin } })

    const relay = async (asked: IncomingMessage, answer: ServerResponse): Promise<void> => {
      const body = lying.hearsAs(await text(asked))
      const { 'accept-encoding': _, ...headers } = headersOf(asked)
      const forwarded = request({ hostname, port, method: asked.method, path: asked.url, headers })
      forwarded.on('error', () => answer.destroy())
      forwarded.end(body)
      const [answered] = await once(forwarded, 'response') as [IncomingMessage]
      const question = questionOf(asked.url!, body)
      if (question)
        lying.heard.push(question)
      const lie = question && lying.lies.get(question.about)
      if (!question || answered.statusCode !== 200) {
        answer.writeHead(answered.statusCode!, answered.headers)
        answered.pipe(answer)
        return
      }
      const told = await text(answered)
      const changed = lying.saysAs(lie ? JSON.stringify(await lie(JSON.parse(told), question.body)) : told)
      answer.writeHead(200, { ...answered.headers, 'content-length': Buffer.byteLength(changed) })
      answer.end(changed)
    }
    server.on('request', (asked, answer) => void relay(asked, answer))

    server.on('upgrade', (asked, socket, head) => {
      const upstream = connect(Number(port), hostname, () => {
        const headers = Object.entries(headersOf(asked)).map(([name, value]) => `${name}: ${String(value)}\r\n`).join('')
        upstream.write(`GET ${asked.url} HTTP/1.1\r\n${headers}\r\n`)
        upstream.write(head)
        upstream.pipe(socket).pipe(upstream)
      })
      upstream.on('error', () => socket.destroy())
      socket.on('error', () => upstream.destroy())
      socket.on('close', () => upstream.destroy())
    })

    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return lying
  }

  get origin(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`
  }

  /** @param about a path, or the name of a GraphQL operation; one lie for each, the last */
  lie(about: string, lie: Lie): void {
    this.lies.set(about, lie)
  }

  tellTheTruth(): void {
    this.lies.clear()
    this.hearsAs = question => question
    this.saysAs = answer => answer
    this.heard.length = 0
  }

  /** What was said about something since the last truth. */
  about(about: string): Question['body'][] {
    return this.heard.filter(question => question.about === about).map(({ body }) => body)
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    this.server.close()
    await once(this.server, 'close')
  }
}

function questionOf(path: string, body: string): Question | undefined {
  if (!body.startsWith('{'))
    return path.startsWith('/auth/') ? { about: path, body: {} } : undefined
  const parsed = JSON.parse(body) as Record<string, unknown>
  return { about: path === '/graphql' ? String(parsed.operationName) : path, body: parsed }
}

/** A server that lies before the true one, to the tests of one file; each begins with the truth. */
export async function useLyingServer({ origin }: { origin: string }): Promise<LyingServer> {
  const server = await LyingServer.before(origin)
  beforeEach(() => server.tellTheTruth())
  afterAll(() => server.close())
  return server
}
