import { limits } from '@wardroom/server/request/limits'
import { describe, expect, it } from 'vitest'
import { Wire } from '../feed/wire.js'
import { Caller } from '../testkit/person.js'
import { insertRows, userRow } from '../testkit/rows.js'
import { useWorld } from '../testkit/use-world.js'
import { World } from '../testkit/world.js'

const world = await useWorld()
const northwind = await world.provider('Northwind')
const acme = await northwind.createClient('Acme')

interface Refusal { message: string, code: string }

async function overHttp(query: string, variables: Record<string, unknown>): Promise<Refusal | null> {
  const { body } = await northwind.admin.ask(query, variables)
  const [error] = body.errors ?? []
  return error ? { message: error.message, code: error.extensions.code } : null
}

async function overSocket(query: string, variables: Record<string, unknown>): Promise<Refusal | null> {
  const wire = await Wire.open(world.origin, { token: northwind.admin.token })
  wire.subscribe('1', query, variables)
  wire.send({ type: 'ping' })
  await wire.next('pong')
  const answer = await Promise.race([wire.next('error'), new Promise<null>(resolve => setTimeout(resolve, 300, null))])
  const [error] = (answer?.payload ?? []) as Array<{ message: string, extensions: { code: string } }>
  await wire.leave()
  return error ? { message: error.message, code: error.extensions.code } : null
}

const nested = (levels: number): string => levels ? `{ edges { node { client { users ${nested(levels - 1)} } } } }` : '{ edges { cursor } }'
const times = (count: number, part: (n: number) => string) => Array.from({ length: count }, (_, n) => part(n)).join(' ')
/** Sixty fragments, each spread twice in the one before. */
function bomb(type: string, at: string) {
  return `${at.replace('…', '...F0')} ${times(60, n => `fragment F${n} on ${type} { id ...F${n + 1} ...F${n + 1} }`)} fragment F60 on ${type} { id }`
}

const withFilter = '($filter: EventFilter) { events(filter: $filter) { __typename } }'
const names = (count: number) => Array.from({ length: count }, (_, n): [string, number] => [`clientI${n}`, n])
const nest = (levels: number): object => (levels ? { clientId: nest(levels - 1) } : {})

describe.each([
  ['over HTTP', 'query', overHttp, bomb('Account', '{ viewer { account { …  } } }')],
  ['over the socket', 'subscription', overSocket, bomb('Event', 'subscription { events { events { … } } }')],
])('%s', (_, operation, send, unfolding) => {
  it.each<[string, () => string, Record<string, unknown>?]>([
    ['a document that is too deep', () => `{ client(id: "${acme.id}") { users ${nested(3)} } }`],
    ['one that is too deep by its fragments', () =>
      `query { client(id: "${acme.id}") { ...A } } fragment A on Client { users { edges { node { client { ...B } } } } } fragment B on Client { users { edges { node { client { users { edges { cursor } } } } } } }`],
    ['too many aliases', () => `{ ${times(limits.aliases + 1, n => `a${n}: viewer { account { id } }`)} }`],
    [
      'too many directives',
      () => `{ viewer { account { ${times(limits.directives + 1, n => n % 2 ? 'id @include(if: true)' : 'id @skip(if: false)')} } } }`,
    ],
    ['too many tokens', () => `{ viewer { account { ${times(limits.tokens, () => 'id')} } } }`],
    ['fragments that unfold without end', () => unfolding],
    ['a name as long as a book', () => `{ ${'x'.repeat(limits.characters)} }`],
    [
      'an object of more members than any type has',
      () => operation + withFilter,
      { filter: Object.fromEntries(names(limits.variableMembers + 1)) },
    ],
    [
      'a list that is too long',
      () => operation + withFilter,
      { filter: { codes: Array.from({ length: limits.variableItems + 1 }, () => null) } },
    ],
    ['a text that is too long', () => operation + withFilter, { filter: { clientId: 'x'.repeat(limits.variableCharacters + 1) } }],
    ['what is nested without end', () => operation + withFilter, { filter: nest(limits.depth + 1) }],
  ])('%s is refused as too much', { timeout: 5_000 }, async (_, query, variables = {}) => {
    expect(await send(query(), variables)).toMatchObject({ code: 'LIMIT_EXCEEDED', message: expect.stringMatching(/\d|nodes|recurs/i) })
  })

  it.each([
    ['the schema', '{ __schema { types { name } } }'],
    ['a type', '{ __type(name: "Client") { fields { name } } }'],
    ['the schema from within', '{ viewer { __typename account { id } } __schema { queryType { name } } }'],
    ['the schema by a fragment', '{ ...F } fragment F on Query { __schema { types { name } } }'],
    ['the schema as a subscription', 'subscription { __schema { types { name } } }'],
  ])('nobody is shown %s', async (_, query) => {
    const refusal = await send(query, {})
    expect(refusal?.code).toBe('BAD_USER_INPUT')
    expect(refusal?.message).not.toMatch(/Provider|providerKey|createdAt/)
  })

  it.each<[string, string, Record<string, unknown>?]>([
    ['a field', '{ viewr { account { id } } }'],
    ['a nested field', '{ viewer { accounts { id } } }'],
    ['an argument', '{ clients(frst: 1) { totalCount } }'],
    ['a type', 'query ($filter: EventFiltr) { events(filter: $filter) { pageInfo { hasNextPage } } }'],
    ['an enum value', '{ events(order: NEWEST) { pageInfo { hasNextPage } } }'],
    ['a member of an input', '{ events(filter: { client: "x" }) { pageInfo { hasNextPage } } }'],
    [
      'a member of an input in a variable',
      'query ($filter: EventFilter) { events(filter: $filter) { pageInfo { hasNextPage } } }',
      { filter: { client: 'x' } },
    ],
    ['a fragment', '{ viewer { ...Acount } } fragment Account on Account { id }'],
  ])('a misspelt %s is not completed', async (_, query, variables = {}) => {
    const refusal = await send(query.replace(/^\{/, 'query {'), variables)
    expect(refusal?.code).toBe('BAD_USER_INPUT')
    expect(refusal?.message).not.toMatch(/did you mean|clientId|NEWEST_FIRST|EventFilter"\?/i)
  })
})

describe('a text of a megabyte', () => {
  it.each<[string, string, Record<string, unknown>, string]>([
    ['as a filter', 'query ($text: String) { clients(filter: { search: $text }) { totalCount } }', { text: 'ä'.repeat(301) }, 'BAD_USER_INPUT'],
    [
      'among those of a filter',
      'query ($text: String!) { clients(filter: { name: { in: [$text] } }) { totalCount } }',
      { text: 'ä'.repeat(301) },
      'BAD_USER_INPUT',
    ],
    ['as a cursor', 'query ($text: String) { clients(after: $text) { totalCount } }', { text: ':'.repeat(8_001) }, 'CURSOR_MALFORMED'],
    ['as a place in the log', 'query ($text: String) { events(after: $text) { pageInfo { hasNextPage } } }', { text: ':'.repeat(8_001) }, 'CURSOR_MALFORMED'],
  ])('is not read %s', async (_, query, variables, code) => {
    expect(await overHttp(query, variables)).toMatchObject({ code })
  })
})

describe('what would cost too much', () => {
  it.each<[string, () => string, Record<string, unknown>?]>([
    ['pages in pages', () => '{ clients(first: 200) { edges { node { users(first: 200) { edges { node { id } } } } } } }'],
    [
      'pages in pages, by variables',
      () => 'query ($n: Int!) { clients(first: $n) { edges { node { users(first: $n) { edges { node { id } } } } } } }',
      { n: 200 },
    ],
    [
      'pages in pages, by defaults of variables',
      () => 'query ($n: Int! = 200) { clients(first: $n) { edges { node { users(first: $n) { edges { node { id } } } } } } }',
    ],
    ['a page beyond all bounds', () => 'query ($n: Int!) { clients(first: $n) { edges { node { id } } } }', { n: 1_000_000 }],
  ])('%s is refused before it runs', async (_, query, variables = {}) => {
    expect(await overHttp(query(), variables))
      .toMatchObject({ code: 'LIMIT_EXCEEDED', message: expect.stringContaining(String(limits.cost)) })
  })
})

it.each([
  ['beside what is open', '{ installation { state } node(id: "x") { id } }'],
  ['in a fragment', 'query { installation { state } ...more } fragment more on Query { ... on Query { node(id: "x") { id } } }'],
])('what a stranger may not ask for, %s, is refused before any of it is compiled or run', async (_, query) => {
  const { status, body } = await northwind.world.stranger.ask(query)
  expect([status, body.data, body.errors!.map(({ extensions }) => extensions.code)]).toEqual([401, undefined, ['UNAUTHENTICATED']])
  expect((await northwind.world.stranger.ask('query { __typename ...state } fragment state on Query { installation { state } }')).body.data)
    .toEqual({ __typename: 'Query', installation: { state: 'READY' } })
})

describe('variables of the wrong form never reach a resolver', () => {
  const client = 'query ($id: ID!) { client(id: $id) { id } }'
  const events = 'query ($filter: EventFilter) { events(filter: $filter) { pageInfo { hasNextPage } } }'
  it.each<[string, string, string]>([
    ['a list where an id belongs', client, '{"id":["x"]}'],
    ['an object where an id belongs', client, '{"id":{"$ne":null}}'],
    ['a raw fragment where an id belongs', client, '{"id":{"__raw":"1=1"}}'],
    ['a truth where an id belongs', client, '{"id":true}'],
    ['nothing where an id belongs', client, '{"id":null}'],
    ['an object where a date belongs', events, '{"filter":{"since":{"$gt":""}}}'],
    ['a list where a date belongs', events, '{"filter":{"since":["2026-01-01"]}}'],
    ['SQL where a date belongs', events, `{"filter":{"since":"2026-01-01' or 1=1"}}`],
    ['texts where codes belong', events, '{"filter":{"codes":["1=1"]}}'],
    ['a code beyond all numbers', events, '{"filter":{"codes":[1e99]}}'],
    ['a text where an object belongs', events, '{"filter":"all"}'],
    ['a member named __proto__', events, '{"filter":{"__proto__":{"clientId":"x"}}}'],
    ['a member named constructor', events, '{"filter":{"constructor":{"prototype":{"polluted":true}}}}'],
    ['a page of no whole number', 'query ($first: Int) { clients(first: $first) { totalCount } }', '{"first":1.5}'],
  ])('%s', async (_, query, variables) => {
    const { status, text } = await post(`{"query":${JSON.stringify(query)},"variables":${variables}}`)
    expect([status, codeOf(text)]).toEqual([400, 'BAD_USER_INPUT'])
    expect('polluted' in {}).toBe(false)
  })

  it.each([0, -1, 201])('a page of %d is refused with the bounds', async (first) => {
    for (const query of [
      'query ($first: Int!) { clients(first: $first) { totalCount } }',
      `{ clients(first: ${first}) { totalCount } }`,
      `query ($first: Int!) { client(id: "${acme.id}") { users(first: $first) { totalCount } } }`,
      'query ($first: Int!) { events(first: $first) { pageInfo { hasNextPage } } }',
    ])
      expect(await northwind.admin.refused(query, { first })).toBe('BAD_USER_INPUT')
  })

  it.each(
    ['upper case', 'without hyphens', 'in braces', 'with spaces around'],
  )('an id %s is no id, and no fault of the server', async (form) => {
    const id = {
      'upper case': acme.id.toUpperCase(),
      'without hyphens': acme.id.replaceAll('-', ''),
      'in braces': `{${acme.id}}`,
      'with spaces around': ` ${acme.id} `,
    }[form]
    expect(await northwind.admin.refused(client, { id })).toBe('NOT_FOUND')
    expect((await northwind.admin.bulk('revokeUsers', [id!])).map(({ code }) => code)).toEqual(['NOT_FOUND'])
  })

  it.each<[string, string, (list: (...values: unknown[]) => unknown[]) => Record<string, unknown>]>([
    ['name.in', 'query ($filter: ClientFilter) { clients(filter: $filter) { totalCount } }', list => ({ filter: { name: { in: list('Acme') } } })],
    ['freeSeats.in', 'query ($filter: ClientFilter) { clients(filter: $filter) { totalCount } }', list => ({ filter: { freeSeats: { in: list(1) } } })],
    [
      'status',
      'query ($id: ID!, $filter: UserFilter) { client(id: $id) { users(filter: $filter) { totalCount } } }',
      list => ({ filter: { status: list('INVITED') } }),
    ],
    [
      'role',
      'query ($id: ID!, $filter: UserFilter) { client(id: $id) { users(filter: $filter) { totalCount } } }',
      list => ({ filter: { role: list('OWNER') } }),
    ],
    ['codes', 'query ($filter: EventFilter) { events(filter: $filter) { pageInfo { hasNextPage } } }', list => ({ filter: { codes: list(1500) } })],
    ['categories', 'query ($filter: EventFilter) { events(filter: $filter) { pageInfo { hasNextPage } } }', list => ({ filter: { categories: list('user') } })],
    [
      'codes',
      'query ($id: ID!, $filter: EventFilter) { client(id: $id) { events(filter: $filter) { pageInfo { hasNextPage } } } }',
      list => ({ filter: { codes: list(1500) } }),
    ],
    [
      'permissions',
      'mutation ($id: ID!, $list: [CustomPermission!]!) { changeUserRoles(ids: [$id], role: CUSTOM, permissions: $list) { ok } }',
      list => ({ list: list('manageUsers') }),
    ],
    [
      'permissions',
      'mutation ($id: ID!, $users: [InviteUserInput!]!) { inviteUsers(clientId: $id, users: $users) { ok } }',
      list => ({ users: [{ email: 'p@acme.example', role: 'CUSTOM', permissions: list('manageUsers') }] }),
    ],
    [
      'scopes',
      'mutation ($provider: ID!, $list: [ApiTokenScope!]!, $until: DateTimeISO!) { createApiToken(providerId: $provider, name: "t", scopes: $list, expiresAt: $until) { secret } }',
      list => ({ list: list('READ') }),
    ],
  ])('a list of more than 100 in %s is refused with the bounds', async (field, query, variables) => {
    const about = { id: acme.id, provider: northwind.id, until: new Date(Date.now() + 3_600_000) }
    const long = { ...about, ...variables(value => Array.from({ length: 101 }, () => value)) }
    expect(await northwind.admin.refusal(query, long))
      .toMatchObject({ code: 'BAD_USER_INPUT', field, max: 100, message: expect.stringContaining('100') })
  })

  it('a list of too many ids is refused with the bounds, and one of 16,000 characters is none', async () => {
    expect(await northwind.admin.refused('mutation ($ids: [ID!]!) { revokeUsers(ids: $ids) { ok } }', { ids: Array.from({ length: 501 }, (_, n) => `${n}`) }))
      .toBe('BAD_USER_INPUT')
    expect(await northwind.admin.refused('query ($id: ID!) { client(id: $id) { id } }', { id: 'x'.repeat(16_000) })).toBe('NOT_FOUND')
    expect(await northwind.admin.refused('query ($after: String) { clients(after: $after) { totalCount } }', { after: 'x'.repeat(16_000) }))
      .toBe('CURSOR_MALFORMED')
  })
})

describe('the HTTP side', () => {
  const query = '{ viewer { account { id } } }'

  it.each<[string, string, RequestInit]>([
    ['a GET', `?query=${encodeURIComponent(query)}`, { method: 'GET' }],
    [
      'a GET that says it was thought about',
      `?query=${encodeURIComponent(query)}`,
      { method: 'GET', headers: { 'apollo-require-preflight': 'yes', 'content-type': 'application/json' } },
    ],
    ['a mutation by GET', `?query=${encodeURIComponent('mutation { signOutEverywhere }')}`, { method: 'GET', headers: { 'apollo-require-preflight': 'yes' } }],
    [
      'plain text, as a form of another site sends it',
      '',
      { method: 'POST', headers: { 'content-type': 'text/plain' }, body: JSON.stringify({ query }) },
    ],
    ['a form', '', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `query=${encodeURIComponent(query)}` }],
    ['parts', '', { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: '--x--' }],
    [
      'several at once',
      '',
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify([{ query }, { query }]) },
    ],
    ['a hash instead of a document', '', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }),
    }],
    ['no document', '', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }],
    ['a document that is no text', '', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":{"x":1}}' }],
    [
      'variables that are no object',
      '',
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query, variables: 'x' }) },
    ],
    ['nothing', '', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '' }],
    ['half of a body', '', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":' }],
    ['a body of more than a MiB', '', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: `${query} # ${'x'.repeat(limits.bodyBytes)}` }) }],
  ])('refuses %s', async (_, search, init) => {
    const response = await fetch(
      `${world.origin}/graphql${search}`,
      { ...init, headers: { ...init.headers, authorization: `Bearer ${northwind.admin.token}` } },
    )
    const text = await response.text()
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(response.status).toBeLessThan(500)
    expect(text).not.toMatch(/"data":\{|node_modules|\bat .*\.js|did you mean/i)
  })

  it.each([
    '//graphql',
    '/GRAPHQL',
    '/graphql/',
    '/%67raphql',
    '/graphql;x',
    '/auth/../graphql',
    '/graphql?x=/auth/sign-in',
    '/auth/%2e%2e/graphql',
  ])('%s lets no stranger ask', async (path) => {
    const response = await fetch(
      world.origin + path,
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) },
    )
    expect([401, 404]).toContain(response.status)
    expect(await response.text()).not.toContain('"account"')
  })

  it.each([
    'Bearer',
    'Bearer x',
    'Bearer wr_0123456789ab_0123456789012345678901234567890123456789012',
    'Bearer a.b.c',
    `Bearer ${'x'.repeat(8_000)}`,
  ])('a credential that is none is told so, even where strangers may ask: %s', async (authorization) => {
    const response = await fetch(
      `${world.origin}/graphql`,
      { method: 'POST', headers: { 'content-type': 'application/json', authorization }, body: '{"query":"{ installation { version } }"}' },
    )
    const answer = await response.json() as { errors?: Array<{ extensions: { code: string } }> }
    expect([response.status, answer.errors?.[0]!.extensions.code])
      .toEqual(authorization === 'Bearer' ? [200, undefined] : [401, 'UNAUTHENTICATED'])
  })

  it('no cookie authenticates a query', async () => {
    const response = await fetch(`${world.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'cookie': northwind.admin.cookie },
      body: JSON.stringify({ query }),
    })
    expect(response.status).toBe(401)
  })

  it('the statuses of refusals are those of docs/errors.md', async () => {
    const { stranger } = world
    expect((await stranger.ask(query)).status).toBe(401)
    expect((await new Caller(world.origin, 'x').ask(query)).status).toBe(401)
    expect((await northwind.admin.ask('{ client(id: "x") { id } }')).status).toBe(200)
    expect((await northwind.admin.ask('{ nothing }')).status).toBe(400)
    expect((await northwind.admin.ask(bomb('Account', '{ viewer { account { … } } }'))).status).toBe(400)
    expect((await northwind.admin.ask('{ clients(first: 200) { edges { node { users(first: 200) { edges { node { id } } } } } } }')).status)
      .toBe(400)
  })
})

async function post(body: string): Promise<{ status: number, text: string }> {
  const response = await fetch(
    `${world.origin}/graphql`,
    { method: 'POST', headers: { 'content-type': 'application/json', 'authorization': `Bearer ${northwind.admin.token}` }, body },
  )
  return { status: response.status, text: await response.text() }
}

function codeOf(text: string): string | undefined {
  const { errors, error } = JSON.parse(text) as { errors?: Array<{ extensions: { code: string } }>, error?: { code: string } }
  return errors?.[0]!.extensions.code ?? error?.code
}

describe('whoever has not signed in', () => {
  it('has a budget of its own for one document', async () => {
    const { stranger } = northwind.world
    const many = `{ ${Array.from({ length: 15 }, (_, n) => `a${n}: installation { demoSignIns { email } }`).join(' ')} }`
    expect((await stranger.ask(many)).body.errors).toBeUndefined()
    const mailboxes = `{ ${Array.from({ length: 15 }, (_, n) => `a${n}: setupProvider(input: $i) { ...f }`).join(' ')} }`
    const fragment = 'fragment f on Provider { users { edges { node { id provider { id } } } } seatPools { plan } }'
    const { body } = await stranger.ask(`mutation ($i: SetupProviderInput!) ${mailboxes} ${fragment}`, { i: {
      providerName: 'x',
      email: 'none',
      registration: {
        name: 'x',
        kdf: { type: 'PBKDF2', iterations: 1 },
        masterPasswordHash: '',
        wrappedUserKey: '',
        publicKey: '',
        wrappedPrivateKey: '',
      },
      providerKey: '',
    } })
    expect(body.errors?.map(({ extensions }) => [extensions.code, extensions.max]))
      .toEqual([['LIMIT_EXCEEDED', limits.unauthenticatedCost]])
  })

  it('and so many requests a minute', async () => {
    const world = await World.start({ limitFactor: 0.01 })
    try {
      const codes: unknown[] = []
      for (let n = 0; n < 7; n++)
        codes.push((await world.stranger.ask('{ installation { state } }')).status)
      expect(codes).toEqual([200, 200, 200, 200, 200, 200, 429])
    }
    finally {
      await world.close()
    }
  })
})

describe('whoever has a wrong credential', () => {
  it('is counted as a stranger', async () => {
    const world = await World.start({ limitFactor: 0.01 })
    try {
      const guess = new Caller(world.origin, `wr_${'0'.repeat(12)}_${'A'.repeat(43)}`)
      const statuses: number[] = []
      for (let n = 0; n < 7; n++)
        statuses.push((await guess.ask('{ viewer { account { id } } }')).status)
      expect(statuses).toEqual([401, 401, 401, 401, 401, 401, 429])
      await expect(Wire.open(world.origin, { token: guess.token! })).rejects.toThrow('4429')
    }
    finally {
      await world.close()
    }
  })
})

describe('whoever has signed in', () => {
  it('changes so many things a minute, and a token of theirs as many besides', async () => {
    const world = await World.start({ limitFactor: 0.1 })
    try {
      const provider = await world.provider()
      const { admin } = provider
      const { id } = await provider.createClient('Contoso')
      const { createApiToken: { secret } } = await admin.do(
        `mutation ($id: ID!, $expiresAt: DateTimeISO!) {
          createApiToken(providerId: $id, name: "RMM", scopes: [CLIENTS_WRITE], expiresAt: $expiresAt) { secret } }`,
        { id: provider.id, expiresAt: new Date(Date.now() + 86_400_000).toISOString() },
      )
      const change = 'mutation ($id: ID!, $name: String!) { renameClient(id: $id, name: $name) { id } }'
      const changed = async (caller: Caller) => {
        const statuses: number[] = []
        for (let n = 1; n <= 125; n++)
          statuses.push((await caller.ask(change, { id, name: `Contoso ${n}` })).status)
        return statuses.filter(status => status === 200).length
      }
      expect(await changed(admin)).toBe(118)
      expect(await admin.refusal(change, { id, name: 'Contoso' }))
        .toMatchObject({ code: 'TOO_MANY_REQUESTS', retryAfterSeconds: expect.any(Number) })
      expect(await admin.do('{ provider { id } }')).toEqual({ provider: { id: provider.id } })
      expect(await changed(new Caller(world.origin, secret))).toBe(120)
    }
    finally {
      await world.close()
    }
  })

  it('causes so many events a minute, and what goes beyond changes nothing', async () => {
    const world = await World.start({ limitFactor: 0.1 })
    try {
      const provider = await world.provider()
      const contoso = await provider.createClient('Contoso', { seats: 600 })
      const users = Array.from({ length: 500 }, () => userRow(contoso))
      await insertRows(world, 'client_user', users)
      const change = 'mutation ($ids: [ID!]!, $role: UserRole!) { changeUserRoles(ids: $ids, role: $role) { ok } }'
      const roles = ['ADMIN', 'USER', 'ADMIN', 'USER', 'ADMIN', 'USER']
      const answers: unknown[] = []
      for (const role of roles)
        answers.push((await provider.admin.ask(change, { ids: users.map(({ id }) => id), role })).status)
      expect(answers).toEqual([200, 200, 200, 200, 200, 429])
      expect(await world.sql('select role, count(*)::int n from client_user group by role order by role'))
        .toEqual([{ role: 'ADMIN', n: 500 }, { role: 'OWNER', n: 1 }])
      expect(await world.sql('select count(*)::int n from event where code = 1502')).toEqual([{ n: 2_500 }])
    }
    finally {
      await world.close()
    }
  })
})
