import pg from 'pg'
import { describe, expect, it } from 'vitest'
import {
  apiTokenRow,
  bulkJobRow,
  clientGroupRow,
  clientRow,
  collectionRow,
  groupRow,
  insertRows,
  providerUserRow,
  userRow,
} from '../testkit/rows.js'
import { useWorld } from '../testkit/use-world.js'
import { thrownAway } from './thrown-away.js'

const many = 100_000
const first = 20
const rareActor = '70000000-0000-4000-8000-000000000000'
const rareSubject = '71000000-0000-4000-8000-000000000000'
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()

const world = await useWorld()
const provider = await world.provider('Northwind')
const acme = await provider.createClient('Acme')
await acme.owner()

const numbers = Array.from({ length: many }, (_, index) => index + 1)
const rare = (n: number) => n % 1_000 === 0
await insertRows(world, 'client', numbers.map(n => clientRow(
  provider.id,
  { name: `Client ${n}`, plan: rare(n) ? 'TEAMS' : 'ENTERPRISE', seats: rare(n) ? 500 : 1 + n % 10, created_at: ago(n / 60) },
)))
// Nobody of these has an account that has what stands here.
for (const table of ['client_user', 'provider_user'])
  await world.sql(`alter table ${table} disable trigger takes_two_step`)
function signsIn(n: number) {
  return { two_step: rare(n), two_step_class: rare(n) ? 'PHISHING_RESISTANT' : null, last_sign_in_at: rare(n) ? null : ago(n / 60) }
}
await insertRows(world, 'client_user', numbers.map(n => userRow(acme, {
  email: `p${n}@acme.example`,
  name: `Person ${n}`,
  role: rare(n) ? 'ADMIN' : 'USER',
  status: rare(n - 1) ? 'INVITED' : 'REVOKED',
  created_at: ago(n / 60),
  recovery_key: rare(n) ? 'none' : null,
  recovery_binding: rare(n) ? 'none' : null,
  recovery_enrolled_at: rare(n) ? ago(n / 60) : null,
  recovery_enrolled: rare(n),
  ...signsIn(n),
})))
await world.sql(
  `insert into help_request (provider_id, client_id, id, user_id, state, asked_at) select provider_id, client_id, gen_random_uuid(), id,
     case when recovery_enrolled then 'OPEN' else 'DECLINED' end, created_at from client_user where client_id = $1`,
  [acme.id],
)
const rareGroup = groupRow(acme, { name: 'Rare' })
await insertRows(world, 'user_group', [rareGroup, ...numbers.map(n => groupRow(acme, { name: `Group ${n}`, created_at: ago(n / 60) }))])
await world.sql(
  `insert into group_member (provider_id, client_id, group_id, user_id)
     select u.provider_id, u.client_id, g.id, u.id from client_user u join user_group g on g.client_id = u.client_id and g.name = replace(u.name, 'Person', 'Group')
     union all select provider_id, client_id, $2, id from client_user where client_id = $1 and recovery_enrolled`,
  [acme.id, rareGroup.id],
)
const rareClientGroup = clientGroupRow(provider.id, { name: 'Rare' })
await insertRows(world, 'client_group', [rareClientGroup, ...numbers.map(n => clientGroupRow(provider.id, { name: `Group ${n}`, created_at: ago(n / 60) }))])
await world.sql(
  `insert into client_group_member (provider_id, client_group_id, client_id)
     select c.provider_id, g.id, c.id from client c join client_group g on g.name = replace(c.name, 'Client', 'Group')
     union all select provider_id, $2, id from client where provider_id = $1 and plan = 'TEAMS'`,
  [provider.id, rareClientGroup.id],
)
// As many as a client may have are Acme's, the others those of other clients. Few people reach few of them, as do those of the rare group.
const rareCollection = collectionRow(acme, { created_at: ago(1) })
await insertRows(world, 'collection', [rareCollection])
await world.sql(
  `insert into collection (provider_id, client_id, id, name, binding, created_at, revised_at)
     select c.provider_id, c.id, gen_random_uuid(), r.name, r.binding, now() - n * interval '1 minute', now() - n * interval '1 minute'
     from collection r, (select provider_id, id, row_number() over () n from client where id <> $1
       union all select provider_id, id, n from client, generate_series(1, 999) n where id = $1) c where r.id = $2`,
  [acme.id, rareCollection.id],
)
await world.sql(
  `insert into collection_user (provider_id, client_id, collection_id, user_id, access)
     select u.provider_id, u.client_id, $2, u.id, 7 from client_user u where client_id = $1 and recovery_enrolled`,
  [acme.id, rareCollection.id],
)
await world.sql(
  'insert into collection_group (provider_id, client_id, collection_id, group_id, access) select provider_id, client_id, $1, id, 3 from user_group where id = $2',
  [rareCollection.id, rareGroup.id],
)
const [rarePerson] = await world.sql<{ id: string }>('select user_id id from collection_user limit 1')
await insertRows(world, 'provider_user', numbers.map(n => providerUserRow(provider.id, { email: `t${n}@northwind.example`, ...signsIn(n) })))
await insertRows(world, 'api_token', numbers.map(n => apiTokenRow(
  provider.id,
  provider.admin.accountId,
  { name: `Tool ${n}`, created_at: ago(n / 60 + 100_000), expires_at: rare(n) ? ago(-60 - n) : ago(n) },
)))
const manyRows = bulkJobRow(acme, { total: 10_000 })
await insertRows(world, 'bulk_job', [
  { ...manyRows, finished_at: ago(1) },
  ...numbers.slice(0, 20_000).map(n => bulkJobRow(acme, { created_at: ago(n), finished_at: rare(n) ? null : ago(n - 1) })),
])
await world.sql(`insert into bulk_job_row (provider_id, client_id, job_id, number, verb, parameters, outcome)
  select provider_id, client_id, id, n, 'RESEND', '{}', case when n % 1000 = 0 then 'REFUSED' else 'DONE' end from bulk_job, generate_series(1, 10000) n where id = $1`, [manyRows.id])
await fillLog()
// Filling takes longer than an access token lives.
const [admin, owner] = await Promise.all([provider.admin.email, acme.ownerEmail].map(email => world.signIn(email)))

/** Among a hundred thousand events of Acme and of the provider itself a hundred of a rare code, actor and subject. */
async function fillLog(): Promise<void> {
  const db = new pg.Client({ connectionString: world.ownerUrl })
  await db.connect()
  await db.query(`insert into event
    (provider_id, seq, code, at, client_id, client_name, actor_kind, actor_id, subject_kind, subject_id, details, hash)
    select $1, h.seq + n, case when n % 1000 = 0 then 1500 else 1000 end, now() - (${many} - n) * interval '1 minute',
      case when n % 10 <> 1 then $2::uuid end, 'Acme',
      'ACCOUNT', case when n % 1000 = 0 then $3::uuid else ('72000000-0000-4000-8000-' || lpad((n % 20)::text, 12, '0'))::uuid end,
      'USER', case when n % 1000 = 0 then $4::uuid else ('73000000-0000-4000-8000-' || lpad((n % 900)::text, 12, '0'))::uuid end, '{}', ''
    from event_head h, generate_series(1, ${many}) n where h.provider_id = $1`, [provider.id, acme.id, rareActor, rareSubject])
  await db.query(`update event_head set seq = seq + ${many} where provider_id = $1`, [provider.id])
  const tables = 'client, client_group, client_group_member, client_user, help_request, user_group, group_member, collection, collection_user, collection_group'
  await db.query(`vacuum analyze ${tables}, bulk_job, bulk_job_row, provider_user, api_token, client_tail, event`)
  await db.end()
}

type List = [name: string, document: () => string]

const directions = ['ASC', 'DESC']
const page = '{ edges { node { id } } }'
/** A cursor in the middle: `key` is what the list is ordered by. */
const behind = (key: string) => Buffer.from(JSON.stringify([key, '80000000-0000-4000-8000-000000000000'])).toString('base64url')

/** A list by each of its orders, from its beginning and from its middle. */
function inOrder(what: string, orders: Record<string, string>, list: (args: string) => string): List[] {
  return Object.entries(orders).flatMap(([field, middle]) => directions.flatMap((direction): List[] => {
    const order = `first: ${first}, orderBy: { field: ${field}, direction: ${direction} }`
    return [
      [`${what} by ${field} ${direction}`, () => list(order)],
      [`${what} by ${field} ${direction}, deep`, () => list(`${order}, after: "${behind(middle)}"`)],
    ]
  }))
}

const clientGroups = (args: string) => `{ provider { clientGroups(${args}) { edges { node { id clientCount } } } } }`
const clients = (args: string) => `{ clients(${args}) ${page} }`
const people = (args: string) => `{ client(id: "${acme.id}") { users(${args}) ${page} } }`
const groups = (args: string) => `{ client(id: "${acme.id}") { groups(${args}) { edges { node { id userCount } } } } }`
const collections = (args: string) => `{ client(id: "${acme.id}") { collections(${args}) { edges { node { id orphaned userAccessCount viewerCanChange } } } } }`
const jobs = (args: string) => `{ client(id: "${acme.id}") { bulkJobs(${args}) ${page} } }`
const rowsOfJob = (args: string) => `{ node(id: "${manyRows.id}") { ... on BulkJob { rows(${args}) ${page} } } }`
const eventsOfClient = (args: string) => `{ client(id: "${acme.id}") { events(${args}) ${page} } }`
const events = (args: string) => `{ events(${args}) ${page} }`
const team = (args: string) => `{ provider { users(${args}) ${page} } }`
const helpRequests = (args: string) => `{ helpRequests(${args}) ${page} }`
const tokens = (args: string) => `{ provider { apiTokens(${args}) ${page} } }`

const onlyLists = {
  'events': '{}',
  'events of a rare code': '{ codes: [1500] }',
  'events of an actor': `{ actorId: "${rareActor}" }`,
  'events about a subject': `{ subjectId: "${rareSubject}" }`,
  'events of a client': `{ clientId: "${acme.id}" }`,
  'events of a small group of clients': `{ groups: ["${rareClientGroup.id}"] }`,
  'events of an actor in a client': `{ clientId: "${acme.id}", actorId: "${rareActor}" }`,
  'events since lately': `{ since: "${ago(1_000)}" }`,
  'events until long ago': `{ until: "${ago(99_000)}" }`,
  'events of a day': `{ since: "${ago(50_000)}", until: "${ago(48_500)}" }`,
}

const rareWays = {
  'with two-step login': '{ twoStep: true }',
  'with a security key': '{ twoStepClass: [PHISHING_RESISTANT] }',
  'who never signed in': '{ notSignedInSince: "2000-01-01T00:00:00Z" }',
}

const forAll: List[] = [
  ...inOrder('clients', {
    NAME: 'client 5',
    SEATS: '30',
    OCCUPIED: '0',
    CREATED_AT: '2026-01-01 00:00:00+00',
    LAST_EVENT_AT: '-infinity',
  }, clients),
  ['clients of a rare plan', () => clients(`first: ${first}, filter: { plan: TEAMS }`)],
  ['clients of a rare number of free seats', () => clients(`first: ${first}, filter: { freeSeats: { gte: 100 } }`)],
  ['clients of a small group', () => clients(`first: ${first}, filter: { groups: ["${rareClientGroup.id}"] }`)],
  ['clients with their groups', () => `{ clients(first: ${first}) { edges { node { clientGroups { id } } } } }`],
  ['clients of a name', () => clients(`first: ${first}, filter: { name: { in: ["Client 7", "Client 8"] } }`)],
  ...inOrder('people', {
    EMAIL: 'p5',
    NAME: 'person 5',
    ROLE: 'USER',
    STATUS: 'REVOKED',
    CREATED_AT: '2026-01-01 00:00:00+00',
    LAST_SIGN_IN_AT: '-infinity',
  }, people),
  ['people of a rare status', () => people(`first: ${first}, filter: { status: [INVITED] }`)],
  ['people who have enrolled, which is rare', () => people(`first: ${first}, filter: { recoveryEnrolled: true }`)],
  ...Object.entries(rareWays).map(([what, filter]): List => [`people ${what}, which is rare`, () => people(`first: ${first}, filter: ${filter}`)]),
  ['people who may do something', () => people(`first: ${first}, filter: { may: "user:invite" }`)],
  ['people of a small group', () => people(`first: ${first}, filter: { groups: ["${rareGroup.id}"] }`)],
  ['people with their groups', () => `{ client(id: "${acme.id}") { users(first: ${first}) { edges { node { groups { id } } } } } }`],
  ...inOrder('groups', { NAME: 'group 5', CREATED_AT: '2026-01-01 00:00:00+00' }, groups),
  ...inOrder('collections', { CREATED_AT: '2026-01-01 00:00:00+00', REVISED_AT: '2026-01-01 00:00:00+00' }, collections),
  ['collections that somebody reaches', () => collections(`first: ${first}, filter: { reachedBy: ["${rarePerson!.id}"] }`)],
  ['collections of a group', () => collections(`first: ${first}, filter: { groups: ["${rareGroup.id}"] }`)],
  ['people who reach a collection', () => people(`first: ${first}, filter: { collections: ["${rareCollection.id}"] }`)],
  ['jobs', () => jobs(`first: ${first}`)],
  ['jobs, deep', () => jobs(`first: ${first}, after: "${behind('2026-01-01 00:00:00+00')}"`)],
  ['jobs that go on, which is rare', () => jobs(`first: ${first}, filter: { running: true }`)],
  ['jobs everywhere', () => `{ bulkJobs(first: ${first}) ${page} }`],
  ['jobs everywhere that go on, which is rare', () => `{ bulkJobs(first: ${first}, filter: { running: true }) ${page} }`],
  ['rows of a job', () => rowsOfJob(`first: ${first}`)],
  ['rows of a job, deep', () => rowsOfJob(`first: ${first}, after: "${behind('5000')}"`)],
  ['rows of a job of a rare outcome', () => rowsOfJob(`first: ${first}, filter: { outcome: [REFUSED] }`)],
  ['requests for help', () => helpRequests(`first: ${first}`)],
  ['requests for help, deep', () => helpRequests(`first: ${first}, after: "${behind('2026-01-01 00:00:00+00')}"`)],
  ['requests for help of a rare state', () => helpRequests(`first: ${first}, filter: { state: OPEN }`)],
  ['people of a rare role', () => people(`first: ${first}, filter: { role: [ADMIN] }`)],
  ...Object.entries(onlyLists).flatMap(([what, filter]) => ['OLDEST_FIRST', 'NEWEST_FIRST'].map((order): List =>
    [`${what}, ${order}`, () => events(`first: ${first}, order: ${order}, filter: ${filter}`)])),
  ...Object.entries(onlyLists).map(([what, filter]): List =>
    [`${what}, in the list of a client`, () => eventsOfClient(`first: ${first}, filter: ${filter}`)]),
]

const forAdmins: List[] = [
  ...inOrder('groups of clients', { NAME: 'group 5', CREATED_AT: '2026-01-01 00:00:00+00' }, clientGroups),
  ['team', () => team(`first: ${first}`)],
  ['team, deep', () => team(`first: ${first}, after: "${behind('t5')}"`)],
  ...Object.entries(rareWays).map(([what, filter]): List => [`people of the team ${what}, which is rare`, () => team(`first: ${first}, filter: ${filter}`)]),
  ...inOrder('tokens', { ENDS_AT: '2026-01-01 00:00:00+00', CREATED_AT: '2026-01-01 00:00:00+00', NAME: 'tool 5' }, tokens),
  ['tokens that work', () => tokens(`first: ${first}, filter: { active: true }`)],
  ['tokens that have ended', () => tokens(`first: ${first}, filter: { active: false }`)],
]

describe.each([
  ['a provider admin', admin!, [...forAll, ...forAdmins]],
  ['the owner of one client', owner!, forAll],
] as const)('as %s sees them,', (_, by, lists) => {
  it.each(lists)('%s throw away no more than ten pages of rows', async (_, document) => {
    const { custom, generic } = await thrownAway(world, by, document())
    expect(custom, 'planned for these values').toBeLessThanOrEqual(10 * first)
    expect(generic, 'planned once and for all').toBeLessThanOrEqual(10 * first)
  })
})
