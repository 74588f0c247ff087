import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { closeSync, fchownSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { createServer, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Program } from './cluster.js'
import { surroundings } from './cluster.js'
import { postmasterOf, withParentWatch } from './process.js'
import { logFile, logSettings } from './server-log.js'

/** One run of PostgreSQL, as a child of this process. */
export interface Server {
  pid: number
  port: number
  /** Rejects with PostgreSQL's last words if it ends before it takes connections. */
  ready: () => Promise<void>
  /** How it ended; never rejects. */
  ended: Promise<string>
}

/**
 * Starts PostgreSQL in a session of its own, out of a terminal's reach, until `stopping`: then it shuts down fast, or
 * immediately (the next start recovers) if that takes over 20 s. Warnings and worse go to `postgres.log` in the cluster's folder.
 */
export function launch({ postgres, prefix, user }: Program, dataDir: string, port: number, fast: boolean, stopping: AbortSignal): Server {
  const file = logFile(dataDir)
  const log = openSync(file, 'a', 0o600)
  const { size } = fstatSync(log)
  if (user.uid !== undefined && user.gid !== undefined)
    fchownSync(log, user.uid, user.gid)
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', ...logSettings]
  if (fast)
    settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=400') // of many servers at once
  const [command, args] = withParentWatch([...prefix, postgres, '-D', dataDir, ...settings.flatMap(setting => ['-c', setting])])
  const child = spawn(command, args, { ...user, cwd: '/', env: surroundings, detached: true, stdio: ['pipe', log, log] })
  closeSync(log)
  child.unref()
  if (child.stdin instanceof Socket)
    child.stdin.unref()

  const closePipe = () => {
    child.ref()
    child.stdin?.destroy()
  }
  stopping.addEventListener('abort', closePipe, { once: true })
  let over = false
  const ended = once(child, 'exit')
    .then(([code, killer]: unknown[]) => code ? `exit code ${code}${lastWords(file, size)}` : String(killer ?? 'told to by another program'))
    .catch(String)
    .finally(() => {
      over = true
      stopping.removeEventListener('abort', closePipe)
    })
  const ready = async () => {
    for (let found = postmasterOf(dataDir); !found?.ready || found.pid !== child.pid; found = postmasterOf(dataDir)) {
      if (over)
        throw new Error(`PostgreSQL did not start on ${dataDir}: ${await ended}`)
      await sleep(10)
    }
  }
  return { pid: child.pid ?? 0, port, ready, ended }
}

function lastWords(file: string, from: number): string {
  const said = readFileSync(file)
  const lines = said.subarray(from > said.length ? 0 : from).toString().split('\n')
  return lines.filter(line => /FATAL|PANIC|could not/.test(line)).slice(-3).map(line => `\n${line}`).join('')
}

/** A port of 127.0.0.1 that nobody listens on, below those that outgoing connections are given: so that a restart finds it free again. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(15_000, 32_000)
    const probe = createServer().listen(port, '127.0.0.1')
    const free = await once(probe, 'listening').then(() => true, () => false)
    probe.close()
    if (free)
      return port
  }
}
