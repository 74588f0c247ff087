import { describe, expect, it } from 'vitest'
import { Follower } from '../feed/follower.js'
import { useServerBeside } from '../testkit/beside.js'
import { Caller } from '../testkit/person.js'
import { newClientGroup, scopeTo, teamIdOf } from '../testkit/scope.js'
import { useWorld } from '../testkit/use-world.js'

const change = 'mutation ($input: ChangeScopesInput!) { changeProviderUserScopes(input: $input) { ok code email } }'
const rename = 'mutation ($id: ID!, $name: String!) { renameClient(id: $id, name: $name) { id } }'
const update = 'mutation ($input: UpdateClientGroupInput!) { updateClientGroup(input: $input) { id } }'
const retype = 'mutation ($id: ID!, $type: ProviderUserType!) { changeProviderUserType(id: $id, type: $type) { id } }'
const nodeOf = 'query ($id: ID!) { node(id: $id) { __typename id } }'

const world = await useWorld()
const northwind = await world.provider('Northwind', { enterprise: 500, teams: 500 })
const { admin } = northwind
const acme = await northwind.createClient('Acme', { seats: 5 })
const birch = await northwind.createClient('Birch', { seats: 10 })
const cedar = await northwind.createClient('Cedar', { seats: 15, plan: 'TEAMS' })
const hidden = await northwind.createClient('Hidden Bank', { seats: 20 })
await hidden.owner()
const sam = await northwind.hire('sam@northwind.example')
const kim = await northwind.hire('kim@northwind.example')
const banks = await newClientGroup(northwind, 'Banks', { rule: { nameContains: 'bank' } })
const north = await newClientGroup(northwind, 'North', { clientIds: [acme.id] })
const south = await newClientGroup(northwind, 'South', { clientIds: [cedar.id] })
await scopeTo(northwind, sam.email, { clientIds: [birch.id], clientGroupIds: [north] })

async function namesFor(caller: Caller, args = ''): Promise<string[]> {
  const { clients } = await caller.do<{ clients: { totalCount: number, edges: Array<{ node: { name: string } }> } }>(
    `{ clients${args} { totalCount edges { node { name } } } }`,
  )
  expect(clients.totalCount).toBe(clients.edges.length)
  return clients.edges.map(({ node }) => node.name)
}

describe('whoever works for some clients', () => {
  it.each(['NAME', 'SEATS', 'OCCUPIED', 'CREATED_AT', 'LAST_EVENT_AT'])('lists them by %s, and no others', async (field) => {
    for (const direction of ['ASC', 'DESC'])
      expect((await namesFor(sam, `(orderBy: { field: ${field}, direction: ${direction} })`)).sort()).toEqual(['Acme', 'Birch'])
    expect(await namesFor(kim)).toEqual(['Acme', 'Birch', 'Cedar', 'Hidden Bank'])
  })

  it('finds no others by a name, a group, a tag or a number of seats', async () => {
    await admin.do('mutation ($input: ChangeClientTagsInput!) { changeClientTags(input: $input) { ok } }', {
      input: { clientIds: [hidden.id, acme.id], add: ['gold'] },
    })
    expect(await namesFor(sam, '(filter: { name: { contains: "bank" } })')).toEqual([])
    expect(await namesFor(sam, `(filter: { groups: ["${banks}", "${south}"] })`)).toEqual([])
    expect(await namesFor(sam, `(filter: { groups: ["${north}"] })`)).toEqual(['Acme'])
    expect(await namesFor(sam, '(filter: { tags: ["gold"] })')).toEqual(['Acme'])
    expect(await namesFor(sam, '(filter: { freeSeats: { gte: 14 } })')).toEqual([])
  })

  it('finds nothing of others by its id', async () => {
    const { id: userId } = await hidden.user(hidden.ownerEmail)
    const { events } = await admin.do(
      'query ($id: ID) { events(first: 1, filter: { clientId: $id }) { edges { node { id } } } }',
      { id: hidden.id },
    )
    for (const id of [hidden.id, userId, banks, events.edges[0]!.node.id]) {
      expect(await sam.do(nodeOf, { id })).toEqual({ node: null })
      expect((await kim.do(nodeOf, { id })).node).not.toBeNull()
    }
    expect(await sam.refused('query ($id: ID!) { client(id: $id) { id } }', { id: hidden.id })).toBe('NOT_FOUND')
    expect(await sam.refused(rename, { id: hidden.id, name: 'Mine' })).toBe('NOT_FOUND')
    expect(await sam.do(rename, { id: acme.id, name: 'Acme' })).toEqual({ renameClient: { id: acme.id } })
  })

  it('sees of the provider its name, and of groups and tags what is about their clients', async () => {
    const { provider } = await sam.do(
      `{ provider { name clientCount seatPools { plan } users { totalCount: pageInfo { hasNextPage } } apiTokens { totalCount }
        clientGroups { totalCount edges { node { name clientCount } } } clientTags { tag clients } viewerCanChangeClientGroups viewerCanCreateClient } }`,
    )
    expect(provider).toEqual({
      name: 'Northwind',
      clientCount: 2,
      seatPools: [],
      users: null,
      apiTokens: null,
      clientGroups: { totalCount: 1, edges: [{ node: { name: 'North', clientCount: 1 } }] },
      clientTags: [{ tag: 'gold', clients: 1 }],
      viewerCanChangeClientGroups: false,
      viewerCanCreateClient: false,
    })
    const { viewer } = await sam.do('{ viewer { providerMemberships { scope scopeClients { name } viewerCanChangeScope provider { name } } } }')
    expect(viewer.providerMemberships).toEqual([{ scope: 'ONLY', scopeClients: null, viewerCanChangeScope: false, provider: { name: 'Northwind' } }])
  })

  it('adds seats out of the pool, and is not told how large that is', async () => {
    const add = 'mutation ($id: ID!, $n: Int!) { addSeats(clientId: $id, count: $n) { seats { bought } } }'
    expect(await sam.do(add, { id: birch.id, n: 1 })).toEqual({ addSeats: { seats: { bought: 11 } } })
    const { code, plan, paid } = await sam.refusal(add, { id: birch.id, n: 5_000 })
    expect([code, plan, paid]).toEqual(['SEAT_PURCHASE_NEEDS_ADMIN', undefined, undefined])
  })

  it('reads events of their clients, and none about others or the provider', async () => {
    await admin.do(rename, { id: hidden.id, name: 'Hidden Bank' })
    const told = async (filter: object) => {
      const { events } = await sam.do('query ($filter: EventFilter) { events(first: 200, filter: $filter) { edges { node { clientName } } } }', { filter })
      return [...new Set(events.edges.map(({ node }) => node.clientName))].sort()
    }
    expect(await told({})).toEqual(['Acme', 'Birch'])
    expect(await told({ clientId: hidden.id })).toEqual([])
    expect(await told({ groups: [banks, north] })).toEqual(['Acme'])
    expect(await told({ subjectId: hidden.id })).toEqual([])
    expect(await told({ actorId: admin.accountId })).toEqual(['Acme', 'Birch'])
  })
})

describe('a scope', () => {
  it('is given by provider admins alone, to service users alone, with a fresh proof, and stands in the log', async () => {
    const [samId, adminId] = [await teamIdOf(northwind, sam.email), await teamIdOf(northwind, admin.email)]
    const input = { ids: [samId], scope: 'ONLY', clientIds: [birch.id], clientGroupIds: [north] }
    expect((await kim.do(change, { input })).changeProviderUserScopes).toEqual([{ ok: false, code: 'FORBIDDEN', email: null }])
    expect((await admin.do(change, { input: { ...input, ids: [adminId] } })).changeProviderUserScopes).toMatchObject([{ code: 'SELF' }])
    const lee = await northwind.hire('lee@northwind.example', 'PROVIDER_ADMIN')
    const leeId = await teamIdOf(northwind, lee.email)
    expect((await admin.do(change, { input: { ...input, ids: [leeId] } })).changeProviderUserScopes)
      .toMatchObject([{ code: 'ADMIN_HAS_NO_SCOPE' }])
    const logged = await northwind.logged(() => admin.do(change, { input }))
    expect(logged).toEqual([{
      event: 'ProviderUser_ScopeChanged',
      by: 'Ada Admin',
      whom: 'sam',
      email: sam.email,
      scope: 'ONLY',
      was: 'ONLY',
      clients: 1,
      groups: ['North'],
    }])
    const contoso = await world.anotherProvider('Contoso')
    const foreign = await contoso.createClient('Foreign')
    expect(await admin.refused(change, { input: { ...input, clientIds: [foreign.id] } })).toBe('NOT_FOUND')
    expect(await admin.refused(change, { input: { ids: [samId], scope: 'ALL', clientIds: [birch.id] } })).toBe('BAD_USER_INPUT')
    expect(await admin.refused(change, { input: { ids: [samId], scope: 'EXCEPT' } })).toBe('BAD_USER_INPUT')
    await world.sql(`update session set proofs = '{}' where account_id = $1`, [admin.accountId])
    world.server.services.identities.forget()
    expect(await admin.refused(change, { input })).toBe('REAUTH_REQUIRED')
    const proved = `jsonb_build_object('PEOPLE', extract(epoch from now()) * 1000, 'API_TOKEN', extract(epoch from now()) * 1000)`
    await world.sql(`update session set proofs = ${proved} where account_id = $1`, [admin.accountId])
    world.server.services.identities.forget()
  })

  it('of all but some hides those alone, and new clients are seen', async () => {
    await scopeTo(northwind, kim.email, { scope: 'EXCEPT', clientIds: [cedar.id], clientGroupIds: [banks] })
    expect(await namesFor(kim)).toEqual(['Acme', 'Birch'])
    const dune = await northwind.createClient('Dune')
    expect(await namesFor(kim)).toEqual(['Acme', 'Birch', 'Dune'])
    await admin.do(rename, { id: dune.id, name: 'Dune Bank' })
    expect(await namesFor(kim)).toEqual(['Acme', 'Birch'])
    await admin.do(rename, { id: dune.id, name: 'Dune' })
    await scopeTo(northwind, kim.email, { scope: 'ALL' })
    expect(await namesFor(kim)).toEqual(['Acme', 'Birch', 'Cedar', 'Dune', 'Hidden Bank'])
  })

  it('keeps its groups from being deleted, and ends when its person becomes an admin', async () => {
    const remove = 'mutation ($ids: [ID!]!) { deleteClientGroups(ids: $ids) { ok code } }'
    expect((await admin.do(remove, { ids: [north] })).deleteClientGroups).toEqual([{ ok: false, code: 'CLIENT_GROUP_IN_USE' }])
    const mia = await northwind.hire('mia@northwind.example')
    await scopeTo(northwind, mia.email, { clientGroupIds: [south] })
    expect(await namesFor(mia)).toEqual(['Cedar'])
    await admin.do(retype, { id: await teamIdOf(northwind, mia.email), type: 'PROVIDER_ADMIN' })
    expect((await namesFor(mia)).length).toBe(5)
    await admin.do(retype, { id: await teamIdOf(northwind, mia.email), type: 'SERVICE_USER' })
    expect((await namesFor(mia)).length).toBe(5)
    expect((await admin.do(remove, { ids: [south] })).deleteClientGroups).toEqual([{ ok: true, code: null }])
  })

  it('an empty group leaves nothing to see, and no refusal', async () => {
    const empty = await newClientGroup(northwind, 'Empty', {})
    const max = await northwind.hire('max@northwind.example')
    await scopeTo(northwind, max.email, { clientGroupIds: [empty] })
    expect(await namesFor(max)).toEqual([])
    expect((await max.do('{ events(first: 5) { edges { cursor } } }')).events.edges).toEqual([])
    expect((await max.do('{ provider { name clientCount } }')).provider).toEqual({ name: 'Northwind', clientCount: 0 })
  })

  it('limits what tokens of its person reach, too', async () => {
    const tom = await northwind.hire('tom@northwind.example', 'PROVIDER_ADMIN')
    const tool = await northwind.tool(['READ'])
    await world.sql('update api_token set account_id = $1 where revoked_at is null', [tom.accountId])
    expect((await namesFor(tool)).length).toBe(5)
    await admin.do(retype, { id: await teamIdOf(northwind, tom.email), type: 'SERVICE_USER' })
    await scopeTo(northwind, tom.email, { clientGroupIds: [north] })
    expect(await namesFor(tool)).toEqual(['Acme'])
  })
})

describe('at the same time', () => {
  const remove = 'mutation ($ids: [ID!]!) { deleteClientGroups(ids: $ids) { ok code } }'

  it('10 times: what a technician began in a client does not commit once it is out of their scope', async () => {
    for (let trial = 0; trial < 10; trial++) {
      await scopeTo(northwind, sam.email, { clientIds: [acme.id, birch.id] })
      await sam.do(rename, { id: birch.id, name: 'Birch' })
      const logged = await northwind.logged(() => northwind.atOnce(
        async () => void await sam.ask(rename, { id: birch.id, name: `Birch ${trial}` }),
        () => scopeTo(northwind, sam.email, { clientIds: [acme.id] }),
      ))
      const order = logged.map(({ event }) => event).filter(event => event !== 'Organization_Regrouped')
      expect([['ProviderUser_ScopeChanged'], ['Organization_Updated', 'ProviderUser_ScopeChanged']]).toContainEqual(order)
    }
    await admin.do(rename, { id: birch.id, name: 'Birch' })
  })

  it('10 times: a group is deleted, or somebody is limited to it, and never both', async () => {
    for (let trial = 0; trial < 10; trial++) {
      const id = await newClientGroup(northwind, `Passing ${trial}`, { clientIds: [acme.id] })
      await scopeTo(northwind, sam.email, { clientIds: [acme.id] })
      const ids = [await teamIdOf(northwind, sam.email)]
      const [deleted, limited] = await northwind.atOnce(
        () => admin.ask(remove, { ids: [id] }),
        () => admin.ask(change, { input: { ids, scope: 'ONLY', clientGroupIds: [id] } }),
      )
      const done = [deleted!, limited!].map(({ body: { data } }) =>
        (Object.values(data ?? {})[0] as Array<{ ok: boolean }> | undefined)?.[0]?.ok === true)
      expect([trial, done.filter(Boolean).length, await namesFor(sam)]).toEqual([trial, 1, ['Acme']])
    }
  })

  it('of a bulk request the rows of other clients are not there, and the others are done', async () => {
    await scopeTo(northwind, sam.email, { clientIds: [acme.id] })
    const [mine, theirs] = [(await acme.invite(['a@acme.example']))[0]!.id, (await hidden.invite(['h@hidden.example']))[0]!.id]
    const rows = await sam.bulk('revokeUsers', [mine!, theirs!])
    expect(rows).toMatchObject([{ ok: true, email: 'a@acme.example' }, { ok: false, code: 'NOT_FOUND', email: null }])
  })
})

describe('a token', () => {
  const createToken = `mutation ($input: [ID!], $clientIds: [ID!], $providerId: ID!, $expiresAt: DateTimeISO!) {
    createApiToken(providerId: $providerId, name: "tool", scopes: [READ, EVENTS_READ], clientIds: $clientIds, clientGroupIds: $input, expiresAt: $expiresAt) {
      secret apiToken { clientGroupIds }
    }
  }`
  const variables = { providerId: northwind.id, expiresAt: new Date(Date.now() + 86_400_000).toISOString() }

  it('is limited to groups of clients, beside chosen ones, as they are at the time', async () => {
    const { createApiToken } = await admin.do(createToken, { ...variables, input: [north], clientIds: [birch.id] })
    expect(createApiToken.apiToken.clientGroupIds).toEqual([north])
    const tool = new Caller(world.origin, createApiToken.secret)
    expect(await namesFor(tool)).toEqual(['Acme', 'Birch'])
    await admin.do(update, { input: { id: north, addClientIds: [cedar.id] } })
    expect(await namesFor(tool)).toEqual(['Acme', 'Birch', 'Cedar'])
    await admin.do(update, { input: { id: north, removeClientIds: [cedar.id] } })
    expect(await namesFor(tool)).toEqual(['Acme', 'Birch'])
    expect(await tool.refused('{ provider { name } }')).toBe('NOT_FOUND')
    expect(await admin.refused(createToken, { ...variables, input: [] })).toBe('BAD_USER_INPUT')
    expect(await admin.refused(createToken, { ...variables, input: [hidden.id] })).toBe('NOT_FOUND')
  })
})

describe('the feed', () => {
  it.each([
    ['their scope changes', () => scopeTo(northwind, sam.email, { clientGroupIds: [north] })],
    ['a group of their scope loses a client', () => admin.do(
      update,
      { input: { id: north, removeClientIds: [birch.id] } },
    )],
    ['a client is called otherwise, for which a rule looks', () => admin.do(rename, { id: birch.id, name: 'Birch Wood' })],
  ])('ends within a second when %s, and tells nothing of later', async (what, takeAway) => {
    if (what.startsWith('a group')) {
      await admin.do(update, { input: { id: north, addClientIds: [birch.id] } })
      await scopeTo(northwind, sam.email, { clientGroupIds: [north] })
    }
    else if (what.startsWith('a client')) {
      const woods = await newClientGroup(northwind, 'Exactly Birch', { rule: { nameContains: 'birch' } })
      await admin.do(update, { input: { id: woods, rule: { nameContains: 'birch', seatsTo: 11 } } })
      const hiding = await newClientGroup(northwind, 'Woods', { rule: { nameContains: 'wood' } })
      await scopeTo(northwind, sam.email, { scope: 'EXCEPT', clientGroupIds: [hiding] })
    }
    else {
      await scopeTo(northwind, sam.email, { clientIds: [birch.id], clientGroupIds: [north] })
    }
    const follower = await Follower.start(sam, { providerId: northwind.id })
    await admin.do(rename, { id: birch.id, name: 'Birch' })
    await follower.until(({ lines }) => lines.length > 0)
    await takeAway()
    const began = performance.now()
    const { code } = await follower.closed
    expect([code, performance.now() - began < 1_000]).toEqual([4403, true])
    const before = follower.lines.length
    await admin.do(rename, { id: birch.id, name: what.startsWith('a client') ? 'Birch Wood' : 'Birch' })
    await admin.do(rename, { id: hidden.id, name: 'Hidden Bank' })
    const again = await Follower.start(sam, { providerId: northwind.id, after: follower.cursor })
    await admin.do(rename, { id: acme.id, name: 'Acme' })
    await again.until(({ lines }) => lines.some(({ clientId }) => clientId === acme.id))
    expect(again.lines.filter(({ clientId }) => clientId === birch.id || clientId === null)).toEqual([])
    expect(follower.lines.length).toBe(before)
    await again.leave()
  })

  it('ends within a second on another process, too', async () => {
    await scopeTo(northwind, sam.email, { clientIds: [acme.id, cedar.id] })
    const there = new Caller(await useServerBeside(world), sam.token)
    const follower = await Follower.start(there, { providerId: northwind.id })
    await admin.do(rename, { id: cedar.id, name: 'Cedar' })
    await follower.until(({ lines }) => lines.some(({ clientId }) => clientId === cedar.id))
    await scopeTo(northwind, sam.email, { clientIds: [acme.id] })
    const began = performance.now()
    const { code } = await follower.closed
    expect([code, performance.now() - began < 1_000]).toEqual([4403, true])
    await expect.poll(() => namesFor(there), { timeout: 1_000 }).toEqual(['Acme'])
  })

  it('goes on for whoever sees everything', async () => {
    const follower = await Follower.start(kim, { providerId: northwind.id })
    await scopeTo(northwind, sam.email, { clientIds: [acme.id] })
    await admin.do(rename, { id: hidden.id, name: 'Hidden Bank' })
    await follower.until(({ lines }) => lines.some(({ clientId }) => clientId === hidden.id))
    await follower.leave()
  })
})
