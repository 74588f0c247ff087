import pg from 'pg'
import { afterEach, expect, it, vi } from 'vitest'
import { allowRecovery } from '../testkit/recovery.js'
import { accountRow, insertRows, providerUserRow, userRow } from '../testkit/rows.js'
import { newClientGroup } from '../testkit/scope.js'
import { goOn, turnOn } from '../testkit/two-step.js'
import { useWorld } from '../testkit/use-world.js'

const world = await useWorld()
const provider = await world.provider('Northwind')
const acme = await provider.createClient('Acme', { seats: 40 })
await acme.invite(Array.from({ length: 25 }, (_, n) => `p${n}@acme.example`))
for (let n = 0; n < 11; n++)
  await provider.createClient(`Client ${n}`, { seats: 2 })
const colleagues = Array.from({ length: 12 }, (_, n) => accountRow({ email: `z${n}@northwind.example` }))
await insertRows(world, 'account', colleagues)
await insertRows(world, 'provider_user', colleagues.map(({ id, email }) =>
  providerUserRow(provider.id, { account_id: id, email, status: 'CONFIRMED', key: 'none' })))
await insertRows(world, 'client_user', colleagues.map(({ id, email }) => userRow(acme, {
  account_id: id,
  email,
  status: 'CONFIRMED',
  recovery_key: 'none',
  recovery_binding: 'none',
  recovery_enrolled: true,
  recovery_enrolled_at: new Date(),
})))
await allowRecovery(acme)
await Promise.all(Array.from({ length: 5 }, () => provider.tool(['READ'])))
await provider.admin.do('mutation ($input: CreateBaselineInput!) { createBaseline(input: $input) { id } }', {
  input: {
    providerId: provider.id,
    name: 'For all',
    policies: [{ kind: 'TWO_STEP_LOGIN', enabled: true }],
    settings: { limitItemDeletion: true },
    clientGroupIds: [await newClientGroup(provider, 'All', { rule: { seatsFrom: 1 } })],
  },
})
afterEach(() => vi.restoreAllMocks())

// Their statements would be counted among those of a request that they run beside.
await world.server.services.queue.stop()

/** What goes on beside requests: the tail, what is queued, and who asks (which is believed for a second). */
const beside = /pgboss|event_head where provider_id = any|pg_notify|security_stamp|api_token t where|last_used_at/

/** The statements that leave for PostgreSQL while a document is answered, begin and commit aside. */
async function statements(query: string, variables: Record<string, unknown>): Promise<string[]> {
  const sent = await sentDuring(() => provider.admin.do(query, variables))
  return sent.filter(text => !beside.test(text) && !/^(?:begin|commit|select set_config)/.test(text))
}

async function sentDuring(run: () => Promise<unknown>): Promise<string[]> {
  const sent: string[] = []
  const { query: send } = pg.Client.prototype
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...args: unknown[]) {
    const [first] = args as [string | { text: string }]
    sent.push(typeof first === 'string' ? first : first.text)
    return (send as (...args: unknown[]) => unknown).apply(this, args)
  })
  await run().finally(() => spy.mockRestore())
  return sent
}

const row = 'id name plan seats { bought occupied free } userCounts { confirmed } lastEvent { id at actor { name } } eventsPerMinute viewerCanRename provider { name }'

it.each([
  ['clients', 4, `query ($n: Int!) { clients(first: $n) { totalCount edges { node { ${row} } } } }`],
  ['clients with whom policies would revoke', 3, 'query ($n: Int!) { clients(first: $n) { edges { node { id a: policyWouldRevokeCount(kind: TWO_STEP_LOGIN) b: policyWouldRevokeCount(kind: SINGLE_ORGANIZATION) } } } }'],
  [
    'clients with how they differ from their baseline',
    4,
    'query ($n: Int!) { clients(first: $n) { edges { node { id baseline { name clientGroups { name } } baselineDrift { policies settings } } } } }',
  ],
  ['clients by seats that are occupied', 1, 'query ($n: Int!) { clients(first: $n, orderBy: { field: OCCUPIED, direction: DESC }) { edges { node { id seats { occupied } lastEvent { at } } } } }'],
  ['clients with their newest people and events', 3, 'query ($n: Int!) { clients(first: $n) { edges { node { id users(first: 3) { edges { node { email status } } } events(first: 3) { edges { node { seq } } } } } } }'],
  ['events with actor and client', 1, 'query ($n: Int!) { events(first: $n) { edges { node { seq code clientName actor { name } subject { name } details } } } }'],
  ['people of a client', 3, 'query ($n: Int!, $id: ID!) { client(id: $id) { users(first: $n) { totalCount edges { node { id email status role twoStepSince twoStepClass lastSignInAt recoveryEnrolledAt viewerCanRemove viewerCanConfirm } } } } }'],
  [
    'the team with where a forgotten password can be reset',
    4,
    'query ($n: Int!) { provider { users(first: $n) { edges { node { id email twoStepClass lastSignInAt recoverableIn { id name } viewerCanSignOut viewerCanResetTwoStep } } } } }',
  ],
  [
    'people with why their invitations were not sent',
    3,
    'query ($n: Int!, $id: ID!) { client(id: $id) { users(first: $n) { edges { node { id email invitationFailure } } } } }',
  ],
])('a page of %s takes as many statements for 10 rows as for 2', async (_, most, query) => {
  const variables = { id: acme.id }
  await statements(query, { ...variables, n: 2 })
  const [few, many] = [await statements(query, { ...variables, n: 2 }), await statements(query, { ...variables, n: 10 })]
  expect(many).toEqual(few)
  expect(many.length, many.join('\n\n')).toBe(most)
})

it('two-step login adds no statement to a session that goes on, nor to its refresh', async () => {
  const lou = await acme.join('lou@acme.example', 'ADMIN')
  const read = 'query ($id: ID!) { viewer { hintSet } client(id: $id) { name users(first: 2) { edges { node { email } } } } }'
  // Sorted: what goes over several connections at once comes in any order.
  const own = (sent: string[]) => sent.filter(text => !/pgboss|event_head where provider_id = any|pg_notify/.test(text)).sort()
  const during = async (cookie: string) => {
    const refreshed = await goOn(lou, cookie)
    world.server.services.identities.forget()
    const asked = own(await sentDuring(() => refreshed.person.do(read, { id: acme.id })))
    let last = refreshed.cookie
    const went = own(await sentDuring(async () => last = (await goOn(lou, refreshed.cookie)).cookie))
    return { asked, went, cookie: last }
  }
  await during(lou.cookie)
  const { cookie, ...without } = await during((await world.signIn(lou.email)).cookie)
  const { cookie: _, ...having } = await during((await turnOn(await world.signIn(lou.email))).cookie)
  expect(cookie).not.toBe('')
  expect(without.asked.length).toBeGreaterThan(2)
  expect(without.went.length).toBeGreaterThan(1)
  expect(having).toEqual(without)
})
