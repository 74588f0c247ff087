import { request } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { beforeAll, describe, expect, it } from 'vitest'
import { useWorld } from '../testkit/use-world.js'
import { World } from '../testkit/world.js'

const world = await useWorld()
const setupCode = await world.setupCode()

interface Answer {
  status: number
  body: string
}

/** As `fetch`, which would set Host itself. */
function send(path: string, headers: Record<string, string>, content?: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      world.origin + path,
      { method: content ? 'POST' : 'GET', headers: { 'content-type': 'application/json', ...headers } },
      answer => void text(answer).then(body => resolve({ status: answer.statusCode!, body }), reject),
    )
    sent.once('error', reject)
    sent.end(content && JSON.stringify(content))
  })
}

async function ask<Data>(
  query: string,
  headers: Record<string, string> = {},
  variables: object = {},
): Promise<{ data: Data | null, code: string | undefined }> {
  const { data, errors } = JSON.parse(
    (await send('/graphql', headers, { query, variables })).body,
  ) as { data: Data | null, errors?: Array<{ extensions: { code: string } }> }
  return { data, code: errors?.[0]?.extensions.code }
}

/** The first line of the answer to what Node's own client would not send. */
async function sendRaw(path: string, version: string, ...headers: string[]): Promise<string> {
  const { hostname, port } = new URL(world.origin)
  const socket = connect(Number(port), hostname)
  socket.write([`GET ${path} HTTP/${version}`, ...headers, 'Connection: close', '', ''].join('\r\n'))
  return (await text(socket)).split('\r\n', 1)[0]!
}

/** What proxies add by their defaults or by the habit of who sets them up. */
const ways: Array<[string, Record<string, string>]> = [
  ['X-Forwarded-For', { 'x-forwarded-for': '192.0.2.7' }],
  ['X-Real-IP', { 'x-real-ip': '192.0.2.7' }],
  ['X-Forwarded-Proto', { 'x-forwarded-proto': 'https' }],
  ['X-Forwarded-Host', { 'x-forwarded-host': 'localhost' }],
  ['Forwarded', { forwarded: 'for=127.0.0.1' }],
  ['Via', { via: '1.1 proxy' }],
]

const mailbox = 'query ($code: String) { mailbox(setupCode: $code) { to } }'

describe('an installation that is not set up', () => {
  const startDemo = 'mutation ($code: String) { startDemo(setupCode: $code) { state } }'
  const setup = 'mutation ($input: SetupProviderInput!, $code: String) { setupProvider(input: $input, setupCode: $code) { id } }'

  it.each([
    ['through a proxy on this machine that says nothing of itself, or from this machine', {}],
    ...ways.map(([header, headers]): [string, Record<string, string>] => [`with ${header}`, headers]),
  ])('belongs to nobody who comes %s without its code', async (_, headers) => {
    for (const code of [null, '', 'AAAA-AAAA-AAAA-AAAA', `${setupCode}A`])
      expect((await ask(startDemo, headers, { code })).code).toBe('SETUP_CODE_REQUIRED')
    expect((await ask('{ installation { state } }')).data).toEqual({ installation: { state: 'EMPTY' } })
  })

  it.each(['from this machine', 'from elsewhere'])('is set up %s with the code that was printed, however it is typed', async (from) => {
    const code = ` ${setupCode.toLowerCase().replaceAll('-', ' ')} `
    const registration = await world.registration('admin@northwind.example', 'Ada Admin')
    const input = { providerName: 'Northwind', email: 'admin@northwind.example', registration, providerKey: 'none' }
    const headers: Record<string, string> = from === 'from elsewhere' ? { 'x-forwarded-for': '192.0.2.7' } : {}
    expect(await ask(setup, headers, { input, code })).toEqual({ data: null, code: 'SEALED_MALFORMED' })
  })
})

describe('a loopback installation', () => {
  beforeAll(async () => {
    await (await world.provider('Northwind')).createClient('Acme')
  })

  it('shows its mailbox to a browser on this machine that has the code, and its metrics to any', async () => {
    expect((await ask<{ mailbox: object[] }>(mailbox, {}, { code: setupCode })).data!.mailbox).not.toEqual([])
    expect((await send('/metrics', {})).body).toContain('wardroom_sockets')
  })

  it('shows no mail to who comes through a proxy on this machine that says nothing of itself', async () => {
    for (const code of [null, 'AAAA-AAAA-AAAA-AAAA'])
      expect(await ask(mailbox, {}, { code })).toEqual({ data: null, code: 'SETUP_CODE_REQUIRED' })
  })

  it.each(ways)('nor, with the code or without, to who comes with %s', async (_, headers) => {
    for (const code of [null, setupCode])
      expect((await ask(mailbox, headers, { code })).code).toBe('NOT_FOUND')
    expect((await ask<{ installation: object }>('{ installation { mailbox } }', headers)).data)
      .toEqual({ installation: { mailbox: false } })
    expect((await send('/metrics', headers)).status).toBe(404)
  })

  it.each([
    ['in HTTP/1.0, as a proxy does that nobody set up', '1.0', ['Host: 127.0.0.1']],
    ['in HTTP/1.0 and says no name', '1.0', []],
    ['by two names', '1.1', ['Host: localhost', 'Host: wardroom.example']],
  ])('nor to who asks %s', async (_, version, headers) => {
    expect(await sendRaw('/metrics', '1.1', 'Host: localhost')).toBe('HTTP/1.1 200 OK')
    expect(await sendRaw('/metrics', version, ...headers)).toMatch(/^HTTP\/1\.1 40[04] /)
  })

  it('nor to a page elsewhere that gave its own name our address', async () => {
    expect((await send('/metrics', { host: 'evil.example' })).status).toBe(404)
    expect((await send('/graphql', { host: 'evil.example' }, { query: '{ mailbox { to } }' })).status).toBe(403)
  })

  it('tells others whether it is ready, and not why it is not', async () => {
    await world.sql(`insert into mikro_orm_migrations (name) values ('9999-later.sql')`)
    await expect.poll(async () => (await send('/readyz', {})).status).toBe(503)
    expect(JSON.parse((await send('/readyz', {})).body)).toEqual({ ok: false, reason: expect.stringContaining('later release') })
    expect(JSON.parse((await send('/readyz', { host: 'evil.example' })).body)).toEqual({ ok: false })
    await world.sql(`delete from mikro_orm_migrations where name = '9999-later.sql'`)
  })
})

describe('an installation of another origin than this machine', () => {
  it('is set up with the code, and has no mailbox', async () => {
    const elsewhere = await World.start({ env: { WARDROOM_ORIGIN: 'https://wardroom.example' } })
    try {
      expect(await elsewhere.stranger.refused('mutation { startDemo { state } }')).toBe('SETUP_CODE_REQUIRED')
      expect(await elsewhere.stranger.refused(mailbox, { code: setupCode })).toBe('NOT_FOUND')
      expect((await fetch(`${elsewhere.origin}/metrics`)).status).toBe(200)
      expect((await elsewhere.provider('Northwind')).name).toBe('Northwind')
    }
    finally {
      await elsewhere.close()
    }
  })
})
