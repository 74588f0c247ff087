import pg from 'pg'
import { expect, it } from 'vitest'
import { useWorld } from '../testkit/use-world.js'

const world = await useWorld()
const provider = await world.provider()
const acme = await provider.createClient('Acme')
const birch = await provider.createClient('Birch')

it('the people of one client who wait for one another keep nobody else waiting', async () => {
  const owner = await acme.owner()
  const rename = 'mutation ($id: ID!, $name: String!) { renameClient(id: $id, name: $name) { id } }'
  const holder = new pg.Client({ connectionString: world.ownerUrl })
  await holder.connect()
  await holder.query('begin')
  await holder.query('select from client where id = $1 for update', [acme.id])
  const waiting = Promise.all(Array.from({ length: 30 }, (_, n) => owner.ask(rename, { id: acme.id, name: `Acme ${n}` })))
  const locks = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  await expect.poll(async () => (await world.sql(locks)).length, { timeout: 2_000 }).toBe(4)
  expect(await provider.admin.do(rename, { id: birch.id, name: 'Birch & Sons' })).toEqual({ renameClient: { id: birch.id } })
  await holder.query('rollback')
  await holder.end()
  await waiting
})
