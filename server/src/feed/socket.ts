import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { GraphQLError } from 'graphql'
import type { GraphQLSchema } from 'graphql'
import { useServer } from 'graphql-ws/use/ws'
import type { WebSocket } from 'ws'
import { WebSocketServer } from 'ws'
import { servedBuild } from '../config/build.js'
import type { ErrorReporter } from '../request/error-reporter.js'
import { second } from '../lib/clock.js'
import { Refused } from '../lib/refused.js'
import { limits } from '../request/limits.js'
import { keptDocuments } from '../request/documents.js'
import type { Services } from '../request/services.js'
import type { Subscriber } from './subscriber.js'
import { ConnectionGuard } from './connection-guard.js'
import { Connections } from './connections.js'
import type { Connection } from './connections.js'
import { InvalidDocument, prepareSubscription } from './subscription.js'

/** How long a peer may take to answer a close frame; a dead one never does. */
const closeTimeout = 2 * second

interface SubscriptionContext {
  subscriber: Subscriber
  seq: number | null
  connection: Connection
}

/**
 * graphql-ws on the path of the queries, with every limit that HTTP has, and subscriptions only. The first message carries the
 * credential; a cookie never counts. Close codes: docs/event-feed.md.
 */
export function serveSockets(
  http: Server,
  schema: GraphQLSchema,
  services: Services,
  reporter: ErrorReporter,
): { size: () => number, close: () => Promise<void> } {
  const { identities, config } = services
  const documents = keptDocuments()
  const wss = new WebSocketServer({
    noServer: true,
    maxPayload: limits.socketMessageBytes,
    perMessageDeflate: false,
    handleProtocols: protocols => protocols.has('graphql-transport-ws') && 'graphql-transport-ws',
  })
  const guard = new ConnectionGuard(config)
  const connections = new Connections()
  const toGraphQLError = (error: unknown) => {
    const { message, extensions } = reporter.graphql(error)
    return new GraphQLError(message, { extensions: extensions ?? {} })
  }

  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const refusal = guard.refusal(request)
    if (refusal) {
      // Without a listener a half-open connection would last as long as the peer likes.
      socket.once('finish', () => socket.destroy())
      return socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    }
    wss.handleUpgrade(request, socket, head, (client) => {
      guard.onConnect(client, request)
      wss.emit('connection', client, request)
      // A frame that breaks the protocol was answered with its close code; the library would also print a stack for it.
      client.removeAllListeners('error').on('error', () => {})
    })
  })

  const protocol = useServer<Record<string, unknown>, { socket: WebSocket }>({
    schema,
    connectionInitWaitTimeout: limits.initMilliseconds,
    isProd: true, // close reasons carry no internal messages
    jsonMessageReviver: rejectServerMessages,
    async onConnect({ connectionParams, extra: { socket } }) {
      const token = connectionParams?.accessToken
      try {
        if (typeof token !== 'string')
          throw new Refused('UNAUTHENTICATED')
        const credential = await identities.credential(token)
        const { kind, expiresAt = Number.POSITIVE_INFINITY } = await credential.current()
        if (connections.with(credential) >= (kind === 'API_TOKEN' ? limits.socketsPerToken : limits.socketsPerSession))
          return refuse(socket, 4429, 'Too many sockets')
        if (socket.readyState !== socket.OPEN)
          return false // closed in the meantime
        guard.onAuthenticated(socket)
        connections.add(socket, credential, Math.min(credential.expiresAt, expiresAt))
        return { build: await servedBuild() }
      }
      catch (error) {
        const { code } = reporter.refusal(error)
        return refuse(socket, code === 'UNAVAILABLE' ? 1013 : 4401, code)
      }
    },
    async onSubscribe({ extra: { socket } }, id, payload) {
      const connection = connections.of(socket)
      connection.subscriptions++ // before anything is awaited: a burst is counted one by one
      try {
        const { document, subscriber, seq } = await prepareSubscription(schema, documents, services, connection, id, payload)
        return {
          schema,
          document,
          operationName: payload.operationName ?? null,
          variableValues: payload.variables ?? {},
          contextValue: { subscriber, seq, connection } satisfies SubscriptionContext,
        }
      }
      catch (error) {
        connection.subscriptions--
        return error instanceof InvalidDocument ? error.errors : [toGraphQLError(error)]
      }
    },
    async subscribe({ contextValue }) {
      const { subscriber, seq, connection } = contextValue as SubscriptionContext
      try {
        const leave = await services.feed.join(subscriber, seq)
        return pendingIterator(() => {
          connection.subscriptions--
          leave()
        })
      }
      catch (error) {
        connection.subscriptions--
        return { errors: [toGraphQLError(error)] }
      }
    },
  }, wss, 12 * second)

  return {
    size: () => connections.size,
    async close() {
      for (const socket of wss.clients)
        socket.close(1001, 'Going away')
      const terminateTimer = setTimeout(() => wss.clients.forEach(socket => socket.terminate()), closeTimeout)
      await protocol.dispose()
      clearTimeout(terminateTimer)
    },
  }
}

function refuse(socket: WebSocket, code: number, reason: string): false {
  socket.close(code, reason)
  return false
}

const serverOnlyMessages = new Set<unknown>(['connection_ack', 'next', 'error'])

/** Well-formed messages that only servers may send; the library would print a stack instead of closing with 4400. */
function rejectServerMessages(key: string, value: unknown): unknown {
  if (key === '' && serverOnlyMessages.has((value as { type?: unknown } | null)?.type))
    throw new TypeError('a server\'s message')
  return value
}

/** The feed writes to the socket itself; this only lasts until the subscription is completed from either side. */
function pendingIterator(ended: () => void): AsyncIterableIterator<never> {
  let end!: (result: IteratorResult<never>) => void
  const over = new Promise<IteratorResult<never>>((resolve) => { end = resolve })
  return {
    [Symbol.asyncIterator]() { return this },
    next: () => over,
    async return() {
      ended()
      end({ done: true, value: undefined })
      return { done: true, value: undefined }
    },
  }
}
