import { describe, expect, it } from 'vitest'
import { feedDocument } from '../feed/follower.js'
import { Wire } from '../feed/wire.js'
import { Caller } from '../testkit/person.js'
import { useWorld } from '../testkit/use-world.js'
import { withinASecond } from '../testkit/within-a-second.js'

const create = `mutation ($providerId: ID!, $expiresAt: DateTimeISO!) {
  createApiToken(providerId: $providerId, name: "ticket desk", scopes: [READ, EVENTS_READ, CLIENTS_WRITE], expiresAt: $expiresAt) { secret apiToken { id } } }`
const rotate = `mutation ($id: ID!, $oldUntil: DateTimeISO, $key: String) { rotateApiToken(id: $id, oldUntil: $oldUntil, idempotencyKey: $key) {
  secret apiToken { id name prefix oldPrefix oldUntil rotatedAt rotatedBy createdBy scopes expiresAt } } }`
const endOld = 'mutation ($id: ID!) { endOldApiTokenSecret(id: $id) { id oldUntil } }'
const revoke = 'mutation ($id: ID!) { revokeApiToken(id: $id) { id } }'

const world = await useWorld()
const provider = await world.provider('Northwind')
const eve = await provider.hire('eve@northwind.example', 'PROVIDER_ADMIN')
const sam = await provider.hire('sam@northwind.example')
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000)

async function make() {
  const input = { providerId: provider.id, expiresAt: inHours(24 * 30) }
  const { createApiToken: { secret, apiToken: { id } } } = await provider.admin.do(create, input)
  return { id, secret, tool: new Caller(world.origin, secret) }
}
async function turn(id: string, oldUntil: Date | null, by: Caller = provider.admin) {
  const { rotateApiToken: { secret, apiToken } } = await by.do(rotate, { id, oldUntil })
  return { secret, apiToken, tool: new Caller(world.origin, secret) }
}
async function works(tool: Caller): Promise<boolean> {
  const { body } = await tool.ask('{ provider { name } }')
  if (body.errors)
    expect(body.errors[0]!.extensions.code).toBe('UNAUTHENTICATED')
  return !body.errors
}

describe('a new secret', () => {
  it('is shown once, is another one for the same token, and is logged without it', async () => {
    const { id, secret: old, tool } = await make()
    const until = inHours(48)
    let turned!: Awaited<ReturnType<typeof turn>>
    const logged = await provider.logged(async () => { turned = await turn(id, until, eve) })
    const { secret, apiToken } = turned
    expect(secret).toMatch(/^wr_[0-9a-f]{12}_[\w-]{43}$/)
    expect(secret).not.toBe(old)
    expect(apiToken).toMatchObject({
      id,
      name: 'ticket desk',
      prefix: secret.slice(0, 15),
      oldPrefix: old.slice(0, 15),
      oldUntil: until.toISOString(),
      rotatedAt: expect.any(String),
      rotatedBy: 'eve',
      createdBy: 'Ada Admin',
      scopes: ['CLIENTS_WRITE', 'EVENTS_READ', 'READ'],
    })
    const oldUntil = until.toISOString()
    expect(logged).toEqual([{ event: 'ApiToken_Rotated', by: 'eve', whom: 'ticket desk', name: 'ticket desk', oldUntil }])
    expect([await works(tool), await works(turned.tool)]).toEqual([true, true])
    const [{ rows }] = await world.sql<{ rows: string }>(
      `select string_agg(t::text, ' ') || (select string_agg(e::text, ' ') from event e) rows from api_token t`,
    ) as [{ rows: string }]
    for (const part of [secret, secret.slice(16), old.slice(16)])
      expect(rows).not.toContain(part)
  })

  it('is found by how the old one began', async () => {
    const { id, secret } = await make()
    await turn(id, null)
    const { provider: { apiTokens } } = await provider.admin.do(
      'query ($f: ApiTokenFilter) { provider { apiTokens(filter: $f) { edges { node { id } } } } }',
      { f: { search: secret.slice(0, 15) } },
    )
    expect(apiTokens!.edges.map(({ node }) => node.id)).toEqual([id])
  })

  it('is not made twice by one request that was sent twice', async () => {
    const { id } = await make()
    await provider.admin.do(rotate, { id, oldUntil: inHours(1), key: 'only once' })
    expect(await provider.admin.refused(rotate, { id, oldUntil: inHours(1), key: 'only once' })).toBe('IDEMPOTENCY_MISMATCH')
    const oldUntil = inHours(2)
    await provider.admin.do(rotate, { id, oldUntil, key: 'asked twice' })
    expect(await provider.admin.refused(rotate, { id, oldUntil, key: 'asked twice' })).toBe('ALREADY_DONE')
  })
})

describe('the old secret', () => {
  it('ends at once where no time was chosen, also on a socket', async () => {
    const { id, secret, tool } = await make()
    const wire = await Wire.open(world.origin, { token: secret })
    wire.subscribe('1', feedDocument)
    await wire.next('next')
    const { tool: next } = await turn(id, null)
    expect((await wire.closed).code).toBe(4403)
    expect(await withinASecond(() => works(tool), true)).toBe(false)
    expect(await works(next)).toBe(true)
  })

  it('ends at its time, and its socket with it', async () => {
    const { id, secret, tool } = await make()
    await turn(id, new Date(Date.now() + 1_500))
    const wire = await Wire.open(world.origin, { token: secret })
    expect(await works(tool)).toBe(true)
    expect((await wire.closed).code).toBe(4403)
    expect(await withinASecond(() => works(tool), true)).toBe(false)
  })

  it('can be ended before', async () => {
    const { id, tool } = await make()
    const { tool: next } = await turn(id, inHours(24 * 7 - 1))
    const logged = await provider.logged(() => eve.do(endOld, { id }))
    expect(logged).toEqual([{ event: 'ApiToken_OldSecretEnded', by: 'eve', whom: 'ticket desk', name: 'ticket desk' }])
    expect(await withinASecond(() => works(tool), true)).toBe(false)
    expect(await works(next)).toBe(true)
    expect(await provider.logged(() => provider.admin.do(endOld, { id }))).toEqual([])
  })

  it('ends when a second rotation leaves another: never do three work', async () => {
    const { id, tool: first } = await make()
    const { tool: second } = await turn(id, inHours(5))
    const { tool: third } = await turn(id, inHours(5))
    expect(await withinASecond(() => works(first), true)).toBe(false)
    expect([await works(second), await works(third)]).toEqual([true, true])
  })

  it('ends with the token', async () => {
    const { id, tool: old } = await make()
    const { tool } = await turn(id, inHours(5))
    await provider.admin.do(revoke, { id })
    expect(await withinASecond(() => works(old), true)).toBe(false)
    expect(await withinASecond(() => works(tool), true)).toBe(false)
    expect(await provider.admin.refused(rotate, { id, oldUntil: null })).toBe('API_TOKEN_ENDED')
  })

  it('never outlives the token', async () => {
    const { id, tool: old } = await make()
    await turn(id, inHours(5))
    await world.sql(`update api_token set expires_at = now() - interval '1 second' where id = $1`, [id])
    expect(await withinASecond(() => works(old), true)).toBe(false)
    expect(await provider.admin.refused(rotate, { id, oldUntil: null })).toBe('API_TOKEN_ENDED')
  })

  it('changes nothing after it was ended, however early its change began', async () => {
    const { id, tool } = await make()
    const acme = await provider.createClient('Acme')
    await turn(id, inHours(5))
    const rename = () => tool.ask('mutation ($id: ID!) { renameClient(id: $id, name: "Mine") { id } }', { id: acme.id })
      .then(({ body }) => body.errors?.[0]?.extensions.code ?? 'ok')
    const [, renamed] = await provider.atOnce<unknown>(() => provider.admin.do(endOld, { id }), rename)
    const { client } = await provider.admin.do('query ($id: ID!) { client(id: $id) { name } }', { id: acme.id })
    expect([renamed, client.name]).toEqual(renamed === 'ok' ? ['ok', 'Mine'] : ['UNAUTHENTICATED', 'Acme'])
    expect(await rename()).toBe('UNAUTHENTICATED')
  })
})

it.each([
  ['a time in the past', inHours(-1)],
  ['a time beyond seven days', inHours(24 * 7 + 1)],
])('a rotation with %s is refused', async (_, oldUntil) => {
  const { id, tool } = await make()
  expect(await provider.admin.refused(rotate, { id, oldUntil })).toBe('BAD_USER_INPUT')
  expect(await works(tool)).toBe(true)
})

it('two rotations at once leave one secret of each, and no third', async () => {
  const { id, tool } = await make()
  const turned = await Promise.all([1, 2].map(() => turn(id, inHours(1))))
  const alive = await Promise.all(turned.map(({ tool }) => works(tool)))
  expect(alive).toEqual([true, true])
  expect(await withinASecond(() => works(tool), true)).toBe(false)
})

it('a token rotates neither itself nor another, and nobody below a provider admin does', async () => {
  const { id, tool } = await make()
  const other = await make()
  const contoso = await world.anotherProvider('Contoso')
  for (const document of [rotate, endOld]) {
    expect(await tool.refused(document, { id })).toBe('FORBIDDEN')
    expect(await tool.refused(document, { id: other.id })).toBe('FORBIDDEN')
    expect(await sam.refused(document, { id })).toBe('FORBIDDEN')
    expect(await contoso.admin.refused(document, { id })).toBe('NOT_FOUND')
    expect(await world.stranger.refused(document, { id })).toBe('UNAUTHENTICATED')
  }
  expect(await works(tool)).toBe(true)
})
