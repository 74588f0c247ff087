import 'reflect-metadata'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { MigrationObject } from '@mikro-orm/core'
import { Migration, Migrator } from '@mikro-orm/migrations'
import { MikroORM } from '@mikro-orm/postgresql'
import { PgBoss } from 'pg-boss'
import pg from 'pg'
import type { Secrets } from './config/secrets.js'
import { knownMigrations, versionFault } from './database/version.js'
import { jobs } from './features.js'
import { CannotStart } from './postgres/advice.js'

/** Below PostgreSQL's `deadlock_timeout`, so that it is the migration that gives way and tries again, never a request. */
const limits = `set local lock_timeout = '500ms'; set local statement_timeout = '15min'`

export interface MigrateOptions {
  /** How long to wait for another process that migrates, and for tables that are in use. */
  patienceMs?: number
  /** As the database records them → their files; default: those of this release. */
  migrations?: ReadonlyMap<string, string>
  say?: (line: string) => void
  /** How long the database lets events be kept at least, in days; 0: for ever. Left out: as it was told before. */
  retentionDays?: number
}

/**
 * Brings the database to this version: tables, policies, roles with their passwords, job queues, the retention of events.
 * Safe to call from several processes at once; asks for the owner's connection and is the only thing that does.
 * @returns the names of the migrations that were applied
 * @throws CannotStart where a later release has been here, or where others block it for longer than `patienceMs`
 */
export async function migrate(ownerUrl: string, secrets: Secrets, options: MigrateOptions = {}): Promise<string[]> {
  const { patienceMs = 60_000, migrations = await knownMigrations(), say = console.error, retentionDays } = options
  const lock = new pg.Client({ connectionString: ownerUrl })
  await lock.connect()
  try {
    await acquireLock(lock, patienceMs, say)
    const fault = await versionFault(lock, migrations)
    if (fault?.kind === 'TOO_NEW')
      throw new CannotStart(fault.advice)
    const applied = await runMigrations(ownerUrl, migrations, patienceMs, say)
    await requireOwnSecret(lock, secrets)
    await prepareQueues(ownerUrl)
    for (const role of ['wardroom_app', 'wardroom_system'])
      await lock.query(`alter role ${role} password '${secrets.rolePassword(role)}'`)
    if (retentionDays !== undefined) {
      await lock.query(
        'insert into event_retention (days) values (nullif($1, 0)) on conflict (single) do update set days = excluded.days',
        [retentionDays],
      )
    }
    await lock.query('commit')
    return applied
  }
  finally {
    await lock.end()
  }
}

/**
 * The first secret that a database meets is its own: with another, nobody's password fits any more, and who registers meanwhile is locked
 * out when the former returns.
 */
async function requireOwnSecret(db: pg.Client, { fingerprint }: Secrets): Promise<void> {
  const { rows: [known] } = await db.query<{ mine: boolean }>(
    `insert into root_secret (fingerprint) values ($1) on conflict (single) do update set single = true returning fingerprint = $1 mine`,
    [fingerprint],
  )
  if (!known!.mine) {
    throw new CannotStart('This database belongs to another secret: with this one no password and no session fits. Give back the former data folder (its file "secret") '
      + 'or WARDROOM_SECRET; a container needs a volume for WARDROOM_DATA.')
  }
}

/** One process migrates at a time. The lock belongs to a transaction, so that it ends with it behind a pooler, too. */
async function acquireLock(db: pg.Client, patienceMs: number, say: (line: string) => void): Promise<void> {
  const key = `hashtext('wardroom migrate')`
  await db.query(`begin; set local idle_in_transaction_session_timeout = 0; set local statement_timeout = 0`)
  await db.query(`set local lock_timeout = ${patienceMs}`)
  const { rows: [free] } = await db.query<{ mine: boolean }>(`select pg_try_advisory_xact_lock(${key}) mine`)
  if (free!.mine)
    return
  say(`Another process migrates this database; waiting for it for up to ${patienceMs / 1_000} s.`)
  await db.query(`select pg_advisory_xact_lock(${key})`).catch((error: pg.DatabaseError) => {
    throw error.code === '55P03'
      ? new CannotStart(`Another process has been migrating this database for more than ${patienceMs / 1_000} s. `
        + 'Wait until it is ready or end it, and start again.', { cause: error })
      : error
  })
}

/** Each in a transaction of its own. What is interrupted by a table in use is tried again. */
async function runMigrations(
  ownerUrl: string,
  migrations: ReadonlyMap<string, string>,
  patienceMs: number,
  say: (line: string) => void,
): Promise<string[]> {
  const orm = await MikroORM.init({
    clientUrl: ownerUrl,
    driverOptions: { connectionString: ownerUrl },
    entities: [],
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    migrations: { migrationsList: await readMigrations(migrations), snapshot: false, allOrNothing: false },
    ensureDatabase: false,
    debug: false,
    logger: () => {},
  })
  try {
    const before = new Set((await orm.migrator.getExecuted()).map(({ name }) => name))
    const deadline = performance.now() + patienceMs
    for (let tries = 0; ; tries++) {
      try {
        await orm.migrator.up()
        return (await orm.migrator.getExecuted()).map(({ name }) => name).filter(name => !before.has(name))
      }
      catch (error) {
        if (!isInUse(error))
          throw error
        if (performance.now() > deadline)
          throw tooBusy(patienceMs, error)
        if (tries === 0)
          say(`A migration waits for a table that is in use, for up to ${patienceMs / 1_000} s.`)
        await sleep(1_000)
      }
    }
  }
  finally {
    await orm.close()
  }
}

function tooBusy(patienceMs: number, cause: unknown): CannotStart {
  return new CannotStart(`A migration has waited for more than ${patienceMs / 1_000} s for a table that others use. `
    + 'End what runs long on this database, or the other processes of Wardroom, and start again; it goes on where it stopped.', { cause })
}

function readMigrations(migrations: ReadonlyMap<string, string>): Promise<MigrationObject[]> {
  return Promise.all([...migrations].map(async ([name, file]) => ({ name, class: migrationOf(await readFile(file, 'utf8')) })))
}

/** A file that begins with `-- no-transaction` has statements that PostgreSQL runs only on their own, with empty lines between them. */
function migrationOf(text: string): MigrationObject['class'] {
  const alone = text.startsWith('-- no-transaction\n')
  return class extends Migration {
    override up(): void {
      for (const statement of alone ? text.split(/\n{2,}/) : [limits, text])
        this.addSql(statement)
    }

    override isTransactional(): boolean {
      return !alone
    }
  }
}

/** Waited for a lock for too long, or in a circle. */
function isInUse(error: unknown): boolean {
  const { code, cause } = error as { code?: unknown, cause?: unknown }
  return code === '55P03' || code === '40P01' || (cause instanceof Error && isInUse(cause))
}

async function prepareQueues(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, supervise: false, schedule: true })
  await boss.start()
  const known = new Set((await boss.getQueues()).map(({ name }) => name))
  for (const { name, queue } of jobs) {
    if (!known.has(name))
      await boss.createQueue(name, queue ?? { policy: 'exclusive', retryLimit: 0 })
  }
  if (known.has('housekeeping')) // of the first release; nothing works it any more
    await boss.deleteQueue('housekeeping')
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  await owner.query('grant usage on schema pgboss to wardroom_system')
  await owner.query('grant select, insert, update, delete on all tables in schema pgboss to wardroom_system')
  await owner.query('grant usage on all sequences in schema pgboss to wardroom_system')
  await owner.query('grant execute on all functions in schema pgboss to wardroom_system')
  await owner.end()
  await boss.stop()
}
