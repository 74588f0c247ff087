import { randomInt, randomUUID } from 'node:crypto'
import { openDatabase } from '@wardroom/server/database/database'
import { entities } from '@wardroom/server/features'
import type { Database } from '@wardroom/server/database/database'
import { loadSecrets } from '@wardroom/server/config/secrets'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { copyDatabase } from '../testkit/database.js'
import { clientRow, insertRows } from '../testkit/rows.js'

const providers = Array.from({ length: 20 }, () => randomUUID())
let database: Database
let drop: () => Promise<void>

beforeAll(async () => {
  const copy = await copyDatabase()
  const owner = new pg.Client({ connectionString: copy.url })
  await owner.connect()
  for (const id of providers) {
    await owner.query(`insert into provider (id, name, kind, created_at) values ($1, 'Provider', 'MSP', now())`, [id])
    await owner.query('insert into event_head (provider_id) values ($1)', [id])
    const clients = Array.from({ length: 5 }, (_, n) => clientRow(id, { name: `Client ${n + 1}` }))
    await insertRows({ sql: (text, values) => owner.query(text, values) }, 'client', clients)
  }
  await owner.end()
  database = await openDatabase(copy.url, await loadSecrets(inject('secretsDir')), entities, { poolSize: 4 })
  drop = copy.drop
})
afterAll(async () => {
  await database.close()
  await drop()
})

const clients = { name: 'clients', text: 'select provider_id from client', values: [] }
const faults: Array<(tenants: Parameters<Database['read']>[0]) => Promise<unknown>> = [
  tenants => database.read(tenants, { name: 'division', text: 'select seats / 0 from client', values: [] }),
  tenants => database.read(tenants, { name: 'nonsense', text: 'select nothing from nowhere', values: [] }),
  tenants => database.read(tenants, { name: 'forbidden', text: 'delete from client', values: [] }),
  tenants => database.read(tenants, { name: 'lost', text: 'select pg_terminate_backend(pg_backend_pid())', values: [] }),
  tenants => database.write(tenants, async (em) => {
    await em.execute('update client set seats = seats + 1')
    throw new Error('changed its mind')
  }),
  tenants => database.write(tenants, async em => em.execute('select pg_terminate_backend(pg_backend_pid())')),
]

it('connections that fail, roll back or are lost carry nobody\'s rows to the next tenant', async () => {
  let foreign = 0
  let whole = 0
  let failed = 0
  const check = (providerId: string, rows: Array<{ provider_id: string }>) => {
    foreign += rows.filter(row => row.provider_id !== providerId).length
    whole += Number(rows.length === 5)
  }
  const one = async (): Promise<void> => {
    const providerId = providers[randomInt(providers.length)]!
    const tenants = { actor: randomUUID(), providers: [providerId], clients: [] }
    const chance = randomInt(100)
    if (chance < 20)
      await faults[chance % faults.length]!(tenants).catch(() => failed++)
    else if (chance < 40)
      check(providerId, await database.write(tenants, em => em.execute('select provider_id from client')))
    else
      check(providerId, await database.read(tenants, clients))
  }
  const reads = 3_000
  const lane = async (turns: number): Promise<void> => {
    for (let turn = 0; turn < turns; turn++)
      await one()
  }
  await Promise.all(Array.from({ length: 16 }, () => lane(Math.ceil(reads / 16))))
  expect(foreign).toBe(0)
  expect(whole).toBeGreaterThan(reads * 0.7)
  expect(failed).toBeGreaterThan(reads * 0.1)
})
