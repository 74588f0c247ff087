import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { json, text } from 'node:stream/consumers'
import { signIn } from '@wardroom/schema/sealing/account'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Wire } from '../feed/wire.js'
import { useWorld } from '../testkit/use-world.js'
import type { ClientOf, ProviderOf } from '../testkit/world.js'
import { Nginx } from './nginx.js'

const origin = 'https://wardroom.example'
const world = await useWorld({ env: { WARDROOM_ORIGIN: origin, WARDROOM_TRUSTED_PROXIES: '127.0.0.1' } })
const nginx = await Nginx.before(Number(new URL(world.origin).port))
const forgetful = await Nginx.before(Number(new URL((await useWorld()).origin).port))
afterAll(() => Promise.all([nginx.stop(), forgetful.stop()]))

/** A caller somewhere: nginx sees it come from this address of the loopback network. */
const elsewhere = '127.0.0.7'

function send(path: string, body?: unknown, headers: Record<string, string> = {}, { port } = nginx): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request({
      host: '127.0.0.1',
      port,
      localAddress: elsewhere,
      path,
      method: body ? 'POST' : 'GET',
      headers: { 'host': 'wardroom.example', 'content-type': 'application/json', ...headers },
    }, resolve)
      .once('error', reject)
      .end(body && JSON.stringify(body))
  })
}

interface Answer { data: Record<string, unknown> | null, errors?: Array<{ extensions: { code: string } }> }
const ask = async (query: string, headers?: Record<string, string>) => await json(await send('/graphql', { query }, headers)) as Answer

describe('through the nginx of the operations page, an empty installation', () => {
  it('is not at the machine, though nginx itself connects from it', async () => {
    const { data } = await ask('{ installation { state mailbox } }')
    expect(data).toEqual({ installation: { state: 'EMPTY', mailbox: false } })
    for (const query of ['mutation { startDemo { state } }', '{ mailbox { text } }'])
      expect((await ask(query)).errors?.[0]?.extensions.code).toMatch(/^(?:SETUP_CODE_REQUIRED|NOT_FOUND)$/)
    expect(await world.stranger.do('{ installation { state } }')).toEqual({ installation: { state: 'EMPTY' } })
  })

  it('keeps its metrics to itself', async () => {
    expect((await send('/metrics')).statusCode).toBe(404)
    expect((await send('/%6detrics')).statusCode).toBe(404)
    expect((await fetch(`${world.origin}/metrics`)).status).toBe(200)
  })
})

describe('through the nginx of the operations page, one that is set up', () => {
  let provider: ProviderOf
  let acme: ClientOf
  beforeAll(async () => {
    provider = await world.provider('Northwind')
    acme = await provider.createClient('Acme')
  })

  it('answers pages, health and the API', async () => {
    expect((await send('/livez')).statusCode).toBe(200)
    expect((await send('/readyz')).statusCode).toBe(200)
    expect(await ask('{ clients { totalCount } }', { authorization: `Bearer ${provider.admin.token}` })).toEqual({ data: { clients: { totalCount: 1 } } })
  })

  it('is told the address of who asks, and nothing that they claim', async () => {
    const { email, password } = provider.admin
    const prelogin = await json(await send('/auth/prelogin', { email })) as Parameters<typeof signIn>[1]
    const { masterPasswordHash } = await signIn(password, prelogin)
    const answer = await send('/auth/sign-in', { email, masterPasswordHash }, { origin, 'x-forwarded-for': '203.0.113.9' })
    expect([answer.statusCode, JSON.parse(await text(answer))]).toMatchObject([200, { account: { email } }])
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^__Host-.*Secure/)
    const { events } = await provider.admin.do('{ events(first: 1, order: NEWEST_FIRST) { edges { node { type ip } } } }')
    expect(events.edges).toEqual([{ node: { type: 'User_LoggedIn', ip: elsewhere } }])
  })

  it('carries sockets, on which events arrive', async () => {
    const wire = await Wire.open(`http://127.0.0.1:${nginx.port}`, { token: provider.admin.token, headers: { host: 'wardroom.example', origin } })
    wire.subscribe('1', 'subscription { events { events { type } } }')
    await wire.next('next')
    await provider.admin.do('mutation ($id: ID!) { renameClient(id: $id, name: "Acme Ltd") { id } }', { id: acme.id })
    expect(await wire.next('next')).toMatchObject({ payload: { data: { events: { events: [{ type: 'Organization_Updated' }] } } } })
    await wire.leave()
  })

  it('opens no socket to pages of other origins', async () => {
    expect(await Wire.refused(`http://127.0.0.1:${nginx.port}`, '/graphql', { host: 'wardroom.example', origin: 'https://evil.example' })).toBe(403)
  })
})

it('through the same nginx, a server that was told neither its origin nor its proxy answers nobody', async () => {
  const answer = await send('/graphql', { query: '{ mailbox { text } }' }, {}, forgetful)
  expect([answer.statusCode, await json(answer)]).toMatchObject([403, { errors: [{ extensions: { code: 'FORBIDDEN' } }] }])
  expect((await send('/metrics', undefined, {}, forgetful)).statusCode).toBe(404)
})
