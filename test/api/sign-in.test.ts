import { request } from 'node:http'
import { kdfChoices } from '@wardroom/schema/sealing/kdf-numbers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Answer } from '@wardroom/schema/client'
import { signIn } from '@wardroom/schema/sealing/account'
import { useWorld } from '../testkit/use-world.js'
import { World } from '../testkit/world.js'

const wrong = Buffer.alloc(32, 1).toString('base64')
const world = await useWorld({ limitFactor: 1 })
const provider = await world.provider('Northwind')
const right = (await signIn(provider.admin.password, { kdf: { type: 'PBKDF2', iterations: 600_000 }, salt: provider.admin.email }))
  .masterPasswordHash
beforeEach(() => world.sql('delete from rate_limit'))

const prelogin = (email: string, headers?: Record<string, string>) => world.stranger.request('/auth/prelogin', { email }, headers)
function tryIn(email: string, masterPasswordHash: string, headers?: Record<string, string>) {
  return world.stranger.request('/auth/sign-in', { email, masterPasswordHash }, headers)
}
const codeOf = ({ status, body }: Answer) => body.error?.code ?? status
const times = <T>(n: number, act: (i: number) => Promise<T>) => Promise.all(Array.from({ length: n }, (_, i) => act(i)))

/** One after the other: the codes of n attempts. */
async function attempts(n: number, act: (i: number) => Promise<Answer>): Promise<Array<string | number>> {
  const codes: Array<string | number> = []
  for (let i = 0; i < n; i++)
    codes.push(codeOf(await act(i)))
  return codes
}

describe('before signing in', () => {
  it('a device learns how to derive its key', async () => {
    expect((await prelogin(' Admin@Northwind.example ')).body)
      .toEqual({ kdf: { type: 'PBKDF2', iterations: 600_000 }, salt: 'admin@northwind.example' })
  })

  it('an unknown address gets the numbers of a real one', async () => {
    const emails = Array.from({ length: 40 }, (_, n) => `nobody${n}@nowhere.example`)
    const answers = await Promise.all(emails.map(email => prelogin(email)))
    expect(await Promise.all(emails.map(email => prelogin(email.toUpperCase())))).toEqual(answers)
    const kinds = answers.map(({ status, body }, n) => {
      const { kdf, salt } = body as unknown as { kdf: Record<string, unknown>, salt: string }
      expect([status, Object.keys(body), salt]).toEqual([200, ['kdf', 'salt'], emails[n]])
      return JSON.stringify(kdf)
    })
    // What people are offered: anything else would be certain to be nobody's.
    expect(kdfChoices.map(kdf => JSON.stringify(kdf))).toEqual(expect.arrayContaining([...new Set(kinds)]))
  })
})

describe('signing in', () => {
  it('gives an access token in the body and the refresh token in a cookie that no script reads', async () => {
    const response = await fetch(`${world.origin}/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: provider.admin.email, masterPasswordHash: right }),
    })
    const [cookie] = response.headers.getSetCookie()
    expect(cookie).toMatch(/^__Host-wardroom-refresh=[\w.-]{43,}; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Strict$/)
    const body = await response.json() as Record<string, unknown>
    expect(Object.keys(body).sort())
      .toEqual(['accessToken', 'account', 'expiresAt', 'keys', 'mustChangePassword', 'passwordRules', 'session'])
    expect(JSON.stringify(body)).not.toContain(/=([^;]+)/.exec(cookie!)![1])
  })

  it('is told to the log, and so is a wrong password', async () => {
    const logged = await provider.logged(async () => {
      await tryIn(provider.admin.email, wrong, { 'user-agent': 'Mozilla/5.0 Firefox/140.0' })
      await tryIn(provider.admin.email, right)
      await tryIn('nobody@nowhere.example', wrong)
    })
    expect(logged.map(({ event, whom, device }) => [event, whom, device]))
      .toEqual([['User_FailedLogIn', 'Ada Admin', 'Mozilla/5.0 Firefox/140.0'], ['User_LoggedIn', 'Ada Admin', 'node']])
  })

  it('answers a wrong password and an unknown address alike', async () => {
    const raw = async (email: string) => {
      const response = await fetch(
        `${world.origin}/auth/sign-in`,
        { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ email, masterPasswordHash: wrong }) },
      )
      return { status: response.status, body: await response.text(), headers: [...response.headers].filter(([name]) => name !== 'date') }
    }
    const known = await raw(provider.admin.email)
    expect(known).toMatchObject({
      status: 401,
      body: '{"error":{"code":"WRONG_CREDENTIALS","message":"E-mail address or master password is wrong; try again.","facts":{}}}',
    })
    expect(await raw('nobody@nowhere.example')).toEqual(known)
  })

  it('answers a wrong password without waiting for the log, which an unknown address does not have', async () => {
    const failures = async () => (await world.sql<{ n: number }>('select count(*)::int n from event where code = 1005'))[0]!.n
    const before = await failures()
    const held = world.sql(`do $$ begin perform from event_head for update; perform pg_sleep(1.5); end $$`)
    await new Promise(resolve => setTimeout(resolve, 200))
    const logged = await provider.logged(async () => {
      const started = performance.now()
      expect(codeOf(await tryIn(provider.admin.email, wrong))).toBe('WRONG_CREDENTIALS')
      expect(performance.now() - started).toBeLessThan(1_000)
      await held
      await expect.poll(failures).toBe(before + 1)
      await tryIn(provider.admin.email, right)
    })
    expect(logged.map(({ event }) => event)).toEqual(['User_FailedLogIn', 'User_LoggedIn'])
  })

  it.each([
    ['a password in the clear', { email: 'a@x.example', masterPasswordHash: 'correct horse battery staple' }],
    ['no proof', { email: 'a@x.example' }],
    ['a list of proofs', { email: 'a@x.example', masterPasswordHash: [wrong, wrong] }],
    ['an object for an address', { email: { like: '%' }, masterPasswordHash: wrong }],
    ['no address', { email: 'nobody', masterPasswordHash: wrong }],
    ['a list of sign-ins', [{ email: 'a@x.example', masterPasswordHash: wrong }]],
    ['nothing', null],
  ])('refuses %s', async (_, body) => {
    expect(codeOf(await world.stranger.request('/auth/sign-in', body))).toBe('BAD_USER_INPUT')
  })

  it.each(
    [['//graphql'], ['/GRAPHQL'], ['/graphql?x=/auth/sign-in'], ['/graphql/../auth/prelogin'], ['/%67raphql'], ['/graphql/']],
  )('is not gone round by asking %s', async (path) => {
    const { status, body } = await world.stranger.request(path, { query: '{ viewer { account { email } } }' })
    expect(body.data ?? null).toBeNull()
    expect(status).toBeGreaterThanOrEqual(400)
  })
})

describe('guessing', () => {
  it('ends after ten attempts at an account in a quarter of an hour, even for the right password', async () => {
    const spellings = [provider.admin.email, provider.admin.email.toUpperCase(), ` ${provider.admin.email} `]
    expect(await attempts(10, i => tryIn(spellings[i % 3]!, wrong, { 'user-agent': `guesser ${i}` })))
      .toEqual(Array.from({ length: 10 }, () => 'WRONG_CREDENTIALS'))
    const { status, body } = await tryIn(provider.admin.email, right)
    expect(status).toBe(429)
    expect(body.error).toMatchObject({ code: 'TOO_MANY_REQUESTS', message: expect.stringMatching(/^Too many attempts; try again in \d+ seconds\.$/) })
    expect(body.error!.facts.retryAfterSeconds).toBeGreaterThan(890)
    expect(body.error!.facts.retryAfterSeconds).toBeLessThanOrEqual(900)
  })

  it('ends as soon for an address nobody has', async () => {
    expect(await attempts(11, () => tryIn('nobody@nowhere.example', wrong)))
      .toEqual([...Array.from({ length: 10 }, () => 'WRONG_CREDENTIALS'), 'TOO_MANY_REQUESTS'])
  })

  it('does not go further by trying all at once', async () => {
    const codes = (await times(25, () => tryIn(provider.admin.email, wrong))).map(codeOf)
    expect(codes.filter(code => code === 'WRONG_CREDENTIALS')).toHaveLength(10)
    expect(codes.filter(code => code === 'TOO_MANY_REQUESTS')).toHaveLength(15)
  })

  it('is forgotten once the right password came', async () => {
    expect(await attempts(9, () => tryIn(provider.admin.email, wrong))).not.toContain('TOO_MANY_REQUESTS')
    expect(codeOf(await tryIn(provider.admin.email, right))).toBe(200)
    expect(await attempts(9, () => tryIn(provider.admin.email, wrong))).not.toContain('TOO_MANY_REQUESTS')
  })

  it('at many accounts ends after thirty from one address, whatever X-Forwarded-For claims', async () => {
    const codes = await attempts(31, i => tryIn(
      `person${i}@nowhere.example`,
      wrong,
      { 'x-forwarded-for': `203.0.113.${i}`, 'forwarded': `for=203.0.113.${i}`, 'x-real-ip': `203.0.113.${i}` },
    ))
    expect(codes.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 'WRONG_CREDENTIALS'))
    expect(codes[30]).toBe('TOO_MANY_REQUESTS')
  })

  it('for the numbers of many addresses ends after a hundred and twenty', async () => {
    const codes = (await times(121, i => prelogin(`person${i}@nowhere.example`, { 'x-forwarded-for': `203.0.113.${i}` }))).map(codeOf)
    expect(codes.filter(code => code === 'TOO_MANY_REQUESTS')).toHaveLength(1)
  })

  it('at invitations ends after a hundred and twenty', async () => {
    const codes = await times(121, i => world.stranger.refused('query ($token: String!) { invitation(token: $token) { email } }', { token: `${i}` }))
    expect(codes.filter(code => code === 'TOO_MANY_REQUESTS')).toHaveLength(1)
    expect(codes.filter(code => code === 'INVITATION_INVALID')).toHaveLength(120)
  })
})

describe('behind a proxy that is trusted', () => {
  let proxied: World
  beforeAll(async () => { proxied = await World.start({ limitFactor: 1, env: { WARDROOM_TRUSTED_PROXIES: '127.0.0.1,::1' } }) })
  afterAll(() => proxied.close())
  const from = (address: string, i: number) => proxied.stranger.request(
    '/auth/sign-in',
    { email: `person${address}${i}@nowhere.example`.replaceAll(':', '-'), masterPasswordHash: wrong },
    { 'x-forwarded-for': address },
  )

  it('people are counted by their own address, an IPv6 customer by the whole network', async () => {
    expect(await attempts(31, i => from('203.0.113.7', i))).toContain('TOO_MANY_REQUESTS')
    expect(codeOf(await from('203.0.113.8', 0))).toBe('WRONG_CREDENTIALS')
    expect((await attempts(31, i => from(`2001:db8:1:2::${i}`, i))).at(-1)).toBe('TOO_MANY_REQUESTS')
    expect(codeOf(await from('2001:db8:1:3::1', 0))).toBe('WRONG_CREDENTIALS')
    expect((await attempts(31, i => from(i % 2 ? `2001:db8::${i}` : `2001:0DB8:0:0:${i}::1`, i))).at(-1)).toBe('TOO_MANY_REQUESTS')
  })

  it('a customer with many IPv6 networks is counted as a few', async () => {
    await proxied.sql('delete from rate_limit')
    const codes = await attempts(241, i => from(`2001:db8:9:${(i % 200).toString(16)}::1`, i))
    expect(codes.slice(0, 200)).not.toContain('ok')
    expect(codes.at(-1)).toBe('TOO_MANY_REQUESTS')
    expect(codeOf(await from('2001:db8:a:1::1', 0))).toBe('WRONG_CREDENTIALS')
  })

  it('all sign-ins together are limited, from wherever they come', async () => {
    await from('203.0.113.20', 0)
    await proxied.sql(`update rate_limit set points = 3000 where key like 'signInByAll%'`)
    expect(codeOf(await from('203.0.113.21', 0))).toBe('TOO_MANY_REQUESTS')
    await proxied.sql('delete from rate_limit')
    expect(codeOf(await from('203.0.113.22', 0))).toBe('WRONG_CREDENTIALS')
  })

  it('one address that goes on guessing keeps nobody else out', async () => {
    await proxied.sql('delete from rate_limit')
    await attempts(60, i => from('203.0.113.40', i))
    const [all] = await proxied.sql(`select points from rate_limit where key like 'signInByAll%'`)
    expect(all).toEqual({ points: 30 })
  })

  it('only the address that the proxy itself adds counts', async () => {
    await proxied.sql('delete from rate_limit')
    const codes = await attempts(31, i => proxied.stranger.request(
      '/auth/sign-in',
      { email: `other${i}@nowhere.example`, masterPasswordHash: wrong },
      { 'x-forwarded-for': `198.51.100.${i}, 203.0.113.9` },
    ))
    expect(codes.at(-1)).toBe('TOO_MANY_REQUESTS')
  })
})

describe('an address that a proxy sends', () => {
  let proxied: World
  beforeAll(async () => { proxied = await World.start({ limitFactor: 1, env: { WARDROOM_TRUSTED_PROXIES: '127.0.0.1,::1' } }) })
  afterAll(() => proxied.close())
  beforeEach(() => proxied.sql('delete from rate_limit'))
  const from = (address: string, i: number) =>
    proxied.stranger.request('/auth/sign-in', { email: `person${i}@nowhere.example`, masterPasswordHash: wrong }, { 'x-forwarded-for': address })

  it.each([
    ['IPv4', (i: number) => `198.51.100.10:${40_000 + i}`],
    ['IPv6', (i: number) => `[2001:db8:7:7::1]:${40_000 + i}`],
  ])('may carry a port, %s', async (_, address) => {
    expect((await attempts(31, i => from(address(i), i))).at(-1)).toBe('TOO_MANY_REQUESTS')
  })

  it('counts as the proxy\'s own where it is none', async () => {
    const texts = ['unknown', 'localhost', '<b>x</b>', 'x'.repeat(5_000), '1.2.3', '999.1.1.1', '_hidden', '1.2.3.4:x', '[::1']
    expect((await attempts(31, i => from(texts[i % texts.length]!, i))).at(-1)).toBe('TOO_MANY_REQUESTS')
    const lines = await proxied.sql<{ ip: string }>(`select distinct ip from event where ip is not null`)
    expect(lines.filter(({ ip }) => !/^[\da-f.:]+$/.test(ip))).toEqual([])
  })
})

it('right passwords of an office behind one address cost it nothing', async () => {
  const office = await World.start({ limitFactor: 1 })
  const { admin } = await office.provider('Office')
  const proof = {
    email: admin.email,
    masterPasswordHash: (await signIn(admin.password, { kdf: { type: 'PBKDF2', iterations: 600_000 }, salt: admin.email }))
      .masterPasswordHash,
  }
  const answers = await attempts(40, () => office.stranger.request('/auth/sign-in', proof))
  expect(answers).toEqual(Array.from({ length: 40 }, () => 200))
  await office.close()
})

describe('sessions of one person', () => {
  const proof = async ({ email, password }: { email: string, password: string }) => ({
    email,
    masterPasswordHash: (await signIn(password, { kdf: { type: 'PBKDF2', iterations: 600_000 }, salt: email })).masterPasswordHash,
  })

  it('are fifty at once: at the next sign-in the one that was not used for longest ends, and the log says so', async () => {
    const busy = await World.start()
    const { admin, id: providerId } = await busy.provider('Busy')
    await busy.sql(`insert into session (id, account_id, family_hash, refresh_hash, rotated_at, device_type, device_name, ip, staff, created_at, last_used_at, expires_at)
      select gen_random_uuid(), $1, sha256(n::text::bytea), sha256(n::text::bytea), now(), 9, 'Browser ' || n, '', true, now(),
        now() - n * interval '1 second', now() + interval '1 hour' from generate_series(1, 49) n`, [admin.accountId])
    expect((await busy.stranger.request('/auth/sign-in', await proof(admin))).status).toBe(200)
    const { viewer } = await admin.do('{ viewer { sessions { deviceName } } }')
    expect(viewer.sessions).toHaveLength(50)
    expect(viewer.sessions.map(({ deviceName }) => deviceName)).not.toContain('Browser 49')
    expect(await busy.sql(`select details ->> 'device' device from event where provider_id = $1 and code = 9050`, [providerId]))
      .toEqual([{ device: 'Browser 49' }])
    await busy.close()
  })

  it('begin so many times a quarter of an hour, also with the right password', async () => {
    const busy = await World.start({ limitFactor: 0.1 })
    const { admin } = await busy.provider('Busy')
    const right = await proof(admin)
    const answers = await attempts(10, () => busy.stranger.request('/auth/sign-in', right))
    expect(answers).toEqual([...Array.from({ length: 9 }, () => 200), 'TOO_MANY_REQUESTS'])
    await busy.close()
  })

  it('name their device in plain signs', async () => {
    const plain = await World.start()
    const { admin } = await plain.provider('Plain')
    const answer = await plain.stranger.request('/auth/sign-in', await proof(admin), { 'user-agent': 'Evil\u009B31m\u00AD Browser' })
    expect(answer.status).toBe(200)
    expect((await admin.do('{ viewer { sessions { deviceName } } }')).viewer.sessions.map(({ deviceName }) => deviceName))
      .toContain('Evil?31m? Browser')
    await plain.close()
  })
})

describe('a page of another site', () => {
  it.each(['/auth/prelogin', '/auth/sign-in', '/auth/refresh', '/auth/sign-out'])('cannot ask %s', async (path) => {
    for (const site of ['cross-site', 'same-site', 'none', 'anything']) {
      expect([
        site,
        codeOf(await world.stranger.request(path, { email: provider.admin.email, masterPasswordHash: right }, {
          'sec-fetch-site': site,
          'cookie': provider.admin.cookie,
        })),
      ]).toEqual([site, 'FORBIDDEN'])
    }
  })

  it.each(
    ['/%61uth/refresh', '/auth/%72efresh', '/./auth/refresh', '/auth/../auth/refresh'],
  )('cannot ask %s either, however the address is written', async (path) => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      request(world.origin, {
        path,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-site', 'cookie': provider.admin.cookie },
      }, response =>
        resolve(response.resume().statusCode))
        .on('error', reject)
        .end('{}')
    })
    expect(status).toBeOneOf([403, 404])
  })

  it('cannot be told from Wardroom\'s own by those who are no browser', async () => {
    expect((await prelogin('a@x.example', { 'sec-fetch-site': 'same-origin' })).status).toBe(200)
    expect((await prelogin('a@x.example')).status).toBe(200)
  })

  it('gains nothing by the cookie alone', async () => {
    const { body } = await world.stranger.request(
      '/graphql',
      { query: '{ viewer { account { email } } }' },
      { cookie: provider.admin.cookie },
    )
    expect(body.errors![0]!.extensions.code).toBe('UNAUTHENTICATED')
  })

  it('cannot send a document by a form', async () => {
    const response = await fetch(`${world.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', 'cookie': provider.admin.cookie },
      body: '{"query":"{ installation { state } }"}',
    })
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(await response.text()).not.toContain('READY')
  })
})
