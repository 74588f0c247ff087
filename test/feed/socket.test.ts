import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { limits } from '@wardroom/server/request/limits'
import { useWorld } from '../testkit/use-world.js'
import { World } from '../testkit/world.js'
import { Follower } from './follower.js'
import { broken, frame } from './frames.js'
import { Wire } from './wire.js'

const world = await useWorld()
const northwind = await world.provider('Northwind')
const acme = await northwind.createClient('Acme')
const tool = await northwind.tool(['EVENTS_READ', 'READ'])

const rename = () => acme.admin.do('mutation ($id: ID!) { renameClient(id: $id, name: "Acme") { id } }', { id: acme.id })
const all = 'subscription ($after: String) { events(after: $after) { cursor events { seq } } }'
const open = (options: Parameters<typeof Wire.open>[1] = {}) => Wire.open(world.origin, options)
const known = () => open({ token: tool.token })

afterEach(async () => {
  const follower = await Follower.start(tool)
  await rename()
  await follower.until(({ lines }) => lines.length > 0)
  await follower.leave()
})

describe('the upgrade', () => {
  it.each([
    ['a page of another site', '/graphql', 'https://evil.example', 403],
    ['a page without an origin of its own', '/graphql', 'null', 403],
    ['a page of the same host on another port', '/graphql', 'http://localhost:1', 403],
    ['another path', '/feed', undefined, 404],
    ['a path that only begins alike', '/graphql/x', undefined, 404],
  ])('is refused to %s', async (_, path, origin, status) => {
    expect(await Wire.refused(world.origin, path, origin ? { origin } : {})).toBe(status)
  })

  it('once refused leaves no connection behind, though the other side never hangs up', async () => {
    const { port } = new URL(world.origin)
    const held = connect({ port: Number(port), host: 'localhost', allowHalfOpen: true }).on('error', () => {})
    held.write('GET /feed HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n')
    expect(String((await once(held, 'data'))[0])).toContain('404')
    const poke = setInterval(() => held.write('x'), 50)
    await expect.poll(() => held.destroyed, { timeout: 2_000 }).toBe(true).finally(() => {
      clearInterval(poke)
      held.destroy()
    })
  })

  it('is open to our own pages, and to tools, which name no origin', async () => {
    await (await open({ token: tool.token, headers: { origin: world.server.services.config.origin } })).leave()
    await (await known()).leave()
  })

  it('is refused to the 21st stranger of an address, and open again when one has gone', async () => {
    const strangers = await Promise.all(Array.from({ length: limits.unauthenticatedPerAddress }, () => open()))
    for (const headers of [{}, { 'x-forwarded-for': '203.0.113.99' }] as Array<Record<string, string>>)
      expect(await Wire.refused(world.origin, '/graphql', headers)).toBe(429)
    await Promise.all(strangers.map(wire => wire.leave()))
    for (let patience = 50; patience && await Wire.refused(world.origin, '/graphql', {}).catch(() => 0); patience--)
      await new Promise(resolve => setTimeout(resolve, 20))
    await (await known()).leave()
  })

  it('counts strangers behind a trusted proxy by the address that the proxy adds', async () => {
    const proxied = await World.start({ env: { WARDROOM_TRUSTED_PROXIES: '127.0.0.1,::1' } })
    const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })
    const strangers = await Promise.all(
      Array.from({ length: limits.unauthenticatedPerAddress }, () => Wire.open(proxied.origin, from('203.0.113.7'))),
    )
    expect(await Wire.refused(proxied.origin, '/graphql', from('203.0.113.7').headers)).toBe(429)
    expect(await Wire.refused(proxied.origin, '/graphql', from('198.51.100.1, 203.0.113.7').headers)).toBe(429)
    strangers.push(await Wire.open(proxied.origin, from('203.0.113.8')))
    for (let n = 0; n < limits.unauthenticatedPerNetwork; n++)
      strangers.push(await Wire.open(proxied.origin, from(`2001:db8:1:${n.toString(16)}::1`)))
    expect(await Wire.refused(proxied.origin, '/graphql', from('2001:db8:1:ffff::1').headers)).toBe(429)
    strangers.push(await Wire.open(proxied.origin, from('2001:db8:2::1')))
    await Promise.all(strangers.map(wire => wire.leave()))
    await proxied.close()
  })
})

it('strangers are a thousand in all at most, wherever they come from', async () => {
  const proxied = await World.start({ env: { WARDROOM_TRUSTED_PROXIES: '127.0.0.1,::1' } })
  const from = (n: number) => ({ 'x-forwarded-for': `203.0.113.${n % 200}` })
  const wires: Wire[] = []
  for (let n = 0; n < limits.unauthenticated; n += 50)
    wires.push(...await Promise.all(Array.from({ length: 50 }, (_, i) => Wire.open(proxied.origin, { headers: from(n + i) }))))
  expect(await Wire.refused(proxied.origin, '/graphql', { 'x-forwarded-for': '198.51.100.1' })).toBe(429)
  await Promise.all(wires.map(wire => wire.leave()))
  await proxied.close()
}, 30_000)

describe('saying hello', () => {
  it('a cookie lets nobody in, with or without the rest of a browser', async () => {
    const wire = await open({ headers: { cookie: northwind.admin.cookie, origin: world.server.services.config.origin } })
    wire.send({ type: 'connection_init' })
    expect(await wire.closed).toEqual({ code: 4401, reason: 'UNAUTHENTICATED' })
  })

  it.each([
    ['nothing', undefined],
    ['a token that is none', { accessToken: 'wr_0123456789ab_nonsense' }],
    [
      'a token without a signature',
      { accessToken: `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${Buffer.from('{"sub":"x","sid":"x","stamp":"x","exp":9999999999}').toString('base64url')}.` },
    ],
    ['a token that is no text', { accessToken: { length: 50 } }],
    ['an empty token', { accessToken: '' }],
    ['a list', ['accessToken']],
  ])('with %s is closed with 4401', async (_, payload) => {
    const wire = await open()
    wire.send({ type: 'connection_init', payload })
    expect(await wire.closed).toMatchObject({ code: Array.isArray(payload) ? 4400 : 4401 })
  })

  it('too late is closed with 4408', async () => {
    const wire = await open()
    const began = Date.now()
    expect((await wire.closed).code).toBe(4408)
    expect(Date.now() - began).toBeGreaterThan(limits.initMilliseconds - 100)
  })

  it('twice is closed with 4429', async () => {
    const wire = await known()
    wire.send({ type: 'connection_init', payload: { accessToken: tool.token } })
    expect((await wire.closed).code).toBe(4429)
  })

  it('after having asked already is closed with 4401', async () => {
    const wire = await open()
    wire.subscribe('1', all)
    expect((await wire.closed).code).toBe(4401)
    const hasty = await open()
    hasty.send({ type: 'connection_init', payload: { accessToken: tool.token } })
    hasty.subscribe('1', all)
    expect((await hasty.closed).code).toBe(4401)
  })

  it.each(['graphql-ws', 'mqtt'])('in the protocol %s is closed with 4406 or never begun', async (protocol) => {
    const outcome = await open({ protocol }).then(async wire => (await wire.closed).code, (error: Error) => error.message)
    expect([4406, 'Server sent no subprotocol']).toContain(outcome)
  })

  it('leaving before the answer takes up no place', async () => {
    const person = await northwind.admin.again()
    for (let n = 0; n < 2 * limits.socketsPerSession; n++) {
      const wire = await open()
      wire.send({ type: 'connection_init', payload: { accessToken: person.token } })
      await wire.leave()
    }
    await new Promise(resolve => setTimeout(resolve, 200))
    await (await open({ token: person.token })).leave()
  })
})

describe('what may be asked', () => {
  it.each([
    ['a query', '{ viewer { account { id } } }'],
    ['a mutation', 'mutation { signOutEverywhere }'],
    ['an operation among several that was not named', 'subscription A { events { cursor } } subscription B { events { cursor } }'],
    ['two fields at once', 'subscription { a: events { cursor } b: events { cursor } }'],
    ['a field by a fragment', 'subscription { ...F } fragment F on Subscription { events { cursor } }'],
    ['a field that is none', 'subscription { clients { id } }'],
    ['nothing that can be read', 'subscription {'],
    ['a variable that was not given', 'subscription ($deep: Boolean!) { events { cursor events { seq @include(if: $deep) } } }'],
  ])('%s is refused as an error, and the socket goes on', async (_, query) => {
    const wire = await known()
    wire.subscribe('1', query)
    const { id, payload } = await wire.next('error')
    expect([id, (payload as Array<{ extensions: { code: string } }>)[0]!.extensions.code]).toEqual(['1', 'BAD_USER_INPUT'])
    wire.send({ type: 'ping' })
    await wire.next('pong')
    await wire.leave()
  })

  it('an operation name that is not in the document is refused', async () => {
    const wire = await known()
    wire.send({ type: 'subscribe', id: '1', payload: { query: 'subscription { events { cursor } }', operationName: 'Other' } })
    expect(((await wire.next('error')).payload as Array<{ extensions: { code: string } }>)[0]!.extensions.code).toBe('BAD_USER_INPUT')
    await wire.leave()
  })

  it.each([
    ['an id', `{"type":"subscribe","id":"__proto__","payload":{"query":"subscription { events { cursor events { seq } } }"}}`],
    ['a variable', `{"type":"subscribe","id":"constructor","payload":{"query":"subscription { events { cursor events { seq } } }","variables":{"__proto__":{"polluted":true}}}}`],
    ['an alias', `{"type":"subscribe","id":"1","payload":{"query":"subscription { __proto__: events { constructor: cursor events { __proto__: seq } } }"}}`],
    ['an extension', `{"type":"subscribe","id":"1","payload":{"query":"subscription { events { cursor events { seq } } }","extensions":{"__proto__":{"polluted":true}}}}`],
  ])('__proto__ as %s is data like any other', async (_, message) => {
    const wire = await known()
    wire.send(message)
    const { id } = JSON.parse(message) as { id: string }
    while (!wire.messages.some(({ type, id: of }) => of === id && (type === 'next' || type === 'error')))
      await rename()
    expect('polluted' in {}).toBe(false)
    await wire.leave()
  })
})

describe('how much', () => {
  it('50 subscriptions run on a socket, the 51st is refused, and one that was completed makes room', async () => {
    const wire = await known()
    for (let n = 1; n <= limits.subscriptionsPerSocket + 5; n++)
      wire.subscribe(String(n), all)
    for (let n = 1; n <= 5; n++)
      expect(((await wire.next('error')).payload as Array<{ extensions: { code: string } }>)[0]!.extensions.code).toBe('SUBSCRIPTION_LIMIT')
    /** Each begins with an empty batch; before that it may miss what happens. */
    const begun = () => new Set(wire.messages.filter(({ type }) => type === 'next').map(({ id }) => id))
    const running = async () => {
      const told = () => wire.messages.filter(({ type, payload }) =>
        type === 'next' && (payload as { data: { events: { events: unknown[] } } }).data.events.events.length)
      const had = new Set(told())
      const news = () => new Set(told().filter(message => !had.has(message)).map(({ id }) => id)).size
      await rename()
      await wire.find(() => news() >= limits.subscriptionsPerSocket || undefined)
      return news()
    }
    await wire.find(() => begun().size >= limits.subscriptionsPerSocket || undefined)
    expect(await running()).toBe(limits.subscriptionsPerSocket)
    wire.send({ type: 'complete', id: '1' })
    await new Promise(resolve => setTimeout(resolve, 500))
    wire.subscribe('late', all)
    await wire.find(() => begun().has('late') || undefined)
    expect(await running()).toBe(limits.subscriptionsPerSocket)
    await wire.leave()
  })

  it('a subscription under an id that runs already is closed with 4409', async () => {
    const wire = await known()
    wire.subscribe('1', all)
    wire.subscribe('1', all)
    expect((await wire.closed).code).toBe(4409)
  })

  it('the sixth socket of a session is closed with 4429, and one that was closed makes room', async () => {
    const { token } = await northwind.admin.again()
    const wires = await Promise.all(Array.from({ length: limits.socketsPerSession }, () => open({ token })))
    const sixth = await open()
    sixth.send({ type: 'connection_init', payload: { accessToken: token } })
    expect(await sixth.closed).toEqual({ code: 4429, reason: 'Too many sockets' })
    await wires[0]!.leave()
    await new Promise(resolve => setTimeout(resolve, 100))
    await (await open({ token })).leave()
    await Promise.all(wires.slice(1).map(wire => wire.leave()))
  })

  it('200 messages at once are closed with 4429, and those behind the limit are not looked at', async () => {
    const wire = await known()
    for (let n = 0; n < 200; n++)
      wire.send({ type: 'ping' })
    expect(await wire.closed).toEqual({ code: 4429, reason: 'Too many messages' })
    expect(wire.messages.filter(({ type }) => type === 'pong').length).toBeLessThanOrEqual(limits.messageBurst + 1)
  })

  it('so are 200 pings, which each ask for an answer', async () => {
    for (const opened of [open, known]) {
      const wire = await opened()
      for (let i = 0; i < 200; i++)
        wire.ws.ping()
      expect((await wire.closed).code).toBe(4429)
    }
  })

  it('and 200 pongs that nobody asked for', async () => {
    for (const opened of [open, known]) {
      const wire = await opened()
      for (let i = 0; i < 200; i++)
        wire.ws.pong()
      expect((await wire.closed).code).toBe(4429)
    }
  })

  it('a stranger who does not answer the close loses the place all the same', async () => {
    const { hostname, port } = new URL(world.origin)
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect')
    const began = performance.now()
    socket.write('GET /graphql HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n')
    socket.on('error', () => {}).resume()
    await once(socket, 'close')
    expect(performance.now() - began).toBeLessThan(limits.initMilliseconds + 6_000)
  })

  it('a message of more than 64 KiB is closed with 1009, in one piece or in a thousand', async () => {
    const large = await known()
    large.subscribe('1', `subscription { events { cursor } } # ${'x'.repeat(limits.socketMessageBytes)}`)
    expect((await large.closed).code).toBe(1009)
    const crumbs = await known()
    const pieces = Array.from({ length: limits.socketMessageBytes + 10 }, (_, index) =>
      frame(Buffer.from('x'), { opcode: index ? 0 : 1, fin: false }))
    crumbs.socket.write(Buffer.concat(pieces))
    expect([1008, 1009]).toContain((await crumbs.closed).code)
  })
})

describe('frames that no client should send', () => {
  it.each(Object.keys(broken))('%s', async (kind) => {
    const { bytes, codes } = broken[kind]!()
    const wire = await known()
    wire.socket.write(bytes)
    const { code, reason } = await wire.closed
    expect(codes).toContain(code)
    expect(reason).not.toMatch(/ at |Error:|node_modules|Unexpected message/)
  })

  it('2,000 of them end their own sockets and nothing else', { timeout: 120_000 }, async () => {
    const kinds = Object.values(broken)
    const watcher = await Follower.start(tool)
    let wrong = 0
    const lane = async () => {
      for (let n = 0; n < 200; n++) {
        const { bytes, codes } = kinds[Math.floor(Math.random() * kinds.length)]!()
        const wire = await open(n % 2 ? { token: tool.token } : {})
        wire.socket.write(bytes)
        wrong += Number(!codes.includes((await wire.closed).code))
      }
    }
    await Promise.all(Array.from({ length: 10 }, lane))
    expect(wrong).toBe(0)
    await rename()
    await watcher.until(({ lines }) => lines.length > 0)
    await watcher.leave()
    expect((await fetch(`${world.origin}/livez`)).status).toBe(200)
  })
})
