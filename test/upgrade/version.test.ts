import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readConfig } from '@wardroom/server/config/environment'
import type { Config } from '@wardroom/server/config/environment'
import { loadSecrets } from '@wardroom/server/config/secrets'
import { migrate } from '@wardroom/server/migrate'
import { CannotStart } from '@wardroom/server/postgres/advice'
import { startPostgres } from '@wardroom/server/postgres/postgres'
import { createServer } from '@wardroom/server/server'
import { openInstallation } from '@wardroom/server/start-up'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'

let dataDir: string
let postgres: Awaited<ReturnType<typeof startPostgres>>
let owner: pg.Client
let config: Config
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'wardroom-version-'))
  postgres = await startPostgres({ dataDir: path.join(dataDir, 'postgres'), fast: true })
  owner = new pg.Client({ connectionString: postgres.url })
  await owner.connect()
  config = readConfig({ WARDROOM_DATA: dataDir, DATABASE_URL: postgres.url, WARDROOM_PORT: '0', WARDROOM_LOG_LEVEL: 'silent' }, [])
  await migrate(postgres.url, await loadSecrets(dataDir))
})
afterAll(async () => {
  await owner.end()
  await postgres.stop()
  await rm(dataDir, { recursive: true, force: true })
})

const serve = async () => createServer(config, postgres.url, await loadSecrets(dataDir))

async function refusal(act: () => Promise<unknown>): Promise<string> {
  const error = await act().then(() => new Error('it worked'), (thrown: Error) => thrown)
  expect(error).toBeInstanceOf(CannotStart)
  return error.message
}

/** What /readyz answers once the answer of a moment ago is forgotten. */
async function readiness(origin: string): Promise<{ status: number, body: unknown }> {
  await new Promise(resolve => setTimeout(resolve, 1_100))
  const response = await fetch(`${origin}/readyz`)
  return { status: response.status, body: await response.json() }
}

it('a database of a later release is refused with a sentence that says what to do, by every command', async () => {
  await owner.query(`insert into mikro_orm_migrations (name) values ('0099-future')`)
  const sentence = 'This database is of a later release of Wardroom: this one does not know the migrations 0099-future. '
    + 'Start that release or a later one; to go back, load the backup that was made before the upgrade.'
  expect(await refusal(async () => openInstallation(config))).toBe(sentence)
  expect(await refusal(serve)).toBe(sentence)
  await owner.query(`delete from mikro_orm_migrations where name = '0099-future'`)
})

it('a database of an earlier release is migrated by a start and refused by a server', async () => {
  const { rows: [last] } = await owner.query<{ id: number, name: string }>('select * from mikro_orm_migrations order by id desc limit 1')
  await owner.query('delete from mikro_orm_migrations where id = $1', [last!.id])
  expect(await refusal(serve)).toBe(`This database is of an earlier release of Wardroom: the migrations ${last!.name} have not run. `
    + 'Run "wardroom migrate" of this release.')
  await owner.query('insert into mikro_orm_migrations (id, name) values ($1, $2)', [last!.id, last!.name])
})

it('a server whose database another release migrates is no longer ready and says why, unless that only adds', async () => {
  const server = await serve()
  const ready = { status: 200, body: { ok: true } }
  expect(await readiness(server.address)).toEqual(ready)
  await owner.query(`insert into mikro_orm_migrations (name) values ('0098-new-table.expand')`)
  expect(await readiness(server.address)).toEqual(ready)
  await owner.query(`insert into mikro_orm_migrations (name) values ('0099-future')`)
  expect(await readiness(server.address)).toEqual({ status: 503, body: { ok: false, reason: expect.stringContaining('0099-future') } })
  await owner.query(`delete from mikro_orm_migrations where name like '009%'`)
  expect(await readiness(server.address)).toEqual(ready)
  await server.close()
})

it('an older release starts on what a newer one has only added to', async () => {
  await owner.query(`insert into mikro_orm_migrations (name) values ('0098-new-table.expand')`)
  const installation = await openInstallation(config)
  expect(installation.applied).toEqual([])
  await (await installation.serve()).close()
  await owner.query(`delete from mikro_orm_migrations where name like '009%'`)
})
