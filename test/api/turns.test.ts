import pg from 'pg'
import { expect, it } from 'vitest'
import { useWorld } from '../testkit/use-world.js'

const world = await useWorld()
const provider = await world.provider()
const acme = await provider.createClient('Acme')
const birch = await provider.createClient('Birch')

const rename = 'mutation ($id: ID!, $name: String!) { renameClient(id: $id, name: $name) { id } }'
const locks = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`

/** Whoever changes the client waits meanwhile. */
async function withLocked(clientId: string, work: () => Promise<void>): Promise<void> {
  const holder = new pg.Client({ connectionString: world.ownerUrl })
  await holder.connect()
  await holder.query('begin')
  await holder.query('select from client where id = $1 for update', [clientId])
  await work().finally(async () => {
    await holder.query('rollback')
    await holder.end()
  })
}

it('the people of one client who wait for one another keep nobody else waiting', async () => {
  const owner = await acme.owner()
  let waiting: Promise<unknown> | undefined
  await withLocked(acme.id, async () => {
    waiting = Promise.all(Array.from({ length: 30 }, (_, n) => owner.ask(rename, { id: acme.id, name: `Acme ${n}` })))
    await expect.poll(async () => (await world.sql(locks)).length, { timeout: 2_000 }).toBe(4)
    expect(await provider.admin.do(rename, { id: birch.id, name: 'Birch & Sons' })).toEqual({ renameClient: { id: birch.id } })
  })
  await waiting
})

it('tools and people of one provider who wait for one another keep no other provider waiting', async () => {
  const contoso = await world.anotherProvider('Contoso')
  const cedar = await contoso.createClient('Cedar')
  const tools = await Promise.all(Array.from({ length: 4 }, () => provider.tool(['READ', 'CLIENTS_WRITE'])))
  const colleague = await provider.hire('sam@northwind.example', 'PROVIDER_ADMIN')
  let waiting: Promise<unknown> | undefined
  await withLocked(acme.id, async () => {
    waiting = Promise.all([...tools, ...tools, provider.admin, ...Array.from({ length: 5 }, () => colleague)]
      .map((who, n) => who.ask(rename, { id: acme.id, name: `Acme ${n}` })))
    await expect.poll(async () => (await world.sql(locks)).length, { timeout: 2_000 }).toBe(6)
    expect(await contoso.admin.do(rename, { id: cedar.id, name: 'Cedar & Sons' })).toEqual({ renameClient: { id: cedar.id } })
  })
  await waiting
})
