import { createHmac, createPrivateKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { Answer } from '@wardroom/schema/client'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { Caller } from '../testkit/person.js'
import type { Person } from '../testkit/person.js'
import { withinASecond } from '../testkit/within-a-second.js'
import { useWorld } from '../testkit/use-world.js'

const world = await useWorld()
const provider = await world.provider('Northwind')
const acme = await provider.createClient('Acme')
const kim = await acme.join('kim@acme.example')

const whoAmI = '{ viewer { account { email } } }'
function refresh(cookie: string, headers: Record<string, string> = {}) {
  return world.stranger.request('/auth/refresh', {}, { cookie, ...headers })
}
const signOut = (cookie: string) => world.stranger.request('/auth/sign-out', {}, { cookie })
const codeOf = ({ status, body }: Answer) => body.error?.code ?? status
const accessOf = ({ body }: Answer) => new Caller(world.origin, (body as { accessToken?: string }).accessToken)
/** Within a second the credential does nothing any more. */
async function isOver(by: Caller) {
  return expect(await withinASecond(() => by.ask(whoAmI).then(({ body }) => body.errors?.[0]?.extensions.code ?? 'alive'), 'alive'))
    .toMatch(/SESSION_ENDED|UNAUTHENTICATED/)
}
const sessionOf = ({ token }: Caller) => (JSON.parse(Buffer.from(token!.split('.')[1]!, 'base64url').toString()) as { sid: string }).sid

describe('refreshing', () => {
  it('gives a new token each time, and the access goes on', async () => {
    const { cookie, token } = await kim.again()
    const first = await refresh(cookie)
    const second = await refresh(first.cookie)
    expect([first.status, second.status]).toEqual([200, 200])
    expect(new Set([cookie, first.cookie, second.cookie]).size).toBe(3)
    for (const access of [new Caller(world.origin, token), accessOf(first), accessOf(second)])
      expect(await access.do(whoAmI)).toEqual({ viewer: { account: { email: kim.email } } })
  })

  it('says when the session ends, whatever is done and when nothing is done', async () => {
    const hour = 3_600_000
    const ends = ({ body }: Answer): number[] => {
      const { session } = body as unknown as { session: { expiresAt: string, idleAt: string } }
      return [session.expiresAt, session.idleAt].map(at => Math.round((Date.parse(at) - Date.now()) / hour))
    }
    expect(ends(await refresh((await provider.admin.again()).cookie))).toEqual([12, 1])
    expect(ends(await refresh((await kim.again()).cookie))).toEqual([30 * 24, 7 * 24])
  })

  it('a browser that lost the answer gets the same one again, once', async () => {
    const { cookie } = await kim.again()
    const [answer, again] = [await refresh(cookie), await refresh(cookie)]
    expect(again.status).toBe(200)
    expect(again.cookie).toBe(answer.cookie)
    expect((await refresh(again.cookie)).status).toBe(200)
  })

  it('a token used twice ends the session, for whoever holds it, and is told to the logs', async () => {
    const started = await kim.again()
    const { cookie } = started
    const logged = await provider.logged(async () => {
      const thief = await refresh(cookie)
      await refresh(cookie)
      const third = await refresh(cookie)
      expect(third).toMatchObject({
        status: 401,
        body: { error: {
          code: 'SESSION_ENDED',
          message: 'This session was ended because its credential was used twice; sign in again and check your sessions.',
        } },
      })
      expect(codeOf(await refresh(thief.cookie))).toBe('SESSION_ENDED')
      await isOver(accessOf(thief))
      await isOver(started)
    })
    expect(logged).toEqual([{ event: 'Session_RefreshReused', by: 'kim', whom: 'kim', sessionId: sessionOf(started) }])
  })

  it('from another device there is no second chance', async () => {
    const { cookie } = await kim.again()
    const { cookie: stolen } = await refresh(cookie)
    expect(codeOf(await refresh(cookie, { 'user-agent': 'thief' }))).toBe('SESSION_ENDED')
    expect(codeOf(await refresh(stolen))).toBe('SESSION_ENDED')
  })

  it('after five seconds there is no second chance', async () => {
    const started = await kim.again()
    const { cookie } = await refresh(started.cookie)
    await world.sql(`update session set rotated_at = rotated_at - interval '6 seconds' where id = $1`, [sessionOf(started)])
    expect(codeOf(await refresh(started.cookie))).toBe('SESSION_ENDED')
    expect(codeOf(await refresh(cookie))).toBe('SESSION_ENDED')
  })

  it('a thief who refreshed several times meanwhile is found out as well', async () => {
    const started = await kim.again()
    let { cookie } = started
    for (let i = 0; i < 3; i++)
      ({ cookie } = await refresh(cookie))
    const logged = await provider.logged(async () => expect(codeOf(await refresh(started.cookie))).toBe('SESSION_ENDED'))
    expect(logged.map(({ event }) => event)).toEqual(['Session_RefreshReused'])
    expect(codeOf(await refresh(cookie))).toBe('SESSION_ENDED')
  })

  it('a hundred times at once leaves one successor at most', async () => {
    const started = await kim.again()
    const answers = await Promise.all(Array.from({ length: 100 }, () => refresh(started.cookie)))
    const successors = answers.filter(({ status }) => status === 200).map(({ cookie }) => cookie)
    expect(new Set(successors).size).toBeLessThanOrEqual(1)
    expect(successors.length).toBeLessThanOrEqual(2)
    expect(new Set(answers.filter(({ status }) => status !== 200).map(codeOf))).toEqual(new Set(['SESSION_ENDED']))
    expect(codeOf(await refresh(successors[0] ?? started.cookie))).toBe('SESSION_ENDED')
    await isOver(started)
  })

  it.each([
    ['a week idle', 'kim', `last_used_at = now() - interval '7 days 1 minute'`],
    ['its last day', 'kim', `expires_at = now() - interval '1 second'`],
    ['an hour idle, for the provider\'s people', 'admin', `last_used_at = now() - interval '61 minutes'`],
  ])('ends after %s', async (_, who, change) => {
    const started = await (who === 'kim' ? kim : provider.admin).again()
    await world.sql(`update session set ${change} where id = $1`, [sessionOf(started)])
    expect(codeOf(await refresh(started.cookie))).toBe('SESSION_ENDED')
  })

  it('lives thirty days, for the provider\'s people twelve hours', async () => {
    const lives = await Promise.all([kim, provider.admin].map(async person => (await world.sql<{ hours: number }>(
      'select extract(epoch from expires_at - created_at)::int / 3600 hours from session where id = $1',
      [sessionOf(person)],
    ))[0]!.hours))
    expect(lives).toEqual([30 * 24, 12])
  })

  it('of somebody who has become one of the provider\'s people lasts no longer than theirs', async () => {
    const eve = await acme.join('eve@acme.example')
    const [young, idle, old] = [await eve.again(), await eve.again(), await eve.again()]
    await world.sql(`update session set last_used_at = now() - interval '61 minutes' where id = $1`, [sessionOf(idle)])
    await world.sql(`update session set created_at = now() - interval '13 hours' where id = $1`, [sessionOf(old)])
    await provider.admit(eve)
    expect(codeOf(await refresh(idle.cookie))).toBe('SESSION_ENDED')
    expect(codeOf(await refresh(old.cookie))).toBe('SESSION_ENDED')
    expect((await refresh(young.cookie)).status).toBe(200)
    expect(await world.sql('select staff, extract(epoch from expires_at - created_at)::int / 3600 hours from session where id = $1', [sessionOf(young)]))
      .toEqual([{ staff: true, hours: 12 }])
  })

  it.each([
    ['no cookie', ''],
    ['an empty one', '__Host-wardroom-refresh='],
    ['a wrong one', `__Host-wardroom-refresh=${'A'.repeat(43)}`],
    ['a wrong pair', `__Host-wardroom-refresh=${'A'.repeat(43)}.${'B'.repeat(43)}`],
    ['another\'s name', `refresh=${'A'.repeat(43)}`],
  ])('refuses %s', async (_, cookie) => {
    expect(codeOf(await refresh(cookie))).toBe('SESSION_ENDED')
  })

  it('keeps no token that a stolen database would give away', async () => {
    const { cookie } = await kim.again()
    const [, token] = /=([^;]+)/.exec(cookie)!
    const [{ rows }] = await world.sql<{ rows: string }>(
      `select string_agg(session::text, ' ') || coalesce((select string_agg(event::text, ' ') from event), '') rows from session`,
    ) as [{ rows: string }]
    for (const part of token!.split('.')) {
      expect([
        rows.includes(part),
        rows.includes(Buffer.from(part).toString('hex')),
        rows.includes(Buffer.from(part, 'base64url').toString('hex')),
      ]).toEqual([false, false, false])
    }
  })
})

describe('signing out', () => {
  it('ends the session here and nowhere else, and is told to the log', async () => {
    const [here, there] = [await kim.again(), await kim.again()]
    const logged = await provider.logged(async () => {
      const response = await fetch(
        `${world.origin}/auth/sign-out`,
        { method: 'POST', headers: { 'content-type': 'application/json', 'cookie': here.cookie }, body: '{}' },
      )
      expect(response.headers.getSetCookie()[0]).toMatch(/^__Host-wardroom-refresh=; Max-Age=0; Path=\/; Expires=Thu, 01 Jan 1970/)
    })
    expect(logged).toEqual([{ event: 'User_SignedOut', by: 'kim', whom: 'kim', sessionId: sessionOf(here) }])
    await isOver(here)
    expect(codeOf(await refresh(here.cookie))).toBe('SESSION_ENDED')
    expect(await there.do(whoAmI)).toEqual({ viewer: { account: { email: kim.email } } })
    expect((await refresh(there.cookie)).status).toBe(200)
  })

  it('twice, or without a session, is no error', async () => {
    const { cookie } = await kim.again()
    expect((await signOut(cookie)).status).toBe(200)
    const logged = await provider.logged(async () => {
      expect((await signOut(cookie)).status).toBe(200)
      expect((await signOut('')).status).toBe(200)
    })
    expect(logged).toEqual([])
  })
})

it.each<[string, (session: Person) => Promise<string | number>]>([
  ['signing out', ({ cookie }) => signOut(cookie).then(codeOf)],
  ['ending one', session => session.refused('mutation ($id: ID!) { revokeSession(id: $id) { id } }', { id: sessionOf(session) })],
  ['signing out everywhere', session => session.refused('mutation { signOutEverywhere }')],
])('sessions end together with their event: while the logs cannot be written, %s is refused and leaves them', async (_, end) => {
  const session = await kim.again()
  const logged = await provider.logged(async () => {
    const holder = new pg.Client({ connectionString: world.ownerUrl })
    await holder.connect()
    await holder.query('begin')
    await holder.query('select from event_head for update')
    expect(await end(session)).toBe('UNAVAILABLE')
    await holder.end()
  })
  expect(logged).toEqual([])
  expect(await session.do(whoAmI)).toEqual({ viewer: { account: { email: kim.email } } })
  expect((await refresh(session.cookie)).status).toBe(200)
})

describe('one\'s own sessions', () => {
  const list = '{ viewer { sessions { id current deviceName ip createdAt lastUsedAt } } }'
  const revoke = 'mutation ($id: ID!) { revokeSession(id: $id) { id current } }'
  const sessionsOf = async (by: Caller) => (await by.do(list)).viewer.sessions

  it('are listed, the one that asks is marked, and each can be ended', async () => {
    const lee = await acme.join('lee@acme.example')
    const other = await lee.again()
    const listed = await sessionsOf(lee)
    expect(listed.map(({ id, current }) => [id, current]).sort()).toEqual([[sessionOf(lee), true], [sessionOf(other), false]].sort())
    expect(listed[0]).toMatchObject({ deviceName: 'node', ip: '127.0.0.1' })
    const logged = await provider.logged(async () =>
      expect(await lee.do(revoke, { id: sessionOf(other) })).toEqual({ revokeSession: { id: sessionOf(other), current: false } }))
    expect(logged).toEqual([{ event: 'Session_Revoked', by: 'lee', whom: 'lee', sessionId: sessionOf(other), device: 'node' }])
    await isOver(other)
    expect(codeOf(await refresh(other.cookie))).toBe('SESSION_ENDED')
    expect((await sessionsOf(lee)).map(({ id }) => id)).toEqual([sessionOf(lee)])
    expect(await lee.refused(revoke, { id: sessionOf(other) })).toBe('NOT_FOUND')
  })

  it.each([
    ['ending', revoke],
    ['everywhere', 'mutation { signOutEverywhere }'],
  ])('of two that end each other at the same moment only one is heard: %s', async (how, second) => {
    const torn = await acme.join(`${how}@acme.example`)
    const sessions = [torn, await torn.again()] as const
    const logged = await provider.logged(async () => {
      const answers = await provider.atOnce(
        () => sessions[0].ask(revoke, { id: sessionOf(sessions[1]) }),
        () => sessions[1].ask(second, second === revoke ? { id: sessionOf(sessions[0]) } : {}),
      )
      expect(answers.map(({ body }) => body.errors?.[0]?.extensions.code ?? 'ok').sort()).toEqual(['SESSION_ENDED', 'ok'])
    })
    expect(logged).toHaveLength(1)
    expect(await world.sql('select from session where id = any($1) and revoked_at is null', [sessions.map(sessionOf)]))
      .toHaveLength(logged[0]!.event === 'Session_Revoked' ? 1 : 0)
  })

  it('that have ended are kept for a day, so that whoever signs in all the time fills nothing; the newest tells when somebody was last there', async () => {
    const [uma, max] = [await acme.join('uma@acme.example'), await acme.join('max@acme.example')]
    for (let n = 0; n < 4; n++)
      await signOut((await uma.again()).cookie)
    await signOut(max.cookie)
    const kept = ({ accountId }: Person) => world.sql('select id from session where account_id = $1 order by created_at', [accountId])
    await world.sql(`update session set revoked_at = now() - interval '25 hours' where account_id = any($1) and revoked_at is not null`, [[uma.accountId, max.accountId]])
    await signOut((await uma.again()).cookie)
    expect(await kept(uma)).toHaveLength(6)
    await world.server.services.queue.run('delete-ended-sessions')
    expect([(await kept(uma)).length, (await kept(max)).length]).toEqual([2, 1])
    const beech = await provider.createClient('Beech')
    await beech.invite([max.email])
    await world.sql('update client_user set account_id = $1 where email = $2 and client_id = $3', [max.accountId, max.email, beech.id])
    expect(await world.sql('select last_sign_in_at is not null known from client_user where client_id = $1 and account_id = $2', [beech.id, max.accountId]))
      .toEqual([{ known: true }])
  })

  it('are nobody else\'s to end or to see', async () => {
    const victim = await provider.admin.again()
    for (const id of [sessionOf(victim), randomUUID(), 'nonsense', ''])
      expect(await kim.refused(revoke, { id })).toBe('NOT_FOUND')
    expect(await victim.do(whoAmI)).toEqual({ viewer: { account: { email: provider.admin.email } } })
    expect((await sessionsOf(kim)).map(({ id }) => id)).not.toContain(sessionOf(victim))
    const tool = await provider.tool(['READ'])
    expect(await sessionsOf(tool)).toEqual([])
    expect(await tool.refused(revoke, { id: sessionOf(victim) })).toBe('FORBIDDEN')
    expect(await tool.refused('mutation { signOutEverywhere }')).toBe('FORBIDDEN')
  })

  it('all end at once by signing out everywhere, within a second, and each log of the person is told', async () => {
    const pat = await acme.join('pat@acme.example')
    const beta = await provider.createClient('Beta')
    await beta.admit(pat, 'ADMIN')
    const others = [await pat.again(), await pat.again()]
    const logged = await provider.logged(() => pat.do('mutation { signOutEverywhere }'))
    expect(logged).toEqual([1, 2].map(() => ({ event: 'User_SignedOutEverywhere', by: 'pat', whom: 'pat', sessions: 3 })))
    for (const session of [pat, ...others]) {
      await isOver(session)
      expect(codeOf(await refresh(session.cookie))).toBe('SESSION_ENDED')
    }
    expect(await (await pat.again()).do(whoAmI)).toEqual({ viewer: { account: { email: pat.email } } })
  })
})

it('what somebody does is told only to clients in which they are confirmed', async () => {
  const gamma = await provider.createClient('Gamma')
  await gamma.invite([kim.email])
  await world.acceptAs(kim)
  await kim.again()
  expect(await gamma.events()).toEqual(
    ['OrganizationUser_Accepted', 'OrganizationUser_Invited', 'OrganizationUser_Invited', 'ProviderOrganization_Created'].reverse(),
  )
})

describe('a forged access token', () => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claimsOf = ({ token }: Caller) => JSON.parse(Buffer.from(token!.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>
  const signed = (header: object, claims: object, key: KeyObject) => {
    const text = `${part(header)}.${part(claims)}`
    return `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`
  }
  const good = { alg: 'EdDSA', typ: 'at+jwt' }
  const now = () => Math.floor(Date.now() / 1_000)
  const own = () => world.server.services.secrets.tokenKey
  const foreign = generateKeyPairSync('ed25519').privateKey
  const hmac = (secret: string | Buffer) => {
    const text = `${part({ alg: 'HS256', typ: 'at+jwt' })}.${part(claimsOf(provider.admin))}`
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
  }

  const forgeries: Array<[string, () => string]> = [
    ['without a signature', () => `${part({ alg: 'none', typ: 'at+jwt' })}.${part(claimsOf(provider.admin))}.`],
    ['that says "None"', () => `${part({ alg: 'None', typ: 'at+jwt' })}.${part(claimsOf(provider.admin))}.AAAA`],
    ['with the public key as an HMAC secret (PEM)', () => hmac(own().public.export({ type: 'spki', format: 'pem' }))],
    ['with the public key as an HMAC secret (DER)', () => hmac(own().public.export({ type: 'spki', format: 'der' }))],
    ['with the public key as an HMAC secret (raw)', () => hmac(Buffer.from(own().public.export({ format: 'jwk' }).x!, 'base64url'))],
    ['signed with another key', () => signed(good, claimsOf(provider.admin), foreign)],
    ['signed with another key that it names itself', () =>
      signed(
        { ...good, kid: 'mine', jwk: createPrivateKey(foreign.export({ type: 'pkcs8', format: 'pem' })).export({ format: 'jwk' }) },
        claimsOf(provider.admin),
        foreign,
      )],
    ['of an unknown key id', () => signed({ ...good, kid: '../../dev/null' }, claimsOf(provider.admin), foreign)],
    ['made for another audience', () => signed(good, { ...claimsOf(provider.admin), aud: 'wardroom:send' }, own().private)],
    ['of another issuer', () => signed(good, { ...claimsOf(provider.admin), iss: 'elsewhere' }, own().private)],
    ['of another type', () => signed({ alg: 'EdDSA', typ: 'JWT' }, claimsOf(provider.admin), own().private)],
    ['that expired 61 seconds ago', () => signed(good, { ...claimsOf(provider.admin), exp: now() - 61 }, own().private)],
    ['that expired just now', () => signed(good, { ...claimsOf(provider.admin), exp: now() - 1 }, own().private)],
    ['that never expires', () => signed(good, { ...claimsOf(provider.admin), exp: undefined }, own().private)],
    ['that is not valid yet', () => signed(good, { ...claimsOf(provider.admin), nbf: now() + 60 }, own().private)],
    ['of a session that does not exist', () => signed(good, { ...claimsOf(provider.admin), sid: randomUUID() }, own().private)],
    ['with an old security stamp', () => signed(good, { ...claimsOf(provider.admin), stamp: randomUUID() }, own().private)],
    ['whose claims were changed', () => provider.admin.token!.replace(/\.[^.]+\./, `.${part({ ...claimsOf(provider.admin), sub: randomUUID() })}.`)],
    ['that is an API token in shape', () => `wr_${'0'.repeat(12)}_${'A'.repeat(43)}`],
    ['that is no token', () => 'nonsense'],
  ]
  it.each(forgeries)('%s opens nothing', async (_, forge) => {
    expect(await new Caller(world.origin, forge()).refused(whoAmI)).toMatch(/^(?:UNAUTHENTICATED|SESSION_ENDED)$/)
  })

  it('is told from a real one by nothing but that: the same claims signed rightly are let in', async () => {
    expect(await new Caller(world.origin, signed(good, claimsOf(provider.admin), own().private)).do(whoAmI))
      .toEqual({ viewer: { account: { email: provider.admin.email } } })
  })
})
