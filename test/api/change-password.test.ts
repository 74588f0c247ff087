import { changePassword } from '@wardroom/schema/sealing/account'
import { toBase64 } from '@wardroom/schema/sealing/bytes'
import { describe, expect, it } from 'vitest'
import { Caller, Person } from '../testkit/person.js'
import { withinASecond } from '../testkit/within-a-second.js'
import { useWorld } from '../testkit/use-world.js'

const change = 'mutation ($input: ChangeMasterPasswordInput!) { changeMasterPassword(input: $input) }'
const whoAmI = '{ viewer { account { email } } }'
const [present, next] = ['correct horse battery staple', 'another horse, another staple']
const world = await useWorld()
const provider = await world.provider()
const acme = await provider.createClient('Acme')

/** What the person's own device sends. */
async function made(person: Person, { from = present, to = next } = {}) {
  const { viewer } = await person.do(
    '{ viewer { keys { kdf { type iterations memory parallelism } salt wrappedUserKey publicKey wrappedPrivateKey } } }',
  ) as { viewer: { keys: Parameters<typeof changePassword>[2] } }
  return (await changePassword(from, to, viewer.keys)).change
}

describe('a changed master password', () => {
  it('opens the same keys, and the one before signs nobody in any more', async () => {
    const kim = await acme.join('kim@acme.example')
    expect(await kim.do(change, { input: await made(kim) })).toEqual({ changeMasterPassword: true })
    await expect(Person.signIn(world.origin, kim.email, present)).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
    const again = await Person.signIn(world.origin, kim.email, next)
    expect(toBase64(again.keys.publicKey.spki)).toBe(toBase64(kim.keys.publicKey.spki))
    expect(await again.do(whoAmI)).toEqual({ viewer: { account: { email: kim.email } } })
  })

  it('ends every other session, tells each log of the person, and lets this one go on', async () => {
    const pat = await acme.join('pat@acme.example')
    await (await provider.createClient('Beta')).admit(pat, 'ADMIN')
    const others = [await pat.again(), await pat.again()]
    const input = await made(pat)
    const logged = await provider.logged(() => pat.do(change, { input }))
    expect(logged).toEqual([1, 2].map(() => ({ event: 'User_ChangedPassword', by: 'pat', whom: 'pat', sessions: 2 })))
    for (const other of others) {
      expect(await withinASecond(() => other.ask(whoAmI).then(({ body }) => body.errors?.[0]?.extensions.code ?? 'alive'), 'alive'))
        .toMatch(/SESSION_ENDED|UNAUTHENTICATED/)
    }
    const { body } = await pat.post<{ accessToken: string }>('/auth/refresh', {}, { cookie: pat.cookie })
    expect(await new Caller(world.origin, body.accessToken).do(whoAmI)).toEqual({ viewer: { account: { email: pat.email } } })
  })

  it('needs the present one, and a wrong one changes nothing and stands in the log', async () => {
    const lee = await acme.join('lee@acme.example')
    const input = { ...await made(lee), masterPasswordHash: toBase64(new Uint8Array(32)) }
    const logged = await provider.logged(async () => expect(await lee.refused(change, { input })).toBe('WRONG_CREDENTIALS'))
    expect(logged).toMatchObject([{ event: 'User_FailedLogIn', whom: 'lee' }])
    expect(await (await lee.again()).do(whoAmI)).toEqual({ viewer: { account: { email: lee.email } } })
  })

  it.each(['masterPasswordHash', 'newMasterPasswordHash', 'newWrappedUserKey'])('is refused where %s has not its form', async (field) => {
    const input = { ...await made(provider.admin), [field]: 'AAAA' }
    expect(await provider.admin.refusal(change, { input })).toMatchObject({ code: 'SEALED_MALFORMED', field })
  })

  it('is one of two that come at once', async () => {
    const max = await acme.join('max@acme.example')
    const inputs = await Promise.all([made(max), made(max, { to: 'a third horse, a third staple' })])
    const answers = await Promise.all(inputs.map(input => max.ask(change, { input })))
    const codes = answers.map(({ body }) => body.errors?.[0]?.extensions.code ?? 'ok')
    expect(codes.filter(code => code === 'ok')).toHaveLength(1)
    expect(['CONFLICT', 'WRONG_CREDENTIALS', 'UNAUTHENTICATED', 'SESSION_ENDED']).toContain(codes.find(code => code !== 'ok'))
  })
})

it('master passwords are guessed there no more often than at the sign-in', async () => {
  const strict = await useWorld({ limitFactor: 1 })
  const { admin } = await strict.provider()
  const input = { ...await made(admin), masterPasswordHash: toBase64(new Uint8Array(32)) }
  const codes = []
  for (let n = 0; n < 11; n++)
    codes.push(await admin.refused(change, { input }))
  expect(codes).toEqual([...Array.from({ length: 10 }, () => 'WRONG_CREDENTIALS'), 'TOO_MANY_REQUESTS'])
})
