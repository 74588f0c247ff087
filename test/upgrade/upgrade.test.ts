import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readConfig } from '@wardroom/server/config/environment'
import { verifyLogs } from '@wardroom/server/checkpoint/verify-log'
import { doctor } from '@wardroom/server/doctor'
import { startPostgres } from '@wardroom/server/postgres/postgres'
import { openInstallation } from '@wardroom/server/start-up'
import type { Installation } from '@wardroom/server/start-up'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { printCatalogue } from '../testkit/catalogue.js'
import { World } from '../testkit/world.js'

/** What `pg_dump` found of a world that the release before SQL migrations had made; generated people, real keys. */
const release = path.join(import.meta.dirname, '2026-11')
/** Of that installation: passwords, tokens and checkpoints hang on it. */
const secret = 'dGhlIHJlbGVhc2Ugb2YgTm92ZW1iZXIgMjAyNiwgb2s='

let dataDir: string
let postgres: Awaited<ReturnType<typeof startPostgres>>
let owner: pg.Client
let before: Record<string, { columns: string, rows: string[] }> | undefined
let installation: Installation
beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'wardroom-upgrade-'))
  await cp(path.join(release, 'checkpoints'), path.join(dataDir, 'checkpoints'), { recursive: true })
  // A cluster of its own: this secret sets the passwords of the cluster's roles.
  postgres = await startPostgres({ dataDir: path.join(dataDir, 'postgres'), fast: true })
  owner = new pg.Client({ connectionString: postgres.url })
  await owner.connect()
  for (const role of ['wardroom_app', 'wardroom_system'])
    await owner.query(`create role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole`)
  await owner.query(await readFile(path.join(release, 'database.sql'), 'utf8'))
  await owner.query('set search_path = public')
  before = await contents()
  installation = await openInstallation(readConfig({
    WARDROOM_DATA: dataDir,
    DATABASE_URL: postgres.url,
    WARDROOM_SECRET: secret,
    WARDROOM_PORT: '0',
    WARDROOM_LOG_LEVEL: 'silent',
  }, []))
})
afterAll(async () => {
  await installation.close()
  await owner.end()
  await postgres.stop()
  await rm(dataDir, { recursive: true, force: true })
})

/** Every row of every table: of those there were before, with the columns there were. */
async function contents(): Promise<Record<string, { columns: string, rows: string[] }>> {
  const { rows: tables } = await owner.query<{ name: string, columns: string }>(`
    select c.relname name, string_agg(quote_ident(a.attname), ', ' order by a.attnum) columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'mikro_orm_migrations' group by 1`)
  const found: typeof before = {}
  for (const table of tables.filter(({ name }) => !before || name in before)) {
    const columns = before?.[table.name]?.columns ?? table.columns
    const { rows } = await owner.query<{ row: string }>(`select r::text as row from (select ${columns} from ${table.name}) r order by 1`)
    found[table.name] = { columns, rows: rows.map(({ row }) => row) }
  }
  return found
}

type Check = (installation: Installation, print: (line: string) => void) => Promise<number>

async function told(check: Check): Promise<{ code: number, lines: string[] }> {
  const lines: string[] = []
  return { code: await check(installation, line => lines.push(line)), lines }
}

it('the database is the one that a new installation gets', async () => {
  expect(await printCatalogue(owner)).toBe(await readFile(new URL('../../server/schema.sql', import.meta.url), 'utf8'))
})

it('no row is lost or changed', async () => {
  expect(await contents()).toEqual(before)
  expect(Object.values(before!).filter(({ rows }) => rows.length).length).toBeGreaterThan(10)
})

it('what is now kept is counted from what was there', async () => {
  const { rows } = await owner.query<{ name: string, occupied: number, last: number, newest: number }>(`
    select c.name, c.occupied_seats occupied, t.last_seq::int "last",
      coalesce((select max(seq) from event e where e.client_id = c.id and e.provider_id = c.provider_id), 0)::int newest
    from client c join client_tail t on t.provider_id = c.provider_id and t.client_id = c.id order by 1`)
  expect(rows.map(({ name, occupied }) => [name, occupied])).toEqual([['Acme', 4], ['Birch', 2], ['Cedar', 1]])
  for (const { name, last, newest } of rows)
    expect([name, last]).toEqual([name, newest])
})

it('doctor finds nothing to mend', async () => {
  const { code, lines } = await told(doctor)
  expect(lines.filter(line => !line.startsWith('ok'))).toEqual([])
  expect(code).toBe(0)
})

it('doctor notices a kept number that is wrong', async () => {
  for (const [wrong, right] of [
    [`update client set occupied_seats = 7 where name = 'Acme'`, `update client set occupied_seats = 4 where name = 'Acme'`],
    ['update client_tail set last_seq = last_seq + 1', 'update client_tail set last_seq = last_seq - 1'],
  ] as const) {
    await owner.query(wrong)
    const { code, lines } = await told(doctor)
    await owner.query(right)
    expect(lines.filter(line => !line.startsWith('ok'))).toEqual([expect.stringMatching(/^FAILS {2}the kept numbers/)])
    expect(code).toBe(1)
  }
})

it('the logs are whole and agree with their checkpoints', async () => {
  const { code, lines } = await told(verifyLogs)
  expect(lines).toEqual([
    'ok      Northwind: 37 events, chain valid, checkpoints that agree: 1',
    'ok      Cedar: 1 events, chain valid, checkpoints that agree: 1',
  ])
  expect(code).toBe(0)
})

it('its people sign in with the passwords they had, read what they could, and go on', async () => {
  const server = await installation.serve()
  const world = World.at(server.address, postgres.url, dataDir, secret)
  const admin = await world.signIn('admin@northwind.example')
  const { clients } = await admin.do(`{ clients(first: 10) { edges { node {
    id name seats { bought occupied } userCounts { invited accepted confirmed revoked staged } } } } }`)
  const [acme, birch] = clients.edges.map(({ node }) => node)
  expect([acme, birch]).toMatchObject([
    { name: 'Acme', seats: { bought: 12, occupied: 4 }, userCounts: { invited: 1, accepted: 1, confirmed: 2, revoked: 1, staged: 1 } },
    { name: 'Birch', seats: { bought: 5, occupied: 2 }, userCounts: { invited: 2, accepted: 0, confirmed: 0, revoked: 0, staged: 0 } },
  ])
  const again = 'mutation ($id: ID!) { addSeats(clientId: $id, count: 2, idempotencyKey: "seats-0001") { seats { bought } } }'
  expect(await admin.do(again, { id: acme!.id })).toEqual({ addSeats: { seats: { bought: 12 } } })
  const owner = await world.signIn('owner@cedar.example')
  expect(await owner.do('{ viewer { clientMemberships { client { name } } } }'))
    .toEqual({ viewer: { clientMemberships: [{ client: { name: 'Cedar' } }] } })
  await server.close()
})
