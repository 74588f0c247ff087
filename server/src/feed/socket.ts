import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { ErrorCode } from '@wardroom/schema/errors'
import { GraphQLError, parse } from 'graphql'
import type { ExecutionResult, GraphQLSchema } from 'graphql'
import { makeServer } from 'graphql-ws'
import type { WebSocket } from 'ws'
import { WebSocketServer } from 'ws'
import { servedBuild } from '../config/build.js'
import type { ErrorReporter } from '../request/error-reporter.js'
import { second } from '../lib/clock.js'
import { keepingPartyOf } from '../access/viewer.js'
import { identify } from '../account/identify.js'
import { Refused } from '../lib/refused.js'
import { Rounds } from '../lib/rounds.js'
import { limits } from '../request/limits.js'
import { keptDocuments } from '../request/documents.js'
import type { LiveField } from '../request/feature.js'
import type { Services } from '../request/services.js'
import type { Subscriber } from './subscriber.js'
import type { Subscription } from './connections.js'
import { ConnectionGuard } from './connection-guard.js'
import { Connections } from './connections.js'
import { Live } from './live.js'
import { cutFullest, Peer } from './peer.js'
import { Reading } from './reading.js'
import { InvalidDocument, prepareSubscription, readQuestion } from './subscription.js'

/** How long a peer may take to answer a close frame; a dead one never does. */
const closeTimeout = 2 * second

/** graphql-ws keeps the document that it is told, of which it looks only at the kind. */
const anySubscription = parse('subscription { events { cursor } }')

/** Of a hello that is refused; any other refusal is about the credential: 4401. */
const closeCodes: Partial<Record<ErrorCode, number>> = { UNAVAILABLE: 1013, TOO_MANY_REQUESTS: 4429, ADDRESS_NOT_ALLOWED: 4403 }

interface SubscriptionContext {
  subscriber: Subscriber
  seq: number | null
  subscription: Subscription
}

/** Of a subscription to one thing. */
interface LiveContext {
  looks: AsyncGenerator<ExecutionResult>
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
  liveFields: Readonly<Record<string, LiveField>>,
): { size: () => number, close: () => Promise<void> } {
  const { config } = services
  const documents = keptDocuments()
  const live = new Live(schema, documents, services, liveFields)
  const wss = new WebSocketServer({
    noServer: true,
    maxPayload: limits.socketMessageBytes,
    perMessageDeflate: false,
    handleProtocols: protocols => protocols.has('graphql-transport-ws') && 'graphql-transport-ws',
  })
  const guard = new ConnectionGuard(config)
  const connections = new Connections()
  const reading = new Reading(new Rounds(), services.limiter, query => documents.has(query))
  const peers = new Set<Peer>()
  const partyOf = (socket: WebSocket) => connections.partyOf(socket) ?? guard.addressOf(socket) ?? ''
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
      const peer = new Peer(protocol, client, partyOf, error => services.log.error({ err: error }, 'a message could not be handled'))
      peers.add(peer)
      client.once('close', () => peers.delete(peer))
    })
  })

  const protocol = makeServer<Record<string, unknown>, { socket: WebSocket }>({
    schema,
    connectionInitWaitTimeout: limits.initMilliseconds,
    async onConnect({ connectionParams, extra: { socket } }) {
      const token = connectionParams?.accessToken
      const ip = guard.ipOf(socket)
      if (ip === undefined)
        return false
      try {
        if (typeof token !== 'string')
          throw new Refused('UNAUTHENTICATED')
        const { credential, identity } = await identify(services, token, ip)
        const { kind, expiresAt = Number.POSITIVE_INFINITY, staff } = identity
        const works = [...staff.values()].map(({ worksUntil }) => worksUntil ?? Number.POSITIVE_INFINITY)
        if (connections.with(credential) >= (kind === 'API_TOKEN' ? limits.socketsPerToken : limits.socketsPerSession))
          return refuse(socket, 4429, 'Too many sockets')
        if (socket.readyState !== socket.OPEN)
          return false // closed in the meantime
        guard.onAuthenticated(socket)
        connections.add(socket, credential, keepingPartyOf(identity), Math.min(credential.expiresAt, expiresAt, ...works))
        return { build: await servedBuild() }
      }
      catch (error) {
        const { code } = reporter.refusal(error)
        return refuse(socket, closeCodes[code] ?? 4401, code)
      }
    },
    async onSubscribe({ extra: { socket } }, id, payload) {
      const connection = connections.of(socket)
      let subscription: Subscription | undefined
      try {
        if (!await reading.turn(connection, payload))
          return [new GraphQLError('The socket has closed.')]
        const asked = readQuestion(schema, documents, payload)
        Object.assign(payload, asked.question) // graphql-ws keeps it
        // Before anything else is awaited, so that a burst is counted one by one.
        subscription = connections.begin(connection, { id, ...asked })
        if (!subscription) {
          socket.close(4409, 'An earlier subscription under this id has not ended')
          return [new GraphQLError('An earlier subscription under this id has not ended.')]
        }
        if (live.has(asked.field)) {
          const looks = await live.follow(connection, subscription, asked, error => ({ errors: [toGraphQLError(error)] }))
          return { schema, document: anySubscription, contextValue: { looks } satisfies LiveContext }
        }
        const { subscriber, seq } = await prepareSubscription(schema, documents, services, connection, id, asked)
        return { schema, document: anySubscription, contextValue: { subscriber, seq, subscription } satisfies SubscriptionContext }
      }
      catch (error) {
        subscription?.end()
        return error instanceof InvalidDocument ? error.errors : [toGraphQLError(error)]
      }
    },
    async subscribe({ contextValue }) {
      if ('looks' in (contextValue as object))
        return (contextValue as LiveContext).looks
      const { subscriber, seq, subscription } = contextValue as SubscriptionContext
      try {
        subscription.joined(await services.feed.join(subscriber, seq))
        return pendingIterator(() => subscription.end())
      }
      catch (error) {
        subscription.end()
        return { errors: [toGraphQLError(error)] }
      }
    },
  })
  const timer = setInterval(() => {
    peers.forEach(peer => peer.check(Date.now()))
    cutFullest(peers, limits.unreadSocketBytesInAll)
  }, second / 4)

  return {
    size: () => connections.size,
    async close() {
      clearInterval(timer)
      for (const socket of wss.clients)
        socket.close(1001, 'Going away')
      const terminateTimer = setTimeout(() => wss.clients.forEach(socket => socket.terminate()), closeTimeout)
      await new Promise<void>(resolve => wss.close(() => resolve()))
      clearTimeout(terminateTimer)
    },
  }
}

function refuse(socket: WebSocket, code: number, reason: string): false {
  socket.close(code, reason)
  return false
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
