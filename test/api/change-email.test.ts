import { changeEmail, changePassword } from '@wardroom/schema/sealing/account'
import { toBase64 } from '@wardroom/schema/sealing/bytes'
import { describe, expect, it } from 'vitest'
import { Caller, Person } from '../testkit/person.js'
import { turnOn } from '../testkit/two-step.js'
import { useWorld } from '../testkit/use-world.js'
import { withinASecond } from '../testkit/within-a-second.js'

const begin = 'mutation ($email: String!) { beginEmailChange(email: $email) { id email } }'
const finish = 'mutation ($input: FinishEmailChangeInput!) { finishEmailChange(input: $input) { id email } }'
const password = 'correct horse battery staple'
const whoAmI = '{ viewer { account { email } } }'
const world = await useWorld()
const provider = await world.provider()
const acme = await provider.createClient('Acme', { seats: 60 })

const codeIn = async (email: string) => /\b\d{4} \d{4}\b/.exec((await world.mailTo(email)).text)![0]

async function keysOf(person: Caller) {
  const { viewer } = await person.do(
    '{ viewer { keys { kdf { type iterations memory parallelism } salt wrappedUserKey publicKey wrappedPrivateKey } } }',
  ) as { viewer: { keys: Parameters<typeof changePassword>[2] } }
  return viewer.keys
}

/** What the person's own device sends, with the codes out of both mailboxes. */
async function asked(person: Person, to: string) {
  const { beginEmailChange: { id } } = await person.do(begin, { email: to })
  const { change } = await changeEmail(password, to, await keysOf(person))
  return { ...change, id, presentCode: await codeIn(person.email), newCode: await codeIn(to.trim().toLowerCase()) }
}

const ageOf = (accountId: string) => world.sql(`update email_change set expires_at = now() - interval '1 second' where account_id = $1`, [accountId])

describe('a changed address', () => {
  it('is the one to sign in with, and to derive with, and opens the same keys', async () => {
    const kim = await acme.join('kim@acme.example')
    const input = await asked(kim, ' Kim@Acme.Test ')
    expect(await kim.do(finish, { input })).toEqual({ finishEmailChange: { id: kim.accountId, email: 'kim@acme.test' } })
    await expect(world.signIn(kim.email)).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
    const again = await world.signIn('kim@acme.test')
    expect(again.accountId).toBe(kim.accountId)
    expect(toBase64(again.keys.publicKey.spki)).toBe(toBase64(kim.keys.publicKey.spki))
    expect(await keysOf(again)).toMatchObject({ salt: 'kim@acme.test' })
  })

  it('stands in every log and list of the person, is mailed to both, and ends every session but this one', async () => {
    const pat = await acme.join('pat@acme.example')
    const beta = await provider.createClient('Beta')
    await beta.admit(pat, 'ADMIN')
    const other = await pat.again()
    const input = await asked(pat, 'pat@beta.example')
    const logged = await provider.logged(() => pat.do(finish, { input }))
    expect(logged).toEqual([1, 2].map(() =>
      ({ event: 'User_ChangedEmail', by: 'pat', whom: 'pat', before: 'pat@acme.example', email: 'pat@beta.example' })))
    expect(await acme.user('pat@beta.example')).toMatchObject({ status: 'CONFIRMED', email: 'pat@beta.example' })
    expect(await beta.user('pat@beta.example')).toMatchObject({ status: 'CONFIRMED', email: 'pat@beta.example' })
    for (const address of ['pat@acme.example', 'pat@beta.example'])
      expect(await world.mailTo(address)).toMatchObject({ subject: 'The address of your account was changed · 您账户的邮箱地址已更改' })
    expect(await withinASecond(() => other.ask(whoAmI).then(({ body }) => body.errors?.[0]?.extensions.code ?? 'alive'), 'alive'))
      .toMatch(/SESSION_ENDED|UNAUTHENTICATED/)
    const { body } = await pat.post<{ accessToken: string, account: object }>('/auth/refresh', {}, { cookie: pat.cookie })
    expect(body.account).toMatchObject({ email: 'pat@beta.example' })
    expect(await new Caller(world.origin, body.accessToken).do(whoAmI)).toEqual({ viewer: { account: { email: 'pat@beta.example' } } })
  })

  it('goes with those who have accepted and wait, and with the provider\'s team', async () => {
    const bob = await provider.hire('bob@northwind.example')
    await acme.invite([bob.email])
    await world.acceptAs(bob)
    await bob.do(finish, { input: await asked(bob, 'robert@northwind.example') })
    expect(await acme.user('robert@northwind.example')).toMatchObject({ status: 'ACCEPTED' })
    const { provider: { users } } = await provider.admin.do(
      'query ($id: ID!) { provider(id: $id) { users { edges { node { email status } } } } }',
      { id: provider.id },
    )
    expect(users!.edges.map(({ node }) => node)).toContainEqual({ email: 'robert@northwind.example', status: 'CONFIRMED' })
  })
})

describe('nothing changes', () => {
  it('with one of the codes alone, and five tries are all for both', async () => {
    const lee = await acme.join('lee@acme.example')
    const input = await asked(lee, 'lee@acme.test')
    const wrong = [
      { ...input, presentCode: '0000 000' },
      { ...input, newCode: input.presentCode },
      { ...input, presentCode: input.newCode },
      { ...input, presentCode: input.newCode, newCode: input.presentCode },
      { ...input, presentCode: '' },
    ]
    expect(await lee.refusal(finish, { input: wrong[0] })).toMatchObject({ code: 'WRONG_CODE', triesLeft: 4 })
    for (const input of wrong.slice(1))
      expect(await lee.refused(finish, { input })).toBe('WRONG_CODE')
    expect(await lee.refused(finish, { input })).toBe('EMAIL_CHANGE_EXPIRED')
    expect(await lee.do(whoAmI)).toEqual({ viewer: { account: { email: lee.email } } })
  })

  it('more often where twenty guesses come at once', async () => {
    const gus = await acme.join('gus@acme.example')
    const input = await asked(gus, 'gus@acme.test')
    const guesses = Array.from({ length: 20 }, (_, n) => ({ ...input, presentCode: String(n).padStart(8, '0') }))
    const codes = await Promise.all(guesses.map(input => gus.refused(finish, { input })))
    expect(codes.filter(code => code === 'WRONG_CODE').length).toBeLessThanOrEqual(5)
    expect(new Set(codes)).toEqual(new Set(['WRONG_CODE', 'EMAIL_CHANGE_EXPIRED']))
  })

  it('with codes that are too old', async () => {
    const max = await acme.join('max@acme.example')
    const input = await asked(max, 'max@acme.test')
    await ageOf(max.accountId)
    expect(await max.refused(finish, { input })).toBe('EMAIL_CHANGE_EXPIRED')
  })

  it('with codes of a change before, once another was begun', async () => {
    const ann = await acme.join('ann@acme.example')
    const input = await asked(ann, 'ann@acme.test')
    const { beginEmailChange: { id } } = await ann.do(begin, { email: 'ann@acme.test' })
    expect(await ann.refused(finish, { input })).toBe('EMAIL_CHANGE_EXPIRED')
    expect(await ann.refused(finish, { input: { ...input, id } })).toBe('WRONG_CODE')
  })

  it('with codes that were mailed for another session, or another person', async () => {
    const [eve, ivy] = [await acme.join('eve@acme.example'), await acme.join('ivy@acme.example')]
    const input = await asked(ivy, 'ivy@acme.test')
    expect(await (await ivy.again()).refused(finish, { input })).toBe('EMAIL_CHANGE_EXPIRED')
    const { masterPasswordHash } = await asked(eve, 'eve@acme.test')
    expect(await eve.refused(finish, { input: { ...input, masterPasswordHash } })).toBe('EMAIL_CHANGE_EXPIRED')
    expect(await ivy.do(finish, { input })).toMatchObject({ finishEmailChange: { email: 'ivy@acme.test' } })
  })

  it('twice: of two at once one is taken, and none afterwards', async () => {
    const sam = await acme.join('sam@acme.example')
    const input = await asked(sam, 'sam@acme.test')
    const answers = await provider.atOnce(() => sam.ask(finish, { input }), () => sam.ask(finish, { input }))
    const codes = answers.map(({ body }) => body.errors?.[0]?.extensions.code ?? 'ok')
    expect(codes.filter(code => code === 'ok')).toHaveLength(1)
    expect(codes.find(code => code !== 'ok')).toMatch(/EMAIL_CHANGE_EXPIRED|CONFLICT|UNAUTHENTICATED|SESSION_ENDED|WRONG_CREDENTIALS/)
    const again = await world.signIn('sam@acme.test')
    expect(await again.refused(finish, { input: { ...input, masterPasswordHash: input.newMasterPasswordHash } }))
      .toBe('EMAIL_CHANGE_EXPIRED')
  })

  it('without the master password, and a wrong one stands in the log and costs no try', async () => {
    const tom = await acme.join('tom@acme.example')
    const input = await asked(tom, 'tom@acme.test')
    const wrong = { ...input, masterPasswordHash: toBase64(new Uint8Array(32)) }
    const logged = await provider.logged(async () => expect(await tom.refused(finish, { input: wrong })).toBe('WRONG_CREDENTIALS'))
    expect(logged).toMatchObject([{ event: 'User_FailedLogIn', whom: 'tom' }])
    expect(await tom.do(finish, { input })).toMatchObject({ finishEmailChange: { email: 'tom@acme.test' } })
  })

  it('without a fresh proof, at the beginning and at the end', async () => {
    const una = await acme.join('una@acme.example')
    const input = await asked(una, 'una@acme.test')
    await world.sql(`update session set proofs = '{}' where account_id = $1`, [una.accountId])
    world.server.services.identities.forget()
    expect(await una.refusal(begin, { email: 'una@acme.test' })).toMatchObject({ code: 'REAUTH_REQUIRED', purpose: 'ACCOUNT' })
    expect(await una.refusal(finish, { input })).toMatchObject({ code: 'REAUTH_REQUIRED', purpose: 'ACCOUNT' })
  })

  it.each(['masterPasswordHash', 'newMasterPasswordHash', 'newWrappedUserKey'])('where %s has not its form', async (field) => {
    const { change } = await changeEmail(password, 'ada@elsewhere.example', await keysOf(provider.admin))
    const input = { ...change, id: 'no', presentCode: '', newCode: '', [field]: 'AAAA' }
    expect(await provider.admin.refusal(finish, { input })).toMatchObject({ code: 'SEALED_MALFORMED', field })
  })

  it('after the password, or the second step, was changed meanwhile', async () => {
    const [joe, zoe] = [await acme.join('joe@acme.example'), await acme.join('zoe@acme.example')]
    const input = await asked(joe, 'joe@acme.test')
    const { change } = await changePassword(password, 'another horse, another staple', await keysOf(joe))
    await joe.do('mutation ($input: ChangeMasterPasswordInput!) { changeMasterPassword(input: $input) }', { input: change })
    const { body } = await joe.post<{ accessToken: string }>('/auth/refresh', {}, { cookie: joe.cookie })
    const still = new Caller(world.origin, body.accessToken)
    expect(await still.refused(finish, { input })).toBe('WRONG_CREDENTIALS')
    const ofNow = { ...input, masterPasswordHash: change.newMasterPasswordHash }
    expect(await still.refused(finish, { input: ofNow })).toBe('EMAIL_CHANGE_EXPIRED')

    const ofZoe = await asked(zoe, 'zoe@acme.test')
    const { person } = await turnOn(zoe)
    expect(await person.refused(finish, { input: ofZoe })).toBe('EMAIL_CHANGE_EXPIRED')
  })
})

it('a change of address and one of the password at once: one of them wins whole', async () => {
  const flo = await acme.join('flo@acme.example')
  const input = await asked(flo, 'flo@acme.test')
  const next = 'another horse, another staple'
  const { change } = await changePassword(password, next, await keysOf(flo))
  const answers = await provider.atOnce(
    () => flo.ask(finish, { input }),
    () => flo.ask('mutation ($input: ChangeMasterPasswordInput!) { changeMasterPassword(input: $input) }', { input: change }),
  )
  const [moved, changed] = answers.map(({ body }) => !body.errors)
  expect([moved, changed].filter(Boolean)).toHaveLength(1)
  const again = await Person.signIn(world.origin, moved ? 'flo@acme.test' : flo.email, moved ? password : next)
  expect(again.accountId).toBe(flo.accountId)
})

describe('an address that somebody else has', () => {
  it('is not told apart before it is proved, and then refused', async () => {
    const [vic, wim] = [await acme.join('vic@acme.example'), await acme.join('wim@acme.example')]
    const free = await vic.do(begin, { email: 'nobody@acme.test' })
    const taken = await vic.do(begin, { email: wim.email })
    expect(Object.keys(taken.beginEmailChange)).toEqual(Object.keys(free.beginEmailChange))
    const input = await asked(vic, wim.email)
    expect(await vic.refused(finish, { input: { ...input, newCode: '0000 0000' } })).toBe('WRONG_CODE')
    expect(await vic.refused(finish, { input })).toBe('ACCOUNT_EXISTS')
    expect((await wim.again()).accountId).toBe(wim.accountId)
  })

  it('also where both of two take it at the same moment', async () => {
    const [xia, yan] = [await acme.join('xia@acme.example'), await acme.join('yan@acme.example')]
    const inputs = [await asked(xia, 'both@acme.test'), await asked(yan, 'both@acme.test')]
    const answers = await provider.atOnce(() => xia.ask(finish, { input: inputs[0] }), () => yan.ask(finish, { input: inputs[1] }))
    const codes = answers.map(({ body }) => body.errors?.[0]?.extensions.code ?? 'ok')
    expect(codes.filter(code => code === 'ok')).toHaveLength(1)
    expect(['ACCOUNT_EXISTS', 'CONFLICT']).toContain(codes.find(code => code !== 'ok'))
  })

  it('or that was invited where the person belongs', async () => {
    const ray = await acme.join('ray@acme.example')
    await acme.invite(['ray@acme.test'])
    const input = await asked(ray, 'ray@acme.test')
    expect(await ray.refusal(finish, { input })).toMatchObject({ code: 'ADDRESS_INVITED', place: 'Acme' })
  })
})

it('who accepts an invitation while their address changes belongs there by the new one', async () => {
  const ned = await acme.join('ned@acme.example')
  const gamma = await provider.createClient('Gamma')
  await gamma.invite([ned.email])
  await world.sql(`create function move_meanwhile() returns trigger language plpgsql as $$ begin
    update account set email = 'ned@acme.test' where email = 'ned@acme.example'; return new; end $$`)
  await world.sql(`create trigger a_moment_before before update of account_id on client_user for each row execute function move_meanwhile()`)
  await world.sql('alter function move_meanwhile security definer')
  await world.acceptAs(ned)
  await world.sql('drop trigger a_moment_before on client_user')
  expect(await gamma.user('ned@acme.test')).toMatchObject({ status: 'ACCEPTED' })
})

it('an open invitation stays with the mailbox it was sent to: who invites learns of no new address', async () => {
  const gil = await acme.join('gil@acme.example')
  const delta = await provider.createClient('Delta')
  await delta.invite([gil.email])
  await gil.do(finish, { input: await asked(gil, 'gil@acme.test') })
  expect(await delta.user('gil@acme.example')).toMatchObject({ status: 'INVITED', email: 'gil@acme.example' })
})

it('the present address, or what is none, is no new one', async () => {
  expect(await provider.admin.refused(begin, { email: provider.admin.email.toUpperCase() })).toBe('BAD_USER_INPUT')
  expect(await provider.admin.refused(begin, { email: 'nobody' })).toBe('BAD_USER_INPUT')
})

it('the database keeps no code that could be read or tried there', async () => {
  const hal = await acme.join('hal@acme.example')
  const { presentCode, newCode } = await asked(hal, 'hal@acme.test')
  const [row] = await world.sql<{ row: string }>('select c::text "row" from email_change c where account_id = $1', [hal.accountId])
  for (const code of [presentCode, newCode].map(code => code.replace(' ', '')))
    expect(row!.row).not.toContain(code)
})

it('nobody mails codes to strangers without end', async () => {
  const strict = await useWorld({ limitFactor: 1 })
  const { admin } = await strict.provider()
  const codes = []
  for (let n = 0; n < 6; n++)
    codes.push((await admin.ask(begin, { email: 'stranger@elsewhere.example' })).body.errors?.[0]?.extensions.code ?? 'ok')
  expect(codes).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'TOO_MANY_REQUESTS'])
})
