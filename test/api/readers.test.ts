import { expect, it } from 'vitest'
import { useWorld } from '../testkit/use-world.js'

const world = await useWorld()
const northwind = await world.provider('Northwind')
const acme = await northwind.createClient('Acme')
const owner = await acme.owner()
const { read } = world.server.services.database

const slow = { name: 'slow', text: 'select pg_sleep(0.5)', values: [] }

it('whoever asks much that takes long keeps nobody else from reading', async () => {
  let done = 0
  const reader = { actor: northwind.admin.accountId, providers: [northwind.id], clients: [], party: 'a tool' }
  const slowReads = Array.from({ length: 20 }, () => read(reader, slow).then(() => done++))
  expect(await owner.do('query ($id: ID!) { client(id: $id) { name } }', { id: acme.id })).toEqual({ client: { name: 'Acme' } })
  expect(await northwind.admin.do('{ provider { name } }')).toEqual({ provider: { name: 'Northwind' } })
  expect(done).toBeLessThanOrEqual(6)
  await Promise.all(slowReads)
  const many = await Promise.allSettled(Array.from({ length: 400 }, () => read(reader, slow)))
  const codes = new Set(many.map(outcome => outcome.status === 'rejected' ? (outcome.reason as { code: string }).code : 'ok'))
  expect(codes).toEqual(new Set(['ok', 'UNAVAILABLE']))
})
