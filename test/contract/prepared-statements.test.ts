import { expect, it } from 'vitest'
import { useWorld } from '../testkit/use-world.js'

const world = await useWorld()
const provider = await world.provider('Northwind')

const members = [
  'name: { eq: "a" }',
  'name: { contains: "a" }',
  'name: { in: ["a"] }',
  'plan: TEAMS',
  'freeSeats: { gte: 1 }',
  'freeSeats: { lte: 1 }',
  'freeSeats: { not: 1 }',
]
const orders = ['NAME', 'SEATS', 'OCCUPIED', 'CREATED_AT', 'LAST_EVENT_AT']
  .flatMap(field => ['ASC', 'DESC'].map(direction => `orderBy: { field: ${field}, direction: ${direction} }`))
const names = ['', ...members.slice(0, 3)]
const filters = names.flatMap(name =>
  ['', members[3]!].flatMap(plan => ['', ...members.slice(4)].map(free => [name, plan, free].filter(Boolean).join(' '))))
const fields = [
  'id',
  'providerKey',
  'userCounts { confirmed }',
  'lastEvent { at }',
  'lastEvent { ip }',
  'userCounts { staged } publicKey',
  'userCounts { staged } lastEvent { at }',
]
const shapes = orders.flatMap(order =>
  filters.flatMap(filter => fields.map(field => `clients(first: 1, filter: { ${filter} }, ${order}) { edges { node { ${field} } } }`)))

it('thousands of shapes of one list leave no more than a hundred prepared statements on a connection', async () => {
  expect(shapes.length).toBeGreaterThan(2_000)
  for (let n = 0; n < shapes.length; n += 14)
    await provider.admin.do(`{ ${shapes.slice(n, n + 14).map((shape, m) => `a${m}: ${shape}`).join('\n')} }`)
  const { database } = world.server.services
  const tenants = { actor: provider.admin.accountId, providers: [provider.id], clients: [] }
  const count = { name: 'kept', text: 'select pg_backend_pid() pid, count(*)::int kept from pg_prepared_statements, pg_sleep(0.2)', values: [] }
  const connections = await Promise.all(Array.from({ length: 10 }, () => database.read<{ pid: number, kept: number }>(tenants, count)))
  expect(new Set(connections.map(([row]) => row!.pid)).size).toBeGreaterThan(5)
  for (const [row] of connections)
    expect(row!.kept).toBeLessThanOrEqual(101)
})
