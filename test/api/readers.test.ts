import { expect, it } from 'vitest'
import { feedDocument } from '../feed/follower.js'
import { Wire } from '../feed/wire.js'
import { useWorld } from '../testkit/use-world.js'

const world = await useWorld()
const northwind = await world.provider('Northwind')
const acme = await northwind.createClient('Acme')
const owner = await acme.owner()
const { read, feed } = world.server.services.database

const slow = { name: 'slow', text: 'select pg_sleep(0.5)', values: [] }
const looks = '{ clients(first: 5) { totalCount } }'

it('whoever asks much that takes long keeps nobody else from reading', async () => {
  let done = 0
  const reader = { actor: northwind.admin.accountId, providers: [northwind.id], clients: [], party: 'a tool' }
  const slowReads = Array.from({ length: 20 }, () => read(reader, slow).then(() => done++))
  expect(await owner.do(looks)).toEqual({ clients: { totalCount: 1 } })
  expect(await northwind.admin.do(looks)).toEqual({ clients: { totalCount: 1 } })
  expect(done).toBeLessThanOrEqual(6)
  await Promise.all(slowReads)
  const many = await Promise.allSettled(Array.from({ length: 400 }, () => read(reader, slow)))
  const codes = new Set(many.map(outcome => outcome.status === 'rejected' ? (outcome.reason as { code: string }).code : 'ok'))
  expect(codes).toEqual(new Set(['ok', 'UNAVAILABLE']))
})

it('a tool that asks much follows all the same when its sockets come back at once, each behind its cursor', async () => {
  const tool = await northwind.tool(['EVENTS_READ'])
  const { events } = await tool.do('{ events(first: 1) { edges { cursor } } }')
  const [{ id: party }] = await world.sql('select id from api_token') as [{ id: string }]
  const wires = await Promise.all(Array.from({ length: 100 }, () => Wire.open(world.origin, { token: tool.token! })))
  const reader = { actor: northwind.admin.accountId, providers: [northwind.id], clients: [], party }
  const slower = { name: 'slower', text: 'select pg_sleep(2.5)', values: [] }
  const asks = Promise.all(Array.from({ length: 6 }, () => read(reader, slower)))
  for (const wire of wires)
    wire.subscribe('1', feedDocument, { after: events.edges[0]!.cursor })
  expect(await Promise.all(wires.map(async wire => (await wire.next('next', 'error')).type))).toEqual(wires.map(() => 'next'))
  await Promise.all(wires.map(wire => wire.leave()))
  await asks
})

it('those who follow, and are far behind, leave connections to those who ask', async () => {
  let done = 0
  const behind = Promise.all(Array.from({ length: 30 }, (_, n) =>
    feed.read({ actor: northwind.admin.accountId, providers: [northwind.id], clients: [], party: `${n % 10}` }, slow).then(() => done++)))
  expect(await owner.do(looks)).toEqual({ clients: { totalCount: 1 } })
  expect(done).toBeLessThanOrEqual(4)
  await behind
})
