import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, expect, it } from 'vitest'
import { ServerProcess } from '../testkit/server-process.js'

const dataDir = await mkdtemp(path.join(tmpdir(), 'wardroom-database-log-'))
const server = await ServerProcess.on(dataDir)
afterAll(async () => {
  await server.stop()
  await rm(dataDir, { recursive: true, force: true })
})
const world = await server.world()
const provider = await world.provider('Northwind')
const acme = await provider.createClient('Acme', { seats: 20 })
const log = () => readFile(path.join(dataDir, 'postgres/postgres.log'), 'utf8')

it('changes leave no line in the log of the database', async () => {
  const before = await log()
  for (let n = 0; n < 5; n++)
    await provider.admin.do('mutation ($id: ID!, $name: String!) { renameClient(id: $id, name: $name) { id } }', { id: acme.id, name: `Acme ${n}` })
  await acme.invite(['kim@acme.example', 'lee@acme.example'])
  await provider.admin.refused('mutation ($id: ID!) { removeSeats(clientId: $id, count: 20) { id } }', { id: acme.id })
  expect((await log()).slice(before.length)).toBe('')
})

it('a change that the database gives up leaves the reason there, and nothing of what it was to write', async () => {
  const holder = new pg.Client({ connectionString: (await server.postgres()).url })
  await holder.connect()
  await holder.query(`begin; select from provider where name = 'Northwind' for update`)
  expect(await provider.admin.refused(
    'mutation ($id: ID!) { inviteUsers(clientId: $id, users: [{ email: "ada@secret.example", role: USER }]) { ok } }',
    { id: acme.id },
  )).toBe('UNAVAILABLE')
  await holder.query('rollback')
  await holder.end()
  const written = await log()
  expect(written).toMatch(/ERROR: {2}canceling statement due to (?:lock|statement) timeout/)
  expect(written).not.toMatch(/secret\.example|invitation#|STATEMENT/)
})
