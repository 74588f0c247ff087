import { describe, expect, it } from 'vitest'
import { feedDocument } from '../feed/follower.js'
import { Wire } from '../feed/wire.js'
import { Caller } from '../testkit/person.js'
import { apiTokenRow, insertRows } from '../testkit/rows.js'
import { withinASecond } from '../testkit/within-a-second.js'
import { useWorld } from '../testkit/use-world.js'
import { anyId } from '../testkit/world.js'

const create = `mutation ($providerId: ID!, $name: String!, $scopes: [ApiTokenScope!]!, $clientIds: [ID!], $expiresAt: DateTimeISO!) {
  createApiToken(providerId: $providerId, name: $name, scopes: $scopes, clientIds: $clientIds, expiresAt: $expiresAt) { secret apiToken { id name prefix scopes clientIds createdBy expiresAt lastUsedAt revokedAt } } }`
const revoke = 'mutation ($id: ID!) { revokeApiToken(id: $id) { id revokedAt } }'
interface Created { secret: string, apiToken: { id: string, prefix: string, [field: string]: unknown } }

const world = await useWorld()
const provider = await world.provider('Northwind', { enterprise: 30 })
const acme = await provider.createClient('Acme', { seats: 10 })
const globex = await provider.createClient('Globex', { seats: 10 })
const fabrikam = await world.anotherProvider('Fabrikam')
const eve = await provider.hire('eve@northwind.example', 'PROVIDER_ADMIN')

const tomorrow = () => new Date(Date.now() + 86_400_000)
async function make(by: Caller, input: Record<string, unknown> = {}): Promise<Created & { tool: Caller }> {
  const { createApiToken } = await by.do(
    create,
    { providerId: provider.id, name: 'tool', scopes: ['READ'], expiresAt: tomorrow(), ...input },
  )
  return { ...createApiToken, tool: new Caller(world.origin, createApiToken.secret) }
}
/** Within a second the credential does nothing any more. */
async function isOver(tool: Caller) {
  return expect(await withinASecond(
    () => tool.ask('{ viewer { account { email } } }').then(({ body }) => body.errors?.[0]?.extensions.code ?? 'alive'),
    'alive',
  )).toBe('UNAUTHENTICATED')
}

const everything: Record<string, [document: string, variables: () => Record<string, unknown>]> = {
  clients: ['{ clients { totalCount } }', () => ({})],
  client: ['query ($id: ID!) { client(id: $id) { name } }', () => ({ id: acme.id })],
  provider: ['{ provider { name seatPools { plan } } }', () => ({})],
  events: ['{ events(first: 1) { edges { cursor } } }', () => ({})],
  inviteUsers: [
    'mutation ($id: ID!, $email: String!) { inviteUsers(clientId: $id, users: [{ email: $email, role: USER }]) { ok } }',
    () => ({ id: acme.id, email: `${anyId()}@x.example` }),
  ],
  addSeats: ['mutation ($id: ID!) { addSeats(clientId: $id, count: 1) { id } }', () => ({ id: acme.id })],
  setAutoGrow: ['mutation ($id: ID!) { setAutoGrow(clientId: $id, ceiling: 9999) { id } }', () => ({ id: acme.id })],
  renameClient: ['mutation ($id: ID!) { renameClient(id: $id, name: "Acme") { id } }', () => ({ id: acme.id })],
  unlinkClient: ['mutation ($id: ID!) { unlinkClient(id: $id) { id } }', () => ({ id: acme.id })],
  renameProvider: ['mutation ($id: ID!) { renameProvider(id: $id, name: "Mine") { id } }', () => ({ id: provider.id })],
  changeSeatMinimum: ['mutation ($id: ID!) { changeSeatMinimum(providerId: $id, plan: TEAMS, minimum: 1) { id } }', () => ({ id: provider.id })],
  inviteProviderUsers: [
    'mutation ($id: ID!) { inviteProviderUsers(providerId: $id, emails: ["x@x.example"], type: PROVIDER_ADMIN) { ok } }',
    () => ({ id: provider.id }),
  ],
  createApiToken: [create, () => ({ providerId: provider.id, name: 'more', scopes: ['READ'], expiresAt: tomorrow() })],
  revokeApiToken: ['mutation ($id: ID!) { revokeApiToken(id: $id) { id } }', () => ({ id: anyId() })],
  signOutEverywhere: ['mutation { signOutEverywhere }', () => ({})],
}

/** The names of what a tool may do of all this. */
async function allowed(tool: Caller): Promise<string[]> {
  const names: string[] = []
  for (const [name, [document, variables]] of Object.entries(everything)) {
    const { body } = await tool.ask(document, variables())
    if (!body.errors)
      names.push(name)
    else
      expect([name, body.errors[0]!.extensions.code]).toEqual([name, name === 'revokeApiToken' ? 'NOT_FOUND' : 'FORBIDDEN'])
  }
  return names
}

describe('making one', () => {
  it('shows the secret once, stores a hash, and is logged without it', async () => {
    let made!: Created
    const logged = await provider.logged(async () => {
      made = await make(
        provider.admin,
        { name: ' Ticket system ', scopes: ['READ', 'EVENTS_READ', 'READ'], clientIds: [acme.id], expiresAt: '2026-12-31T00:00:00Z' },
      )
    })
    const { secret, apiToken } = made
    expect(secret).toMatch(/^wr_[0-9a-f]{12}_[\w-]{43}$/)
    expect(apiToken).toEqual({
      id: expect.any(String),
      name: 'Ticket system',
      prefix: secret.slice(0, 15),
      scopes: ['EVENTS_READ', 'READ'],
      clientIds: [acme.id],
      createdBy: 'Ada Admin',
      expiresAt: '2026-12-31T00:00:00.000Z',
      lastUsedAt: null,
      revokedAt: null,
    })
    expect(logged).toEqual([{
      event: 'ApiToken_Created',
      by: 'Ada Admin',
      whom: 'Ticket system',
      name: 'Ticket system',
      scopes: ['EVENTS_READ', 'READ'],
      clients: 1,
      addresses: 'all',
      expiresAt: '2026-12-31T00:00:00.000Z',
    }])
    const [{ rows }] = await world.sql<{ rows: string }>(
      `select string_agg(t::text, ' ') || (select string_agg(e::text, ' ') from event e) rows from api_token t`,
    ) as [{ rows: string }]
    for (const part of [secret, secret.slice(16), Buffer.from(secret).toString('hex')])
      expect(rows).not.toContain(part)
    expect(await provider.admin.refused('{ provider { apiTokens { edges { node { secret } } } } }')).toBe('BAD_USER_INPUT')
  })

  it.each([
    ['no scope', { scopes: [] }, 'BAD_USER_INPUT'],
    ['an unknown scope', { scopes: ['EVERYTHING'] }, 'BAD_USER_INPUT'],
    ['an end in the past', { expiresAt: '2020-01-01T00:00:00Z' }, 'BAD_USER_INPUT'],
    ['an end in two years', { expiresAt: new Date(Date.now() + 2 * 365 * 86_400_000) }, 'BAD_USER_INPUT'],
    ['no name', { name: ' ' }, 'BAD_USER_INPUT'],
    ['a limit to no client', { clientIds: [] }, 'BAD_USER_INPUT'],
    ['a limit to nobody\'s client', { clientIds: [anyId()] }, 'NOT_FOUND'],
    ['a limit to no id', { clientIds: ['x'] }, 'NOT_FOUND'],
    ['another provider', { providerId: anyId() }, 'NOT_FOUND'],
  ])('refuses %s', async (_, input, code) => {
    const logged = await provider.logged(async () => expect(
      await provider.admin.refused(create, { providerId: provider.id, name: 'x', scopes: ['READ'], expiresAt: tomorrow(), ...input }),
    ).toBe(code))
    expect(logged).toEqual([])
  })

  it('is for provider admins', async () => {
    const sam = await provider.hire('sam@northwind.example')
    expect(await sam.refused(create, { providerId: provider.id, name: 'x', scopes: ['READ'], expiresAt: tomorrow() })).toBe('FORBIDDEN')
    expect(await sam.do('{ provider { apiTokens { totalCount } viewerCanManageApiTokens } }'))
      .toEqual({ provider: { apiTokens: null, viewerCanManageApiTokens: false } })
  })
})

describe('its scopes', () => {
  it.each([
    [['READ'], ['clients', 'client', 'provider']],
    [['EVENTS_READ'], ['clients', 'events']],
    [['USERS_WRITE'], ['clients', 'inviteUsers']],
    [['SEATS_WRITE'], ['clients', 'addSeats', 'setAutoGrow']],
    [['CLIENTS_WRITE'], ['clients', 'renameClient']],
    [
      ['READ', 'EVENTS_READ', 'USERS_WRITE', 'SEATS_WRITE', 'CLIENTS_WRITE'],
      ['clients', 'client', 'provider', 'events', 'inviteUsers', 'addSeats', 'setAutoGrow', 'renameClient'],
    ],
  ])('%j open no more than they say', async (scopes, expected) => {
    expect(await allowed((await make(provider.admin, { scopes })).tool)).toEqual(expected)
    await provider.admin.do('mutation ($id: ID!) { setAutoGrow(clientId: $id, ceiling: null) { id } }', { id: acme.id })
  })

  it('without READ the list of clients is empty, without EVENTS_READ nested events are null', async () => {
    expect(await (await make(provider.admin, { scopes: ['EVENTS_READ'] })).tool.do('{ clients { totalCount } }'))
      .toEqual({ clients: { totalCount: 0 } })
    expect(await (await make(provider.admin)).tool.do(
      'query ($id: ID!) { client(id: $id) { name events { edges { cursor } } lastEvent { type } } }',
      { id: acme.id },
    )).toEqual({ client: { name: 'Acme', events: null, lastEvent: null } })
  })

  it('never open keys, tokens, or the confirming of people', async () => {
    const { tool } = await make(provider.admin, { scopes: ['READ', 'USERS_WRITE', 'CLIENTS_WRITE'] })
    expect(await tool.do('query ($id: ID!) { client(id: $id) { providerKey } viewer { keys { salt } providerMemberships { key } sessions { id } } provider { apiTokens { totalCount } } }', { id: acme.id }))
      .toEqual({
        client: { providerKey: null },
        viewer: { keys: null, providerMemberships: [{ key: null }], sessions: [] },
        provider: { apiTokens: null },
      })
    const { id } = await acme.user(acme.ownerEmail)
    const { confirmUsers } = await tool.do(
      'mutation ($c: [ConfirmInput!]!) { confirmUsers(confirmations: $c) { code email } }',
      { c: [{ id, key: 'x' }] },
    )
    expect(confirmUsers).toEqual([{ code: 'FORBIDDEN', email: null }])
  })

  it('what a tool does is logged as done by a tool, with the name of its maker', async () => {
    const { tool } = await make(provider.admin, { scopes: ['CLIENTS_WRITE'] })
    await tool.do('mutation ($id: ID!) { renameClient(id: $id, name: "Globex Inc") { id } }', { id: globex.id })
    const { client } = await provider.admin.do(
      'query ($id: ID!) { client(id: $id) { lastEvent { type deviceType actor { kind id name } } } }',
      { id: globex.id },
    )
    expect(client).toEqual({ lastEvent: {
      type: 'Organization_Updated',
      deviceType: 21,
      actor: { kind: 'API_TOKEN', id: provider.admin.accountId, name: 'Ada Admin' },
    } })
  })
})

describe('limited to chosen clients', () => {
  it('it reaches those and nothing else of the provider', async () => {
    const { tool } = await make(
      provider.admin,
      { scopes: ['READ', 'EVENTS_READ', 'USERS_WRITE', 'SEATS_WRITE', 'CLIENTS_WRITE'], clientIds: [acme.id] },
    )
    expect(await tool.do('{ clients { totalCount edges { node { id } } } }'))
      .toEqual({ clients: { totalCount: 1, edges: [{ node: { id: acme.id } }] } })
    for (const [document, variables] of [
      ['query ($id: ID!) { client(id: $id) { name } }', { id: globex.id }],
      ['mutation ($id: ID!) { renameClient(id: $id, name: "Mine") { name } }', { id: globex.id }],
      ['mutation ($id: ID!) { addSeats(clientId: $id, count: 1) { id } }', { id: globex.id }],
      ['{ provider { name } }', {}],
      ['query ($id: ID!) { provider(id: $id) { name } }', { id: provider.id }],
    ] as const)
      expect([document, await tool.refused(document, variables)]).toEqual([document, 'NOT_FOUND'])
    const { id } = await globex.user(globex.ownerEmail)
    expect(await tool.bulk('revokeUsers', [id])).toMatchObject([{ email: null, code: 'NOT_FOUND' }])
    expect(await tool.do('query ($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: null })
  })

  it('it sees the events of those clients only', async () => {
    const { tool } = await make(provider.admin, { scopes: ['EVENTS_READ'], clientIds: [acme.id] })
    const { events } = await tool.do('{ events(first: 200) { edges { node { clientId } } } }')
    expect(new Set(events.edges.map(({ node }) => node.clientId))).toEqual(new Set([acme.id]))
    const other = await tool.do('query ($f: EventFilter) { events(filter: $f) { edges { cursor } } }', { f: { clientId: globex.id } })
    expect(other.events.edges).toEqual([])
  })

  it('it cannot decide that a client may grow, which could buy', async () => {
    const { tool } = await make(provider.admin, { scopes: ['SEATS_WRITE'], clientIds: [acme.id] })
    expect(await tool.refused('mutation ($id: ID!) { setAutoGrow(clientId: $id, ceiling: 9999) { id } }', { id: acme.id }))
      .toBe('FORBIDDEN')
  })
})

describe('the list', () => {
  const list = `query ($id: ID!, $first: Int! = 50, $after: String, $filter: ApiTokenFilter, $orderBy: ApiTokenOrder) {
    provider(id: $id) { apiTokens(first: $first, after: $after, filter: $filter, orderBy: $orderBy) { totalCount pageInfo { hasNextPage endCursor } edges { node { id name } } } } }`
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)
  const listed = async (variables: Record<string, unknown> = {}) => {
    const { admin, id } = fabrikam
    const { provider: { apiTokens } } = await admin.do(list, { id, ...variables })
    return { ...apiTokens!, names: apiTokens!.edges.map(({ node }) => node.name) }
  }

  it('shows a token that works before all that do not, however many and however new', async () => {
    const { admin, id } = fabrikam
    const { createApiToken: { apiToken, secret } } = await admin.do(
      create,
      { providerId: id, name: 'the oldest', scopes: ['READ'], expiresAt: inDays(7) },
    )
    await world.sql(`update api_token set created_at = created_at - interval '100 days' where id = $1`, [apiToken.id])
    const ended = Array.from({ length: 230 }, (_, n) =>
      apiTokenRow(id, admin.accountId, { name: `ended ${n}`, expires_at: inDays(n % 2 ? -1 : 300), revoked_at: n % 2 ? null : new Date() }))
    await insertRows(world, 'api_token', ended)
    const first = await listed()
    expect([first.totalCount, first.names.length, first.names[0], first.pageInfo.hasNextPage]).toEqual([231, 50, 'the oldest', true])
    expect(await new Caller(world.origin, secret).do('{ provider { name } }')).toEqual({ provider: { name: 'Fabrikam' } })
    const names: string[] = []
    for (let after: string | null | undefined; after !== null;) {
      const page = await listed({ first: 100, after })
      names.push(...page.names)
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
    }
    expect(new Set(names).size).toBe(231)
  })

  it('is filtered by what works, by a part of the name, and by how a secret begins', async () => {
    const { admin, id } = fabrikam
    const { createApiToken: { apiToken } } = await admin.do(
      create,
      { providerId: id, name: 'Ticket System', scopes: ['READ'], expiresAt: inDays(3) },
    )
    expect((await listed({ filter: { active: true } })).names).toEqual(['the oldest', 'Ticket System'])
    expect((await listed({ filter: { active: true }, orderBy: { field: 'ENDS_AT', direction: 'ASC' } })).names)
      .toEqual(['Ticket System', 'the oldest'])
    expect((await listed({ filter: { active: false } })).totalCount).toBe(230)
    expect((await listed({ filter: { search: 'ticket' } })).names).toEqual(['Ticket System'])
    expect((await listed({ filter: { search: apiToken.prefix } })).names).toEqual(['Ticket System'])
    expect((await listed({ filter: { search: 'ended 22', active: false }, orderBy: { field: 'NAME', direction: 'ASC' }, first: 3 })).names)
      .toEqual(['ended 22', 'ended 220', 'ended 221'])
    expect(await admin.refused(list, { id, after: 'x' })).toBe('CURSOR_MALFORMED')
  })

  it('is of one provider alone', async () => {
    const { id } = fabrikam
    const { provider: { apiTokens } } = await provider.admin.do(list, { id: provider.id, first: 200 })
    expect(apiTokens!.edges.map(({ node }) => node.name)).not.toContain('the oldest')
    expect(await provider.admin.refused(list, { id })).toBe('NOT_FOUND')
  })
})

describe('its end', () => {
  it('comes with revoking, within a second, and is logged', async () => {
    const { tool, apiToken } = await make(provider.admin)
    await tool.do('{ clients { totalCount } }')
    const logged = await provider.logged(() => provider.admin.do(revoke, { id: apiToken.id }))
    expect(logged).toEqual([{ event: 'ApiToken_Revoked', by: 'Ada Admin', whom: 'tool', name: 'tool' }])
    await isOver(tool)
    // The last use is noted beside the request and not waited for.
    const stored = async () => {
      const { provider: { apiTokens } } = await provider.admin.do('{ provider { apiTokens { edges { node { id revokedAt lastUsedAt } } } } }')
      return apiTokens!.edges.find(({ node: { id } }) => id === apiToken.id)?.node
    }
    await expect.poll(stored).toEqual({ id: apiToken.id, revokedAt: expect.any(String), lastUsedAt: expect.any(String) })
  })

  it('comes with its date', async () => {
    const { tool, apiToken } = await make(provider.admin)
    await tool.do('{ clients { totalCount } }')
    await world.sql(`update api_token set expires_at = now() - interval '1 second' where id = $1`, [apiToken.id])
    await isOver(tool)
  })

  it('comes with its maker: demoted it can do less, removed it can do nothing', async () => {
    const { tool } = await make(eve, { scopes: ['READ', 'SEATS_WRITE', 'EVENTS_READ'] })
    const { viewer } = await eve.do('{ viewer { providerMemberships { id } } }')
    const { id } = viewer.providerMemberships[0]!
    const buy = 'mutation ($id: ID!) { addSeats(clientId: $id, count: 100) { id } }'
    await tool.do(buy, { id: acme.id })
    await provider.admin.do('mutation ($id: ID!) { changeProviderUserType(id: $id, type: SERVICE_USER) { id } }', { id })
    expect(await withinASecond(() => tool.refused(buy, { id: acme.id }).catch(() => 'bought'), 'bought')).toBe('SEAT_PURCHASE_NEEDS_ADMIN')
    expect(await tool.do('{ provider { name users { edges { node { id } } } } }')).toEqual({ provider: { name: 'Northwind', users: null } })
    await provider.admin.bulk('removeProviderUsers', [id])
    await isOver(tool)
  })

  it('rests while its maker lacks the second factor that the provider demands, and so do its feeds', async () => {
    const { tool } = await make(await provider.hire('eva@northwind.example', 'PROVIDER_ADMIN'), { scopes: ['READ', 'EVENTS_READ'] })
    expect(await tool.do('{ provider { name } }')).toEqual({ provider: { name: 'Northwind' } })
    const asked = () => tool.ask('{ provider { name } }').then(({ body }) => body.errors?.[0]?.extensions.code ?? 'alive')
    const due = (when: string) => world.sql(`update provider set two_step_required_from = ${when} where id = $1`, [provider.id])
    await due('now()')
    expect(await withinASecond(asked, 'alive')).toBe('UNAUTHENTICATED')
    await due(`now() + interval '1 day'`)
    expect(await withinASecond(asked, 'UNAUTHENTICATED')).toBe('alive')
  })

  it('takes its feed along when its maker may no longer read the log of the provider', async () => {
    const kim = await provider.hire('kim@northwind.example', 'PROVIDER_ADMIN')
    const { tool } = await make(kim, { scopes: ['READ', 'EVENTS_READ'] })
    const { viewer } = await kim.do('{ viewer { providerMemberships { id } } }')
    const ids = viewer.providerMemberships.map(({ id }) => id)
    const wire = await Wire.open(world.origin, { token: tool.token })
    wire.subscribe('1', feedDocument)
    await wire.next('next')
    await provider.admin.do('mutation ($id: ID!) { changeProviderUserType(id: $id, type: SERVICE_USER) { id } }', { id: ids[0]! })
    await provider.admin.do('mutation ($id: ID!) { renameProvider(id: $id, name: "Northwind") { id } }', { id: provider.id })
    await globex.admin.do('mutation ($id: ID!) { renameClient(id: $id, name: "Globex") { id } }', { id: globex.id })
    const { payload } = await wire.next('next') as { payload: { data: { events: { events: Array<{ type: string }> } } } }
    const told = payload.data.events.events.map(({ type }) => type)
    expect(told).not.toContain('Provider_Updated')
    await provider.admin.bulk('removeProviderUsers', ids)
    expect((await wire.closed).code).toBe(4403)
    await isOver(tool)
  })

  it('comes with its maker\'s place, however that was lost', async () => {
    const ula = await provider.hire('ula@northwind.example', 'PROVIDER_ADMIN')
    const { tool } = await make(ula)
    await world.sql('delete from provider_user where account_id = $1', [ula.accountId]) // no door leads there that leaves the token alone
    await isOver(tool)
  })

  it('stays, though its maker is taken back into the team', async () => {
    const max = await provider.hire('max@northwind.example', 'PROVIDER_ADMIN')
    const { tool, apiToken } = await make(max)
    const { viewer } = await max.do('{ viewer { providerMemberships { id } } }')
    const logged = await provider.logged(() => provider.admin.bulk('removeProviderUsers', [viewer.providerMemberships[0]!.id]))
    expect(logged.map(({ event, whom }) => [event, whom])).toEqual([['ProviderUser_Removed', 'max'], ['ApiToken_Revoked', 'tool']])
    await provider.admit(max, 'PROVIDER_ADMIN')
    await isOver(tool)
    const { provider: { apiTokens } } = await provider.admin.do('{ provider { apiTokens { edges { node { id revokedAt } } } } }')
    expect(apiTokens!.edges.find(({ node: { id } }) => id === apiToken.id)!.node.revokedAt).not.toBeNull()
  })

  it('of another provider cannot be caused by anybody else', async () => {
    const contoso = await world.anotherProvider('Contoso')
    const { apiToken, tool } = await make(provider.admin)
    expect(await contoso.admin.refused(revoke, { id: apiToken.id })).toBe('NOT_FOUND')
    expect(await tool.do('{ provider { name } }')).toEqual({ provider: { name: 'Northwind' } })
    expect(await tool.refused('query ($id: ID!) { events(providerId: $id) { edges { cursor } } }', { id: contoso.id })).toBe('NOT_FOUND')
    expect(await tool.refused('query ($id: ID!) { provider(id: $id) { name } }', { id: contoso.id })).toBe('NOT_FOUND')
  })
})

it('a provider has no more than a thousand tokens that work', async () => {
  const { id: providerId, admin } = await world.anotherProvider('Tailspin')
  const living = Array.from({ length: 1_000 }, () => apiTokenRow(providerId, admin.accountId))
  await insertRows(world, 'api_token', living)
  const input = { providerId, name: 'one more', scopes: ['READ'], expiresAt: tomorrow() }
  expect(await admin.refusal(create, input)).toMatchObject({ code: 'API_TOKEN_LIMIT' })
  await world.sql('update api_token set revoked_at = now() where id = $1', [living[0]!.id])
  expect(await admin.do(create, input)).toMatchObject({ createApiToken: { apiToken: { name: 'one more' } } })
})
