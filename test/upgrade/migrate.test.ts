import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadSecrets } from '@wardroom/server/config/secrets'
import type { Secrets } from '@wardroom/server/config/secrets'
import { listMigrations } from '@wardroom/server/database/version'
import { migrate } from '@wardroom/server/migrate'
import { CannotStart } from '@wardroom/server/postgres/advice'
import { startPostgres } from '@wardroom/server/postgres/postgres'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { printCatalogue } from '../testkit/catalogue.js'

const own = fileURLToPath(new URL('../../server/migrations', import.meta.url))

let dir: string
let postgres: Awaited<ReturnType<typeof startPostgres>>
let secrets: Secrets
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'wardroom-migrate-'))
  postgres = await startPostgres({ dataDir: path.join(dir, 'postgres'), fast: true })
  secrets = await loadSecrets(dir)
  const owner = await connect(postgres.url)
  for (const role of ['wardroom_app', 'wardroom_system'])
    await owner.query(`create role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole`)
  await owner.end()
})
afterAll(async () => {
  await postgres.stop()
  await rm(dir, { recursive: true, force: true })
})

/** An owner's connection to an empty database, or to one that the release of November has made. */
async function database(name: string, contents?: 'of 2026-11'): Promise<{ url: string, owner: pg.Client }> {
  const first = await connect(postgres.url)
  await first.query(`create database ${name}`)
  await first.end()
  const url = Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href
  if (contents) {
    const loader = await connect(url)
    await loader.query(await readFile(path.join(import.meta.dirname, '2026-11/database.sql'), 'utf8'))
    await loader.end()
  }
  return { url, owner: await connect(url) }
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  return client
}

async function refusal(act: Promise<unknown>): Promise<string> {
  const error = await act.then(() => new Error('it worked'), (thrown: Error) => thrown)
  expect(error).toBeInstanceOf(CannotStart)
  return error.message
}

it('several processes that start at once migrate once; who waits says so', async () => {
  const { url, owner } = await database('at_once')
  const said: string[] = []
  const applied = await Promise.all([1, 2, 3].map(() => migrate(url, secrets, { say: line => said.push(line) })))
  expect(applied.map(({ length }) => length).sort()).toEqual([0, 0, (await listMigrations(own)).size])
  expect(said).toEqual(Array.from({ length: 2 }, () => 'Another process migrates this database; waiting for it for up to 60 s.'))
  await owner.end()
})

it('a database is opened with its own secret only, and another leaves everything as it was', async () => {
  const { url, owner } = await database('of_a_secret')
  await migrate(url, secrets)
  const elsewhere = await loadSecrets(path.join(dir, 'elsewhere'))
  const roles = () => owner.query('select rolname, rolpassword from pg_authid order by 1')
  const before = (await roles()).rows
  expect(await refusal(migrate(url, elsewhere))).toMatch(/^This database belongs to another secret:/)
  expect((await roles()).rows).toEqual(before)
  expect(await migrate(url, secrets)).toEqual([])
  await owner.end()
})

it('who has waited for another process long enough gives up with a sentence', async () => {
  const { url, owner } = await database('held')
  await owner.query(`begin; select pg_advisory_xact_lock(hashtext('wardroom migrate'))`)
  expect(await refusal(migrate(url, secrets, { patienceMs: 200, say: () => {} })))
    .toBe('Another process has been migrating this database for more than 0.2 s. '
      + 'Wait until it is ready or end it, and start again.')
  await owner.end()
})

it('a migration waits for a table in use without keeping others from it, and goes on when it is free', async () => {
  const { url, owner } = await database('in_use', 'of 2026-11')
  const other = await connect(url)
  await owner.query('begin; lock table public.client in access share mode')
  expect(await refusal(migrate(url, secrets, { patienceMs: 1_000, say: () => {} }))).toContain('A migration has waited for more than 1 s')
  const said: string[] = []
  const migrating = migrate(url, secrets, { say: line => said.push(line) })
  for (let tries = 0; !said.length && tries < 100; tries++)
    await new Promise(resolve => setTimeout(resolve, 50))
  await other.query(`set statement_timeout = '2s'`)
  expect((await other.query('select count(*)::int n from public.client')).rows).toEqual([{ n: 3 }])
  await owner.query('commit')
  expect(await migrating).toEqual([...(await listMigrations(own)).keys()].slice(1))
  await Promise.all([owner.end(), other.end()])
})

it('a migration that fails leaves nothing of itself, and those before it stay', async () => {
  const folder = path.join(dir, 'failing')
  await cp(own, folder, { recursive: true })
  await writeFile(path.join(folder, '0098-half.sql'), 'create table half (id int);\nselect 1 / 0;\n')
  const { url, owner } = await database('failing')
  await expect(migrate(url, secrets, { migrations: await listMigrations(folder) })).rejects.toThrow('division by zero')
  expect(await printCatalogue(owner)).toBe(await readFile(path.join(own, '../schema.sql'), 'utf8'))
  expect(await migrate(url, secrets)).toEqual([])
  await owner.end()
})

it('a migration without a transaction builds its indexes beside the work that goes on', async () => {
  const folder = path.join(dir, 'concurrent')
  await cp(own, folder, { recursive: true })
  await writeFile(path.join(folder, '0098-index.expand.sql'), `-- no-transaction
drop index concurrently if exists by_plan;

create index concurrently by_plan on client (plan);
`)
  const { url, owner } = await database('concurrent')
  await migrate(url, secrets)
  expect(await migrate(url, secrets, { migrations: await listMigrations(folder) })).toEqual(['0098-index.expand'])
  const { rows } = await owner.query(`select indisvalid valid from pg_index where indexrelid = 'by_plan'::regclass`)
  expect(rows).toEqual([{ valid: true }])
  await owner.end()
})

it('an owner who is no superuser migrates a database in which somebody else has put an extension', async () => {
  const { url, owner } = await database('managed')
  await owner.query(`create function public.reset() returns void language sql as 'select'; revoke all on function public.reset from public`)
  await owner.query(`create role dba login createrole password 'dba'; alter database managed owner to dba`)
  await owner.query('grant usage, create on schema public to dba')
  // As whoever has made the roles is given them.
  for (const role of ['wardroom_app', 'wardroom_system'])
    await owner.query(`grant ${role} to dba with admin true, inherit false, set false`)
  const asDba = Object.assign(new URL(url), { username: 'dba', password: 'dba' }).href
  expect(await migrate(asDba, secrets)).toHaveLength((await listMigrations(own)).size)
  await owner.end()
})
