import 'reflect-metadata'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyCookie from '@fastify/cookie'
import fastifyStatic from '@fastify/static'
import fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { authRoutes } from './account/auth.routes.js'
import { Identities } from './account/identities.js'
import { Limiter } from './account/limiter.js'
import { Sessions } from './account/sessions.js'
import { isLoopback } from './config/environment.js'
import type { Config } from './config/environment.js'
import { openDatabase } from './database/database.js'
import { Demo } from './demo/demo.js'
import { ErrorTeller } from './request/error-reporter.js'
import { Appender } from './event/append.js'
import { Feed } from './feed/feed.js'
import { serveSockets } from './feed/socket.js'
import { Tail } from './feed/tail.js'
import { serveGraphql } from './graphql.js'
import { Jobs } from './job/queue.js'
import { DiskRoom } from './lib/disk-space.js'
import { makeLog } from './lib/log.js'
import { Metrics } from './lib/metrics.js'
import { Refused } from './lib/refused.js'
import { limits } from './request/limits.js'
import { Mailer } from './mail/mailer.js'
import { makeSchema } from './schema.js'
import type { Secrets } from './config/secrets.js'
import type { Services } from './request/services.js'

export interface RunningServer {
  /** Where it listens, for example http://127.0.0.1:8420. */
  address: string
  services: Services
  /** Stops taking requests, lets those under way finish, sends sockets away, then lets go of the database. */
  close: () => Promise<void>
}

/** What tests and the benchmark set differently. */
export interface ServerOptions {
  rowLevelSecurity?: boolean
  limitFactor?: number
  clock?: () => Date
}

/** The assembly on one screen: main and tests both use it. The database was migrated before. */
export async function createServer(config: Config, ownerUrl: string, secrets: Secrets, { rowLevelSecurity = true, limitFactor = 1, clock = () => new Date() }: ServerOptions = {}): Promise<RunningServer> {
  const log = makeLog(config.logLevel)
  const disk = new DiskRoom(config.dataDir)
  const database = await openDatabase(ownerUrl, secrets, { rowLevelSecurity, disk: config.databaseUrl ? undefined : disk })
  const identities = new Identities(database.system, secrets)
  const tail = new Tail(database.system, database.systemUrl, log)
  const mailer = new Mailer(database.system, config)
  const jobs = new Jobs(database, mailer, tail, config, secrets.checkpointKey, log, clock)
  const metrics: Metrics = new Metrics({ sockets: () => sockets.size(), subscriptions: () => feed.size })
  const feed = new Feed(tail, () => identities.forget(), events => metrics.delivered.inc(events), error => log.error({ err: error }, 'a subscription could not be answered'))
  const app = fastify({ bodyLimit: limits.bodyBytes, trustProxy: config.trustedProxies.length ? config.trustedProxies : false, requestTimeout: 30_000, forceCloseConnections: 'idle', return503OnClosing: false })
  const services: Services = {
    config: Object.assign(Object.create(config) as Config & { origin: string }, { origin: config.origin ?? '' }),
    secrets,
    database,
    identities,
    sessions: new Sessions(database.system, secrets.rotationKey),
    limiter: new Limiter(database.system, limitFactor),
    appender: new Appender(database.system, providerId => tail.committed(providerId)),
    tail,
    feed,
    mailer,
    jobs,
    demo: new Demo(() => services),
    metrics,
    log,
    clock,
  }
  const teller = new ErrorTeller(log, metrics)
  const schema = await makeSchema()

  app.setErrorHandler((error, request, reply) => {
    const refusal = teller.refusal(asHttpError(error), request.id)
    if (refusal.code === 'UNAVAILABLE')
      void reply.header('retry-after', '1')
    void reply.code(refusal.status).send({ error: { code: refusal.code, message: refusal.message, facts: refusal.facts } })
  })
  await app.register(fastifyCookie)
  addHeaders(app)
  refuseForeignNames(app, services)
  authRoutes(app, services)
  operations(app, services, disk)
  await serveGraphql(app, schema, services, teller)
  await serveDashboard(app)
  const sockets = serveSockets(app.server, schema, services, teller)

  tail.start()
  await jobs.start()
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
      await jobs.stop()
      await database.close()
    },
  }
}

const policy = [
  `default-src 'none'`,
  `script-src 'self' 'wasm-unsafe-eval'`,
  `style-src 'self'`,
  `connect-src 'self'`,
  `img-src 'self' data:`,
  `font-src 'self'`,
  `worker-src 'self'`,
  `manifest-src 'self'`,
  `frame-ancestors 'none'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `require-trusted-types-for 'script'`,
  `trusted-types vue default`,
].join('; ')

function addHeaders(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply) => {
    reply.headers({
      'content-security-policy': policy,
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    })
    if (!request.url.startsWith('/assets/'))
      reply.header('cache-control', 'no-store')
  })
}

/**
 * An installation of one machine trusts whoever sits there (the mailbox page). A page elsewhere can have its own name lead to this
 * machine, and a browser then takes us for that page's server; only the name it asks by tells.
 */
function refuseForeignNames(app: FastifyInstance, { config }: Services): void {
  app.addHook('onRequest', async ({ headers: { host }, routeOptions: { url } }) => {
    const door = url === '/graphql' || url?.startsWith('/auth/')
    if (door && host !== undefined && isLoopback(new URL(config.origin).hostname) && !isLoopback(nameIn(host)))
      throw new Refused('FORBIDDEN', `This installation is reached as ${config.origin} only; set WARDROOM_ORIGIN to reach it by another name.`)
  })
}

function nameIn(host: string): string {
  return /^(\[[\da-f:]+\]|[^:]+)(?::\d+)?$/i.exec(host)?.[1] ?? ''
}

/** Lives, is ready, and how it fares. Not behind GraphQL, so that a flood there says nothing false here. */
function operations(app: FastifyInstance, { database: { system }, metrics }: Services, disk: DiskRoom): void {
  let probe: { at: number, result: Promise<boolean> } | undefined
  const writes = () => system.query(`insert into rate_limit (key, points) values ('readyz', 1) on conflict (key) do update set points = 1`)
  const ready = () => {
    if (!probe || Date.now() - probe.at > 1_000)
      probe = { at: Date.now(), result: Promise.all([disk.full(), writes()]).then(([full]) => !full, () => false) }
    return probe.result
  }
  app.get('/livez', async () => ({ ok: true }))
  app.get('/readyz', async (_, reply) => {
    const ok = await ready()
    return reply.code(ok ? 200 : 503).send({ ok })
  })
  app.get('/metrics', async (request, reply) => {
    if (!isLoopback(request.ip))
      return reply.callNotFound()
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics())
  })
}

/** Every address that is not an endpoint is a page of the dashboard. */
async function serveDashboard(app: FastifyInstance): Promise<void> {
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../dashboard/dist')
  await app.register(fastifyStatic, { root, index: 'index.html', immutable: true, maxAge: '1y', setHeaders: (reply, file) => void (file.endsWith('.html') && reply.header('cache-control', 'no-store')) })
  app.setNotFoundHandler(async (request, reply) => {
    const isPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html') && !request.url.startsWith('/assets/')
    return isPage ? reply.sendFile('index.html') : reply.code(404).send({ error: { code: 'NOT_FOUND', message: 'There is nothing at this address.', facts: {} } })
  })
}

/** Fastify's own complaints about a request (too large, not JSON …) are the caller's to mend. */
function asHttpError(error: unknown): unknown {
  const { statusCode, message } = error as { statusCode?: number, message: string }
  return statusCode && statusCode >= 400 && statusCode < 500 ? new Refused(statusCode === 413 ? 'LIMIT_EXCEEDED' : 'BAD_USER_INPUT', message) : error
}
