import 'reflect-metadata'
import fastifyCookie from '@fastify/cookie'
import fastify from 'fastify'
import { authRoutes } from './account/auth.routes.js'
import { personalApiKeyRoutes } from './personal-api-key/personal-api-key.routes.js'
import { recoveryRoutes } from './recovery/recovery.routes.js'
import { Identities } from './account/identities.js'
import { Limiter } from './account/limiter.js'
import { Sessions } from './account/sessions.js'
import type { Config } from './config/environment.js'
import { openDatabase } from './database/database.js'
import { requireVersion } from './database/version.js'
import { Demo } from './demo/demo.js'
import { ErrorReporter } from './request/error-reporter.js'
import { Appender } from './event/append.js'
import { Feed } from './feed/feed.js'
import { serveSockets } from './feed/socket.js'
import { Tail } from './feed/tail.js'
import { serveGraphql } from './graphql.js'
import { entities, jobs, liveFields } from './features.js'
import { addHeaders } from './http/headers.js'
import { rejectRebinding } from './http/rebinding.js'
import { serveDashboard } from './http/dashboard.js'
import { serveHealth } from './http/health.js'
import { boundArriving, boundUnread, hangUpOnRest } from './http/slow-network.js'
import { Queue } from './job/queue.js'
import { changesAccess } from './event/announce.js'
import type { Announce } from './event/announce.js'
import { DiskSpace } from './lib/disk-space.js'
import { makeLog } from './lib/log.js'
import { Metrics } from './lib/metrics.js'
import { Refused } from './lib/refused.js'
import { limits } from './request/limits.js'
import { Mailer } from './mail/mailer.js'
import { makeSchema } from './schema.js'
import type { Secrets } from './config/secrets.js'
import type { Services } from './request/services.js'

// Their modules add to Services; named here, they come along with this file's types.
export type { Announce, Appender, Demo, Feed, Identities, Limiter, Mailer, Queue, Sessions, Tail }

export interface RunningServer {
  /** Where it listens, for example http://127.0.0.1:8420. */
  address: string
  services: Services
  /** Stops accepting requests, finishes those in progress, closes sockets, then the database. */
  close: () => Promise<void>
}

/** What tests and the benchmark set differently. */
export interface ServerOptions {
  rowLevelSecurity?: boolean
  limitFactor?: number
  clock?: () => Date
  /** How long an answer may wait of which nothing is read. */
  unreadMilliseconds?: number
}

/** The assembly on one screen: main and tests both use it. The database was migrated before; one of another version is refused. */
export async function createServer(
  config: Config,
  ownerUrl: string,
  secrets: Secrets,
  options: ServerOptions = {},
): Promise<RunningServer> {
  const { rowLevelSecurity = true, limitFactor = 1, clock = () => new Date(), unreadMilliseconds = 30_000 } = options
  const log = makeLog(config.logLevel)
  const disk = new DiskSpace(config.dataDir)
  const database = await openDatabase(ownerUrl, secrets, entities, { rowLevelSecurity, disk: config.databaseUrl ? undefined : disk })
  await requireVersion(database.system).catch(async (error) => {
    await database.close()
    throw error
  })
  const identities = new Identities(database.system, secrets)
  const tail = new Tail(database.system, database.systemUrl, log)
  const metrics: Metrics = new Metrics({ sockets: () => sockets.size(), subscriptions: () => feed.size })
  const feed = new Feed(tail, identities, metrics)
  const app = fastify({
    bodyLimit: limits.strangerBodyBytes,
    trustProxy: config.trustedProxies.length ? config.trustedProxies : false,
    requestTimeout: 30_000,
    http: { headersTimeout: 30_000, connectionsCheckingInterval: 2_000 },
    forceCloseConnections: 'idle',
    return503OnClosing: false,
  })
  /** Its origin is known once the port is. */
  const running = Object.assign(Object.create(config) as Config & { origin: string }, { origin: config.origin ?? '' })
  const services: Services = {
    config: running,
    secrets,
    database,
    identities,
    sessions: new Sessions(database.system, secrets.rotationKey),
    limiter: new Limiter(database.system, limitFactor),
    announce(events) {
      if (events.some(changesAccess))
        identities.forget()
      events.forEach(({ providerId }) => tail.committed(providerId))
      services.queue.follow(events)
    },
    appender: new Appender(database.system, events => services.announce(events)),
    tail,
    feed,
    mailer: new Mailer(database.system, running, ids => services.queue.enqueue('send-mail', ids), log, metrics),
    queue: new Queue(database.systemUrl, log, () => services, jobs),
    demo: new Demo(() => services),
    metrics,
    log,
    clock,
  }
  const reporter = new ErrorReporter(log, metrics)
  const schema = await makeSchema()

  app.setErrorHandler((error, request, reply) => {
    const { code, message, facts, status } = reporter.refusal(asHttpError(error), request.id)
    if (code === 'UNAVAILABLE')
      void reply.header('retry-after', '1')
    void reply.code(status).send(request.routeOptions.url === '/graphql'
      ? { errors: [{ message, extensions: { code, ...facts } }] }
      : { error: { code, message, facts } })
  })
  await app.register(fastifyCookie)
  addHeaders(app)
  boundArriving(app)
  boundUnread(app, unreadMilliseconds)
  hangUpOnRest(app)
  rejectRebinding(app, services)
  authRoutes(app, services)
  recoveryRoutes(app, services)
  personalApiKeyRoutes(app, services)
  serveHealth(app, services, disk)
  await serveGraphql(app, schema, services, reporter)
  await serveDashboard(app)
  const sockets = serveSockets(app.server, schema, services, reporter, liveFields)

  tail.start()
  await services.queue.start()
  const address = await app.listen({ host: config.host, port: config.port })
  services.config.origin ||= `http://localhost:${new URL(address).port}`

  return {
    address,
    services,
    async close() {
      await services.demo.stop()
      await sockets.close()
      await app.close()
      feed.close()
      await tail.close()
      await services.queue.stop()
      services.mailer.close()
      await database.close()
    },
  }
}

/** Fastify's own errors about a request (too large, not JSON …) are the caller's to correct. */
function asHttpError(error: unknown): unknown {
  const { statusCode, message } = error as { statusCode?: number, message: string }
  return statusCode && statusCode >= 400 && statusCode < 500
    ? new Refused(statusCode === 413 ? 'LIMIT_EXCEEDED' : 'BAD_USER_INPUT', message)
    : error
}
