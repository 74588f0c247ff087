import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { Follower } from '../feed/follower.js'
import { Caller } from '../testkit/person.js'
import type { Person } from '../testkit/person.js'
import { allowRecovery, enrol, recover } from '../testkit/recovery.js'
import { passwordProof, turnOn } from '../testkit/two-step.js'
import { useWorld } from '../testkit/use-world.js'
import { withinASecond } from '../testkit/within-a-second.js'

const make = 'mutation { makePersonalApiKey { secret apiKey { clientId createdAt lastUsedAt } } }'
const remove = 'mutation { removePersonalApiKey }'
const own = '{ viewer { account { id } personalApiKey { clientId lastUsedAt } sessions { id deviceName } } }'

const world = await useWorld()
const provider = await world.provider()
const acme = await provider.createClient('Acme', { seats: 30 })

interface Made { clientId: string, clientSecret: string }

async function madeBy(person: Pick<Person, 'do'>): Promise<Made> {
  const { makePersonalApiKey: { secret, apiKey } } = await person.do(make)
  return { clientId: apiKey.clientId, clientSecret: secret }
}

async function program(key: Made): Promise<Caller> {
  const { body } = await world.stranger.post<{ accessToken: string }>('/auth/token', key)
  return new Caller(world.origin, body.accessToken)
}

const refused = (key: object) => world.stranger.post('/auth/token', key).then(() => 'taken', ({ code }: { code: string }) => code)
const proofsGrowOld = (person: Person) => world.sql(`update session set proofs = '{}' where account_id = $1`, [person.accountId])

describe('a personal API key', () => {
  it('acts as its person, is listed, logged and mailed, and its secret is never told again', async () => {
    const lou = await acme.join('lou@acme.example', 'ADMIN')
    const logged = await provider.logged(async () => {
      const key = await madeBy(lou)
      expect(key).toEqual({ clientId: `user.${lou.accountId}`, clientSecret: expect.stringMatching(/^[\w-]{43}$/) })
      expect((await world.mailTo(lou.email)).subject).toBe('A personal API key was made · 已创建个人 API 密钥')
      const tool = await program(key)
      expect((await tool.do('{ clients { edges { node { name } } } }')).clients.edges).toEqual([{ node: { name: 'Acme' } }])
      const { viewer } = await lou.do(own)
      expect(viewer.personalApiKey).toMatchObject({ clientId: key.clientId, lastUsedAt: expect.any(String) })
      expect(viewer.sessions.map(({ deviceName }) => deviceName)).toContain('API key')
    })
    expect(logged).toMatchObject([{ event: 'User_ApiKeyMade', whom: 'lou' }, { event: 'User_LoggedIn', device: 'API key' }])
    const { clientSecret } = await madeBy(lou)
    const [stored] = await world.sql<{ row: string }>(
      'select row_to_json(k)::text row from personal_api_key k where account_id = $1',
      [lou.accountId],
    )
    expect(stored!.row).not.toContain(clientSecret)
  })

  it('has one session, however often and however many at once it is used', async () => {
    const kim = await acme.join('kim@acme.example')
    const key = await madeBy(kim)
    await Promise.all(Array.from({ length: 8 }, () => program(key)))
    await program(key)
    const living = `select from session where account_id = $1 and device_name = 'API key' and revoked_at is null`
    expect(await world.sql(living, [kim.accountId])).toHaveLength(1)
  })

  it('signs in without the second factor, but proves nothing by itself', async () => {
    const max = await acme.join('max@acme.example', 'OWNER')
    const { person } = await turnOn(max)
    const tool = await program(await madeBy(person))
    expect(await tool.refused(make)).toBe('REAUTH_REQUIRED')
    expect(await tool.refused('mutation { beginAuthenticator { secret } }')).toBe('REAUTH_REQUIRED')
    const input = { purpose: 'ACCOUNT', masterPasswordHash: await passwordProof(max) }
    expect(await tool.refused('mutation ($input: ProveInput!) { prove(input: $input) }', { input })).toBe('CODE_REQUIRED')
  })

  it('is made after a fresh proof only, and by nobody for another', async () => {
    const ann = await acme.join('ann@acme.example')
    await proofsGrowOld(ann)
    const asked = () => ann.ask(make).then(({ body }) => body.errors?.[0]?.extensions.code ?? 'made')
    expect(await withinASecond(asked, 'made')).toBe('REAUTH_REQUIRED')
    const tool = await provider.tool(['READ', 'USERS_WRITE'])
    expect(await tool.refused(make)).toBe('FORBIDDEN')
    expect((await tool.do('{ viewer { personalApiKey { clientId } } }')).viewer.personalApiKey).toBeNull()
  })
})

describe('what is no key', () => {
  it('a wrong secret, another person\'s, an unknown person and nonsense get one answer', async () => {
    const [una, ina] = [await acme.join('una@acme.example'), await acme.join('ina@acme.example')]
    const [ofUna, ofIna] = [await madeBy(una), await madeBy(ina)]
    for (const key of [
      { ...ofUna, clientSecret: ofIna.clientSecret },
      { ...ofUna, clientSecret: '' },
      { ...ofUna, clientId: `user.${provider.id}` },
      { ...ofUna, clientId: una.accountId },
      { ...ofUna, clientId: `user.${una.accountId}' or 1=1` },
      { clientId: `user.${provider.admin.accountId}`, clientSecret: ofUna.clientSecret },
    ])
      expect([key.clientId, await refused(key)]).toEqual([key.clientId, 'WRONG_CREDENTIALS'])
    for (const body of [{}, { clientId: 1, clientSecret: 2 }, { clientId: ofUna.clientId }, []])
      expect(await refused(body)).toBe('BAD_USER_INPUT')
  })
})

describe('a key ends', () => {
  it('by being removed or replaced: programs are out within a second, with their subscriptions', async () => {
    const ned = await acme.join('ned@acme.example', 'ADMIN')
    const first = await madeBy(ned)
    const tool = await program(first)
    const follower = await Follower.start(tool)
    const second = await madeBy(ned)
    await follower.closed
    expect(await tool.refused('{ viewer { account { id } } }')).toMatch(/SESSION_ENDED|UNAUTHENTICATED/)
    expect(await refused(first)).toBe('WRONG_CREDENTIALS')
    const other = await program(second)
    expect(await provider.logged(() => ned.do(remove))).toMatchObject([{ event: 'User_ApiKeyRemoved', whom: 'ned' }])
    expect(await other.refused('{ viewer { account { id } } }')).toMatch(/SESSION_ENDED|UNAUTHENTICATED/)
    expect(await refused(second)).toBe('WRONG_CREDENTIALS')
    expect(await provider.logged(() => ned.do(remove))).toEqual([])
  })

  it('by being replaced at the very moment that it is used: whoever has the old one gets nothing of the new one\'s session', async () => {
    const kit = await acme.join('kit@acme.example')
    const first = await madeBy(kit)
    const holder = new pg.Client({ connectionString: world.ownerUrl })
    await holder.connect()
    await holder.query('begin')
    await holder.query('select from personal_api_key where account_id = $1 for update', [kit.accountId])
    const taken = refused(first)
    const waits = () => world.sql(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
    await expect.poll(async () => (await waits()).length, { interval: 20 }).toBeGreaterThan(0)
    await holder.query(
      `update personal_api_key set secret_hash = sha256('another'), session_id = (select id from session where account_id = $1 limit 1)
       where account_id = $1`,
      [kit.accountId],
    )
    await holder.query('commit')
    await holder.end()
    expect(await taken).toBe('WRONG_CREDENTIALS')
  })

  it('with whatever ends all sessions: a second factor, a reset by somebody else, signing out everywhere', async () => {
    const zoe = await acme.join('zoe@acme.example')
    const pat = await acme.join('pat@acme.example')
    const sam = await acme.join('sam@acme.example')
    const keys = { zoe: await madeBy(zoe), pat: await madeBy(pat), sam: await madeBy(sam) }
    const tool = await program(keys.pat)
    await turnOn(zoe)
    expect(await refused(keys.zoe)).toBe('WRONG_CREDENTIALS')
    await allowRecovery(acme)
    await enrol(pat, acme)
    await provider.admin.do(recover, { input: { userId: pat.userId, resetTwoStep: true } })
    const asked = () => tool.ask('{ viewer { account { id } } }').then(({ body }) => body.errors ? 'out' : 'in')
    expect(await withinASecond(asked, 'in')).toBe('out')
    expect(await refused(keys.pat)).toBe('WRONG_CREDENTIALS')
    await sam.do('mutation { signOutEverywhere }')
    expect(await refused(keys.sam)).toBe('WRONG_CREDENTIALS')
    expect((await (await sam.again()).do(own)).viewer.personalApiKey).toBeNull()
  })

  it('not with its session: that is made anew, and listed', async () => {
    const pia = await acme.join('pia@acme.example')
    const key = await madeBy(pia)
    await program(key)
    const { viewer: { sessions } } = await pia.do(own)
    const { id } = sessions.find(({ deviceName }) => deviceName === 'API key')!
    await pia.do('mutation ($id: ID!) { revokeSession(id: $id) { id } }', { id })
    const again = await program(key)
    expect((await again.do('{ viewer { account { id } } }')).viewer.account.id).toBe(pia.accountId)
  })
})
