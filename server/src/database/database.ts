import 'reflect-metadata'
import type { EntityManager } from '@mikro-orm/postgresql'
import { MikroORM } from '@mikro-orm/postgresql'
import pg from 'pg'
import { sessionVariables } from '../access/tenants.js'
import type { Tenants } from '../access/tenants.js'
import { asRefusal, asRefusalOfCommit } from './errors.js'
import type { DiskSpace } from '../lib/disk-space.js'
import { Refused } from '../lib/refused.js'
import { Turns } from '../lib/turns.js'
import type { Secrets } from '../config/secrets.js'

/** One statement; its name follows from its text, so that a connection can keep it prepared. */
export interface Statement<Row = unknown> {
  name: string
  text: string
  values: unknown[]
  /** Planned for its values each time: which index serves depends on them, as on how rare a status is. Else once and for all. */
  replan?: boolean
  /** Of the answer; a type only. */
  row?: Row
}

export interface Reader {
  read: <Row>(tenants: Tenants, statement: Statement<Row>) => Promise<Row[]>
}

/**
 * Access to tenants' rows, always behind row-level security, and to the system's own.
 * `read` answers one statement in a read-only transaction (one round trip); `write` is one transaction of entities.
 */
export interface Database extends Reader {
  /** For those who follow the log: in a line of their own, since all of them may come back at once. */
  feed: Reader
  write: <T>(tenants: Tenants, work: (em: EntityManager) => Promise<T>) => Promise<T>
  /** An entity manager for single look-ups outside a transaction, behind the same wall. */
  manager: (tenants: Tenants) => EntityManager
  /** Accounts, sessions, the tail and jobs: rows that belong to no tenant. */
  system: pg.Pool
  systemUrl: string
  close: () => Promise<void>
}

/**
 * The server enforces the first three; `query_timeout` is for a server that no longer answers at all. With `pipeline` it ends the
 * connection: without, the pool would lend out one that still carries the unfinished transaction.
 */
const timeouts = {
  statement_timeout: 3_000,
  lock_timeout: 2_500,
  idle_in_transaction_session_timeout: 30_000,
  connectionTimeoutMillis: 2_000,
  query_timeout: 4_000,
  pipeline: true,
} satisfies pg.PoolConfig & { pipeline: boolean }

type Entities = NonNullable<Parameters<typeof MikroORM.init>[0]['entities']>

/**
 * `rowLevelSecurity: false` is for the benchmark and for the test that shows the first wall stands alone.
 * `disk` is where the database is, if known: writes are refused before it is full, so that reads go on.
 */
export async function openDatabase(
  ownerUrl: string,
  secrets: Secrets,
  entities: Entities,
  { poolSize = 10, rowLevelSecurity = true, disk }: { poolSize?: number, rowLevelSecurity?: boolean, disk?: DiskSpace | undefined } = {},
): Promise<Database> {
  const systemUrl = urlFor(ownerUrl, 'wardroom_system', secrets)
  const appUrl = rowLevelSecurity ? urlFor(ownerUrl, 'wardroom_app', secrets) : systemUrl
  // A dead connection is replaced at its next use; without a listener its error event would end the process.
  const ignoreErrors = (pool: pg.Pool) => pool.on('error', () => {}).on('connect', client => client.on('error', () => {}))
  const reader = ignoreErrors(new pg.Pool({ connectionString: appUrl, max: poolSize, maxLifetimeSeconds: 600, ...timeouts }))
  const system = ignoreErrors(new pg.Pool({ connectionString: systemUrl, max: 6, ...timeouts }))
  const orm = await MikroORM.init({
    clientUrl: appUrl,
    entities,
    pool: { min: 0, max: poolSize },
    // An idle connection leaves the pool after ten seconds; one idle for a minute in a transaction has leaked, and
    // releaseDeadConnections then frees its slot.
    // The ORM reads of an address only host, port, name and password; pg reads all of it (sslmode, sockets, options), for every pool alike.
    driverOptions: { connectionString: appUrl, ...timeouts, options: '-c idle_session_timeout=60s', onPoolCreated: releaseDeadConnections },
    ensureDatabase: false,
    debug: false,
  })
  // Of those who read at the same time, nobody holds all connections.
  const turns = new Turns({
    running: Math.ceil(poolSize * 0.6),
    waiting: 5_000,
    patience: timeouts.connectionTimeoutMillis,
    tooMany: 'Too many of your questions wait already; ask fewer at once.',
    tooLong: 'Your other questions take too long; try again shortly.',
  })
  const following = {
    patience: 60_000,
    tooMany: 'Too many of your subscriptions begin at this moment; begin fewer at once.',
    tooLong: 'Your other subscriptions take too long; try again shortly.',
  }
  // More than a party has subscriptions: its tools may all come back at once.
  const eachFollows = new Turns({ ...following, running: 2, waiting: 5_000 })
  const allFollow = new Turns({ ...following, running: Math.ceil(poolSize * 0.4), waiting: Number.POSITIVE_INFINITY })
  const manager = (tenants: Tenants) => {
    const em = orm.em.fork()
    em.setSessionContext({ variables: sessionVariables(tenants) })
    return em
  }

  return {
    system,
    systemUrl,
    manager,
    async write(tenants, work) {
      if (disk && await disk.full())
        throw new Refused('UNAVAILABLE', 'The disk of the server is full, so nothing was changed; try again when whoever runs it has freed some space.')
      return writeOnce(manager(tenants), work)
    },
    read: <Row>(tenants: Tenants, statement: Statement<Row>) =>
      turns.take(partyOf(tenants), () => readOnce<Row>(reader, tenants, statement)).catch((error) => { throw asRefusal(error) }),
    feed: {
      read: <Row>(tenants: Tenants, statement: Statement<Row>) =>
        eachFollows.take(partyOf(tenants), () => allFollow.take('', () => readOnce<Row>(reader, tenants, statement)))
          .catch((error) => { throw asRefusal(error) }),
    },
    async close() {
      await Promise.all([reader.end(), system.end(), orm.close()])
    },
  }
}

/** Kysely leaks the pool slot of a connection that dies inside a transaction (it releases after a rollback that worked): release it. */
function releaseDeadConnections(pool: pg.Pool): void {
  pool.on('connect', client => client.once('end', () => {
    const { release } = client
    client.release = () => {}
    try {
      release(true)
    }
    catch {} // it was idle
  }))
}

/** The connection was lost before the commit was sent, so nothing was saved. */
async function writeOnce<T>(em: EntityManager, work: (em: EntityManager) => Promise<T>): Promise<T> {
  let committing = false
  try {
    return await em.transactional(async (inside) => {
      const result = await work(inside)
      committing = true
      return result
    })
  }
  catch (error) {
    throw committing ? asRefusalOfCommit(error) : asRefusal(error)
  }
}

function partyOf({ party, actor }: Tenants): string {
  return party ?? actor
}

/** Begins the transaction with its tenant context. `sessionVariables` makes sure that the values are UUIDs, commas and braces only. */
function beginWith(tenants: Tenants, { replan }: Statement): string {
  const settings = Object.entries(sessionVariables(tenants)).map(([name, value]) => `set local ${name} = '${value}'`)
  if (replan)
    settings.push('set local plan_cache_mode = force_custom_plan')
  return `begin read only; ${settings.join('; ')}`
}

/**
 * Names prepared on each connection. A connection keeps them until it ends,
 * and filters have shapes without number, so only the first hundred get a name.
 */
const prepared = new WeakMap<pg.PoolClient, Set<string>>()
const maxPrepared = 100

function withinBounds(connection: pg.PoolClient, { name, text, values }: Statement): pg.QueryConfig {
  const names = prepared.get(connection) ?? new Set()
  if (!names.has(name) && names.size >= maxPrepared)
    return { text, values }
  prepared.set(connection, names.add(name))
  return { name, text, values }
}

/** Three messages, one round trip: the connection pipelines them, and a failed one rolls the rest back. */
async function readOnce<Row>(pool: pg.Pool, tenants: Tenants, statement: Statement): Promise<Row[]> {
  const begin = beginWith(tenants, statement)
  const connection = await pool.connect()
  const sent = [
    connection.query(begin),
    connection.query(withinBounds(connection, statement)),
    connection.query('commit'),
  ]
  const settled = await Promise.allSettled(sent)
  const failed = settled.find(result => result.status === 'rejected')
  connection.release(settled[2]!.status === 'rejected' ? new Error('the transaction did not end') : undefined)
  if (failed)
    throw failed.reason
  return (settled[1] as PromiseFulfilledResult<pg.QueryResult>).value.rows as Row[]
}

function urlFor(ownerUrl: string, role: string, secrets: Secrets): string {
  const url = new URL(ownerUrl)
  url.username = role
  url.password = secrets.rolePassword(role)
  return url.href
}
