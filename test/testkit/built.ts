import { execFile } from 'node:child_process'
import { access, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { inject } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const commons = ['schema', 'tsconfig.base.json', 'pnpm-lock.yaml']

const products = {
  server: { sources: ['server', ...commons], command: ['exec', 'tsc', '-b', 'server'] },
  dashboard: { sources: ['dashboard', ...commons], command: ['--filter', '@wardroom/dashboard', 'run', 'build'] },
}

/**
 * Builds it when a source has changed since the last build that a test asked for. Test files of one run may ask at once: the database
 * of the run lets one of them through, and the others find it built.
 */
export async function built(name: keyof typeof products): Promise<void> {
  const gate = new pg.Client({ connectionString: inject('clusterUrl') })
  await gate.connect()
  try {
    await gate.query(`select pg_advisory_lock(hashtext('build'))`)
    const { sources, command } = products[name]
    const stamp = path.join(root, 'node_modules/.cache/built', name)
    const state = await stateOf(sources)
    const last = await readFile(stamp, 'utf8').catch(() => '')
    if (last === state && await exists(path.join(root, name, 'dist')))
      return
    // NODE_ENV says "test" here, and would make a build for development.
    await promisify(execFile)('pnpm', command, { cwd: root, env: { ...process.env, NODE_ENV: undefined } })
    await mkdir(path.dirname(stamp), { recursive: true })
    await writeFile(stamp, state)
  }
  finally {
    await gate.end()
  }
}

/** Every file and when it changed. What building writes beside them does not count, or each build would make the other stale. */
async function stateOf(paths: readonly string[]): Promise<string> {
  const states = await Promise.all(paths.map(async (name) => {
    const entries = await readdir(path.join(root, name), { withFileTypes: true }).catch(() => null)
    if (entries === null)
      return `${name} ${await changedAt(path.join(root, name))}\n`
    return stateOf(entries
      .filter(entry => !['dist', 'gql', 'node_modules'].includes(entry.name) && !entry.name.endsWith('.tsbuildinfo'))
      .map(entry => path.join(name, entry.name))
      .sort())
  }))
  return states.join('')
}

function changedAt(file: string): Promise<number> {
  return stat(file).then(({ mtimeMs }) => mtimeMs, () => 0)
}

function exists(file: string): Promise<boolean> {
  return access(file).then(() => true, () => false)
}
