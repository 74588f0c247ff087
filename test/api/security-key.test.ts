import { describe, expect, it } from 'vitest'
import { useServerBeside } from '../testkit/beside.js'
import { Caller } from '../testkit/person.js'
import type { Person } from '../testkit/person.js'
import { addKey, beginKey, challengeKey, challengeOf, finishKey, SecurityKey } from '../testkit/security-key.js'
import { firstStep, goOn, passwordProof, turnOn } from '../testkit/two-step.js'
import { useWorld } from '../testkit/use-world.js'

const world = await useWorld()
const provider = await world.provider()
const acme = await provider.createClient('Acme', { seats: 40 })
await acme.owner()
const site = world.server.services.config.origin
const elsewhere = await useServerBeside(world)

const prove = 'mutation ($input: ProveInput!) { prove(input: $input) }'
const remove = 'mutation ($id: ID!) { removeTwoStepMethod(id: $id) { methods { name } recoveryCodeMadeAt } }'
const state = '{ viewer { twoStep { methods { id kind class name lastUsedAt } recoveryCodeMadeAt } } }'

const take = (answer: object, origin = world.origin) => new Caller(origin).post<{ accessToken: string }>('/auth/second-step', answer)
const outcome = (answer: object, origin?: string) => take(answer, origin).then(() => 'in', ({ code }: { code: string }) => code)
const withKey = (person: Person) => addKey({ person, cookie: person.cookie }, site)

/** A second step that waits, and what a key is to sign for it. */
async function waiting(person: Person): Promise<{ token: string, challenge: string }> {
  const { token } = (await firstStep(world.origin, person)).secondStep!
  return { token, challenge: await challengeOf(person, token) }
}

const proofChallenge = (person: Caller) => person.do(challengeKey).then(({ challengeSecurityKey }) => challengeSecurityKey.challenge)

describe('a security key', () => {
  it('turns two-step login on, with a recovery code, and is logged and mailed by its kind', async () => {
    const kim = await acme.join('kim@acme.example')
    const logged = await provider.logged(() => withKey(kim))
    expect(logged).toEqual([{ event: 'User_Updated2fa', by: 'kim', whom: 'kim', method: 'WEBAUTHN' }])
    expect(await world.mailTo(kim.email))
      .toMatchObject({ subject: 'Two-step login is on · 两步登录已开启', text: expect.stringContaining('security key') })
  })

  it('signs in with what it signs, and counts in lists of people', async () => {
    const lee = await acme.join('lee@acme.example')
    const { key, recoveryCode } = await withKey(lee)
    expect(recoveryCode).toMatch(/^(?:[a-z0-9]{4} ){7}[a-z0-9]{4}$/)
    const { secondStep: step } = await firstStep(world.origin, lee)
    expect(step).toEqual({ token: expect.any(String), expiresAt: expect.any(String), methods: ['WEBAUTHN'] })
    const securityKey = key.answer(await challengeOf(lee, step!.token))
    const { body } = await take({ token: step!.token, method: 'WEBAUTHN', securityKey })
    const { viewer } = await new Caller(world.origin, body.accessToken).do(state)
    expect(viewer.twoStep!.methods)
      .toMatchObject([{ kind: 'WEBAUTHN', class: 'PHISHING_RESISTANT', name: 'Blue key', lastUsedAt: expect.any(String) }])
    const rows = await world.sql('select two_step from client_user where account_id = $1', [lee.accountId])
    expect(rows).toEqual([{ two_step: true }])
  })

  it('remembers the device where it is asked to, and is a fresh proof', async () => {
    const rae = await acme.join('rae@acme.example')
    const { key } = await withKey(rae)
    const { token, challenge } = await waiting(rae)
    const { body, cookie } = await take({ token, method: 'WEBAUTHN', securityKey: key.answer(challenge), remember: true })
    await new Caller(world.origin, body.accessToken).do(beginKey)
    expect(await firstStep(world.origin, rae, cookie)).toHaveProperty('accessToken')
  })

  it('is offered before an authenticator; what is added later leaves the recovery code as it is', async () => {
    const pat = await acme.join('pat@acme.example')
    const { recoveryCode } = await addKey(await turnOn(pat), site)
    expect(recoveryCode).toBeNull()
    expect((await firstStep(world.origin, pat)).secondStep!.methods).toEqual(['WEBAUTHN', 'AUTHENTICATOR'])
    expect(await world.mailTo(pat.email)).toMatchObject({ subject: 'A second factor was added · 已添加第二步验证方式' })
  })

  it('is one of five; removing one leaves the others, removing the last turns two-step login off', async () => {
    const max = await acme.join('max@acme.example')
    let now = await withKey(max)
    for (const name of ['2', '3', '4', '5'])
      now = await addKey(now, site, name)
    expect(await now.person.refused(beginKey)).toBe('SECURITY_KEY_LIMIT')
    const { viewer } = await now.person.do(state)
    expect(viewer.twoStep!.methods.map(({ name }) => name)).toEqual(['Blue key', '2', '3', '4', '5'])
    for (const [removed, { id }] of viewer.twoStep!.methods.entries()) {
      const { removeTwoStepMethod: left } = await now.person.do(remove, { id })
      expect(left).toMatchObject({ methods: { length: 4 - removed }, recoveryCodeMadeAt: removed < 4 ? expect.any(String) : null })
      now = { ...now, ...await goOn(now.person, now.cookie) }
    }
    expect(await world.mailTo(max.email)).toMatchObject({ subject: 'Two-step login is off · 两步登录已关闭' })
    expect(await firstStep(world.origin, max)).toHaveProperty('accessToken')
  })

  it('is not added twice, nor under a name that hides something', async () => {
    const ida = await acme.join('ida@acme.example')
    const { key, person } = await withKey(ida)
    const offered = await person.do(beginKey)
    expect(offered.beginSecurityKey).toMatchObject({ rpId: new URL(site).hostname, excludedCredentialIds: [key.credentialId] })
    expect(await person.refused(finishKey, { input: { name: 'Again', ...key.introduce(offered.beginSecurityKey.challenge) } })).toBe('METHOD_EXISTS')
    for (const name of ['', 'x'.repeat(51), 'a\u202Eb', 'a\u200Bb']) {
      const { beginSecurityKey: { challenge } } = await person.do(beginKey)
      const input = { name, ...SecurityKey.at(site).introduce(challenge) }
      expect(await person.refused(finishKey, { input })).toBe('BAD_USER_INPUT')
    }
  })

  it('changes the master password\'s proof, too: a challenge of the session, signed', async () => {
    const jo = await acme.join('jo@acme.example')
    const { key, person } = await withKey(jo)
    const masterPasswordHash = await passwordProof(jo)
    expect(await person.refused(prove, { input: { purpose: 'ACCOUNT', masterPasswordHash } })).toBe('CODE_REQUIRED')
    const securityKey = key.answer(await proofChallenge(person))
    expect(await person.do(prove, { input: { purpose: 'ACCOUNT', masterPasswordHash, securityKey } })).toHaveProperty('prove')
  })
})

describe('an introduction is refused', () => {
  const introduce = async (person: Caller, told: Parameters<SecurityKey['introduce']>[1], challenge?: string) => {
    const { beginSecurityKey } = await person.do(beginKey)
    const input = { name: 'Key', ...SecurityKey.at(site).introduce(challenge ?? beginSecurityKey.challenge, told) }
    return person.refused(finishKey, { input })
  }

  it.each([
    ['of a foreign origin', { origin: 'https://evil.example' }],
    ['of our host at another port', { origin: 'http://localhost:1' }],
    ['of a foreign RP id', { rpId: 'evil.example' }],
    ['out of a frame', { crossOrigin: true }],
    ['that is an answer', { type: 'webauthn.get' }],
  ])('%s', async (how, told) => {
    const person = await acme.join(`${Buffer.from(how).toString('hex').slice(-12)}@acme.example`)
    expect(await introduce(person, told)).toBe('SECURITY_KEY_REFUSED')
  })

  it('to the challenge of another session, person or purpose, or to none', async () => {
    const [eve, bob] = [await acme.join('eve@acme.example'), await acme.join('bob@acme.example')]
    const { beginSecurityKey: ofEve } = await eve.do(beginKey)
    expect(await introduce(bob, {}, ofEve.challenge)).toBe('SECURITY_KEY_REFUSED')
    const { beginSecurityKey: ofOther } = await (await bob.again()).do(beginKey)
    expect(await introduce(bob, {}, ofOther.challenge)).toBe('SECURITY_KEY_REFUSED')
    expect(await bob.refused(finishKey, { input: { name: 'Key', ...SecurityKey.at(site).introduce(ofEve.challenge) } })).toBe('SET_UP_EXPIRED')
    const { person } = await withKey(bob)
    expect(await introduce(person, {}, await proofChallenge(person))).toBe('SECURITY_KEY_REFUSED')
  })

  it('that comes twice, also at the same moment to two processes', async () => {
    const una = await acme.join('una@acme.example')
    const { beginSecurityKey: { challenge } } = await una.do(beginKey)
    const ask = (origin: string) => new Caller(origin, una.token)
      .ask(finishKey, { input: { name: 'Key', ...SecurityKey.at(site).introduce(challenge) } })
      .then(({ body }) => body.errors?.[0]?.extensions.code ?? 'added')
    const codes = await Promise.all([world.origin, elsewhere, world.origin, elsewhere].map(ask))
    expect(codes.filter(code => code === 'added')).toHaveLength(1)
    expect(await world.sql('select from security_key where account_id = $1', [una.accountId])).toHaveLength(1)
  })

  it('after five minutes', async () => {
    const gus = await acme.join('gus@acme.example')
    const { beginSecurityKey: { challenge } } = await gus.do(beginKey)
    await world.sql(`update security_key_challenge set expires_at = now()`)
    expect(await gus.refused(finishKey, { input: { name: 'Key', ...SecurityKey.at(site).introduce(challenge) } })).toBe('SET_UP_EXPIRED')
  })

  it('that is none, or larger than any', async () => {
    const sam = await acme.join('sam@acme.example')
    for (const attestation of ['o2Nmb', 'A'.repeat(8_000)]) {
      const { beginSecurityKey: { challenge } } = await sam.do(beginKey)
      expect(await sam.refused(finishKey, { input: { name: 'Key', ...SecurityKey.at(site).introduce(challenge), attestation } })).toBe('SECURITY_KEY_REFUSED')
    }
    for (const attestation of ['A'.repeat(8_193), 'no base64', '']) {
      const { beginSecurityKey: { challenge } } = await sam.do(beginKey)
      expect(await sam.refused(finishKey, { input: { name: 'Key', ...SecurityKey.at(site).introduce(challenge), attestation } })).toBe('BAD_USER_INPUT')
    }
  })

  it('without a fresh proof', async () => {
    const tim = await acme.join('tim@acme.example')
    const { beginSecurityKey: { challenge } } = await tim.do(beginKey)
    await world.sql(`update session set proofs = '{}' where account_id = $1`, [tim.accountId])
    world.server.services.identities.forget()
    const input = { name: 'Key', ...SecurityKey.at(site).introduce(challenge) }
    expect(await tim.refusal(finishKey, { input })).toMatchObject({ code: 'REAUTH_REQUIRED', purpose: 'ACCOUNT' })
    expect(await tim.refused(beginKey)).toBe('REAUTH_REQUIRED')
  })
})

describe('an answer in the second step is refused', async () => {
  const vic = await acme.join('vic@acme.example')
  const { key, person: session } = await withKey(vic)
  const answer = async (told: Parameters<SecurityKey['answer']>[1] = {}) => {
    const { token, challenge } = await waiting(vic)
    return outcome({ token, method: 'WEBAUTHN', securityKey: key.answer(challenge, told) })
  }

  it.each([
    ['of a foreign origin', { origin: 'https://evil.example' }],
    ['of a foreign RP id', { rpId: 'evil.example' }],
    ['out of a frame', { crossOrigin: true }],
    ['that is an introduction', { type: 'webauthn.create' }],
  ])('%s', async (_, told) => {
    expect(await answer(told)).toBe('SECURITY_KEY_REFUSED')
    expect(await answer()).toBe('in')
  })

  it('that comes twice: each challenge is taken once', async () => {
    const { token, challenge } = await waiting(vic)
    const wrong = { ...key.answer(challenge), signature: 'AAAA' }
    expect(await outcome({ token, method: 'WEBAUTHN', securityKey: wrong })).toBe('SECURITY_KEY_REFUSED')
    expect(await outcome({ token, method: 'WEBAUTHN', securityKey: key.answer(challenge) })).toBe('SECURITY_KEY_REFUSED')
    const again = await challengeOf(vic, token)
    const securityKey = key.answer(again)
    expect(await outcome({ token, method: 'WEBAUTHN', securityKey })).toBe('in')
    expect(await outcome({ token, method: 'WEBAUTHN', securityKey })).toBe('SECOND_STEP_EXPIRED')
  })

  it('that comes to two processes at the same moment, but for one', async () => {
    const { token, challenge } = await waiting(vic)
    const securityKey = key.answer(challenge)
    const outcomes = await Promise.all([world.origin, elsewhere, world.origin, elsewhere, elsewhere]
      .map(origin => outcome({ token, method: 'WEBAUTHN', securityKey }, origin)))
    expect(outcomes.filter(code => code === 'in')).toHaveLength(1)
  })

  it('to the challenge of another second step, of one\'s own or another person', async () => {
    const [mine, other] = [await waiting(vic), await waiting(vic)]
    expect(await outcome({ token: mine.token, method: 'WEBAUTHN', securityKey: key.answer(other.challenge) })).toBe('SECURITY_KEY_REFUSED')
    const roy = await acme.join('roy@acme.example')
    await withKey(roy)
    const ofRoy = await waiting(roy)
    const again = await waiting(vic)
    expect(await outcome({ token: again.token, method: 'WEBAUTHN', securityKey: key.answer(ofRoy.challenge) })).toBe('SECURITY_KEY_REFUSED')
  })

  it('of another person\'s key', async () => {
    const mia = await acme.join('mia@acme.example')
    const { key: ofMia } = await withKey(mia)
    const { token, challenge } = await waiting(vic)
    const logged = await provider.logged(async () =>
      expect(await outcome({ token, method: 'WEBAUTHN', securityKey: ofMia.answer(challenge) })).toBe('SECURITY_KEY_REFUSED'))
    expect(logged).toMatchObject([{ event: 'User_FailedLogIn2fa', whom: 'vic' }])
    const next = await challengeOf(vic, token)
    const securityKey = { ...ofMia.answer(next), credentialId: key.credentialId }
    expect(await outcome({ token, method: 'WEBAUTHN', securityKey })).toBe('SECURITY_KEY_REFUSED')
  })

  it('that was signed for a fresh proof, as one of the second step is none', async () => {
    const { token } = await waiting(vic)
    expect(await outcome({ token, method: 'WEBAUTHN', securityKey: key.answer(await proofChallenge(session)) })).toBe('SECURITY_KEY_REFUSED')
    const { challenge } = await waiting(vic)
    await proofChallenge(session)
    const input = { purpose: 'ACCOUNT', masterPasswordHash: await passwordProof(vic), securityKey: key.answer(challenge) }
    expect(await session.refused(prove, { input })).toBe('SECURITY_KEY_REFUSED')
  })

  it('whose counter falls or stands still, which the logs say', async () => {
    const zoe = await acme.join('zoe@acme.example')
    const { key: counted } = await withKey(zoe)
    counted.counter = 41
    const use = async () => {
      const { token, challenge } = await waiting(zoe)
      return outcome({ token, method: 'WEBAUTHN', securityKey: counted.answer(challenge) })
    }
    expect(await use()).toBe('in')
    for (const before of [41, 7, -1]) {
      counted.counter = before
      const logged = await provider.logged(async () => expect(await use()).toBe('SECURITY_KEY_REFUSED'))
      expect(logged).toMatchObject([{ event: 'User_SecurityKeyCounterFell', whom: 'zoe', key: 'Blue key' }])
    }
    counted.counter = 42
    expect(await use()).toBe('in')
  })

  it('whose counter falls, which the person is mailed once a day for each key', async () => {
    const lia = await acme.join('lia@acme.example')
    const { key: counted } = await withKey(lia)
    counted.counter = 41
    const use = async () => {
      const { token, challenge } = await waiting(lia)
      return outcome({ token, method: 'WEBAUTHN', securityKey: counted.answer(challenge) })
    }
    const told = () => world.sql(`select subject, body from mail where account_id = $1 and subject like '%may have been copied%'`, [lia.accountId])
    expect(await use()).toBe('in')
    for (const _ of [1, 2]) {
      counted.counter = 7
      expect(await use()).toBe('SECURITY_KEY_REFUSED')
    }
    const [mail, ...others] = await told()
    expect(others).toEqual([])
    expect(mail!.subject).toBe('One of your security keys may have been copied · 您的一个安全密钥可能已被复制')
    expect(mail!.body).toContain('The security key “Blue key” of your Wardroom account')
    expect(mail!.body).toContain('安全密钥“Blue key”')
    await world.sql(`update security_key set copy_told_at = copy_told_at - interval '25 hours' where account_id = $1`, [lia.accountId])
    counted.counter = 7
    expect(await use()).toBe('SECURITY_KEY_REFUSED')
    expect(await told()).toHaveLength(2)
  })

  it('with a counter that a key does not keep, which is taken', async () => {
    const dot = await acme.join('dot@acme.example')
    const { key: passkey } = await withKey(dot)
    for (const _ of [1, 2]) {
      const { token, challenge } = await waiting(dot)
      passkey.counter = -1
      expect(await outcome({ token, method: 'WEBAUTHN', securityKey: passkey.answer(challenge) })).toBe('in')
    }
  })

  it('of a key that was removed, and of a second step from before', async () => {
    const ann = await acme.join('ann@acme.example')
    const { key: lost, person } = await withKey(ann)
    const before = await waiting(ann)
    const { viewer } = await person.do(state)
    await person.do(remove, { id: viewer.twoStep!.methods[0]!.id })
    const securityKey = lost.answer(before.challenge)
    expect(await outcome({ token: before.token, method: 'WEBAUTHN', securityKey })).toBe('SECOND_STEP_EXPIRED')
  })

  it.each([
    ['no object', 'x'],
    ['nothing', undefined],
    ['a part that is no text', { credentialId: 1, clientData: 'e30', authenticatorData: 'AA', signature: 'AA' }],
    ['a part that is larger than any', { credentialId: 'AA', clientData: 'A'.repeat(4_097), authenticatorData: 'AA', signature: 'AA' }],
    ['a part that is no base64url', { credentialId: 'AA', clientData: 'e3 0', authenticatorData: 'AA', signature: 'AA' }],
  ])('that is %s', async (_, securityKey) => {
    const { token } = await waiting(vic)
    expect(await outcome({ token, method: 'WEBAUTHN', securityKey })).toBe('BAD_USER_INPUT')
  })
})

describe('an answer for a fresh proof is refused', async () => {
  const rik = await acme.join('rik@acme.example')
  const { key, person } = await withKey(rik)
  const masterPasswordHash = await passwordProof(rik)
  const ask = (securityKey: object, origin = world.origin) => new Caller(origin, person.token)
    .ask(prove, { input: { purpose: 'ACCOUNT', masterPasswordHash, securityKey } })
    .then(({ body }) => body.errors?.[0]?.extensions.code ?? 'proved')

  it('that comes twice, also at the same moment to two processes', async () => {
    const securityKey = key.answer(await proofChallenge(person))
    const outcomes = await Promise.all([world.origin, elsewhere, elsewhere].map(origin => ask(securityKey, origin)))
    expect(outcomes.sort()).toEqual(['SECURITY_KEY_REFUSED', 'SECURITY_KEY_REFUSED', 'proved'])
  })

  it('to the challenge of another session, or of before', async () => {
    const { token, challenge } = await waiting(rik)
    const { body } = await take({ token, method: 'WEBAUTHN', securityKey: key.answer(challenge) })
    const ofOther = await proofChallenge(new Caller(world.origin, body.accessToken))
    const before = await proofChallenge(person)
    expect(await ask(key.answer(ofOther))).toBe('SECURITY_KEY_REFUSED')
    await proofChallenge(person)
    expect(await ask(key.answer(before))).toBe('SECURITY_KEY_REFUSED')
  })

  it('of another person\'s key, or for a foreign origin', async () => {
    const { key: ofTom } = await withKey(await acme.join('tom@acme.example'))
    expect(await ask(ofTom.answer(await proofChallenge(person)))).toBe('SECURITY_KEY_REFUSED')
    expect(await ask(key.answer(await proofChallenge(person), { origin: 'https://evil.example' }))).toBe('SECURITY_KEY_REFUSED')
  })

  it('with a wrong master password, which leaves the challenge for the right one', async () => {
    const securityKey = key.answer(await proofChallenge(person))
    const wrong = { purpose: 'ACCOUNT', masterPasswordHash: Buffer.alloc(32).toString('base64'), securityKey }
    expect(await person.refused(prove, { input: wrong })).toBe('WRONG_CREDENTIALS')
    expect(await ask(securityKey)).toBe('proved')
  })
})

it('a challenge in the second step is for who has the second step, and a key', async () => {
  const door = (token: string) => new Caller(world.origin).post('/auth/second-step/challenge', { token })
    .then(() => 'made', ({ code }: { code: string }) => code)
  expect(await door('x'.repeat(43))).toBe('SECOND_STEP_EXPIRED')
  const una = await acme.join('uma@acme.example')
  await turnOn(una)
  expect(await door((await firstStep(world.origin, una)).secondStep!.token)).toBe('WRONG_STATUS')
})

it('tries with a key count with those of codes', async () => {
  const strict = await useWorld({ limitFactor: 1 })
  const { admin } = await strict.provider()
  await addKey({ person: admin, cookie: admin.cookie }, strict.server.services.config.origin)
  const { token } = (await firstStep(strict.origin, admin)).secondStep!
  const securityKey = { credentialId: 'AA', clientData: 'AA', authenticatorData: 'AA', signature: 'AA' }
  const codes = []
  for (let n = 0; n < 6; n++) {
    codes.push(await new Caller(strict.origin).post('/auth/second-step', { token, method: 'WEBAUTHN', securityKey })
      .then(() => 'in', ({ code }: { code: string }) => code))
  }
  expect(codes).toEqual([...Array.from({ length: 5 }, () => 'SECURITY_KEY_REFUSED'), 'TOO_MANY_REQUESTS'])
})
