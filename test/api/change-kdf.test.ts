import { changeKdf, changePassword } from '@wardroom/schema/sealing/account'
import { toBase64 } from '@wardroom/schema/sealing/bytes'
import type { Kdf } from '@wardroom/schema/sealing/kdf-numbers'
import { describe, expect, it } from 'vitest'
import { Caller, Person } from '../testkit/person.js'
import { turnOn } from '../testkit/two-step.js'
import { useWorld } from '../testkit/use-world.js'
import { withinASecond } from '../testkit/within-a-second.js'

const change = 'mutation ($input: ChangeKdfInput!) { changeKdf(input: $input) { type iterations memory parallelism } }'
const password = 'correct horse battery staple'
const more: Kdf = { type: 'PBKDF2', iterations: 700_000 }
const argon2id: Kdf = { type: 'ARGON2ID', iterations: 6, memory: 32, parallelism: 1 }
const world = await useWorld()
const provider = await world.provider()
const acme = await provider.createClient('Acme', { seats: 40 })

async function keysOf(person: Caller) {
  const { viewer } = await person.do(
    '{ viewer { keys { kdf { type iterations memory parallelism } salt wrappedUserKey publicKey wrappedPrivateKey } } }',
  ) as { viewer: { keys: Parameters<typeof changePassword>[2] } }
  return viewer.keys
}

/** What the person's own device sends. */
async function made(person: Caller, kdf: Kdf) {
  return { ...(await changeKdf(password, kdf, await keysOf(person))).change, kdf }
}

/** The access token that goes with the new stamp. */
async function goesOn(person: Person): Promise<Caller> {
  const { body } = await person.post<{ accessToken: string }>('/auth/refresh', {}, { cookie: person.cookie })
  return new Caller(world.origin, body.accessToken)
}

describe('a changed key derivation', () => {
  it('is asked for at the sign-in, and opens the same keys with the same password', async () => {
    const kim = await acme.join('kim@acme.example')
    expect(await kim.do(change, { input: await made(kim, argon2id) })).toEqual({ changeKdf: argon2id })
    expect((await world.stranger.request('/auth/prelogin', { email: kim.email })).body).toEqual({ kdf: argon2id, salt: kim.email })
    const again = await Person.signIn(world.origin, kim.email, password)
    expect(toBase64(again.keys.publicKey.spki)).toBe(toBase64(kim.keys.publicKey.spki))
  })

  it('ends every other session, is told in the log and by mail, and lets this session go on', async () => {
    const pat = await acme.join('pat@acme.example')
    const other = await pat.again()
    const input = await made(pat, more)
    const logged = await provider.logged(() => pat.do(change, { input }))
    expect(logged).toEqual([{ event: 'User_ChangedKdf', by: 'pat', whom: 'pat', ...more, memory: null, parallelism: null, sessions: 1 }])
    expect(await world.mailTo(pat.email)).toMatchObject({ subject: 'Your key derivation was changed · 您的密钥派生方式已更改' })
    expect(await withinASecond(() => other.ask('{ viewer { account { id } } }')
      .then(({ body }) => body.errors?.[0]?.extensions.code ?? 'alive'), 'alive')).toMatch(/SESSION_ENDED|UNAUTHENTICATED/)
    expect((await keysOf(await goesOn(pat))).kdf).toMatchObject(more)
  })

  it('needs the master password and, with two-step login, a code', async () => {
    const lee = await acme.join('lee@acme.example')
    const input = { ...await made(lee, more), masterPasswordHash: toBase64(new Uint8Array(32)) }
    expect(await lee.refused(change, { input })).toBe('WRONG_CREDENTIALS')
    const { authenticator, person } = await turnOn(lee)
    expect(await person.refused(change, { input: await made(person, more) })).toBe('CODE_REQUIRED')
    expect(await person.refused(change, { input: { ...await made(person, more), code: '000000' } })).toBe('WRONG_CODE')
    const right = { ...await made(person, more), code: authenticator.next() }
    expect(await person.do(change, { input: right })).toMatchObject({ changeKdf: more })
  })

  it.each(['masterPasswordHash', 'newMasterPasswordHash', 'newWrappedUserKey'])('is refused where %s has not its form', async (field) => {
    const input = { ...await made(provider.admin, more), [field]: 'AAAA' }
    expect(await provider.admin.refusal(change, { input })).toMatchObject({ code: 'SEALED_MALFORMED', field })
  })
})

describe('numbers that are refused', () => {
  it.each<[string, Kdf, string]>([
    ['below the floor', { type: 'PBKDF2', iterations: 599_999 }, 'KDF_OUT_OF_BOUNDS'],
    ['above the ceiling', { type: 'PBKDF2', iterations: 2_000_001 }, 'KDF_OUT_OF_BOUNDS'],
    ['of a single pass', { ...argon2id, iterations: 1 }, 'KDF_OUT_OF_BOUNDS'],
    ['without memory', { type: 'ARGON2ID', iterations: 6 }, 'KDF_OUT_OF_BOUNDS'],
    ['of both kinds', { ...more, memory: 64 }, 'BAD_USER_INPUT'],
    ['of Argon2id that cost less than the rounds now', { ...argon2id, iterations: 5 }, 'KDF_WEAKER'],
    ['of Argon2id with little memory', { ...argon2id, memory: 31, iterations: 10 }, 'KDF_WEAKER'],
  ])('%s', async (_, kdf, code) => {
    const input = { ...await made(provider.admin, more), kdf }
    expect(await provider.admin.refused(change, { input })).toBe(code)
  })

  it('lower than the present ones, or back to PBKDF2', async () => {
    const max = await acme.join('max@acme.example')
    await max.do(change, { input: await made(max, { type: 'PBKDF2', iterations: 900_000 }) })
    const still = await goesOn(max)
    expect(await still.refused(change, { input: await made(still, more) })).toBe('KDF_WEAKER')
    await still.do(change, { input: await made(still, { ...argon2id, memory: 48 }) })
    const again = await Person.signIn(world.origin, max.email, password)
    for (const kdf of [argon2id, { type: 'PBKDF2' as const, iterations: 2_000_000 }])
      expect(await again.refused(change, { input: { ...await made(again, more), kdf } })).toBe('KDF_WEAKER')
    expect((await keysOf(again)).kdf).toEqual({ ...argon2id, memory: 48 })
  })
})

it('a change of the derivation and one of the password at once: one of them wins whole', async () => {
  const flo = await acme.join('flo@acme.example')
  const next = 'another horse, another staple'
  const [input, { change: other }] = [await made(flo, more), await changePassword(password, next, await keysOf(flo))]
  const answers = await provider.atOnce(
    () => flo.ask(change, { input }),
    () => flo.ask('mutation ($input: ChangeMasterPasswordInput!) { changeMasterPassword(input: $input) }', { input: other }),
  )
  const [derived, changed] = answers.map(({ body }) => !body.errors)
  expect([derived, changed].filter(Boolean)).toHaveLength(1)
  const again = await Person.signIn(world.origin, flo.email, derived ? password : next)
  expect((await keysOf(again)).kdf.iterations).toBe(derived ? more.iterations : 600_000)
})

it('of two changes of the derivation at once one is taken', async () => {
  const gus = await acme.join('gus@acme.example')
  const inputs = [await made(gus, more), await made(gus, { ...more, iterations: 800_000 })]
  const answers = await provider.atOnce(...inputs.map(input => () => gus.ask(change, { input })))
  expect(answers.filter(({ body }) => !body.errors)).toHaveLength(1)
  expect((await gus.again()).accountId).toBe(gus.accountId)
})
