import { setTimeout as sleep } from 'node:timers/promises'
import { changePassword } from '@wardroom/schema/sealing/account'
import { importPublicKey } from '@wardroom/schema/sealing/rsa'
import { confirm } from '@wardroom/schema/sealing/provider'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { Follower } from '../feed/follower.js'
import { Wire } from '../feed/wire.js'
import { Caller } from '../testkit/person.js'
import type { Person } from '../testkit/person.js'
import { Authenticator, firstStep, passwordProof, turnOn } from '../testkit/two-step.js'
import { useWorld } from '../testkit/use-world.js'

const world = await useWorld()
const provider = await world.provider()
const { admin } = provider
const acme = await provider.createClient('Acme', { seats: 40 })
const owner = await acme.owner()

const finish = 'mutation ($input: FinishAuthenticatorInput!) { finishAuthenticator(input: $input) { code } }'
const remove = 'mutation ($id: ID!) { removeTwoStepMethod(id: $id) { methods { id } } }'
const accept = 'mutation ($token: String!) { acceptInvitation(token: $token) { id } }'
const code = ({ body }: Awaited<ReturnType<Caller['ask']>>) => body.errors?.[0]?.extensions.code ?? 'done'
const due = (when: string) => world.sql(`update provider set two_step_required_from = ${when} where id = $1`, [provider.id])

async function proofs(of: Person, now: object): Promise<void> {
  await world.sql('update session set proofs = $2 where account_id = $1', [of.accountId, now])
  world.server.services.identities.forget()
}

describe('a stolen session that has proved nothing lately', () => {
  it('makes nobody an owner', async () => {
    const invite = 'mutation ($id: ID!, $users: [InviteUserInput!]!) { inviteUsers(clientId: $id, users: $users) { ok } }'
    const input = { id: acme.id, users: [{ email: 'evil@evil.example', role: 'OWNER' }] }
    await admin.do(invite, input)
    await world.accept('evil@evil.example')
    const { id, publicKey } = await acme.user('evil@evil.example')
    const { wrapped, holder } = await provider.clientKey(acme.id)
    const key = await confirm(wrapped, holder, await importPublicKey(publicKey!))
    await proofs(admin, {})
    expect(await admin.refused(invite, { ...input, users: [{ email: 'evil2@evil.example', role: 'OWNER' }] })).toBe('REAUTH_REQUIRED')
    expect(await admin.refused('mutation ($c: [ConfirmInput!]!) { confirmUsers(confirmations: $c) { ok } }', { c: [{ id, key }] }))
      .toBe('REAUTH_REQUIRED')
    await proofs(admin, { PEOPLE: Date.now(), API_TOKEN: Date.now() })
    await admin.do('mutation ($ids: [ID!]!) { removeUsers(ids: $ids) { ok } }', { ids: [id] })
  })

  it('brings no owner back', async () => {
    const back = await acme.join('back@acme.example', 'OWNER')
    await admin.do('mutation ($ids: [ID!]!) { revokeUsers(ids: $ids) { ok } }', { ids: [back.userId] })
    await proofs(admin, {})
    const restore = 'mutation ($ids: [ID!]!) { restoreUsers(ids: $ids) { ok } }'
    expect(await admin.refused(restore, { ids: [back.userId] })).toBe('REAUTH_REQUIRED')
    await proofs(admin, { PEOPLE: Date.now(), API_TOKEN: Date.now() })
    expect((await acme.user(owner.email)).status).toBe('CONFIRMED')
  })
})

describe('a sign-in that is under way', () => {
  /** Sign-ins with the password alone around a change: how many of their sessions live afterwards. */
  async function survivors(person: Person, change: () => Promise<unknown>): Promise<number> {
    const masterPasswordHash = await passwordProof(person)
    const door = new Caller(world.origin)
    const attempts = Array.from({ length: 24 }, async (_, n) => {
      await sleep(n * 8)
      return door.post<{ accessToken?: string }>('/auth/sign-in', { email: person.email, masterPasswordHash })
        .then(({ cookie, body }) => body.accessToken ? cookie : null, () => null)
    })
    await sleep(60)
    await change()
    const cookies = (await Promise.all(attempts)).filter(cookie => cookie !== null)
    const alive = await Promise.all(cookies.map(cookie => door.post('/auth/refresh', {}, { cookie }).then(() => 1, () => 0)))
    return alive.reduce<number>((sum, one) => sum + one, 0)
  }

  it('ends with the others when the master password changes', async () => {
    const pat = await acme.join('pat@acme.example')
    const { viewer } = await pat.do(
      '{ viewer { keys { kdf { type iterations memory parallelism } salt wrappedUserKey publicKey wrappedPrivateKey } } }',
    )
    const keys = viewer.keys as Parameters<typeof changePassword>[2]
    const { change } = await changePassword(pat.password, 'another horse, another staple', keys)
    const alive = await survivors(pat, () =>
      pat.do('mutation ($input: ChangeMasterPasswordInput!) { changeMasterPassword(input: $input) }', { input: change }))
    expect(alive).toBe(0)
  })

  it('ends with the others when two-step login is turned on', async () => {
    const sue = await acme.join('sue@acme.example')
    const { beginAuthenticator: offer } = await sue.do('mutation { beginAuthenticator { id secret } }')
    const input = { id: offer.id, code: new Authenticator(offer.secret).next() }
    expect(await survivors(sue, () => sue.do(finish, { input }))).toBe(0)
  })
})

describe('who accepts an invitation at the very moment', () => {
  const invite = (email: string) => admin.do(
    'mutation ($id: ID!, $emails: [String!]!) { inviteProviderUsers(providerId: $id, emails: $emails, type: SERVICE_USER) { ok } }',
    { id: provider.id, emails: [email] },
  )
  const kept = (person: Person) => world.sql(
    `select (select count(*)::int from two_step_method where account_id = $1) methods, two_step_since is not null passes
     from provider_user where account_id = $1`,
    [person.accountId],
  )

  it('when they remove their second factor does not pass for having one', async () => {
    const mel = await acme.join('mel@acme.example')
    const { person } = await turnOn(mel)
    const { viewer } = await person.do('{ viewer { twoStep { methods { id } } } }')
    await invite(mel.email)
    const token = await world.invitationOf(mel.email)
    const { id } = viewer.twoStep!.methods[0]!
    const outcomes = await provider.atOnce(
      () => person.ask(accept, { token }).then(code),
      () => sleep(150).then(() => person.ask(remove, { id })).then(code),
    )
    expect(outcomes).toEqual(['done', 'done'])
    expect(await kept(mel)).toEqual([{ methods: 0, passes: false }])
  })

  it('when they turn it on is not shut out', async () => {
    const nel = await acme.join('nel@acme.example')
    await invite(nel.email)
    const token = await world.invitationOf(nel.email)
    const { beginAuthenticator: offer } = await nel.do('mutation { beginAuthenticator { id secret } }')
    const input = { id: offer.id, code: new Authenticator(offer.secret).next() }
    await provider.atOnce(() => nel.ask(accept, { token }).then(code), () => sleep(150).then(() => nel.ask(finish, { input })).then(code))
    expect(await kept(nel)).toEqual([{ methods: 1, passes: true }])
  })

  it('the role that answers requests cannot say that somebody has one', async () => {
    const [row] = await world.sql<{ id: string }>('select id from provider_user where account_id = $1', [admin.accountId])
    await world.sql('update provider_user set two_step_since = now() where id = $1', [row!.id])
    expect(await world.sql('select two_step_since from provider_user where id = $1', [row!.id])).toEqual([{ two_step_since: null }])
  })
})

it.each(['１２３４５６', '١٢٣٤٥٦', '12345é'])('a code that is none of this app is a wrong one, and stands in the log: %s', async (wrong) => {
  const person = await acme.join(`u${Buffer.from(wrong).toString('hex').slice(0, 8)}@acme.example`)
  await turnOn(person)
  const { secondStep: step } = await firstStep(world.origin, person)
  const logged = await provider.logged(() => expect(new Caller(world.origin)
    .post('/auth/second-step', { token: step!.token, method: 'AUTHENTICATOR', code: wrong }))
    .rejects
    .toMatchObject({ code: 'WRONG_CODE' }))
  expect(logged).toMatchObject([{ event: 'User_FailedLogIn2fa' }])
})

it('a feed that is open when the day of the demand comes ends', async () => {
  await due('null')
  world.server.services.identities.forget()
  const ann = await provider.hire('ann@northwind.example', 'PROVIDER_ADMIN')
  const tool = await provider.tool(['READ', 'EVENTS_READ'])
  const feeds = [await Follower.start(ann, { providerId: provider.id }), await Follower.start(tool, { providerId: provider.id })]
  for (const feed of feeds)
    await feed.until(({ batches }) => batches.length > 0)
  await due('now()')
  await sleep(1_100) // as long as an identity may be remembered
  await world.server.services.queue.run('tell-two-step-in-force')
  await Promise.all(feeds.map(feed => feed.closed))
  await due('null')
  await sleep(1_100)
  await acme.invite(['late@acme.example'])
  await sleep(500)
  expect(feeds.map(({ types }) => types)).toEqual([[], []])
  for (const feed of feeds)
    await feed.leave()
})

it('a provider whose log is busy does not keep another\'s open feeds going when the day of the demand comes', async () => {
  const contoso = await world.anotherProvider('Contoso')
  const ids = [provider.id, contoso.id]
  const told = (id: string) => world.sql('select from event where provider_id = $1 and code = 9004 and at > now() - interval \'1 minute\'', [id])
  for (const [busy, free] of [ids, ids.toReversed()] as Array<[string, string]>) {
    const holder = new pg.Client({ connectionString: world.ownerUrl })
    await holder.connect()
    const before = (await told(free)).length
    await world.sql('update provider set two_step_required_from = clock_timestamp() where id = any($1)', [ids])
    await holder.query('begin')
    await holder.query('select from event_head where provider_id = $1 for update', [busy])
    await world.server.services.queue.run('tell-two-step-in-force')
    expect(await told(free)).toHaveLength(before + 1)
    await holder.query('commit')
    await holder.end()
  }
  await world.sql('update provider set two_step_required_from = null')
  world.server.services.identities.forget()
})

it('a stranger\'s wrong passwords keep nobody who is signed in from proving who they are', async () => {
  const strict = await useWorld({ limitFactor: 1 })
  const { admin } = await strict.provider()
  const wrong = Buffer.alloc(32).toString('base64')
  for (let n = 0; n < 11; n++)
    await new Caller(strict.origin).post('/auth/sign-in', { email: admin.email, masterPasswordHash: wrong }).catch(() => {})
  await expect(admin.again()).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
  const { prove } = await admin.do(
    'mutation ($input: ProveInput!) { prove(input: $input) }',
    { input: { purpose: 'PEOPLE', masterPasswordHash: await passwordProof(admin) } },
  )
  expect(Date.parse(String(prove))).toBeGreaterThan(Date.now())
})

it('who has the master password and no second factor comes in by no other way', async () => {
  const ivy = await acme.join('ivy@acme.example')
  const before = await ivy.again()
  await turnOn(ivy)
  const { secondStep } = await firstStep(world.origin, ivy)
  const { token } = secondStep!
  const half = new Caller(world.origin, token)
  expect(code(await half.ask('{ viewer { account { email } } }')), 'as an access token').toBe('UNAUTHENTICATED')
  await expect(Wire.open(world.origin, { token }), 'on a socket').rejects.toThrow('UNAUTHENTICATED')
  const refusal = (path: string, body: object, headers = {}) =>
    world.stranger.post(path, body, headers).then(() => 'in', ({ code }: { code: string }) => code)
  expect(await refusal('/auth/refresh', {}, { cookie: `__Host-wardroom-refresh=${token}` }), 'as a refresh token').toBe('SESSION_ENDED')
  expect(await refusal('/auth/refresh', {}, { cookie: before.cookie }), 'by a session of before').toBe('SESSION_ENDED')
  expect(await refusal('/auth/token', { clientId: `user.${ivy.accountId}`, clientSecret: token }), 'as an API key').toBe('WRONG_CREDENTIALS')
  const birch = await provider.createClient('Birch')
  await birch.invite([ivy.email])
  await expect(world.accept(ivy.email), 'by an invitation').rejects.toThrow('ACCOUNT_EXISTS')
  const again = await firstStep(world.origin, ivy, `__Host-wardroom-device=${token}`)
  expect(again, 'as a remembered device').toEqual({ secondStep: expect.anything() })
})

it('codes are not guessed by one session after another, of which a personal API key gets as many as it likes', async () => {
  const strict = await useWorld({ limitFactor: 1 })
  const client = await (await strict.provider()).createClient('Acme')
  const max = await client.join('max@acme.example')
  const { person } = await turnOn(max)
  const { makePersonalApiKey: { secret: clientSecret, apiKey: { clientId } } } = await person.do('mutation { makePersonalApiKey { secret apiKey { clientId } } }')
  const masterPasswordHash = await passwordProof(max)
  const outcomes: string[] = []
  for (let session = 0; session < 4; session++) {
    const { body } = await strict.stranger.post<{ accessToken: string }>('/auth/token', { clientId, clientSecret })
    const thief = new Caller(strict.origin, body.accessToken)
    for (let n = 0; n < 10; n++) {
      const input = { purpose: 'ACCOUNT', masterPasswordHash, code: 'none' }
      outcomes.push(await thief.refused('mutation ($input: ProveInput!) { prove(input: $input) }', { input }))
    }
    const { viewer } = await thief.do('{ viewer { sessions { id current } } }')
    const { id } = viewer.sessions.find(({ current }) => current)!
    await thief.do('mutation ($id: ID!) { revokeSession(id: $id) { id } }', { id })
  }
  const times = (length: number, one: string) => Array.from({ length }, () => one)
  expect(outcomes).toEqual([...times(20, 'WRONG_CODE'), ...times(20, 'TOO_MANY_REQUESTS')])
})

it('a tool that has itself remembered each time fills nothing: fifty devices of an account are kept', async () => {
  const zed = await acme.join('zed@acme.example')
  const { authenticator } = await turnOn(zed)
  await world.sql(
    `insert into remembered_device select gen_random_uuid(), id, sha256(n::text::bytea), security_stamp, 21, now() - interval '1 day' + n * interval '1 second', now() + interval '20 days'
     from account, generate_series(1, 60) n where id = $1`,
    [zed.accountId],
  )
  const { secondStep: step } = await firstStep(world.origin, zed)
  const door = new Caller(world.origin)
  const answer = { token: step!.token, method: 'AUTHENTICATOR', code: authenticator.next(), remember: true }
  const { cookie } = await door.post('/auth/second-step', answer)
  expect(await world.sql('select count(*)::int n, max(created_at) > now() - interval \'1 minute\' fresh from remembered_device where account_id = $1', [zed.accountId]))
    .toEqual([{ n: 50, fresh: true }])
  expect((await firstStep(world.origin, zed, cookie)).accessToken).toBeDefined()
})
