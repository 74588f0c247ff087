import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import process from 'node:process'

export interface ProcessEntry {
  pid: number
  parent: number
  group: number
  command: string
}

/** Every process of this machine, the dead ones left out. A bare Debian has no `ps`. */
export function processes(): ProcessEntry[] {
  if (process.platform === 'linux')
    return readdirSync('/proc').filter(name => /^\d+$/.test(name)).flatMap(readEntry)
  const { stdout } = spawnSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,pgid=,stat=,args='], { encoding: 'utf8' })
  return stdout.trim().split('\n').flatMap((line) => {
    const [pid, parent, group, state = 'Z', ...words] = line.trim().split(/\s+/)
    return state.startsWith('Z') ? [] : [{ pid: Number(pid), parent: Number(parent), group: Number(group), command: words.join(' ') }]
  })
}

function readEntry(pid: string): ProcessEntry[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [state, parent, group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return state === 'Z' || state === 'X' ? [] : [{ pid: Number(pid), parent: Number(parent), group: Number(group), command }]
  }
  catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return [] // it has ended meanwhile
    throw error
  }
}
