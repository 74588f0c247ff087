import { describe, expect, it } from 'vitest'
import { useWorld } from '../testkit/use-world.js'
import { withinASecond } from '../testkit/within-a-second.js'

const deletion = 'mutation ($email: String!) { deleteAccount(email: $email) }'
const whoAmI = '{ viewer { account { email } } }'
const world = await useWorld()
const provider = await world.provider()
const acme = await provider.createClient('Acme', { seats: 20 })
await acme.owner()

describe('a deleted account', () => {
  it('is gone from every list, every log is told, every session ends, and the person gets a mail', async () => {
    const pat = await acme.join('pat@acme.example')
    const beta = await provider.createClient('Beta')
    await beta.invite([pat.email])
    await world.acceptAs(pat)
    const other = await pat.again()
    const before = await acme.seats()
    const logged = await provider.logged(() => pat.do(deletion, { email: ' Pat@acme.example ' }))
    expect(logged).toEqual([
      { event: 'User_Deleted', by: 'pat', whom: 'pat', email: 'pat@acme.example' },
      { event: 'OrganizationUser_Left', by: 'pat', whom: 'pat', email: 'pat@acme.example', role: 'USER', was: 'CONFIRMED' },
      { event: 'OrganizationUser_Left', by: 'pat', whom: 'pat', email: 'pat@acme.example', role: 'USER', was: 'ACCEPTED' },
    ])
    await expect(acme.user(pat.email)).rejects.toThrow('does not belong')
    await expect(beta.user(pat.email)).rejects.toThrow('does not belong')
    expect((await acme.seats()).occupied).toBe(before.occupied - 1)
    for (const session of [pat, other]) {
      expect(await withinASecond(() => session.ask(whoAmI).then(({ body }) => body.errors?.[0]?.extensions.code ?? 'alive'), 'alive'))
        .toMatch(/SESSION_ENDED|UNAUTHENTICATED/)
    }
    await expect(world.signIn(pat.email)).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
    expect(await world.mailTo(pat.email)).toMatchObject({ subject: 'Your account was deleted · 您的账户已删除' })
  })

  it('leaves the team, and its API tokens with it', async () => {
    const bob = await provider.hire('bob@northwind.example', 'PROVIDER_ADMIN')
    await bob.do(
      'mutation ($id: ID!, $at: DateTimeISO!) { createApiToken(providerId: $id, name: "his", scopes: [READ], expiresAt: $at) { secret } }',
      { id: provider.id, at: new Date(Date.now() + 86_400_000) },
    )
    const logged = await provider.logged(() => bob.do(deletion, { email: bob.email }))
    expect(logged.map(({ event }) => event)).toEqual(['User_Deleted', 'ApiToken_Revoked', 'ProviderUser_Removed'])
    const { provider: { users } } = await provider.admin.do(
      'query ($id: ID!) { provider(id: $id) { users { edges { node { email } } } } }',
      { id: provider.id },
    )
    expect(users!.edges.map(({ node }) => node.email)).not.toContain(bob.email)
  })

  it('can be made anew by an invitation, as somebody else', async () => {
    const kim = await acme.join('kim@acme.example')
    await kim.do(deletion, { email: kim.email })
    await acme.invite([kim.email])
    await world.stranger.do('mutation ($token: String!, $registration: RegistrationInput) { acceptInvitation(token: $token, registration: $registration) { id } }', {
      token: await world.invitationOf(kim.email),
      registration: await world.registration(kim.email, 'Kim'),
    })
    expect((await world.signIn(kim.email)).accountId).not.toBe(kim.accountId)
  })
})

describe('no account is deleted', () => {
  it('without its address, or with that of somebody else', async () => {
    const lee = await acme.join('lee@acme.example')
    for (const email of ['', 'owner@acme.example', 'lee@acme.exampl'])
      expect(await lee.refusal(deletion, { email })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'email' })
    expect(await lee.do(whoAmI)).toEqual({ viewer: { account: { email: lee.email } } })
  })

  it('without a fresh proof', async () => {
    const max = await acme.join('max@acme.example')
    await world.sql(`update session set proofs = '{}' where account_id = $1`, [max.accountId])
    world.server.services.identities.forget()
    expect(await max.refusal(deletion, { email: max.email })).toMatchObject({ code: 'REAUTH_REQUIRED', purpose: 'ACCOUNT' })
  })

  it('of the last owner or the last provider admin, who read where they are', async () => {
    const [gamma, delta] = [await provider.createClient('Gamma'), await provider.createClient('Delta')]
    const ida = await gamma.owner()
    await delta.invite([ida.email], 'OWNER')
    await world.acceptAs(ida)
    await delta.confirm(await delta.user(ida.email))
    expect(await ida.refusal(deletion, { email: ida.email }))
      .toMatchObject({ code: 'STILL_NEEDED', clients: ['Delta', 'Gamma'], providers: [], message: expect.stringContaining('Delta, Gamma') })
    expect(await provider.admin.refusal(deletion, { email: provider.admin.email }))
      .toMatchObject({ code: 'STILL_NEEDED', clients: [], providers: ['Northwind'] })
    const joe = await gamma.join('joe@gamma.example', 'OWNER')
    await delta.admit(joe, 'OWNER')
    expect(await ida.do(deletion, { email: ida.email })).toEqual({ deleteAccount: true })
    expect(await joe.refused(deletion, { email: joe.email })).toBe('STILL_NEEDED')
  })

  it('of both of two owners who leave at the same moment', async () => {
    const eta = await provider.createClient('Eta')
    const [ann, ben] = [await eta.owner(), await eta.join('ben@eta.example', 'OWNER')]
    const answers = await provider.atOnce(...[ann, ben].map(person => () => person.ask(deletion, { email: person.email })))
    const codes = answers.map(({ body }) => body.errors?.[0]?.extensions.code ?? 'ok')
    expect(codes.filter(code => code === 'ok')).toHaveLength(1)
    expect(['STILL_NEEDED', 'CONFLICT']).toContain(codes.find(code => code !== 'ok'))
  })

  it('of an owner whose colleague is removed at the same moment', async () => {
    const zeta = await provider.createClient('Zeta')
    const [ann, ben] = [await zeta.owner(), await zeta.join('ben@zeta.example', 'OWNER')]
    const answers = await provider.atOnce(
      () => ann.ask(deletion, { email: ann.email }),
      () => provider.admin.ask('mutation ($ids: [ID!]!) { removeUsers(ids: $ids) { ok } }', { ids: [ben.userId] }),
    )
    const rowOf = (data: unknown) => (data as { removeUsers?: Array<{ ok: boolean }> } | null | undefined)?.removeUsers?.[0]
    const [deleted, removed] = answers.map(({ body }) => !body.errors && rowOf(body.data)?.ok !== false)
    expect([deleted, removed].filter(Boolean)).toHaveLength(1)
  })
})

it('who accepts an invitation while another session of theirs deletes the account belongs nowhere', async () => {
  const ned = await acme.join('ned@acme.example')
  const theta = await provider.createClient('Theta')
  await theta.invite([ned.email])
  const token = await world.invitationOf(ned.email)
  const again = await ned.again()
  const answers = await provider.atOnce<{ body: { errors?: Array<{ extensions: { code: string } }> } }>(
    () => ned.ask(deletion, { email: ned.email }),
    () => again.ask('mutation ($token: String!) { acceptInvitation(token: $token) { id } }', { token }),
  )
  const codes = answers.map(({ body }) => body.errors?.[0]?.extensions.code ?? 'ok')
  expect(codes[0]).toBe('ok')
  expect(codes[1]).toMatch(/ok|CONFLICT|UNAUTHENTICATED|SESSION_ENDED|INVITATION_INVALID/) // or it was the first, and went with the account
  await expect(world.signIn(ned.email)).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' })
  expect(await world.sql('select from client_user where account_id = $1', [ned.accountId])).toEqual([])
})

it('whatever refers to an account lets it go', async () => {
  const kept = await world.sql<{ name: string }>(`select conrelid::regclass::text name from pg_constraint
    where confrelid = 'account'::regclass and contype = 'f' and confdeltype not in ('c', 'n') order by 1`)
  expect(kept.map(({ name }) => name)).toEqual(['api_token', 'client_user', 'provider_user']) // those that delete_account takes first
})
