import { describe, expect, it } from 'vitest'
import { derive } from '../testkit/derived.js'
import { Caller } from '../testkit/person.js'
import type { Person } from '../testkit/person.js'
import { firstStep, turnOn } from '../testkit/two-step.js'
import { useWorld } from '../testkit/use-world.js'

const world = await useWorld()
const provider = await world.provider('Northwind')
const acme = await provider.createClient('Acme', { seats: 40 })

const firefox = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0' }

/** Signs in by the door, as a browser that has these cookies. */
async function signsIn({ email, password }: Pick<Person, 'email' | 'password'>, cookie = '') {
  const door = new Caller(world.origin)
  const { body: prelogin } = await door.post<Parameters<typeof derive>[1]>('/auth/prelogin', { email })
  const { masterPasswordHash } = await derive(password, prelogin)
  return door.post<{ accessToken: string }>('/auth/sign-in', { email, masterPasswordHash }, { cookie, ...firefox })
}

async function told({ accountId }: Pick<Person, 'accountId'>): Promise<number> {
  return (await world.sql(`select from mail where account_id = $1 and subject like 'A new device%'`, [accountId])).length
}

const known = ({ accountId }: Pick<Person, 'accountId'>) => world.sql('select * from known_device where account_id = $1', [accountId])

describe('a sign-in from a browser that the account has never been used with', () => {
  it('is told of in both languages, with the device, the address, the time and what to do; the first of all is not', async () => {
    const kim = await acme.join('kim@acme.example')
    expect(await told(kim)).toBe(0)
    await signsIn(kim)
    const { subject, text } = await world.mailTo(kim.email, 'A new device')
    expect(subject).toBe('A new device signed in to your account · 新设备登录了您的账户')
    expect(text).toContain('from a browser that has not been used for it before (Firefox)')
    expect(text).toContain('从未曾使用过的浏览器（Firefox）')
    expect(text).toMatch(/When: \d{4}-\d\d-\d\d \d\d:\d\d UTC\nFrom: (?:127\.0\.0\.1|::1), Mozilla/)
    expect(text).toContain(`change your master password and end all other sessions: http`)
    expect(await told(kim)).toBe(1)
  })

  it('is told of once: the browser is known from then on, also after the session was ended, and a refresh tells nothing', async () => {
    const lou = await acme.join('lou@acme.example')
    const { cookie } = await signsIn(lou)
    expect(await told(lou)).toBe(1)
    await world.stranger.post('/auth/refresh', {}, { cookie })
    await world.stranger.post('/auth/sign-out', {}, { cookie })
    const again = await signsIn(lou, cookie)
    expect(again.cookie).toContain(/__Host-wardroom-browser=[^;]+/.exec(cookie)![0])
    expect(await told(lou)).toBe(1)
    expect(await known(lou)).toHaveLength(2)
  })

  it('leaves nothing behind when it fails half-way: no session that nobody holds', async () => {
    const pam = await acme.join('pam@acme.example')
    const sessions = () => world.sql('select id from session where account_id = $1 and revoked_at is null', [pam.accountId])
    const before = await sessions()
    await world.sql(`alter table known_device add constraint full_disk check (account_id <> '${pam.accountId}') not valid`)
    await expect(signsIn(pam)).rejects.toMatchObject({ code: 'INTERNAL' })
    await world.sql('alter table known_device drop constraint full_disk')
    expect(await sessions()).toEqual(before)
    await signsIn(pam)
    expect(await sessions()).toHaveLength(before.length + 1)
  })

  it('is new to each account that shares the browser, and the database does not tell that they do', async () => {
    const [max, ned] = [await acme.join('max@acme.example'), await acme.join('ned@acme.example')]
    const { cookie } = await signsIn(max)
    await signsIn(ned, cookie)
    expect([await told(max), await told(ned)]).toEqual([1, 1])
    const hashes = [...await known(max), ...await known(ned)].map(({ token_hash: hash }) => (hash as Buffer).toString('hex'))
    expect(new Set(hashes).size).toBe(4)
  })

  it('is told of where a second step was taken, not where only the password was right', async () => {
    const ora = await acme.join('ora@acme.example')
    const { authenticator } = await turnOn(ora)
    const { secondStep } = await firstStep(world.origin, ora)
    expect(await told(ora)).toBe(0)
    const answer = { token: secondStep!.token, method: 'AUTHENTICATOR', code: authenticator.next() }
    const { cookie } = await world.stranger.post('/auth/second-step', answer)
    expect(await told(ora)).toBe(1)
    expect(cookie).toContain('__Host-wardroom-browser=')
  })

  it('with a cookie that nobody made, or that of another account, is new', async () => {
    const pat = await acme.join('pat@acme.example')
    const long = `__Host-wardroom-browser=${'x'.repeat(3_000)}`
    const { cookie } = await signsIn(pat, long)
    expect(cookie).not.toContain('xxx')
    await signsIn(pat, `__Host-wardroom-browser=${'A'.repeat(43)}`)
    await signsIn(pat, `__Host-wardroom-browser=' or true --`)
    expect(await told(pat)).toBe(3)
  })
})

describe('what is kept of devices', () => {
  it('is fifty of an account, those seen last; and five mails a day', async () => {
    const quin = await acme.join('quin@acme.example')
    await world.sql(
      `insert into known_device (account_id, token_hash, first_seen_at, last_seen_at)
       select $1, sha256(n::text::bytea), now() - interval '1 year', now() - n * interval '1 hour' from generate_series(1, 60) n`,
      [quin.accountId],
    )
    for (let nth = 0; nth < 7; nth++)
      await signsIn(quin)
    expect(await known(quin)).toHaveLength(50)
    expect(await told(quin)).toBe(5)
  })

  it('goes after 400 days that it was not seen, but for the newest of an account', async () => {
    const [rex, sam] = [await acme.join('rex@acme.example'), await acme.join('sam@acme.example')]
    await signsIn(rex)
    const old = `update known_device set last_seen_at = now() - interval '401 days' - random() * interval '1 hour' where account_id = $1`
    await world.sql(old, [sam.accountId])
    await world.sql(old, [rex.accountId])
    await world.server.services.queue.run('delete-ended-sessions')
    expect([(await known(rex)).length, (await known(sam)).length]).toEqual([1, 1])
    await signsIn(sam)
    expect(await told(sam)).toBe(1)
  })

  it('goes with the account', async () => {
    const uli = await acme.join('uli@acme.example')
    expect(await known(uli)).toHaveLength(1)
    await world.sql('delete from client_user where account_id = $1', [uli.accountId])
    await world.sql('delete from account where id = $1', [uli.accountId])
    expect(await known(uli)).toEqual([])
  })
})

it('what a browser is known by is a cookie that scripts cannot read, for 400 days, and opens nothing', async () => {
  const vic = await acme.join('vic@acme.example')
  const door = new Caller(world.origin)
  const { body: prelogin } = await door.post<Parameters<typeof derive>[1]>('/auth/prelogin', { email: vic.email })
  const { masterPasswordHash } = await derive(vic.password, prelogin)
  const response = await fetch(`${world.origin}/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: vic.email, masterPasswordHash }),
  })
  const set = response.headers.getSetCookie().find(cookie => cookie.startsWith('__Host-wardroom-browser='))!
  expect(set).toMatch(/; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Strict$/)
  const days = (Date.parse(/Expires=([^;]+)/.exec(set)![1]!) - Date.now()) / 86_400_000
  expect(Math.round(days)).toBe(400)
  const { status } = await world.stranger.request('/auth/refresh', {}, { cookie: set.split(';')[0]! })
  expect(status).toBe(401)
})
