import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { execute, getArgumentValues, getOperationAST, getVariableValues, GraphQLError, Kind, print } from 'graphql'
import type { DocumentNode, FieldNode, GraphQLSchema, OperationDefinitionNode } from 'graphql'
import type { SubscribePayload } from 'graphql-ws'
import { useServer } from 'graphql-ws/use/ws'
import type { WebSocket } from 'ws'
import { WebSocketServer } from 'ws'
import { Viewer } from '../access/viewer.js'
import type { Credential } from '../account/identities.js'
import { addressKey } from '../account/limiter.js'
import type { ErrorTeller } from '../errors.js'
import { second } from '../lib/clock.js'
import { Refused } from '../lib/refused.js'
import { Documents, limits, requireCheap } from '../limits.js'
import type { Services } from '../services.js'
import { checkEventFilter } from './event-filter.js'
import type { EventFilter } from './event-filter.js'
import { chooseLog, placeIn } from './event.resolver.js'
import type { Batch, Subscriber } from './feed-member.js'
import { readHead, readLog, requireReachable } from './read-log.js'
import { sightOf } from './sight.js'

/** How long a peer may take to answer the close; one that is gone never does. */
const goodbye = 2 * second

/** What belongs to one connection once it was let in. */
interface Guest {
  socket: WebSocket
  credential: Credential
  subscriptions: number
}

interface Joining {
  subscriber: Subscriber
  seq: number | null
  guest: Guest
}

/**
 * graphql-ws on the path of the queries, with every limit that HTTP has, and subscriptions only. The first message carries the
 * credential; a cookie never counts. Close codes: docs/event-feed.md.
 */
export function serveSockets(http: Server, schema: GraphQLSchema, services: Services, teller: ErrorTeller): { size: () => number, close: () => Promise<void> } {
  const { identities, config } = services
  const documents = new Documents(schema)
  const wss = new WebSocketServer({ noServer: true, maxPayload: limits.socketMessageBytes, perMessageDeflate: false, handleProtocols: protocols => protocols.has('graphql-transport-ws') && 'graphql-transport-ws' })
  const guests = new Map<WebSocket, Guest>()
  const strangers = new Map<string, number>()
  const unknown = new Map<WebSocket, string>()
  const perCredential = new Map<string, number>()

  function becameKnown(socket: WebSocket): void {
    const address = unknown.get(socket)
    if (unknown.delete(socket))
      count(strangers, address!, -1)
  }

  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const address = addressKey(request.socket.remoteAddress ?? '')
    const refusal = refuseUpgrade(request, config.origin, strangers.get(address) ?? 0)
    if (refusal) {
      // Nobody watches this connection any more: left half open, it would last as long as its other side likes.
      socket.once('finish', () => socket.destroy())
      return socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    }
    wss.handleUpgrade(request, socket, head, (client) => {
      count(strangers, address, 1)
      unknown.set(client, address)
      client.once('close', () => becameKnown(client))
      limitRate(client)
      wss.emit('connection', client, request)
      // A frame that breaks the protocol was answered with its close code; the library would also print a stack, for any stranger.
      client.removeAllListeners('error').on('error', () => {})
    })
  })

  const protocol = useServer<Record<string, unknown>, { socket: WebSocket }>({
    schema,
    connectionInitWaitTimeout: limits.initMilliseconds,
    isProd: true, // what went wrong inside is nobody's business
    jsonMessageReviver: refuseServersOwn,
    async onConnect({ connectionParams, extra: { socket } }) {
      const token = connectionParams?.accessToken
      try {
        if (typeof token !== 'string')
          throw new Refused('UNAUTHENTICATED')
        const credential = await identities.credential(token)
        const identity = await credential.current()
        const most = identity.kind === 'API_TOKEN' ? limits.socketsPerToken : limits.socketsPerSession
        if ((perCredential.get(credential.key) ?? 0) >= most)
          return refuse(socket, 4429, 'Too many sockets')
        if (socket.readyState !== socket.OPEN)
          return false // gone meanwhile, and its end was already told
        admit(socket, credential, identity.expiresAt)
        return true
      }
      catch (error) {
        const { code } = teller.refusal(error)
        return refuse(socket, code === 'UNAVAILABLE' ? 1013 : 4401, code)
      }
    },
    async onSubscribe({ extra: { socket } }, id, payload) {
      const guest = guests.get(socket)!
      guest.subscriptions++ // before anything is awaited: a burst is counted one by one
      try {
        const { document, joining } = await prepare(schema, documents, services, guest, id, payload)
        return { schema, document, operationName: payload.operationName ?? null, variableValues: payload.variables ?? {}, contextValue: joining }
      }
      catch (error) {
        guest.subscriptions--
        if (error instanceof InvalidDocument)
          return error.errors
        const { message, extensions } = teller.graphql(error)
        return [new GraphQLError(message, { extensions: extensions ?? {} })]
      }
    },
    async subscribe({ contextValue }) {
      const { subscriber, seq, guest } = contextValue as Joining
      try {
        const leave = await services.feed.join(subscriber, seq)
        return lasting(() => {
          guest.subscriptions--
          leave()
        })
      }
      catch (error) {
        guest.subscriptions--
        const { message, extensions } = teller.graphql(error)
        return { errors: [new GraphQLError(message, { extensions: extensions ?? {} })] }
      }
    },
  }, wss, 12 * second)

  function admit(socket: WebSocket, credential: Credential, expiresAt = Number.POSITIVE_INFINITY): void {
    guests.set(socket, { socket, credential, subscriptions: 0 })
    becameKnown(socket)
    count(perCredential, credential.key, 1)
    endAt(socket, Math.min(credential.expiresAt, expiresAt))
    socket.once('close', () => {
      guests.delete(socket)
      count(perCredential, credential.key, -1)
    })
  }

  return {
    size: () => guests.size,
    async close() {
      for (const socket of wss.clients)
        socket.close(1001, 'Going away')
      const lastCall = setTimeout(() => wss.clients.forEach(socket => socket.terminate()), goodbye)
      await protocol.dispose()
      clearTimeout(lastCall)
    },
  }
}

/** Browsers send where their page came from; anything but our own pages is turned away before the upgrade. Tools send nothing. */
function refuseUpgrade({ url, headers }: IncomingMessage, origin: string, strangersHere: number): string | undefined {
  if (url?.split('?')[0] !== '/graphql')
    return '404 Not Found'
  if (headers.origin !== undefined && headers.origin !== origin)
    return '403 Forbidden'
  if (strangersHere >= limits.strangersPerAddress)
    return '429 Too Many Requests'
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

function refuse(socket: WebSocket, code: number, reason: string): false {
  socket.close(code, reason)
  return false
}

function count(counts: Map<string, number>, key: string, change: 1 | -1): void {
  const next = (counts.get(key) ?? 0) + change
  if (next > 0)
    counts.set(key, next)
  else
    counts.delete(key)
}

const serversOwn = new Set<unknown>(['connection_ack', 'next', 'error'])

/** These are well formed but only servers send them; the library would print a stack instead of closing with 4400. */
function refuseServersOwn(key: string, value: unknown): unknown {
  if (key === '' && serversOwn.has((value as { type?: unknown } | null)?.type))
    throw new TypeError('a server\'s message')
  return value
}

/** A bucket of messages that refills every second; pings count, since each makes us answer. */
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
  socket.on('message', spend).on('ping', spend)
}

class InvalidDocument extends Error {
  constructor(readonly errors: readonly GraphQLError[]) {
    super('invalid document')
  }
}

/** The walls before a subscription begins: document, cost, whose log, which place. */
async function prepare(schema: GraphQLSchema, documents: Documents, services: Services, guest: Guest, id: string, { query, operationName, variables }: SubscribePayload): Promise<{ document: DocumentNode, joining: Joining }> {
  const document = documents.read(query)
  if (!('kind' in document))
    throw new InvalidDocument(document)
  if (guest.subscriptions > limits.subscriptionsPerSocket)
    throw new Refused('SUBSCRIPTION_LIMIT', `A socket carries ${limits.subscriptionsPerSocket} subscriptions at most.`)
  const values = variables ?? {}
  const { field, operation } = rootField(document, operationName)
  requireCheap(schema, document, operationName ?? undefined, values)
  const { providerId: wanted, after, filter } = getArgumentValues(schema.getSubscriptionType()!.getFields().events!, field, coerced(schema, operation, values)) as { providerId?: string | null, after?: string | null, filter?: EventFilter | null }
  checkEventFilter(filter ?? {})

  const { database } = services
  const viewer = new Viewer(await guest.credential.current())
  const { providerId } = chooseLog(viewer, wanted, after)
  const seq = placeIn(providerId, after)
  if (seq !== null)
    requireReachable(providerId, seq, await readHead(database, viewer.tenants, providerId))

  const subscriber: Subscriber = {
    id,
    providerId,
    filter: filter ?? {},
    credential: guest.credential,
    documentKey: JSON.stringify([print(document), operationName, withoutPlace(field, values)]),
    outlet: { send: frame => guest.socket.send(frame), buffered: () => guest.socket.bufferedAmount, close: (code, reason) => guest.socket.close(code, reason) },
    async look() {
      const viewer = new Viewer(await guest.credential.current())
      const sight = sightOf(viewer, providerId)
      return sight && { sight, viewer }
    },
    answer: batch => answer(schema, document, operationName, values, batch),
    async readBehind(viewer, sight, seq, limit) {
      const head = await readHead(database, viewer.tenants, providerId)
      requireReachable(providerId, seq, head)
      const rows = await readLog(database, viewer.tenants, { providerId, sight, filter: filter ?? {}, order: 'OLDEST_FIRST', seq, limit })
      return { rows, reached: rows.length < limit ? head.seq : Number(rows.at(-1)!.seq) }
    },
  }
  return { document, joining: { subscriber, seq, guest } }
}

function rootField(document: DocumentNode, operationName: string | null | undefined): { field: FieldNode, operation: OperationDefinitionNode } {
  const operation = getOperationAST(document, operationName)
  const [field, ...others] = operation?.selectionSet.selections ?? []
  if (operation?.operation !== 'subscription')
    throw new Refused('BAD_USER_INPUT', 'Only subscriptions run on this socket; send queries and mutations over HTTP.')
  if (field?.kind !== Kind.FIELD || others.length)
    throw new Refused('BAD_USER_INPUT', 'A subscription names exactly one field, and not by a fragment.')
  return { field, operation }
}

/** Variables as the schema reads them (dates as dates, defaults filled in). */
function coerced(schema: GraphQLSchema, { variableDefinitions = [] }: OperationDefinitionNode, variables: Record<string, unknown>): Record<string, unknown> {
  const { coerced, errors } = getVariableValues(schema, variableDefinitions, variables, { maxErrors: 1 })
  if (errors)
    throw errors[0]!
  return coerced
}

/** Where somebody stands decides nothing about what a batch looks like, so it does not keep two apart who are due the same bytes. */
function withoutPlace(field: FieldNode, variables: Record<string, unknown>): Record<string, unknown> {
  const place = field.arguments?.find(({ name }) => name.value === 'after')?.value
  return Object.fromEntries(Object.entries(variables).filter(([name]) => place?.kind !== Kind.VARIABLE || place.name.value !== name))
}

async function answer(schema: GraphQLSchema, document: DocumentNode, operationName: string | null | undefined, variableValues: Record<string, unknown>, batch: Batch): Promise<string> {
  const result = await execute({ schema, document, rootValue: batch, variableValues, operationName: operationName ?? null, contextValue: {} })
  if (result.errors)
    throw result.errors[0]!
  return JSON.stringify(result)
}

/** The feed writes to the socket itself; this only lasts until the subscription is completed from either side. */
function lasting(ended: () => void): AsyncIterableIterator<never> {
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
