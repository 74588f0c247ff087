import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { migrate } from '@wardroom/server/migrate'
import { startPostgres } from '@wardroom/server/postgres/postgres'
import { loadSecrets } from '@wardroom/server/config/secrets'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { inMemory, roomInMemory } from './memory.js'

declare module 'vitest' {
  interface ProvidedContext {
    /** Owner's connection to a cluster with the migrated database `template_wardroom`, and the folder of the secrets. */
    clusterUrl: string
    secretsDir: string
  }
}

/**
 * One real PostgreSQL for the whole run; every test world gets a copy of the migrated template (testkit/world.ts). The embedded one,
 * unless `WARDROOM_TEST_DATABASE_URL` is an owner's connection to another, whose role may create databases and roles.
 */
export default async function cluster(project: TestProject): Promise<() => Promise<void>> {
  await generateDocuments()
  const dir = await mkdtemp(path.join(await roomInMemory(4) ? inMemory : tmpdir(), 'wardroom-test-'))
  await chmod(dir, 0o711) // PostgreSQL may have to enter it as another user, where root may make no user namespace
  const given = process.env.WARDROOM_TEST_DATABASE_URL
  const postgres = given ? { url: given, stop: async () => {} } : await startPostgres({ dataDir: path.join(dir, 'postgres'), fast: true })
  const owner = new pg.Client({ connectionString: postgres.url })
  await owner.connect()
  await owner.query('drop database if exists template_wardroom')
  await owner.query('create database template_wardroom')
  await owner.end()
  const template = new URL(postgres.url)
  template.pathname = '/template_wardroom'
  await migrate(template.href, await loadSecrets(dir))
  project.provide('clusterUrl', postgres.url)
  project.provide('secretsDir', dir)
  return async () => {
    await postgres.stop()
    await rm(dir, { recursive: true, force: true })
  }
}

/** The tests beside the dashboard's code import its typed documents, which a fresh clone has not. */
async function generateDocuments(): Promise<void> {
  if (!existsSync(fileURLToPath(new URL('../../dashboard/src/gql/', import.meta.url))))
    await promisify(execFile)('pnpm', ['--filter', '@wardroom/dashboard', 'run', 'codegen'])
}
