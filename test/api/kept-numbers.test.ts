import { expect, it } from 'vitest'
import { useWorld } from '../testkit/use-world.js'
import { anyId } from '../testkit/world.js'

const world = await useWorld()
const provider = await world.provider('Northwind')
const acme = await provider.createClient('Acme')
const birch = await provider.createClient('Birch')

interface Numbers {
  name: string
  occupied_seats: number
  last_seq: string
  last_at: Date | number
}

function kept() {
  return world.sql<Numbers>(`select c.name, c.occupied_seats, t.last_seq, t.last_at
  from client c left join client_tail t on t.client_id = c.id and t.provider_id = c.provider_id order by c.name`)
}
function counted() {
  return world.sql<Numbers>(`select c.name,
    (select count(*)::int from client_user u where u.client_id = c.id and u.status in ('INVITED', 'ACCEPTED', 'CONFIRMED')) occupied_seats,
    coalesce(newest.seq, 0) last_seq, coalesce(newest.at, '-infinity') last_at
  from client c left join lateral
    (select seq, at from event e where e.client_id = c.id and e.provider_id = c.provider_id order by seq desc limit 1) newest on true
  order by c.name`)
}

/** What is kept of every client is what a count of its people and a look into its log find. */
async function agree(): Promise<Numbers[]> {
  const numbers = await kept()
  expect(numbers).toEqual(await counted())
  return numbers
}

const occupied = async () => Object.fromEntries((await agree()).map(({ name, occupied_seats }) => [name, occupied_seats]))

it('the occupied seats and the last event follow the people of a client, whatever happens to them', async () => {
  expect(await occupied()).toEqual({ Acme: 1, Birch: 1 })
  const owner = await acme.owner()
  await acme.invite(['b@acme.example', 'c@acme.example', 'd@acme.example'])
  await birch.invite(['e@birch.example'])
  expect(await occupied()).toEqual({ Acme: 4, Birch: 2 })
  await world.accept('b@acme.example')
  const ids = await Promise.all(['b@acme.example', 'c@acme.example'].map(async email => (await acme.user(email)).id))
  ids.push((await birch.user('e@birch.example')).id)
  await provider.admin.do('mutation ($ids: [ID!]!) { revokeUsers(ids: $ids) { ok } }', { ids })
  expect(await occupied()).toEqual({ Acme: 2, Birch: 1 })
  await provider.admin.do('mutation ($ids: [ID!]!) { restoreUsers(ids: $ids) { ok } }', { ids })
  expect(await occupied()).toEqual({ Acme: 4, Birch: 2 })
  await owner.do('mutation ($ids: [ID!]!) { removeUsers(ids: $ids) { ok } }', { ids: ids.slice(0, 2) })
  expect(await occupied()).toEqual({ Acme: 2, Birch: 2 })
})

it('concurrent changes of people of several clients neither deadlock nor miscount', async () => {
  for (const client of [acme, birch])
    await client.invite(Array.from({ length: 5 }, (_, n) => `p${n}@${client.name}.example`.toLowerCase()))
  const ids = (await world.sql<{ id: string }>(`select id from client_user where email like 'p_@%' order by email`)).map(({ id }) => id)
  const revoke = (some: string[]) => provider.admin.do('mutation ($ids: [ID!]!) { revokeUsers(ids: $ids) { ok } }', { ids: some })
  const answers = await provider.atOnce<unknown>(
    () => revoke(ids.slice(0, 7)),
    () => revoke(ids.slice(3).toReversed()),
    () => birch.invite(['late@birch.example']),
  )
  expect(answers).toHaveLength(3)
  expect(await occupied()).toEqual({ Acme: 2, Birch: 3 })
})

it('events of a client that are appended while others change it all arrive', async () => {
  const mutation = 'mutation ($id: ID!, $name: String!) { renameClient(id: $id, name: $name) { id } }'
  const rename = (name: string) => provider.admin.do(mutation, { id: acme.id, name })
  const signIn = () => world.signIn('owner@acme.example')
  await Promise.all([rename('Acme 1'), signIn(), rename('Acme 2'), signIn(), acme.invite(['x@acme.example']), signIn(), rename('Acme')])
  await agree()
})

it('a client that leaves its provider begins with its new log', async () => {
  await birch.owner()
  await provider.admin.do('mutation ($id: ID!) { unlinkClient(id: $id) { id } }', { id: birch.id })
  expect((await agree()).find(({ name }) => name === 'Birch')).toMatchObject({ occupied_seats: 3, last_seq: '0' })
  await world.signIn('owner@birch.example')
  expect((await agree()).find(({ name }) => name === 'Birch')).not.toMatchObject({ last_seq: '0' })
})

it('what the retention takes is no client\'s last event any more', async () => {
  for (const { provider_id: log } of await world.sql<{ provider_id: string }>('select distinct provider_id from client_tail'))
    await world.expireEvents(log)
  expect((await agree()).map(({ last_seq }) => last_seq)).toEqual(['0', '0'])
})

it('nobody but the log itself writes them down', async () => {
  const tail = 'insert into client_tail (provider_id, client_id, last_seq, last_at) values ($1, $2, 1, now())'
  await expect(world.server.services.database.system.query(tail, [provider.id, anyId()])).rejects.toMatchObject({ code: '42501' })
})
