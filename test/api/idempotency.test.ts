import { keeperOf } from '@wardroom/server/access/viewer'
import { expect, it } from 'vitest'
import { makeClientKeys } from '@wardroom/schema/sealing/provider'
import { importKey, makeKey } from '@wardroom/schema/sealing/symmetric-key'
import type { Caller } from '../testkit/person.js'
import { useWorld } from '../testkit/use-world.js'
import { anyId } from '../testkit/world.js'

const addSeats = 'mutation ($id: ID!, $count: Int!, $key: String) { addSeats(clientId: $id, count: $count, idempotencyKey: $key) { id name seats { bought } } }'
const inviteUsers = 'mutation ($id: ID!, $users: [InviteUserInput!]!, $key: String) { inviteUsers(clientId: $id, users: $users, idempotencyKey: $key) { id email ok code user { status } } }'
const world = await useWorld()
const provider = await world.provider('Northwind', { enterprise: 1_000 })
const client = await provider.createClient('Acme', { seats: 20 })
const serviceUser = await provider.hire('sam@northwind.example')

function add(by: Caller, key: string, count = 1, of = client) {
  return by.ask(addSeats, { id: of.id, count, key }).then(({ body }) => body.errors?.[0]?.extensions.code ?? 'ok')
}
const bought = async () => (await client.seats()).bought

it('the same request twice answers the same and happens once', async () => {
  const before = await bought()
  const variables = { id: client.id, count: 3, key: 'twice-the-same' }
  const logged = await provider.logged(async () => {
    const first = await provider.admin.do(addSeats, variables)
    expect(await provider.admin.do(addSeats, variables)).toEqual(first)
    expect(first).toEqual({ addSeats: { id: client.id, name: 'Acme', seats: { bought: before + 3 } } })
  })
  expect(logged.map(({ event }) => event)).toEqual(['Organization_SeatsAdded'])
})

it('four requests with one key at the same moment take effect once and get the same answer', async () => {
  const before = await bought()
  const logged = await provider.logged(async () => {
    const answers = await provider.atOnce(
      ...Array.from({ length: 4 }, () => () => provider.admin.ask(addSeats, { id: client.id, count: 2, key: 'four-at-once' })),
    )
    expect(answers.map(({ body }) => body))
      .toEqual(answers.map(() => ({ data: { addSeats: { id: client.id, name: 'Acme', seats: { bought: before + 2 } } } })))
  })
  expect(logged).toHaveLength(1)
})

it('with other input it is refused', async () => {
  expect(await add(provider.admin, 'one-key-only', 1)).toBe('ok')
  const before = await bought()
  expect(await add(provider.admin, 'one-key-only', 2)).toBe('IDEMPOTENCY_MISMATCH')
  expect(await provider.admin.refused(inviteUsers, { id: client.id, users: [{ email: 'k@x.example', role: 'USER' }], key: 'one-key-only' }))
    .toBe('IDEMPOTENCY_MISMATCH')
  expect(await bought()).toBe(before)
})

it('another person\'s key is another key', async () => {
  const before = await bought()
  expect(await add(provider.admin, 'shared-words')).toBe('ok')
  expect(await add(serviceUser, 'shared-words')).toBe('ok')
  expect(await bought()).toBe(before + 2)
})

it('a refused request leaves its key free', async () => {
  const variables = { id: client.id, count: 9_999, key: 'refused-first' }
  expect(await provider.admin.refused(addSeats, variables)).toBe('BAD_USER_INPUT')
  expect(await add(provider.admin, 'refused-first', 1)).toBe('ok')
})

it.each([['short'], [''], ['x'.repeat(101)]])('the key %j is refused', async (key) => {
  expect(await add(provider.admin, key)).toBe('BAD_USER_INPUT')
})

it('a list of people is invited once and gets one mail each', async () => {
  const variables = { id: client.id, users: ['a', 'b'].map(name => ({ email: `${name}@once.example`, role: 'USER' })), key: 'invite-once' }
  const first = await provider.admin.do(inviteUsers, variables)
  expect(await provider.admin.do(inviteUsers, variables)).toEqual(first)
  const mails = await world.sql(`select recipient from mail where recipient like '%@once.example'`)
  expect(mails).toHaveLength(2)
})

it('a client is created once', async () => {
  const id = anyId()
  const keys = await makeClientKeys(id, await importKey(makeKey()))
  const variables = {
    input: { providerId: provider.id, id, name: 'Once', plan: 'TEAMS', seats: 3, ownerEmail: 'owner@once.example', ...keys },
    key: anyId(),
  }
  const create = 'mutation ($input: CreateClientInput!, $key: String) { createClient(input: $input, idempotencyKey: $key) { id name } }'
  const first = await provider.admin.do(create, variables)
  expect(await provider.admin.do(create, variables)).toEqual(first)
  expect(await provider.admin.do('{ clients(filter: { name: { eq: "Once" } }) { totalCount } }')).toEqual({ clients: { totalCount: 1 } })
})

it('a tool does not repeat what its maker may and it may not', async () => {
  const tool = await provider.tool(['READ'])
  const invite = 'mutation ($id: ID!, $users: [InviteUserInput!]!) { inviteUsers(clientId: $id, users: $users, idempotencyKey: "of the maker") { ok email } }'
  const variables = { id: client.id, users: [{ email: 'maker@once.example', role: 'USER' }] }
  await provider.admin.do(invite, variables)
  expect(await tool.refused(invite, variables)).toBe('FORBIDDEN')
  const another = await provider.tool(['USERS_WRITE'])
  expect(await another.do(invite, variables)).toEqual({ inviteUsers: [{ ok: true, email: 'maker@once.example' }] })
})

it('repeating a request answers nothing to those who have lost access meanwhile', async () => {
  const owned = await provider.createClient('Leaving', { seats: 5 })
  await owned.owner()
  expect(await add(serviceUser, 'before-it-left', 1, owned)).toBe('ok')
  await provider.admin.do('mutation ($id: ID!) { unlinkClient(id: $id) { id } }', { id: owned.id })
  expect(await add(serviceUser, 'before-it-left', 1, owned)).toBe('NOT_FOUND')
})

it('repeating a request answers nothing to those who have lost the permission meanwhile', async () => {
  const manager = await client.join('manager@once.example', 'ADMIN')
  const variables = { id: client.id, users: [{ email: 'later@once.example', role: 'USER' }], key: 'before-the-right-went' }
  await manager.do(inviteUsers, variables)
  await provider.admin.do('mutation ($ids: [ID!]!) { revokeUsers(ids: $ids) { ok } }', { ids: [manager.userId] })
  expect(await manager.refused(inviteUsers, variables)).toBe('NOT_FOUND')
})

it('a token is made once, and its secret is not shown again', async () => {
  const create = `mutation ($id: ID!, $at: DateTimeISO!) { createApiToken(providerId: $id, name: "once only", scopes: [READ], expiresAt: $at, idempotencyKey: "token-once") { secret } }`
  const variables = { id: provider.id, at: new Date(Date.now() + 86_400_000) }
  await provider.admin.do(create, variables)
  expect(await provider.admin.refused(create, variables)).toBe('ALREADY_DONE')
  const { provider: { apiTokens } } = await provider.admin.do(
    'query ($id: ID!) { provider(id: $id) { apiTokens { edges { node { name } } } } }',
    { id: provider.id },
  )
  expect(apiTokens!.edges.filter(({ node: { name } }) => name === 'once only')).toHaveLength(1)
})

it('what is kept for answering again is bounded by the day', async () => {
  const { limiter } = world.server.services
  const rita = await provider.hire('rita@northwind.example')
  await limiter.count('keptBytesByKeeper', rita.accountId, 256 * 1024 * 1024 * limiter.factor - 250)
  const before = await bought()
  expect(await add(rita, 'too-much-is-kept')).toBe('TOO_MANY_REQUESTS')
  expect(await bought()).toBe(before)
  expect(await world.sql('select key from idempotency where actor_id = $1', [rita.accountId])).toEqual([])
  expect(await add(serviceUser, 'too-much-is-kept')).toBe('ok')
})

it('a new token has no new room for what is kept', async () => {
  const { limiter, identities } = world.server.services
  const [tool, another] = [await provider.tool(['SEATS_WRITE']), await provider.tool(['SEATS_WRITE'])]
  const addOne = 'mutation ($id: ID!) { addSeats(clientId: $id, count: 1, idempotencyKey: "another-token") { id } }'
  const identity = await (await identities.credential(tool.token!, '127.0.0.1')).current()
  await expect(limiter.count('keptBytesByKeeper', keeperOf(identity), 256 * 1024 * 1024 * limiter.factor + 1)).rejects.toThrow()
  expect(await another.refused(addOne, { id: client.id })).toBe('TOO_MANY_REQUESTS')
  await provider.admin.do(addOne, { id: client.id })
})
