import { mkdirSync, readFileSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Server } from './postmaster.js'
import type { Postmaster } from './process.js'
import { CannotStart, portTaken, withAdvice } from './advice.js'
import { findProgram, passwordFile, prepareCluster, superuser } from './cluster.js'
import { freePort, launch } from './postmaster.js'
import { neutraliseStalePid, ownerOf, postmasterOf, removeOwnerFile, signal, writeOwnerFile } from './process.js'
import { boundLog } from './server-log.js'

export interface PostgresOptions {
  /** The cluster's folder, made if absent. Its parent must be writable and on the same disk: drafts and the owner file lie beside it. */
  dataDir: string
  /** On 127.0.0.1. Default: a free one, chosen anew at each start. */
  port?: number
  /** For tests: quick, for many servers at once, and a power cut may ruin the data. */
  fast?: boolean
  /** Called when PostgreSQL ended unexpectedly. */
  log?: (sentence: string) => void
}

export interface Postgres {
  /** Of the superuser, to the database `postgres`. Holds the password: not for logs. */
  url: string
  port: number
  /** The postmaster's; another one after a restart. */
  readonly pid: number
  /** True if another live process runs it: it ends when that one ends, and `stop()` does nothing. */
  attached: boolean
  /** Fast shutdown: open transactions are rolled back. Resolves once PostgreSQL is gone; may be called again. */
  stop: () => Promise<void>
}

const patience = 60_000
const inUse = /lock file ".*" already exists|shared memory block .* still in use/

/**
 * Starts the PostgreSQL that ships with us on `dataDir`, or attaches to the one that another process of ours runs there already.
 *
 * It listens on 127.0.0.1 only and asks for a password, which is kept in the cluster's folder. What a caller may rely on:
 * - It outlives a Ctrl-C, which reaches this process alone, until `stop()`. It ends within seconds of this process, whatever ended that,
 *   and does not keep it from ending.
 * - If PostgreSQL dies while this process lives, it is started again **on the same port**, with every acknowledged row, as often as it
 *   takes (after 0.1 s at first, 5 s at most): a pool of connections recovers by itself.
 * - After `kill -9` of this process the next start waits until the former server is gone, and recovers.
 * @throws CannotStart whose sentence tells the operator what to do, or else an Error with PostgreSQL's last words
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const path = resolve(options.dataDir)
  try {
    mkdirSync(dirname(path), { recursive: true })
    const dataDir = join(realpathSync(dirname(path)), basename(path))
    for (const deadline = Date.now() + patience; ; await sleep(100)) {
      const running = await attachOrOwn(dataDir, deadline)
      if (running)
        return { url: urlOf(dataDir, running.port), port: running.port, pid: running.pid, attached: true, stop: async () => {} }
      try {
        return await startOwned(dataDir, options)
      }
      catch (error) {
        removeOwnerFile(dataDir)
        if (!inUse.test(String(error)) || Date.now() > deadline)
          throw error
      }
    }
  }
  catch (error) {
    throw withAdvice(error, path)
  }
}

function urlOf(dataDir: string, port: number): string {
  return `postgres://${superuser}:${readFileSync(passwordFile(dataDir), 'utf8')}@127.0.0.1:${port}/postgres`
}

/** Another live process's server, once it is ready; undefined once this process may start one. Stops a server whose owner is dead. */
async function attachOrOwn(dataDir: string, deadline: number): Promise<Postmaster | undefined> {
  for (const fastDeadline = Date.now() + 1000; ; await sleep(20)) {
    const owner = ownerOf(dataDir)
    const running = postmasterOf(dataDir)
    if (owner === 'alive' && running?.ready)
      return running
    if (owner !== 'alive' && !running) {
      writeOwnerFile(dataDir)
      return undefined
    }
    if (owner === 'dead' && running)
      signal(running.pid, Date.now() < fastDeadline ? 'SIGINT' : 'SIGQUIT')
    if (Date.now() > deadline)
      throw new CannotStart(`${running ? `PostgreSQL (process ${running.pid})` : 'Another process'} uses ${dataDir} and is neither ready nor gone after a minute. End it, or choose another folder.`)
  }
}

async function startOwned(dataDir: string, options: PostgresOptions): Promise<Postgres> {
  const { fast = false, log = (sentence: string) => console.warn(sentence) } = options
  const program = await findProgram(dataDir)
  await prepareCluster(program, dataDir, !fast)
  neutraliseStalePid(dataDir)
  const stopping = new AbortController()
  const start = (port: number) => launch(program, dataDir, port, fast, stopping.signal)

  let server = await firstStart(start, options.port)
  const { port } = server
  writeOwnerFile(dataDir)
  boundLog(dataDir, stopping.signal)
  const keepRunning = async () => {
    for (let delay = 100, since = Date.now(); ; since = Date.now()) {
      const reason = await server.ended
      if (stopping.signal.aborted)
        return
      delay = Date.now() - since > 10_000 ? 100 : delay
      log(`PostgreSQL ended (${reason}). It is started again on port ${port} in ${delay} ms.`)
      await sleep(delay, undefined, { ref: false, signal: stopping.signal }).catch(() => {})
      if (stopping.signal.aborted)
        return
      delay = Math.min(delay * 2, 5000)
      try {
        server = start(port)
      }
      catch (error) {
        log(`PostgreSQL could not be started: ${error}`)
      }
    }
  }
  const kept = keepRunning()
  return {
    url: urlOf(dataDir, port),
    port,
    get pid() { return server.pid },
    attached: false,
    async stop() {
      removeOwnerFile(dataDir)
      stopping.abort()
      await kept
    },
  }
}

async function firstStart(start: (port: number) => Server, port?: number): Promise<Server> {
  for (let attempts = 5; ; attempts--) {
    const server = start(port ?? await freePort())
    try {
      await server.ready()
      return server
    }
    catch (error) {
      if (port || attempts === 0 || !portTaken.test(String(error)))
        throw error
    }
  }
}
