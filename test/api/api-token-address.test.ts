import { describe, expect, it } from 'vitest'
import { feedDocument } from '../feed/follower.js'
import { Wire } from '../feed/wire.js'
import { Caller } from '../testkit/person.js'
import { useWorld } from '../testkit/use-world.js'
import { World } from '../testkit/world.js'

const create = `mutation ($providerId: ID!, $name: String!, $scopes: [ApiTokenScope!]!, $allowed: [String!], $expiresAt: DateTimeISO!) {
  createApiToken(providerId: $providerId, name: $name, scopes: $scopes, allowedAddresses: $allowed, expiresAt: $expiresAt) { secret apiToken { id allowedAddresses } } }`
const allow = 'mutation ($id: ID!, $allowed: [String!]) { setApiTokenAddresses(id: $id, allowedAddresses: $allowed) { id allowedAddresses } }'
const ask = '{ provider { name } }'

const behindProxy = { env: { WARDROOM_TRUSTED_PROXIES: '127.0.0.1,::1' } }
const world = await useWorld(behindProxy)
const provider = await world.provider('Northwind')
const sam = await provider.hire('sam@northwind.example')

async function make(allowed: string[] | null, { of = provider, scopes = ['READ', 'EVENTS_READ'] } = {}) {
  const { createApiToken: { secret, apiToken } } = await of.admin.do(
    create,
    { providerId: of.id, name: 'ticket desk', scopes, allowed, expiresAt: new Date(Date.now() + 86_400_000) },
  )
  const caller = new Caller(of.world.origin, secret)
  const from = async (address: string | null, query = ask) => {
    const headers: Record<string, string> = address === null ? {} : { 'x-forwarded-for': address }
    const { status, body } = await caller.request('/graphql', { query }, headers)
    return [status, body.errors?.[0]?.extensions.code ?? 'ok']
  }
  const knock = async (address: string | null) => {
    const wire = await Wire.open(of.world.origin, address === null ? {} : { headers: { 'x-forwarded-for': address } })
    wire.send({ type: 'connection_init', payload: { accessToken: secret } })
    return wire
  }
  return { ...apiToken, secret, from, knock }
}
const refused = [403, 'ADDRESS_NOT_ALLOWED']
const well = [200, 'ok']

describe('a token that may be used from chosen addresses', () => {
  it('works there and nowhere else, over HTTP and on a socket', async () => {
    const { allowedAddresses, from, knock } = await make(['10.0.0.0/8', '2001:DB8::/32', '192.0.2.7/32', '10.0.0.0/8'])
    expect(allowedAddresses).toEqual(['10.0.0.0/8', '192.0.2.7', '2001:db8::/32'])
    for (const address of ['10.1.2.3', '::ffff:10.1.2.3', '192.0.2.7', '2001:db8:1::1', '10.1.2.3:4711', '[2001:db8::5]:443'])
      expect([address, await from(address)]).toEqual([address, well])
    for (const address of ['11.0.0.1', '192.0.2.8', '2001:db9::1', '::1', null])
      expect([address, await from(address)]).toEqual([address, refused])

    const inside = await knock('10.9.9.9')
    await inside.next('connection_ack')
    const outside = await knock('11.0.0.1')
    expect(await outside.closed).toEqual({ code: 4403, reason: 'ADDRESS_NOT_ALLOWED' })
    await inside.leave()
  })

  it('is not fooled by an address that its user claims for itself', async () => {
    const { from, knock } = await make(['10.0.0.0/8'])
    // The proxy adds whom it saw, behind what its caller sent.
    expect(await from('10.0.0.1, 203.0.113.9')).toEqual(refused)
    const wire = await knock('10.0.0.1, 203.0.113.9')
    expect(await wire.closed).toEqual({ code: 4403, reason: 'ADDRESS_NOT_ALLOWED' })

    const open = await World.start()
    const direct = await make(['10.0.0.0/8'], { of: await open.provider('Contoso') })
    expect(await direct.from('10.0.0.1')).toEqual(refused) // no proxy is trusted
    expect(await (await direct.knock('10.0.0.1')).closed).toEqual({ code: 4403, reason: 'ADDRESS_NOT_ALLOWED' })
    await open.close()
  })

  it('tells whoever uses it from elsewhere nothing more than that', async () => {
    const { secret } = await make(['10.0.0.0/8'])
    const { body } = await new Caller(world.origin, secret).ask('{ nonsense }')
    expect(body).toEqual({ errors: [{
      message: 'This credential may not be used from where this came from; ask whoever gave it to you.',
      extensions: { code: 'ADDRESS_NOT_ALLOWED' },
    }] })
  })

  it('that was used from elsewhere stands in the log, with the address, and not more often than ten times an hour', async () => {
    const one = await World.start({ ...behindProxy, limitFactor: 1 })
    const fabrikam = await one.provider('Fabrikam')
    const { from, knock, id } = await make(['10.0.0.0/8'], { of: fabrikam })
    for (let n = 0; n < 12; n++)
      expect(await from(`203.0.113.${n}`)).toEqual(refused)
    await (await knock('203.0.113.99')).closed
    const { events } = await fabrikam.admin.do(
      'query ($f: EventFilter) { events(first: 50, filter: $f) { edges { node { type ip deviceType actor { kind id name } subject { kind id name } details } } } }',
      { f: { categories: ['API_TOKEN'] } },
    )
    const told = events.edges.map(({ node }) => node).filter(({ type }) => type === 'ApiToken_AddressRefused')
    expect(told.map(({ ip }) => ip)).toEqual(Array.from({ length: 10 }, (_, n) => `203.0.113.${n}`))
    expect(told[0]).toEqual({
      type: 'ApiToken_AddressRefused',
      ip: '203.0.113.0',
      deviceType: 21,
      actor: { kind: 'NONE', id: null, name: null },
      subject: { kind: 'API_TOKEN', id, name: 'ticket desk' },
      details: { name: 'ticket desk' },
    })
    await one.close()
  })

  it('whose network is taken away is cut off within a second, also while it follows the log', async () => {
    const { id, from, knock } = await make(['10.0.0.0/8'])
    const wire = await knock('10.1.1.1')
    await wire.next('connection_ack')
    wire.subscribe('1', feedDocument)
    await wire.next('next')
    const logged = await provider.logged(() => provider.admin.do(allow, { id, allowed: ['192.0.2.0/24'] }))
    expect(logged).toEqual([{
      event: 'ApiToken_AddressesChanged',
      by: 'Ada Admin',
      whom: 'ticket desk',
      name: 'ticket desk',
      addresses: ['192.0.2.0/24'],
      were: ['10.0.0.0/8'],
    }])
    const began = performance.now()
    expect((await wire.closed).code).toBe(4403)
    expect(performance.now() - began).toBeLessThan(1_000)
    expect(await from('10.1.1.1')).toEqual(refused)
    expect(await from('192.0.2.1')).toEqual(well)
    await provider.admin.do(allow, { id, allowed: null })
    expect(await from('10.1.1.1')).toEqual(well)
    expect(await provider.logged(() => provider.admin.do(allow, { id, allowed: null }))).toEqual([])
  })

  it('that was taken away while a change was under way changes nothing', async () => {
    const { id, secret } = await make(['10.0.0.0/8'], { scopes: ['CLIENTS_WRITE'] })
    const acme = await provider.createClient('Acme')
    const tool = new Caller(world.origin, secret)
    const rename = () => tool.request('/graphql', {
      query: 'mutation ($id: ID!) { renameClient(id: $id, name: "Mine") { id } }',
      variables: { id: acme.id },
    }, { 'x-forwarded-for': '10.1.1.1' }).then(({ body }) => body.errors?.[0]?.extensions.code ?? 'ok')
    const [, renamed] = await provider.atOnce<unknown>(
      () => provider.admin.do(allow, { id, allowed: ['192.0.2.1'] }),
      () => rename(),
    )
    const { client } = await provider.admin.do('query ($id: ID!) { client(id: $id) { name } }', { id: acme.id })
    expect([renamed, client.name]).toEqual(renamed === 'ok' ? ['ok', 'Mine'] : ['ADDRESS_NOT_ALLOWED', 'Acme'])
    expect(await rename()).toBe('ADDRESS_NOT_ALLOWED')
  })
})

describe('what is no list of addresses is refused', () => {
  it.each([
    ['an empty list', []],
    ['51 entries', Array.from({ length: 51 }, (_, n) => `10.0.0.${n}`)],
    ['a name', ['localhost']],
    ['a network with bits beyond its length', ['10.0.0.1/8']],
    ['an address with a zone', ['fe80::1%eth0']],
    ['an IPv4 address in the clothes of IPv6', ['::ffff:10.0.0.1']],
    ['a very long text', ['1'.repeat(10_000)]],
    ['a text of SQL', [`10.0.0.0/8'}; drop table api_token; --`]],
  ])('%s', async (_, allowed) => {
    const { id } = await make(null)
    const input = { providerId: provider.id, name: 'x', scopes: ['READ'], allowed, expiresAt: new Date(Date.now() + 86_400_000) }
    expect(await provider.admin.refused(create, input)).toBe('BAD_USER_INPUT')
    expect(await provider.admin.refused(allow, { id, allowed })).toBe('BAD_USER_INPUT')
  })

  it('and nobody but provider admins says from where a token is used', async () => {
    const { id, secret } = await make(null)
    expect(await sam.refused(allow, { id, allowed: null })).toBe('FORBIDDEN')
    expect(await new Caller(world.origin, secret).refused(allow, { id, allowed: null })).toBe('FORBIDDEN')
    await provider.admin.do('mutation ($id: ID!) { revokeApiToken(id: $id) { id } }', { id })
    expect(await provider.admin.refused(allow, { id, allowed: null })).toBe('API_TOKEN_ENDED')
  })
})

describe('its last use', () => {
  const lastUse = async (id: string) => {
    const { provider: { apiTokens } } = await provider.admin.do('{ provider { apiTokens { edges { node { id lastUsedAt lastUsedFrom } } } } }')
    const { lastUsedAt, lastUsedFrom } = apiTokens!.edges.find(({ node }) => node.id === id)!.node
    return { used: lastUsedAt !== null, lastUsedFrom }
  }

  it('is shown with its address, and one from another address at once', async () => {
    const { id, from } = await make(null)
    expect(await lastUse(id)).toEqual({ used: false, lastUsedFrom: null })
    await from('10.1.1.1')
    await expect.poll(() => lastUse(id)).toEqual({ used: true, lastUsedFrom: '10.1.1.1' })
    await from('2001:db8::7')
    await expect.poll(() => lastUse(id)).toEqual({ used: true, lastUsedFrom: '2001:db8::7' })
  })

  it('is none where it was refused', async () => {
    const { id, from } = await make(['10.0.0.0/8'])
    expect(await from('11.1.1.1')).toEqual(refused)
    expect(await lastUse(id)).toEqual({ used: false, lastUsedFrom: null })
  })
})
