import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { Follower } from '../feed/follower.js'
import { Wire } from '../feed/wire.js'
import { copyDatabase } from '../testkit/database.js'
import { ServerProcess } from '../testkit/server-process.js'
import type { World } from '../testkit/world.js'
import { someKey, somePin } from './cast.js'

let server: ServerProcess
let world: World
let tidy: () => Promise<void>

beforeAll(async () => {
  const [database, dataDir] = [await copyDatabase(), await mkdtemp(path.join(tmpdir(), 'wardroom-canary-'))]
  const secret = await readFile(path.join(inject('secretsDir'), 'secret'), 'utf8')
  server = await ServerProcess.on(dataDir, { DATABASE_URL: database.url, WARDROOM_SECRET: secret, WARDROOM_LOG_LEVEL: 'trace' })
  world = await server.world()
  secrets.set('the root of all secrets', secret)
  secrets.set('the password of the database', new URL(database.url).password)
  tidy = async () => {
    await server.dispose()
    await database.drop()
    await rm(dataDir, { recursive: true, force: true })
  }
})
afterAll(() => tidy())

/** Everything that must never be written down, by what it is. */
const secrets = new Map<string, string>()

/** Every text in a request that only the two ends may know. */
const secretMembers = /"(masterPasswordHash|wrappedUserKey|wrappedPrivateKey|providerKey|keyBinding|pin|key|token|accessToken|secret)":"([^"]{20,})"/g

it('no credential, key, proof or link is in the metrics, or in the log at its most talkative, whatever goes wrong', async () => {
  const plainFetch = globalThis.fetch
  globalThis.fetch = async (input, init) => {
    const response = await plainFetch(input, init)
    const texts = [typeof init?.body === 'string' ? init.body : '', await response.clone().text()]
    for (const [, name, value] of texts.flatMap(text => [...text.matchAll(secretMembers)]))
      secrets.set(`${name} ${secrets.size}`, value!)
    for (const cookie of response.headers.getSetCookie())
      secrets.set(`cookie ${secrets.size}`, cookie.split(/[=;]/)[1]!)
    return response
  }
  try {
    await live()
  }
  finally {
    globalThis.fetch = plainFetch
  }
  const metrics = await (await fetch(`${world.origin}/metrics`)).text()
  await server.stop()
  const written = server.output + metrics

  const kinds = new Set([...secrets.keys()].map(name => name.replace(/ \d+$/, '')))
  expect([...kinds].sort()).toEqual([
    'accessToken',
    'cookie',
    'key',
    'keyBinding',
    'masterPasswordHash',
    'pin',
    'providerKey',
    'secret',
    'the password of the database',
    'the root of all secrets',
    'token',
    'wrappedPrivateKey',
    'wrappedUserKey',
  ])
  // PostgreSQL cuts what it quotes after 64 characters, so the beginning of a secret is looked for, as it is and as others would write it.
  const forms = (secret: string) =>
    [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64'), Buffer.from(secret, 'base64').toString('hex')]
      .map(form => form.slice(0, 32))
  const found = [...secrets].filter(([, secret]) => secret.length > 8 && forms(secret).some(form => written.includes(form)))
    .map(([name]) => name)
  expect(found).toEqual([])
  expect(server.output.match(/a request failed/g)).toHaveLength(2)
  expect(written).not.toContain('correct horse battery staple')
})

/** Everything that handles a secret, done right and done wrong. */
async function live(): Promise<void> {
  const provider = await world.provider()
  const client = await provider.createClient('Acme')
  const owner = await client.owner()
  const tool = await provider.tool(['READ', 'EVENTS_READ'])
  const follower = await Follower.start(tool)
  await client.invite(['next@acme.example'])
  await follower.until(({ lines }) => lines.length > 0)
  await follower.leave()
  await plain('/auth/refresh', {}, { cookie: owner.cookie })
  await plain('/auth/refresh', {}, { cookie: owner.cookie.replace(/=./, '=x') })
  await plain('/auth/sign-in', { email: owner.email, masterPasswordHash: 'c29tZSBwcm9vZiB0aGF0IGlzIHdyb25nIGFuZCAzMiA=' })
  await plain('/auth/sign-in', { email: owner.email, masterPasswordHash: 'a proof of the wrong form but secret all the same' })

  const token = await world.invitationOf('next@acme.example')
  secrets.set('token 0', token)
  await tool.ask(`query { invitation(token: "${token}") { email, }`)
  await tool.ask('query ($token: Int!) { invitation(token: $token) { email } }', { token })
  await owner.ask('mutation ($c: [ConfirmInput!]!) { confirmUsers(confirmations: $c) { ok } }', { c: [{ id: 'x', key: [someKey] }] })
  secrets.set('key 0', someKey)
  await owner.do('mutation ($of: ID!, $pin: String!) { pinKey(of: $of, pin: $pin) }', { of: client.id, pin: somePin })
  expect(await owner.refused('mutation ($of: ID!, $pin: String!) { pinKey(of: $of, pin: $pin) }', { of: client.id, pin: `${somePin}!` }))
    .toBe('SEALED_MALFORMED')

  const wire = await Wire.open(world.origin)
  wire.send({ type: 'connection_init', payload: { accessToken: `${tool.token}x` } })
  await wire.closed
  const known = await Wire.open(world.origin, { token: tool.token })
  known.subscribe('1', `subscription { events(after: "${tool.token}") { cursor } }`)
  await known.next('error')
  await known.leave()

  // A row that breaks a constraint is what PostgreSQL quotes in its error.
  await world.sql('alter table account add constraint never check (length(password_hash) < 10) not valid')
  await expect(world.accept('next@acme.example')).rejects.toThrow('INTERNAL')
  await world.sql('alter table account drop constraint never')
  await world.accept('next@acme.example')
  const { id } = await client.user('next@acme.example')
  await world.sql('alter table client_user add check (length("key") < 10) not valid')
  expect(await owner.refused('mutation ($c: [ConfirmInput!]!) { confirmUsers(confirmations: $c) { ok } }', { c: [{ id, key: someKey }] }))
    .toBe('INTERNAL')
}

function plain(address: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(
    world.origin + address,
    { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) },
  )
}
