import { describe, expect, it } from 'vitest'
import { Caller } from '../testkit/person.js'
import type { Person } from '../testkit/person.js'
import { firstStep, passwordProof, turnOn } from '../testkit/two-step.js'
import { useWorld } from '../testkit/use-world.js'
import { withinASecond } from '../testkit/within-a-second.js'

const whoAmI = '{ viewer { account { email } } }'
const begin = 'mutation { beginAuthenticator { id secret uri } }'
const finish = 'mutation ($input: FinishAuthenticatorInput!) { finishAuthenticator(input: $input) { code } }'
const prove = 'mutation ($input: ProveInput!) { prove(input: $input) }'
const state = '{ viewer { twoStep { methods { id kind } recoveryCodeMadeAt rememberedDevices } } }'
const world = await useWorld()
const provider = await world.provider()
const acme = await provider.createClient('Acme', { seats: 40 })
const owner = await acme.owner()

const door = () => new Caller(world.origin)
const secondStep = (answer: object) => door().post<{ accessToken?: string }>('/auth/second-step', answer)
const refusal = (answer: object) => secondStep(answer).then(() => 'not refused', ({ code }: { code: string }) => code)
/** Of a session that began a while ago. */
const grownOld = (person: Person) => world.sql(`update session set proofs = '{}' where account_id = $1`, [person.accountId])
const forgetLimits = () => world.sql('delete from rate_limit')

describe('two-step login', () => {
  it('is on once a code has proved the app: the password alone opens no session and no keys any more', async () => {
    const kim = await acme.join('kim@acme.example')
    const { authenticator } = await turnOn(kim)
    const first = await firstStep(world.origin, kim)
    expect(first).toEqual({ secondStep: { token: expect.any(String), expiresAt: expect.any(String), methods: ['AUTHENTICATOR'] } })
    const { body } = await secondStep({ token: first.secondStep!.token, method: 'AUTHENTICATOR', code: authenticator.next() })
    expect(body).toMatchObject({ account: { email: kim.email }, keys: { salt: kim.email } })
    expect(await new Caller(world.origin, body.accessToken).do(whoAmI)).toEqual({ viewer: { account: { email: kim.email } } })
  })

  it('ends the other sessions, stands in the log, and is mailed', async () => {
    const pat = await acme.join('pat@acme.example')
    const other = await pat.again()
    const logged = await provider.logged(() => turnOn(pat))
    expect(logged).toEqual([{ event: 'User_Updated2fa', by: 'pat', whom: 'pat', method: 'AUTHENTICATOR' }])
    expect(await withinASecond(() => other.ask(whoAmI).then(({ body }) => body.errors?.[0]?.extensions.code ?? 'alive'), 'alive'))
      .toMatch(/SESSION_ENDED|UNAUTHENTICATED/)
    expect(await world.mailTo(pat.email)).toMatchObject({ subject: 'Two-step login is on · 两步登录已开启' })
  })

  it('keeps no secret that the database alone gives away, and answers it once', async () => {
    const sam = await acme.join('sam@acme.example')
    const { beginAuthenticator: { id, secret, uri } } = await sam.do(begin)
    expect(uri).toContain(secret)
    const { authenticator } = await turnOn(sam)
    expect(await sam.refused(finish, { input: { id, code: authenticator.next() } })).toMatch(/SET_UP_EXPIRED|UNAUTHENTICATED/)
    const [kept] = await world.sql<{ row: string }>('select m::text "row" from two_step_method m where account_id = $1', [sam.accountId])
    expect(kept!.row).not.toContain(Buffer.from(secret).toString('hex'))
  })

  it('takes a code once, also where it comes twice at the same moment', async () => {
    const lee = await acme.join('lee@acme.example')
    const { authenticator } = await turnOn(lee)
    const steps = await Promise.all([1, 2, 3, 4].map(() => firstStep(world.origin, lee)))
    const code = authenticator.next()
    const outcomes = await Promise.all(steps.map(({ secondStep: { token } = { token: '' } }) =>
      secondStep({ token, method: 'AUTHENTICATOR', code }).then(() => 'in', ({ code }: { code: string }) => code)))
    expect(outcomes.sort()).toEqual(['WRONG_CODE', 'WRONG_CODE', 'WRONG_CODE', 'in'])
  })

  it('takes no code of an earlier time than the one before', async () => {
    const max = await acme.join('max@acme.example')
    const { authenticator } = await turnOn(max)
    const { secondStep: step } = await firstStep(world.origin, max)
    await secondStep({ token: step!.token, method: 'AUTHENTICATOR', code: authenticator.code(1) })
    const { secondStep: again } = await firstStep(world.origin, max)
    expect(await refusal({ token: again!.token, method: 'AUTHENTICATOR', code: authenticator.code(0) })).toBe('WRONG_CODE')
  })

  it('opens one session for one second step', async () => {
    const ann = await acme.join('ann@acme.example')
    const { authenticator } = await turnOn(ann)
    const { secondStep: step } = await firstStep(world.origin, ann)
    await secondStep({ token: step!.token, method: 'AUTHENTICATOR', code: authenticator.next() })
    expect(await refusal({ token: step!.token, method: 'AUTHENTICATOR', code: authenticator.code(1) })).toBe('SECOND_STEP_EXPIRED')
  })

  it('does not take another person\'s code, nor a second step of before a change of the account', async () => {
    const [eve, bob] = [await acme.join('eve@acme.example'), await acme.join('bob@acme.example')]
    const [ofEve, ofBob] = [await turnOn(eve), await turnOn(bob)]
    const { secondStep: step } = await firstStep(world.origin, bob)
    expect(await refusal({ token: step!.token, method: 'AUTHENTICATOR', code: ofEve.authenticator.next() })).toBe('WRONG_CODE')
    await ofBob.person.do('mutation { signOutEverywhere }')
    expect(await refusal({ token: step!.token, method: 'AUTHENTICATOR', code: ofBob.authenticator.next() })).toBe('SECOND_STEP_EXPIRED')
  })

  it.each([
    ['no token', { method: 'AUTHENTICATOR', code: '123456' }, 'BAD_USER_INPUT'],
    ['a made-up token', { token: 'x'.repeat(43), method: 'AUTHENTICATOR', code: '123456' }, 'SECOND_STEP_EXPIRED'],
    ['an unknown method', { token: 'x', method: '__proto__', code: '123456' }, 'BAD_USER_INPUT'],
  ])('refuses %s', async (_, answer, code) => expect(await refusal(answer)).toBe(code))

  it('logs a wrong code, and sign-in is tried five times from one address', async () => {
    const strict = await useWorld({ limitFactor: 1 })
    const team = await strict.provider()
    await turnOn(team.admin)
    const { secondStep: step } = await firstStep(strict.origin, team.admin)
    const codes = []
    for (let n = 0; n < 6; n++) {
      codes.push(await new Caller(strict.origin).post('/auth/second-step', { token: step!.token, method: 'AUTHENTICATOR', code: '00000x' })
        .then(() => 'in', ({ code }: { code: string }) => code))
    }
    expect(codes).toEqual([...Array.from({ length: 5 }, () => 'WRONG_CODE'), 'TOO_MANY_REQUESTS'])
    const { secondStep: another } = await firstStep(strict.origin, team.admin)
    await expect(new Caller(strict.origin).post('/auth/second-step', { token: another!.token, method: 'AUTHENTICATOR', code: '00000x' }))
      .rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
    const rows = await strict.sql<{ n: number }>('select count(*)::int n from event where code = 1006')
    expect(rows).toEqual([{ n: 5 }])
  })
})

describe('a remembered device', () => {
  async function remembered(email: string) {
    const person = await acme.join(email)
    const { authenticator } = await turnOn(person)
    const { secondStep: step } = await firstStep(world.origin, person)
    const { cookie } = await secondStep({ token: step!.token, method: 'AUTHENTICATOR', code: authenticator.next(), remember: true })
    return { person, cookie }
  }

  it('needs no second step, and is not yet a fresh proof', async () => {
    const { person, cookie } = await remembered('rae@acme.example')
    const { accessToken } = await firstStep(world.origin, person, cookie)
    const again = new Caller(world.origin, accessToken)
    expect((await again.do(state)).viewer.twoStep).toMatchObject({ rememberedDevices: 1 })
    expect(await again.refusal(begin)).toMatchObject({ code: 'REAUTH_REQUIRED', purpose: 'ACCOUNT' })
  })

  it('is nobody else\'s, and forgotten when it should be', async () => {
    const { person, cookie } = await remembered('rob@acme.example')
    const other = await acme.join('ria@acme.example')
    await turnOn(other)
    expect(await firstStep(world.origin, other, cookie)).toHaveProperty('secondStep')
    const { accessToken } = await firstStep(world.origin, person, cookie)
    await new Caller(world.origin, accessToken).do('mutation { forgetDevices { rememberedDevices } }')
    expect(await firstStep(world.origin, person, cookie)).toHaveProperty('secondStep')
  })
})

describe('the recovery code', () => {
  it('signs in without the app, turns two-step login off, ends every session, and is told', async () => {
    const zoe = await acme.join('zoe@acme.example')
    const { recoveryCode, person } = await turnOn(zoe)
    expect(recoveryCode).toMatch(/^(?:[a-z0-9]{4} ){7}[a-z0-9]{4}$/)
    const { secondStep: step } = await firstStep(world.origin, zoe)
    const logged = await provider.logged(() => secondStep({
      token: step!.token,
      method: 'RECOVERY_CODE',
      code: recoveryCode.toUpperCase().replaceAll(' ', ''),
    }))
    expect(logged).toMatchObject([{ event: 'User_Recovered2fa', whom: 'zoe' }, { event: 'User_LoggedIn', whom: 'zoe' }])
    expect(await person.refused(whoAmI)).toMatch(/SESSION_ENDED|UNAUTHENTICATED/)
    expect(await world.mailTo(zoe.email)).toMatchObject({ subject: 'Your recovery code was used · 您的恢复码已被使用' })
    expect(await (await zoe.again()).do(state))
      .toEqual({ viewer: { twoStep: { methods: [], recoveryCodeMadeAt: null, rememberedDevices: 0 } } })
  })

  it('is the newest one, and a wrong one counts as a wrong code', async () => {
    const ida = await acme.join('ida@acme.example')
    const { recoveryCode, person } = await turnOn(ida)
    await person.do('mutation { renewRecoveryCode { code } }')
    const { secondStep: step } = await firstStep(world.origin, ida)
    expect(await refusal({ token: step!.token, method: 'RECOVERY_CODE', code: recoveryCode })).toBe('WRONG_CODE')
  })
})

it('a method that is removed is mailed, and the password alone signs in again', async () => {
  const una = await acme.join('una@acme.example')
  const { person } = await turnOn(una)
  const [method] = (await person.do(state)).viewer.twoStep!.methods
  const { removeTwoStepMethod } = await person.do(
    'mutation ($id: ID!) { removeTwoStepMethod(id: $id) { methods { id } recoveryCodeMadeAt } }',
    { id: method!.id },
  )
  expect(removeTwoStepMethod).toEqual({ methods: [], recoveryCodeMadeAt: null })
  expect(await world.mailTo(una.email)).toMatchObject({ subject: 'Two-step login is off · 两步登录已关闭' })
  expect(await (await una.again()).do(whoAmI)).toEqual({ viewer: { account: { email: una.email } } })
})

it('a right password without a code is told to the person once, three minutes later', async () => {
  const gus = await acme.join('gus@acme.example')
  await turnOn(gus)
  await firstStep(world.origin, gus)
  await firstStep(world.origin, gus)
  const tell = () => world.server.services.queue.run('tell-of-missing-second-steps')
  await tell()
  expect(await world.mailTo(gus.email)).toMatchObject({ subject: 'Two-step login is on · 两步登录已开启' })
  await world.sql(`update second_step set created_at = created_at - interval '4 minutes' where account_id = $1`, [gus.accountId])
  await tell()
  await tell()
  const mails = await world.sql(`select subject from mail where account_id = $1 and subject like 'Somebody%'`, [gus.accountId])
  expect(mails).toHaveLength(1)
})

describe('a fresh proof', () => {
  it('is asked for after ten minutes, for each purpose, and goes for ten minutes more', async () => {
    const { admin } = provider
    const tool = () => provider.tool(['READ'])
    await grownOld(admin)
    await expect(withinASecond(() => tool().then(() => 'made', () => 'refused'), 'made')).resolves.toBe('refused')
    const masterPasswordHash = await passwordProof(admin)
    await admin.do(prove, { input: { purpose: 'PEOPLE', masterPasswordHash } })
    await expect(tool()).rejects.toThrow('REAUTH_REQUIRED')
    await admin.do(prove, { input: { purpose: 'API_TOKEN', masterPasswordHash } })
    await tool()
    await world.sql(`update session set proofs = jsonb_build_object('API_TOKEN', (extract(epoch from now()) * 1000)::bigint - 600001) where account_id = $1`, [admin.accountId])
    await expect(withinASecond(() => tool().then(() => 'made', () => 'refused'), 'made')).resolves.toBe('refused')
  })

  it('of one session is none of another', async () => {
    const kay = await acme.join('kay@acme.example')
    const other = await kay.again()
    await grownOld(kay)
    await kay.do(prove, { input: { purpose: 'ACCOUNT', masterPasswordHash: await passwordProof(kay) } })
    await kay.do(begin)
    const asked = () => other.ask(begin).then(({ body }) => body.errors?.[0]?.extensions.code ?? 'made')
    expect(await withinASecond(asked, 'made')).toBe('REAUTH_REQUIRED')
  })

  it('takes the code, too, where there is two-step login', async () => {
    const jo = await acme.join('jo@acme.example')
    const { authenticator, person } = await turnOn(jo)
    const masterPasswordHash = await passwordProof(jo)
    const ask = (code?: string) => person.ask(prove, { input: { purpose: 'ACCOUNT', masterPasswordHash, code } })
      .then(({ body }) => body.errors?.[0]?.extensions.code ?? 'proved')
    expect(await ask()).toBe('CODE_REQUIRED')
    expect(await ask('12345x')).toBe('WRONG_CODE')
    expect(await ask(authenticator.next())).toBe('proved')
  })

  it('with a wrong password stands in the log', async () => {
    const tim = await acme.join('tim@acme.example')
    const wrong = Buffer.alloc(32).toString('base64')
    const logged = await provider.logged(async () =>
      expect(await tim.refused(prove, { input: { purpose: 'ACCOUNT', masterPasswordHash: wrong } })).toBe('WRONG_CREDENTIALS'))
    expect(logged).toMatchObject([{ event: 'User_FailedLogIn', whom: 'tim' }])
    await forgetLimits()
  })

  it('is asked for once, for all rows of a request, where owners are touched', async () => {
    const user = await acme.user('kim@acme.example')
    await grownOld(provider.admin)
    const change = 'mutation ($ids: [ID!]!, $role: UserRole!) { changeUserRoles(ids: $ids, role: $role) { ok code } }'
    const asked = () => provider.admin.ask(change, { ids: [user.id, owner.userId], role: 'ADMIN' })
      .then(({ body }) => body.errors?.[0]?.extensions.code ?? 'done')
    expect(await withinASecond(asked, 'done')).toBe('REAUTH_REQUIRED')
    expect(await acme.user('kim@acme.example')).toMatchObject({ role: 'USER' })
    expect(await provider.admin.do(change, { ids: [user.id], role: 'ADMIN' })).toEqual({ changeUserRoles: [{ ok: true, code: null }] })
  })
})
