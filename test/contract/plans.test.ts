import { createHash } from 'node:crypto'
import pg from 'pg'
import { afterAll, expect, it, vi } from 'vitest'
import { clientRow, insertRows, userRow } from '../testkit/rows.js'
import { useWorld } from '../testkit/use-world.js'

const many = 100_000
const first = 20
const world = await useWorld()
const provider = await world.provider('Northwind')
const acme = await provider.createClient('Acme')
const owner = new pg.Client({ connectionString: world.ownerUrl })
await owner.connect()
const numbers = Array.from({ length: many }, (_, index) => index + 1)
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
await insertRows(world, 'client', numbers.map(n => clientRow(
  provider.id,
  { name: `Client ${n}`, plan: n % 1_000 ? 'ENTERPRISE' : 'TEAMS', seats: n % 1_000 ? 1 + n % 10 : 500, created_at: ago(n / 60) },
)))
await insertRows(world, 'client_user', numbers.map(n => userRow(acme, {
  email: `p${n}@acme.example`,
  name: `Person ${n}`,
  role: n % 1_000 ? 'USER' : 'ADMIN',
  status: n % 1_000 === 1 ? 'INVITED' : 'REVOKED',
  created_at: ago(n / 60),
})))
await owner.query(`insert into event (provider_id, seq, code, at, client_id, client_name, actor_kind, details, hash)
  select $1, h.seq + n, case when n % 1000 = 0 then 1500 else 1000 end, now() - (${many} - n) * interval '1 minute', case when n % 10 > 0 then $2::uuid end, 'Acme', 'SYSTEM', '{}', ''
  from event_head h, generate_series(1, ${many}) n where h.provider_id = $1`, [provider.id, acme.id])
await owner.query(`update event_head set seq = seq + ${many} where provider_id = $1`, [provider.id])
await owner.query('vacuum analyze client, client_user, client_tail, event')
afterAll(() => owner.end())

interface Plan { 'Rows Removed by Filter'?: number, 'Node Type': string, 'Plans'?: Plan[] }

/** How many rows the statements of a document throw away, as the role of the server plans them. */
async function thrownAway(query: string): Promise<number> {
  const sent: Array<{ text: string, values: unknown[] }> = []
  const { query: send } = pg.Client.prototype
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...args: unknown[]) {
    const [statement] = args as [{ text?: string, values?: unknown[] }]
    if (/^\s*select/.test(statement.text ?? '') && statement.values && /"order"|"e"\."seq"/.test(statement.text!))
      sent.push({ text: statement.text!, values: statement.values })
    return (send as (...args: unknown[]) => unknown).apply(this, args)
  })
  await provider.admin.do(query).finally(() => spy.mockRestore())
  expect(sent.length).toBeGreaterThan(0)
  const { database } = world.server.services
  const tenants = { actor: provider.admin.accountId, providers: [provider.id], clients: [] }
  const plans = await Promise.all(sent.map(({ text, values }) => database.read<{ 'QUERY PLAN': Array<{ Plan: Plan }> }>(
    tenants,
    { name: createHash('sha1').update(text).digest('hex'), text: `explain (analyze, format json) ${text}`, values },
  )))
  const removed = (plan: Plan): number => Math.max(plan['Rows Removed by Filter'] ?? 0, ...(plan.Plans ?? []).map(removed))
  return Math.max(...plans.map(([row]) => removed(row!['QUERY PLAN'][0]!.Plan)))
}

const after = (values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url')
const id = '80000000-0000-4000-8000-000000000000'
const page = '{ edges { node { id } } }'

it.each([
  ...([
    ['NAME', 'client 5'],
    ['SEATS', '30'],
    ['OCCUPIED', '0'],
    ['CREATED_AT', '2026-01-01 00:00:00+00'],
    ['LAST_EVENT_AT', '-infinity'],
  ] as const).flatMap(([field, middle]) => ['ASC', 'DESC'].flatMap(direction => [
    [`clients by ${field} ${direction}`, () => `{ clients(first: ${first}, orderBy: { field: ${field}, direction: ${direction} }) ${page} }`],
    [
      `clients by ${field} ${direction}, deep`,
      () => `{ clients(first: ${first}, after: "${after([middle, id])}", orderBy: { field: ${field}, direction: ${direction} }) ${page} }`,
    ],
  ] as Array<[string, () => string]>)),
  ['clients of a rare plan', () => `{ clients(first: ${first}, filter: { plan: TEAMS }) ${page} }`],
  ['clients of a rare number of free seats', () => `{ clients(first: ${first}, filter: { freeSeats: { gte: 100 } }) ${page} }`],
  ['clients of a name', () => `{ clients(first: ${first}, filter: { name: { in: ["Client 7", "Client 8"] } }) ${page} }`],
  ...([
    ['EMAIL', 'p5'],
    ['NAME', 'person 5'],
    ['ROLE', 'USER'],
    ['STATUS', 'REVOKED'],
    ['CREATED_AT', '2026-01-01 00:00:00+00'],
  ] as const).flatMap(([field, middle]) => ['ASC', 'DESC'].flatMap(direction => [
    [
      `people by ${field} ${direction}`,
      () => `{ client(id: "${acme.id}") { users(first: ${first}, orderBy: { field: ${field}, direction: ${direction} }) ${page} } }`,
    ],
    [`people by ${field} ${direction}, deep`, () =>
      `{ client(id: "${acme.id}") { users(first: ${first}, after: "${after([middle, id])}", orderBy: { field: ${field}, direction: ${direction} }) ${page} } }`],
  ] as Array<[string, () => string]>)),
  ['people of a rare status', () => `{ client(id: "${acme.id}") { users(first: ${first}, filter: { status: [INVITED] }) ${page} } }`],
  ['people of a rare role', () => `{ client(id: "${acme.id}") { users(first: ${first}, filter: { role: [ADMIN] }) ${page} } }`],
  ...['OLDEST_FIRST', 'NEWEST_FIRST'].flatMap(order => [
    [`events, ${order}`, () => `{ events(first: ${first}, order: ${order}) ${page} }`],
    [`events of a rare code, ${order}`, () => `{ events(first: ${first}, order: ${order}, filter: { codes: [1500] }) ${page} }`],
    [`events of a client, ${order}`, () => `{ events(first: ${first}, order: ${order}, filter: { clientId: "${acme.id}" }) ${page} }`],
    [`events since lately, ${order}`, () => `{ events(first: ${first}, order: ${order}, filter: { since: "${ago(1_000)}" }) ${page} }`],
    [`events until long ago, ${order}`, () => `{ events(first: ${first}, order: ${order}, filter: { until: "${ago(99_000)}" }) ${page} }`],
    [
      `events of a day, ${order}`,
      () => `{ events(first: ${first}, order: ${order}, filter: { since: "${ago(50_000)}", until: "${ago(48_500)}" }) ${page} }`,
    ],
  ] as Array<[string, () => string]>),
  [
    'events of a client in its own list, of a day',
    () => `{ client(id: "${acme.id}") { events(first: ${first}, filter: { since: "${ago(50_000)}", until: "${ago(48_500)}" }) ${page} } }`,
  ],
])('%s throws away no more than ten pages of rows', async (_, query) => {
  expect(await thrownAway(query())).toBeLessThanOrEqual(10 * first)
})
