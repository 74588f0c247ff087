import { execFileSync } from 'node:child_process'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'

/** What `postmaster.pid` says about a PostgreSQL server that runs right now. */
export interface Postmaster { pid: number, port: number, ready: boolean }

const ownerFile = (dataDir: string) => `${dataDir}.owner`

/** A live process: when it started (opaque; tells it from a later one of the same number) and its command line. */
function processOf(pid: number): { started: string, command: string } | undefined {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      return /[ZX]/.test(fields[0] ?? 'X') ? undefined : { started: fields[19] ?? '', command }
    }
    const columns = ['stat', 'lstart', 'command'].flatMap(name => ['-o', `${name}=`])
    const line = execFileSync('ps', [...columns, '-p', String(pid)], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } })
    const [state = 'Z', ...words] = line.trim().split(/\s+/)
    return state.startsWith('Z') ? undefined : { started: words.slice(0, 5).join(' '), command: `${words.slice(5).join(' ')} ` }
  }
  catch {
    return undefined
  }
}

export const isAlive = (pid: number): boolean => processOf(pid) !== undefined

function postmasterFile(dataDir: string): { file: string, lines: string[], pid: number } | undefined {
  const file = join(dataDir, 'postmaster.pid')
  try {
    const lines = readFileSync(file, 'utf8').split('\n')
    return { file, lines, pid: Number(lines[0]) }
  }
  catch {
    return undefined
  }
}

/** The server that runs on this folder, from `postmaster.pid`. */
export function postmasterOf(dataDir: string): Postmaster | undefined {
  const { lines = [], pid = 0 } = postmasterFile(dataDir) ?? {}
  const runsHere = pid > 0 && processOf(pid)?.command.includes(` -D ${lines[1]} `)
  return runsHere ? { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' } : undefined
}

/**
 * A stale `postmaster.pid` whose number another program or a zombie has now (as after a container's restart) would keep PostgreSQL
 * from starting: replaces the number. The file stays, since it names the shared memory by which PostgreSQL finds surviving sessions.
 */
export function neutraliseStalePid(dataDir: string): void {
  const stale = postmasterFile(dataDir)
  if (stale && !/^(?:\S*\/)?postgres[: ]/.test(processOf(stale.pid)?.command ?? ''))
    writeFileSync(stale.file, ['2147483647', ...stale.lines.slice(1)].join('\n'))
}

const watchScript = `
exec 3<&0 </dev/null
( { trap '' INT TERM HUP
    read -r _ <&3
    kill -INT $$ || exit
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do sleep 1; kill -0 $$ || exit; done
    kill -QUIT $$
  } >/dev/null 2>&1 & )
exec "$@" 3<&-`

/**
 * Wraps a command so that it ends when this process ends for any reason; its standard input must be a pipe. The child becomes the
 * command itself (a postmaster keeps the child's pid), and a background shell interrupts it when the pipe closes. The shell is
 * forked twice, because PostgreSQL must not find a child that it does not know.
 */
export function withParentWatch(command: string[]): [string, string[]] {
  return ['/bin/sh', ['-c', watchScript, 'sh', ...command]]
}

export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  }
  catch {
    // It has ended in the meantime.
  }
}

/** Whether the process in the owner file is alive; `none` without a file, as while an owner stops its server. */
export function ownerOf(dataDir: string): 'alive' | 'dead' | 'none' {
  try {
    const [pid, ...started] = readFileSync(ownerFile(dataDir), 'utf8').trim().split(' ')
    return processOf(Number(pid))?.started === started.join(' ') ? 'alive' : 'dead'
  }
  catch {
    return 'none'
  }
}

const thisProcess = () => `${process.pid} ${processOf(process.pid)?.started}`

/** Advisory only: when two processes write it at once, PostgreSQL's own lock decides, and the winner writes it again. */
export function writeOwnerFile(dataDir: string): void {
  const draft = `${ownerFile(dataDir)}.new-${process.pid}`
  writeFileSync(draft, thisProcess(), { mode: 0o600 })
  renameSync(draft, ownerFile(dataDir))
}

export function removeOwnerFile(dataDir: string): void {
  try {
    if (readFileSync(ownerFile(dataDir), 'utf8') === thisProcess())
      rmSync(ownerFile(dataDir))
  }
  catch {
    // Another process has removed it already.
  }
}
