import { execFile } from 'node:child_process'
import { mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises'
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
 * Builds it when a source is newer than the last build that a test asked for. Test files of one run may ask at once: the database
 * of the run lets one of them through, and the others find it built.
 */
export async function built(name: keyof typeof products): Promise<void> {
  const gate = new pg.Client({ connectionString: inject('clusterUrl') })
  await gate.connect()
  try {
    await gate.query(`select pg_advisory_lock(hashtext('build'))`)
    const { sources, command } = products[name]
    const stamp = path.join(root, 'node_modules/.cache/built', name)
    const began = new Date()
    if (await changedAt(path.join(root, name, 'dist')) > 0 && await newest(sources) < await changedAt(stamp))
      return
    // NODE_ENV says "test" here, and would make a build for development.
    await promisify(execFile)('pnpm', command, { cwd: root, env: { ...process.env, NODE_ENV: undefined } })
    await mkdir(path.dirname(stamp), { recursive: true })
    await writeFile(stamp, '')
    await utimes(stamp, began, began)
  }
  finally {
    await gate.end()
  }
}

/** A folder counts with everything in it, and with itself: so what was deleted is noticed, too. */
async function newest(paths: readonly string[]): Promise<number> {
  const times = await Promise.all(paths.map(async (name) => {
    const entries = await readdir(path.join(root, name), { withFileTypes: true }).catch(() => [])
    const inside = entries.filter(entry => !['dist', 'gql', 'node_modules'].includes(entry.name) && !entry.name.endsWith('.tsbuildinfo'))
      .map(entry => path.join(name, entry.name))
    return Math.max(await changedAt(path.join(root, name)), await newest(inside))
  }))
  return Math.max(0, ...times)
}

function changedAt(file: string): Promise<number> {
  return stat(file).then(({ mtimeMs }) => mtimeMs, () => 0)
}
