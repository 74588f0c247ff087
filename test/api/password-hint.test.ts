import { changePassword } from '@wardroom/schema/sealing/account'
import { describe, expect, it } from 'vitest'
import type { Person } from '../testkit/person.js'
import { allowRecovery, enrol, recover, resetOf } from '../testkit/recovery.js'
import { useWorld } from '../testkit/use-world.js'

const change = 'mutation ($input: ChangeMasterPasswordInput!) { changeMasterPassword(input: $input) }'
const world = await useWorld({ limitFactor: 1 })
const provider = await world.provider()
const acme = await provider.createClient('Acme', { seats: 20 })
await acme.owner()
await allowRecovery(acme)
const hint = 'The ship of 1987'
const next = 'another horse, another staple'

async function changeOf(person: Person, passwordHint?: string | null) {
  const { viewer } = await person.do('{ viewer { keys { kdf { type iterations } salt wrappedUserKey publicKey wrappedPrivateKey } } }')
  return { ...(await changePassword(person.password, next, viewer.keys as never)).change, passwordHint }
}

/** Somebody who has chosen a password with that hint. */
async function hinted(name: string, of = hint): Promise<Person & { userId: string }> {
  const person = await acme.join(`${name}@acme.example`)
  await person.do(change, { input: await changeOf(person, of) })
  return Object.assign(await world.signIn(person.email, next), { userId: person.userId })
}

const send = (email: string) => world.stranger.post('/auth/send-hint', { email })
function mailsOf({ accountId }: Person) {
  return world.sql<{ subject: string, body: string }>(`select subject, body from mail where account_id = $1 and subject like '%hint%'`, [accountId])
}
const isSet = async (person: Person) => (await person.do('{ viewer { hintSet } }')).viewer.hintSet

describe('a password hint', () => {
  it('is given with a registration, mailed to its address when somebody asks, and shown nowhere', async () => {
    await acme.invite(['reg@acme.example'])
    const registration = { ...await world.registration('reg@acme.example', 'Reg'), passwordHint: `  ${hint} ` }
    const token = await world.invitationOf('reg@acme.example')
    await world.stranger.do('mutation ($token: String!, $registration: RegistrationInput) { acceptInvitation(token: $token, registration: $registration) { id } }', { token, registration })
    const reg = await world.signIn('reg@acme.example')
    expect(await isSet(reg)).toBe(true)
    expect(await send(reg.email)).toMatchObject({ status: 202, body: {} })
    await expect.poll(() => mailsOf(reg)).toHaveLength(1)
    const [mail] = await mailsOf(reg)
    expect(mail!.subject).toBe('Your password hint · 您的密码提示')
    expect(mail!.body).toContain(`: ${hint}\n`)
    const { body } = await reg.post<object>('/auth/prelogin', { email: reg.email })
    expect(JSON.stringify(body)).not.toContain(hint)
  })

  it('goes with its password: another takes it away or brings its own', async () => {
    const kim = await hinted('kim')
    expect(await isSet(kim)).toBe(true)
    const logged = await provider.logged(async () => kim.do(change, { input: await changeOf(kim) }))
    expect(JSON.stringify(logged)).not.toContain(hint)
    expect(await isSet(await world.signIn(kim.email, next))).toBe(false)
    await send(kim.email)
    await expect.poll(() => mailsOf(kim)).toHaveLength(1)
    expect((await mailsOf(kim))[0]!.body).toContain('You have set no hint')
  })

  it('is gone after a reset: it says nothing about the temporary password', async () => {
    const ray = await hinted('ray')
    await enrol(ray, acme)
    const owner = await world.signIn(acme.ownerEmail)
    const reset = await resetOf(owner, ray.userId, acme, 'kite-morning-9-Walnut')
    await owner.do(recover, { input: { userId: ray.userId, ...reset, resetTwoStep: false } })
    expect(await world.sql('select password_hint from account where id = $1', [ray.accountId])).toEqual([{ password_hint: null }])
  })

  it('is in no event and no answer, and an API token is not told of it', async () => {
    const lee = await hinted('lee')
    await send(lee.email)
    await expect.poll(() => mailsOf(lee)).toHaveLength(1)
    expect(await world.sql(`select from event where details::text like '%ship of%'`)).toEqual([])
    const admin = provider.admin
    await world.sql('update account set password_hint = $2 where id = $1', [admin.accountId, hint])
    expect(await isSet(admin)).toBe(true)
    expect((await (await provider.tool(['READ'])).do('{ viewer { hintSet } }')).viewer.hintSet).toBe(false)
  })

  it.each([
    ['too long', 'x'.repeat(51)],
    ['of two lines', 'two\nlines'],
    ['with a sign that turns the direction of text', 'a\u202Eb'],
    ['with a sign that cannot be seen', 'a\u200Bb'],
  ])('that is %s is refused, and the password stays', async (_, text) => {
    const person = await acme.join(`bad-${text.length}-${text.codePointAt(1)}@acme.example`)
    const refusal = await person.refusal(change, { input: await changeOf(person, text) })
    expect(refusal).toMatchObject({ code: 'BAD_USER_INPUT', field: 'passwordHint' })
    expect((await person.again()).accountId).toBe(person.accountId)
  })
})

describe('whoever asks for a hint', () => {
  it('is answered the same for every address, and mails nobody who is not there', async () => {
    const none = await acme.join('none@acme.example')
    const answers = [await send(none.email), await send('nobody@nowhere.example')]
    expect(answers.map(({ status, body }) => [status, body])).toEqual([[202, {}], [202, {}]])
    await expect.poll(() => mailsOf(none)).toHaveLength(1)
    expect(await world.sql(`select from mail where recipient = 'nobody@nowhere.example'`)).toEqual([])
  })

  it.each([[{}], [{ email: 7 }], [{ email: 'x'.repeat(2_000) }], [{ email: 'no address' }]])('with %j is refused', async (body) => {
    await expect(world.stranger.post('/auth/send-hint', body)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' })
  })

  it('in somebody\'s name fills nobody\'s mailbox, and is stopped', async () => {
    const ned = await hinted('ned')
    const answers: string[] = []
    for (let asked = 0; asked < 12; asked++)
      answers.push(await send(ned.email).then(({ status }) => String(status), ({ code }: { code: string }) => code))
    expect(answers.at(-1)).toBe('TOO_MANY_REQUESTS')
    await expect.poll(() => mailsOf(ned)).toHaveLength(3)
  })
})
