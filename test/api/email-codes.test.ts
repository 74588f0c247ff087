import { describe, expect, it } from 'vitest'
import { useServerBeside } from '../testkit/beside.js'
import { Caller } from '../testkit/person.js'
import type { Person } from '../testkit/person.js'
import { addKey, challengeOf } from '../testkit/security-key.js'
import { firstStep, goOn, mailedCode, passwordProof, turnOn } from '../testkit/two-step.js'
import { useWorld } from '../testkit/use-world.js'

const world = await useWorld()
const provider = await world.provider()
const acme = await provider.createClient('Acme', { seats: 40 })
await acme.owner()
const site = world.server.services.config.origin
const elsewhere = await useServerBeside(world)

const begin = 'mutation { beginEmailCodes { email expiresAt } }'
const finish = 'mutation ($code: String!) { finishEmailCodes(code: $code) { code twoStep { methods { kind class name } } } }'
const mail = 'mutation { mailCode { email } }'
const prove = 'mutation ($input: ProveInput!) { prove(input: $input) }'

const door = (path: string, body: object, origin = world.origin) => new Caller(origin).post<{ email: string }>(path, body)
const mailIt = (token: string) => door('/auth/second-step/email', { token })
function outcome(answer: object, origin?: string) {
  return door('/auth/second-step', { method: 'EMAIL', ...answer }, origin).then(() => 'in', ({ code }: { code: string }) => code)
}
const wrongThan = (code: string) => code.replaceAll(/\d/g, digit => String((Number(digit) + 1) % 10))

async function withMailbox(person: Person): Promise<{ person: Caller, cookie: string }> {
  await person.do(begin)
  await person.do(finish, { code: await mailedCode(world, person.email) })
  return goOn(person, person.cookie)
}

/** A second step that waits, and the code that was mailed for it. */
async function waiting(person: Person): Promise<{ token: string, code: string }> {
  const { token } = (await firstStep(world.origin, person)).secondStep!
  await mailIt(token)
  return { token, code: await mailedCode(world, person.email) }
}

describe('codes by e-mail', () => {
  it('are on once a code has proved the mailbox, are logged and mailed, and sign in', async () => {
    const kim = await acme.join('kim@acme.example')
    expect((await kim.do(begin)).beginEmailCodes.email).toBe('k***@acme.example')
    const code = await mailedCode(world, kim.email)
    const logged = await provider.logged(async () => {
      const { finishEmailCodes } = await kim.do(finish, { code: code.replace(' ', '') })
      const methods = [{ kind: 'EMAIL', class: 'MAILBOX', name: null }]
      expect(finishEmailCodes).toEqual({ code: expect.any(String), twoStep: { methods } })
    })
    expect(logged).toMatchObject([{ event: 'User_Updated2fa', method: 'EMAIL' }])
    expect(await world.mailTo(kim.email)).toMatchObject({ subject: 'Two-step login is on · 两步登录已开启' })
    expect((await firstStep(world.origin, kim)).secondStep!.methods).toEqual(['EMAIL'])
    const step = await waiting(kim)
    expect(await outcome(step)).toBe('in')
    expect(await world.sql('select two_step from client_user where account_id = $1', [kim.accountId])).toEqual([{ two_step: true }])
  })

  it('are the last that is offered, and are added once', async () => {
    const pat = await acme.join('pat@acme.example')
    const { person, cookie } = await withMailbox(pat)
    expect(await (await addKey({ person, cookie }, site)).person.refused(begin)).toBe('METHOD_EXISTS')
    expect((await firstStep(world.origin, pat)).secondStep!.methods).toEqual(['WEBAUTHN', 'EMAIL'])
  })

  it('prove afresh', async () => {
    const jo = await acme.join('jo@acme.example')
    const { person } = await withMailbox(jo)
    await person.do(mail)
    const input = { purpose: 'ACCOUNT', masterPasswordHash: await passwordProof(jo), emailCode: await mailedCode(world, jo.email) }
    expect(await person.do(prove, { input })).toHaveProperty('prove')
    expect(await person.refused(prove, { input })).toBe('WRONG_CODE')
  })

  it('lie in no database that can be read without the secret', async () => {
    const ida = await acme.join('ida@acme.example')
    await withMailbox(ida)
    const { code } = await waiting(ida)
    const [row] = await world.sql<{ row: string }>('select e::text "row" from email_code e where account_id = $1', [ida.accountId])
    expect(row!.row).not.toContain(code.replace(' ', ''))
  })
})

describe('a code is refused', async () => {
  const vic = await acme.join('vic@acme.example')
  const { person: session } = await withMailbox(vic)

  it('that is given twice, also at the same moment to two processes', async () => {
    const step = await waiting(vic)
    const outcomes = await Promise.all([world.origin, elsewhere, elsewhere].map(origin => outcome(step, origin)))
    expect(outcomes.filter(code => code === 'in')).toHaveLength(1)
    expect(await outcome(step)).toBe('SECOND_STEP_EXPIRED')
  })

  it('that is guessed: after three tries the right one is, too, also where they come at once', async () => {
    const step = await waiting(vic)
    const wrong = { token: step.token, code: wrongThan(step.code) }
    expect(await Promise.all([1, 2, 3, 4, 5].map(() => outcome(wrong)))).toEqual(Array.from({ length: 5 }, () => 'WRONG_CODE'))
    expect(await outcome(step)).toBe('WRONG_CODE')
  })

  it('of before another was mailed, of more than five minutes ago, and of another second step', async () => {
    const step = await waiting(vic)
    await mailIt(step.token)
    expect(await outcome(step)).toBe('WRONG_CODE')
    const other = await waiting(vic)
    expect(await outcome({ token: step.token, code: other.code })).toBe('WRONG_CODE')
    await world.sql(`update email_code set expires_at = now() where account_id = $1`, [vic.accountId])
    expect(await outcome(other)).toBe('WRONG_CODE')
  })

  it('of another person, and of an account without codes by e-mail', async () => {
    const [eve, una] = [await acme.join('eve@acme.example'), await acme.join('una@acme.example')]
    await withMailbox(eve)
    const { code } = await waiting(eve)
    const step = await waiting(vic)
    expect(await outcome({ token: step.token, code })).toBe('WRONG_CODE')
    await turnOn(una)
    const { token } = (await firstStep(world.origin, una)).secondStep!
    await expect(mailIt(token)).rejects.toMatchObject({ code: 'WRONG_STATUS' })
    expect(await outcome({ token, code })).toBe('WRONG_CODE')
  })

  it('that was mailed for another purpose', async () => {
    const step = await waiting(vic)
    const input = { purpose: 'ACCOUNT', masterPasswordHash: await passwordProof(vic), emailCode: step.code }
    expect(await session.refused(prove, { input })).toBe('WRONG_CODE')
    await session.do(mail)
    expect(await outcome({ token: step.token, code: await mailedCode(world, vic.email) })).toBe('WRONG_CODE')
  })

  it('as a code of the authenticator, and that one as it', async () => {
    const ann = await acme.join('ann@acme.example')
    const { authenticator, person } = await turnOn(ann)
    await person.do(begin)
    await person.do(finish, { code: await mailedCode(world, ann.email) })
    const { token, code } = await waiting(ann)
    expect(await outcome({ token, code, method: 'AUTHENTICATOR' })).toBe('WRONG_CODE')
    expect(await outcome({ token, code: authenticator.next() })).toBe('WRONG_CODE')
  })

  it('once the account has changed', async () => {
    const gus = await acme.join('gus@acme.example')
    const { person, cookie } = await withMailbox(gus)
    const step = await waiting(gus)
    await person.do(mail)
    const emailCode = await mailedCode(world, gus.email)
    await world.sql('update account set security_stamp = gen_random_uuid() where id = $1', [gus.accountId])
    world.server.services.identities.forget()
    expect(await outcome(step)).toBe('SECOND_STEP_EXPIRED')
    const { person: now } = await goOn(person, cookie)
    const input = { purpose: 'ACCOUNT', masterPasswordHash: await passwordProof(gus), emailCode }
    expect(await now.refused(prove, { input })).toBe('WRONG_CODE')
    await now.do(mail)
    expect(await now.do(prove, { input: { ...input, emailCode: await mailedCode(world, gus.email) } })).toHaveProperty('prove')
  })

  it('at set-up: a wrong one, and one of another session', async () => {
    const sam = await acme.join('sam@acme.example')
    const other = await sam.again()
    await sam.do(begin)
    const code = await mailedCode(world, sam.email)
    expect(await other.refused(finish, { code })).toBe('WRONG_CODE')
    expect(await sam.refused(finish, { code: wrongThan(code) })).toBe('WRONG_CODE')
    expect(await sam.do(finish, { code })).toHaveProperty('finishEmailCodes')
  })
})

it('nobody has a code mailed without the master password, and nobody many', async () => {
  await expect(mailIt('x'.repeat(43))).rejects.toMatchObject({ code: 'SECOND_STEP_EXPIRED' })
  const strict = await useWorld({ limitFactor: 1 })
  const { admin } = await strict.provider()
  await admin.do(begin)
  await admin.do(finish, { code: await mailedCode(strict, admin.email) })
  const { token } = (await firstStep(strict.origin, admin)).secondStep!
  const codes = []
  for (let n = 0; n < 6; n++) {
    codes.push(await new Caller(strict.origin).post('/auth/second-step/email', { token })
      .then(() => 'mailed', ({ code }: { code: string }) => code))
  }
  expect(codes).toEqual([...Array.from({ length: 5 }, () => 'mailed'), 'TOO_MANY_REQUESTS'])
})

it('CVE-2026-27801: whoever guesses on with a new code each time is held all the same', async () => {
  const strict = await useWorld({ limitFactor: 1 })
  const { admin } = await strict.provider()
  await admin.do(begin)
  await admin.do(finish, { code: await mailedCode(strict, admin.email) })
  const codes = []
  for (let n = 0; n < 6; n++) {
    const { token } = (await firstStep(strict.origin, admin)).secondStep!
    await new Caller(strict.origin).post('/auth/second-step/email', { token })
    const code = wrongThan(await mailedCode(strict, admin.email))
    codes.push(await new Caller(strict.origin).post('/auth/second-step', { token, method: 'EMAIL', code })
      .then(() => 'in', ({ code }: { code: string }) => code))
  }
  expect(codes).toEqual([...Array.from({ length: 5 }, () => 'WRONG_CODE'), 'TOO_MANY_REQUESTS'])
})

it('a second step is done by one method whole: half of two is none', async () => {
  const max = await acme.join('max@acme.example')
  const { key } = await addKey(await withMailbox(max), site)
  const { token, code } = await waiting(max)
  const challenge = await challengeOf(max, token)
  expect(await outcome({ token, method: 'EMAIL', code: wrongThan(code), securityKey: key.answer(challenge) })).toBe('WRONG_CODE')
  expect(await outcome({ token, method: 'WEBAUTHN', code })).toBe('BAD_USER_INPUT')
})
