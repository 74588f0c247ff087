import { beforeAll, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { makeClientKeys } from '@wardroom/schema/sealing/provider'
import { importKey, makeKey } from '@wardroom/schema/sealing/symmetric-key'
import type { Caller, Person } from '../testkit/person.js'
import { clientRow, insertRows, userRow } from '../testkit/rows.js'
import { useWorld } from '../testkit/use-world.js'
import { anyId } from '../testkit/world.js'
import type { ClientOf, ProviderOf } from '../testkit/world.js'

const create = 'mutation ($input: CreateClientInput!) { createClient(input: $input) { id } }'
const rename = 'mutation ($id: ID!, $name: String!) { renameClient(id: $id, name: $name) { name } }'
const unlink = 'mutation ($id: ID!) { unlinkClient(id: $id) { id clientCount } }'
const read = 'query ($id: ID!) { client(id: $id) { name } }'
const world = await useWorld()
const provider = await world.provider('Northwind', { enterprise: 20 })
const serviceUser = await provider.hire('sam@northwind.example')

it('a client is created with its keys, found in the list, opened, renamed', async () => {
  const client = await provider.createClient('Acme', { seats: 5 })
  expect(await provider.logged(() => provider.admin.do(rename, { id: client.id, name: ' Acme Ltd ' })))
    .toEqual([{ event: 'Organization_Updated', by: 'Ada Admin', whom: 'Acme Ltd', name: 'Acme Ltd', was: 'Acme' }])
  const { clients } = await provider.admin.do(
    '{ clients(first: 10) { totalCount edges { node { name plan seats { bought occupied free } userCounts { invited confirmed } lastEvent { type actor { name } } eventsPerMinute } } } }',
  )
  expect(clients).toMatchInlineSnapshot(`
    {
      "edges": [
        {
          "node": {
            "eventsPerMinute": 0.6,
            "lastEvent": {
              "actor": {
                "name": "Ada Admin",
              },
              "type": "Organization_Updated",
            },
            "name": "Acme Ltd",
            "plan": "ENTERPRISE",
            "seats": {
              "bought": 5,
              "free": 4,
              "occupied": 1,
            },
            "userCounts": {
              "confirmed": 0,
              "invited": 1,
            },
          },
        },
      ],
      "totalCount": 1,
    }
  `)
  expect(await client.events()).toMatchInlineSnapshot(`
    [
      "ProviderOrganization_Created",
      "OrganizationUser_Invited",
      "Organization_Updated",
    ]
  `)
})

describe('creating', () => {
  it('refuses broken input and leaves nothing behind', async () => {
    const id = anyId()
    const keys = await makeClientKeys(id, await importKey(makeKey()))
    const good = { providerId: provider.id, id, name: 'Broken', plan: 'TEAMS', seats: 1, ownerEmail: 'owner@broken.example', ...keys }
    const broken: Array<[object, string]> = [
      [{ name: '' }, 'BAD_USER_INPUT'],
      [{ name: 'x'.repeat(51) }, 'BAD_USER_INPUT'],
      [{ name: 'Ac\u200Bme' }, 'BAD_USER_INPUT'],
      [{ ownerEmail: 'ad\u200Bmin@acme.example' }, 'BAD_USER_INPUT'],
      [{ name: 'a\r\nBcc: victim@x.example' }, 'BAD_USER_INPUT'],
      [{ seats: 0 }, 'BAD_USER_INPUT'],
      [{ seats: 10_001 }, 'BAD_USER_INPUT'],
      [{ ownerEmail: '"<b>"@x.y' }, 'BAD_USER_INPUT'],
      [{ ownerEmail: 'a\u0000b@x.example' }, 'BAD_USER_INPUT'],
      [{ plan: 'FREE' }, 'BAD_USER_INPUT'],
      [{ providerKey: 'plain' }, 'SEALED_MALFORMED'],
      [{ wrappedPrivateKey: keys.providerKey }, 'SEALED_MALFORMED'],
      [{ publicKey: Buffer.alloc(300).toString('base64') }, 'SEALED_MALFORMED'],
      [{ keyBinding: keys.providerKey }, 'SEALED_MALFORMED'],
      [{ pin: keys.keyBinding }, 'SEALED_MALFORMED'],
      [{ id: 'one' }, 'BAD_USER_INPUT'],
      [{ id: id.toUpperCase() }, 'BAD_USER_INPUT'],
      [{ id: (await provider.createClient('Taken', { seats: 1 })).id }, 'CONFLICT'],
      [{ providerId: anyId() }, 'NOT_FOUND'],
    ]
    const logged = await provider.logged(async () => {
      for (const [change, code] of broken)
        expect([change, await provider.admin.refused(create, { input: { ...good, ...change } })]).toEqual([change, code])
    })
    expect(logged).toEqual([])
    expect(await provider.admin.do('{ clients(filter: { name: { eq: "Broken" } }) { totalCount } }'))
      .toEqual({ clients: { totalCount: 0 } })
  })

  it('is for provider admins, renaming for service users and owners too', async () => {
    const client = await provider.createClient('Globex', { seats: 3 })
    const owner = await client.owner()
    const id = anyId()
    const keys = await makeClientKeys(id, await importKey(makeKey()))
    expect(await serviceUser.refused(create, {
      input: { providerId: provider.id, id, name: 'Mine', plan: 'TEAMS', seats: 1, ownerEmail: 'o@x.example', ...keys },
    })).toBe('FORBIDDEN')
    expect(await serviceUser.do(rename, { id: client.id, name: 'Globex 2' })).toEqual({ renameClient: { name: 'Globex 2' } })
    expect(await provider.logged(() => owner.do(rename, { id: client.id, name: 'Globex 3' })))
      .toEqual([{ event: 'Organization_Updated', by: 'owner', whom: 'Globex 3', name: 'Globex 3', was: 'Globex 2' }])
  })
})

it('a client never bears the id of a provider, its own or another', async () => {
  const other = await world.anotherProvider('Tailspin')
  for (const { id } of [provider, other]) {
    const keys = await makeClientKeys(id, await importKey(makeKey()))
    expect(await provider.admin.refused(create, {
      input: { providerId: provider.id, id, name: 'Double', plan: 'TEAMS', seats: 1, ownerEmail: 'o@double.example', ...keys },
    })).toBe('CONFLICT')
  }
})

describe('unlinking', () => {
  async function linked(name: string): Promise<{ client: ClientOf, owner: Person & { userId: string } }> {
    const client = await provider.createClient(name, { seats: 4, owner: `owner@${name.toLowerCase()}.example` })
    return { client, owner: await client.owner() }
  }

  it('needs a confirmed owner among the client\'s own people', async () => {
    const client = await provider.createClient('Ownerless', { seats: 4, owner: 'nobody@ownerless.example' })
    const logged = await provider.logged(async () => {
      expect(await provider.admin.refused(unlink, { id: client.id })).toBe('NO_CONFIRMED_OWNER')
      await world.accept('nobody@ownerless.example')
    })
    expect(await provider.admin.refused(unlink, { id: client.id })).toBe('NO_CONFIRMED_OWNER')
    expect(logged.map(({ event }) => event)).toEqual(['OrganizationUser_Accepted'])
    await client.confirm(await client.user('nobody@ownerless.example'))
    expect(await provider.admin.do(unlink, { id: client.id })).toMatchObject({ unlinkClient: { id: provider.id } })
  })

  it('is for provider admins of this provider', async () => {
    const { client, owner } = await linked('Hooli')
    const contoso = await world.anotherProvider('Contoso')
    expect(await serviceUser.refused(unlink, { id: client.id })).toBe('FORBIDDEN')
    expect(await owner.refused(unlink, { id: client.id })).toBe('FORBIDDEN')
    expect(await contoso.admin.refused(unlink, { id: client.id })).toBe('NOT_FOUND')
    expect(await provider.admin.do(read, { id: client.id })).toEqual({ client: { name: 'Hooli' } })
  })

  it('ends the provider\'s access at once, gives back its seats, and leaves the client\'s people as they are', async () => {
    const { client, owner } = await linked('Initech')
    await client.invite(['waiting@initech.example'])
    const tool = await provider.tool(['READ', 'EVENTS_READ', 'USERS_WRITE', 'SEATS_WRITE', 'CLIENTS_WRITE'], [client.id])
    expect(await tool.do('{ clients { edges { node { name } } } }')).toEqual({ clients: { edges: [{ node: { name: 'Initech' } }] } })
    const before = (await provider.pools()).ENTERPRISE!.allocated
    const invitation = await world.invitationOf('waiting@initech.example')

    const logged = await provider.logged(() => provider.admin.do(unlink, { id: client.id }))
    expect(logged.map(({ event, whom, by }) => [event, whom, by])).toEqual([
      ['Provider_SeatsReleased', 'Northwind', 'Ada Admin'],
      ['ProviderOrganization_Removed', 'Initech', 'Ada Admin'],
    ].slice(before > 20 ? 0 : 1))
    expect((await provider.pools()).ENTERPRISE!.allocated).toBe(before - 4)

    for (const by of [provider.admin, serviceUser, tool]) {
      expect(await by.refused(read, { id: client.id })).toBe('NOT_FOUND')
      expect(await by.do('{ clients(filter: { name: { eq: "Initech" } }) { totalCount edges { node { id } } } }'))
        .toEqual({ clients: { totalCount: 0, edges: [] } })
      expect(await by.do('query ($id: ID!) { node(id: $id) { id } }', { id: client.id })).toEqual({ node: null })
      expect(await by.refused('mutation ($id: ID!) { addSeats(clientId: $id, count: 1) { id } }', { id: client.id })).toBe('NOT_FOUND')
      expect((await by.bulk('revokeUsers', [owner.userId]))[0]).toMatchObject({ email: null, code: 'NOT_FOUND' })
    }
    expect(await provider.admin.refused(unlink, { id: client.id })).toBe('NOT_FOUND')

    expect(await owner.do(
      'query ($id: ID!) { client(id: $id) { name providerKey provider { name } seats { bought occupied } viewerCanInviteUsers } }',
      { id: client.id },
    ))
      .toEqual({
        client: { name: 'Initech', providerKey: null, provider: null, seats: { bought: 4, occupied: 2 }, viewerCanInviteUsers: true },
      })
    const theirs = await provider.logged(async () => {
      await client.invite(['new@initech.example'], 'USER', { by: owner })
      await world.stranger.do(
        'mutation ($token: String!, $registration: RegistrationInput) { acceptInvitation(token: $token, registration: $registration) { id } }',
        { token: invitation, registration: await world.registration('waiting@initech.example', 'Will Waiting') },
      )
    })
    expect(theirs).toEqual([])
    const { client: { events } } = await owner.do('query ($id: ID!) { client(id: $id) { events { edges { node { seq type } } } } }', { id: client.id })
    expect(events!.edges.map(({ node }) => node))
      .toEqual([{ seq: '2', type: 'OrganizationUser_Accepted' }, { seq: '1', type: 'OrganizationUser_Invited' }])
    const newest = { lastEvent: { type: 'OrganizationUser_Accepted' } }
    expect(await owner.do('query ($id: ID!) { client(id: $id) { lastEvent { type } } clients { edges { node { lastEvent { type } } } } }', { id: client.id }))
      .toEqual({ client: newest, clients: { edges: [{ node: newest }] } })
  })

  it('ends the consent to grow: without a provider nobody pays for more seats', async () => {
    const { client, owner } = await linked('Raviga')
    await provider.admin.do('mutation ($id: ID!) { setAutoGrow(clientId: $id, ceiling: 50) { id } }', { id: client.id })
    await provider.admin.do(unlink, { id: client.id })
    const { bought, occupied, autoGrowCeiling } = (await owner.do(
      'query ($id: ID!) { client(id: $id) { seats { bought occupied autoGrowCeiling } } }',
      { id: client.id },
    )).client.seats!
    expect(autoGrowCeiling).toBeNull()
    const users = Array.from({ length: bought - occupied + 1 }, (_, n) => ({ email: `n${n}@raviga.example`, role: 'USER' }))
    expect(await owner.refused('mutation ($id: ID!, $users: [InviteUserInput!]!) { inviteUsers(clientId: $id, users: $users) { ok } }', { id: client.id, users }))
      .toBe('NO_FREE_SEAT')
  })

  it('keeps in the provider\'s log what was done before', async () => {
    const { client } = await linked('Umbrella')
    await provider.admin.do(unlink, { id: client.id })
    const { events } = await provider.admin.do(
      'query ($filter: EventFilter, $id: ID!) { events(providerId: $id, filter: $filter) { edges { node { type clientName } } } }',
      { id: provider.id, filter: { clientId: client.id } },
    )
    expect(events.edges.map(({ node }) => node.type)).toEqual([
      'ProviderOrganization_Created',
      'OrganizationUser_Invited',
      'OrganizationUser_Accepted',
      'OrganizationUser_Confirmed',
      'User_LoggedIn',
      'ProviderOrganization_Removed',
    ])
  })

  it('while somebody renames the client: the rename came first or finds no client, and only a rename that happened is logged', async () => {
    const { client } = await linked('Wonka')
    let renamed = ''
    const logged = await provider.logged(() => provider.atOnce(
      async () => { await provider.admin.do(unlink, { id: client.id }) },
      async () => {
        renamed = await serviceUser.ask(rename, { id: client.id, name: 'Wonka Ltd' })
          .then(({ body }) => body.errors?.[0]?.extensions.code ?? 'ok')
      },
    ))
    const told = logged.map(({ event }) => event).filter(event => event !== 'Provider_SeatsReleased')
    expect([['NOT_FOUND', ['ProviderOrganization_Removed']], ['ok', ['Organization_Updated', 'ProviderOrganization_Removed']]])
      .toContainEqual([renamed, told])
  })

  it('by two at the same moment happens once', async () => {
    const { client } = await linked('Vandelay')
    const logged = await provider.logged(async () => {
      const answers = await provider.atOnce(...[1, 2, 3].map(() => () => provider.admin.ask(unlink, { id: client.id })))
      expect(answers.map(({ body }) => body.errors?.[0]?.extensions.code ?? 'ok').sort()).toEqual(['NOT_FOUND', 'NOT_FOUND', 'ok'])
    })
    expect(logged.filter(({ event }) => event === 'ProviderOrganization_Removed')).toHaveLength(1)
  })
})

describe('the list of clients', () => {
  let many: ProviderOf
  beforeAll(async () => {
    many = await world.anotherProvider('Many')
    const clients = Array.from({ length: 120 }, (_, index) => index + 1).map(n => clientRow(many.id, {
      name: `${['client', 'Client', 'CLIENT'][n % 3]}${String(Math.floor(n / 2)).padStart(3, '0')}`,
      plan: ['TEAMS', 'ENTERPRISE'][n % 2],
      seats: 10 + n % 7,
      created_at: `2026-01-01T${10 + n % 11}:00:00.123456Z`,
    }))
    const people = clients.flatMap(({ id, seats }) =>
      ['INVITED', 'ACCEPTED', 'INVITED', 'REVOKED'].slice(0, Number(seats) % 5).map(status => userRow({ id, provider: many }, { status })))
    await insertRows(world, 'client', clients)
    await insertRows(world, 'client_user', people)
    const ids = await world.sql<{ id: string }>('select id from client where provider_id = $1 order by id limit 10', [many.id])
    for (const { id } of ids)
      await many.admin.do(rename, { id, name: `renamed ${id.slice(0, 4)}` })
    all = await page(many.admin, { first: 200 }).then(({ nodes }) => nodes)
  })

  let all: Listed[]

  const document = `query ($first: Int!, $after: String, $filter: ClientFilter, $orderBy: ClientOrder) { clients(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
    totalCount edges { cursor node { id name plan createdAt seats { bought occupied free } lastEvent { at } } } pageInfo { hasNextPage endCursor } } }`
  type Page = Awaited<ReturnType<typeof page>>
  type Listed = Page['nodes'][number]

  async function page(by: Caller, variables: Record<string, unknown>) {
    const { clients: { totalCount, edges, pageInfo } } = await by.do(document, { first: 50, ...variables })
    return {
      totalCount,
      nodes: edges.map(({ node }) => ({ ...node, seats: node.seats! })),
      cursors: edges.map(({ cursor }) => cursor),
      ...pageInfo,
    }
  }

  const orders: Array<[string, (listed: Listed) => string | number]> = [
    ['NAME', ({ name }) => name.toLowerCase()],
    ['SEATS', ({ seats }) => seats.bought],
    ['OCCUPIED', ({ seats }) => seats.occupied],
    ['CREATED_AT', ({ createdAt }) => createdAt],
    ['LAST_EVENT_AT', ({ lastEvent }) => lastEvent?.at ?? ''],
  ]
  const directions = ['ASC', 'DESC'] as const

  it.each(
    orders.flatMap(([field, key]) => directions.map(direction => [field, direction, key] as const)),
  )('by %s %s has each client once, from every place with every page size', async (field, direction, key) => {
    const orderBy = { field, direction }
    const whole = await page(many.admin, { first: 200, orderBy })
    expect(whole.nodes.map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort())
    expect(whole.totalCount).toBe(120)
    const keys = whole.nodes.map(key)
    expect(keys).toEqual([...keys].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0) * (direction === 'ASC' ? 1 : -1)))
    await fc.assert(fc.asyncProperty(fc.integer({ min: -1, max: 119 }), fc.integer({ min: 1, max: 50 }), async (place, first) => {
      const found = await page(many.admin, { first, orderBy, after: whole.cursors[place] ?? null })
      expect(found.nodes).toEqual(whole.nodes.slice(place + 1, place + 1 + first))
      expect(found).toMatchObject({
        hasNextPage: place + 1 + first < 120,
        endCursor: whole.cursors[Math.min(119, place + first)] && found.nodes.length ? whole.cursors[Math.min(119, place + first)] : null,
      })
    }), { numRuns: 12 })
    const walked: string[] = []
    for (let after: string | null = null, first = 1, more = true; more; first = first % 50 + 7) {
      const found: Page = await page(many.admin, { first, orderBy, after })
      walked.push(...found.nodes.map(({ id }) => id))
      after = found.endCursor
      more = found.hasNextPage
    }
    expect(walked).toEqual(whole.nodes.map(({ id }) => id))
  })

  it('goes on behind a name as long as one may be', async () => {
    const families = await provider.createClient('👨‍👩‍👧‍👦'.repeat(50), { owner: 'owner@families.example' })
    const { clients } = await provider.admin.do('{ clients(first: 200) { edges { cursor node { id } } } }')
    const { cursor } = clients.edges.find(({ node: { id } }) => id === families.id)!
    expect(await provider.admin.do('query ($after: String) { clients(after: $after) { totalCount } }', { after: cursor }))
      .toMatchObject({ clients: { totalCount: expect.any(Number) } })
  })

  it('is walked in every page size from 1 to 50', async () => {
    const orderBy = { field: 'SEATS', direction: 'DESC' }
    const { nodes: whole, cursors } = await page(many.admin, { first: 200, orderBy })
    for (let first = 1; first <= 50; first++) {
      const places = [0, first, 60, 120 - first].filter(place => place < 120)
      const pages = await Promise.all(places.map(place => page(many.admin, { first, orderBy, after: cursors[place - 1] ?? null })))
      expect(pages.map(({ nodes }) => nodes)).toEqual(places.map(place => whole.slice(place, place + first)))
    }
  })

  const filters: Array<[string, object, (listed: Listed) => boolean]> = [
    ['a part of the name in any case', { name: { contains: 'NT00' } }, ({ name }) => name.toLowerCase().includes('nt00')],
    ['the whole name in any case', { name: { eq: 'cLiEnT001' } }, ({ name }) => name.toLowerCase() === 'client001'],
    ['some names', { name: { in: ['client002', 'CLIENT003', 'none'] } }, ({ name }) =>
      ['client002', 'client003'].includes(name.toLowerCase())],
    ['not a name', { name: { not: 'client001' } }, ({ name }) => name.toLowerCase() !== 'client001'],
    ['a plan', { plan: 'TEAMS' }, ({ plan }) => plan === 'TEAMS'],
    ['at least so many free seats', { freeSeats: { gte: 12 } }, ({ seats }) => seats.free >= 12],
    ['at most so many', { freeSeats: { lte: 10 } }, ({ seats }) => seats.free <= 10],
    ['exactly so many', { freeSeats: { eq: 11 } }, ({ seats }) => seats.free === 11],
    ['one of some numbers', { freeSeats: { in: [10, 14] } }, ({ seats }) => [10, 14].includes(seats.free)],
    ['not so many', { freeSeats: { not: 10 } }, ({ seats }) => seats.free !== 10],
    [
      'all of it together',
      { name: { contains: 'client0' }, plan: 'ENTERPRISE', freeSeats: { gte: 10, lte: 12 } },
      ({ name, plan, seats }) => name.toLowerCase().includes('client0') && plan === 'ENTERPRISE' && seats.free >= 10 && seats.free <= 12,
    ],
  ]
  it.each(filters)('is filtered by %s, and counts what it found', async (_, filter, holds) => {
    const expected = all.filter(holds)
    expect(expected.length).toBeGreaterThan(0)
    expect(expected.length).toBeLessThan(120)
    const { totalCount, nodes } = await page(many.admin, { first: 200, filter })
    expect(nodes).toEqual(expected)
    expect(totalCount).toBe(expected.length)
  })

  it.each([
    [{ name: { contains: '%' } }],
    [{ name: { contains: '_lient' } }],
    [{ name: { contains: '\' or true --' } }],
    [{ name: { in: [] } }],
    [{ freeSeats: { in: [] } }],
  ])('finds nothing by %j', async (filter) => {
    expect(await page(many.admin, { filter })).toMatchObject({ totalCount: 0, nodes: [], hasNextPage: false, endCursor: null })
  })

  it('holds the clients of the viewer and nobody else\'s', async () => {
    expect((await page(provider.admin, { first: 200 })).nodes.filter(({ id }) => all.some(other => other.id === id))).toEqual([])
    const member = await (await many.createClient('Own', { seats: 2 })).owner()
    expect((await page(member, {})).nodes.map(({ name }) => name)).toEqual(['Own'])
    expect(await world.stranger.refused('{ clients { totalCount } }')).toBe('UNAUTHENTICATED')
  })

  it.each([[0], [-1], [201], [1_000_000]])('refuses a page of %i', async (first) => {
    expect(await many.admin.refused('query ($first: Int!) { clients(first: $first) { edges { node { id } } } }', { first }))
      .toMatch(/^(?:BAD_USER_INPUT|LIMIT_EXCEEDED)$/)
  })

  const forged = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url')
  it.each([
    ['nonsense', 'NAME', 'nonsense'],
    ['emptiness', 'NAME', ''],
    ['another list\'s cursor', 'SEATS', forged('a@x.example')],
    ['no id', 'NAME', forged('a', 'b')],
    ['only hyphens for an id', 'NAME', forged('a', '-'.repeat(36))],
    ['a number too many', 'NAME', forged('a', anyId(), 1)],
    ['text where a number belongs', 'SEATS', forged('1; drop table client', anyId())],
    ['a day that does not exist', 'CREATED_AT', forged('2026-02-31 10:00:00+00', anyId())],
    ['a month that does not exist', 'LAST_EVENT_AT', forged('2026-99-01', anyId())],
    ['text that cannot be stored', 'NAME', forged('a\u0000', anyId())],
  ])('refuses %s as a cursor', async (_, field, after) => {
    expect(await many.admin.refused(document, { first: 5, after, orderBy: { field, direction: 'ASC' } })).toBe('CURSOR_MALFORMED')
  })

  it('refuses text that cannot be stored as a filter', async () => {
    expect(await many.admin.refused(document, { first: 5, filter: { name: { eq: 'a\u0000b' } } })).toBe('BAD_USER_INPUT')
  })
})

it('filter, order and cursor reveal no seats or events to those who may not read them', async () => {
  const harbour = await provider.createClient('Harbour', { seats: 5 })
  const member = await harbour.join('mia@harbour.example')
  const blind = await provider.tool(['READ'])
  const names = async (by: Caller, args: string) =>
    (await by.do<{ clients: { totalCount: number } }>(`{ clients(${args}) { totalCount edges { cursor node { name } } } }`)).clients
  expect(await names(member, 'first: 5')).toMatchObject({ totalCount: 1, edges: [{ node: { name: 'Harbour' } }] })
  for (const args of [
    'filter: { freeSeats: { gte: 0 } }',
    'orderBy: { field: SEATS, direction: ASC }',
    'orderBy: { field: OCCUPIED, direction: ASC }',
    'orderBy: { field: LAST_EVENT_AT, direction: DESC }',
  ])
    expect([args, await names(member, args)]).toEqual([args, { totalCount: 0, edges: [] }])
  expect(await names(blind, 'orderBy: { field: LAST_EVENT_AT, direction: DESC }')).toEqual({ totalCount: 0, edges: [] })
  expect((await names(blind, 'orderBy: { field: SEATS, direction: ASC }')).totalCount).toBeGreaterThan(0)
  await provider.admin.do('mutation ($ids: [ID!]!) { changeUserRoles(ids: $ids, role: ADMIN) { ok } }', { ids: [member.userId] })
  expect(await names(member, 'orderBy: { field: OCCUPIED, direction: ASC }')).toMatchObject({ totalCount: 1 })
})
