import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where the dashboard is built. */
export const dashboardRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../dashboard/dist')

/** The name of the dashboard's build that is served now, as it stands in its page; null where there is none. */
export async function servedBuild(): Promise<string | null> {
  const page = await readFile(path.join(dashboardRoot, 'index.html'), 'utf8').catch(() => '')
  return /<meta name="build" content="(\w+)">/.exec(page)?.[1] ?? null
}
