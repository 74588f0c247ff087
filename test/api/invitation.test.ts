import { describe, expect, it } from 'vitest'
import { useWorld } from '../testkit/use-world.js'
import { outcomes } from '../testkit/world.js'

const accept = 'mutation ($token: String!, $registration: RegistrationInput) { acceptInvitation(token: $token, registration: $registration) { id email } }'
const invite = 'mutation ($id: ID!, $users: [InviteUserInput!]!) { inviteUsers(clientId: $id, users: $users) { id email ok code message user { status role } } }'
const world = await useWorld()
const provider = await world.provider('Northwind', { enterprise: 1_000, teams: 1_000 })
const acme = await provider.createClient('Acme', { seats: 300 })
const lee = await acme.join('lee@acme.example')

async function mailsTo(email: string): Promise<number> {
  const [row] = await world.sql<{ n: number }>('select count(*)::int n from mail where recipient = $1', [email])
  return row!.n
}

const token = (email: string) => world.invitationOf(email)

describe('inviting', () => {
  it('one person takes a seat, gets a mail, and leaves one event', async () => {
    const { occupied } = await acme.seats()
    const logged = await provider.logged(async () => {
      const { inviteUsers } = await acme.admin.do(invite, { id: acme.id, users: [{ email: ' Kim@Acme.example', role: 'USER' }] })
      expect(inviteUsers).toEqual([{ id: expect.any(String), email: 'kim@acme.example', ok: true, code: null, message: null, user: {
        status: 'INVITED',
        role: 'USER',
      } }])
    })
    expect(logged)
      .toEqual([{ event: 'OrganizationUser_Invited', by: 'Ada Admin', whom: 'kim@acme.example', email: 'kim@acme.example', role: 'USER' }])
    expect((await acme.seats()).occupied).toBe(occupied + 1)
    const { subject, text } = await world.mailTo('kim@acme.example')
    expect(subject).toBe('Invitation to Acme · 邀请您加入 Acme')
    expect(text).toContain('Ada Admin invites you to join Acme')
    expect(text).toContain(`${world.origin}/invitation#`)
  })

  it('two hundred people are invited at once, each with an event', async () => {
    const emails = Array.from({ length: 200 }, (_, n) => `person${n}@crowd.example`)
    const logged = await provider.logged(async () => expect(outcomes(await acme.invite(emails))).toEqual(emails.map(() => 'ok')))
    expect(logged.map(({ event, whom }) => [event, whom])).toEqual(emails.map(email => ['OrganizationUser_Invited', email]))
  })

  it.each([[0], [201]])('%i people in one request are refused', async (n) => {
    const users = Array.from({ length: n }, (_, i) => ({ email: `p${i}@x.example`, role: 'USER' }))
    expect(await acme.admin.refusal(invite, { id: acme.id, users })).toMatchObject({ code: 'BAD_USER_INPUT', max: 200 })
  })

  it('the same address twice is invited once', async () => {
    const rows = await acme.invite(['twin@acme.example', 'TWIN@acme.example', ' twin@Acme.Example '])
    expect(rows.map(({ email, ok }) => [email, ok])).toEqual([['twin@acme.example', true]])
    expect(await mailsTo('twin@acme.example')).toBe(1)
  })

  it('an address that already belongs is skipped with a result of its own; nothing is sent', async () => {
    await acme.invite(['known@acme.example'])
    const { occupied } = await acme.seats()
    const logged = await provider.logged(async () =>
      expect((await acme.invite(['Known@acme.example', 'lee@acme.example', 'fresh@acme.example']))
        .map(({ id, email, ok, code }) => [Boolean(id), email, ok, code])).toEqual([
        [false, 'known@acme.example', true, 'ALREADY_MEMBER'],
        [false, 'lee@acme.example', true, 'ALREADY_MEMBER'],
        [true, 'fresh@acme.example', true, null],
      ]))
    expect(logged.map(({ whom }) => whom)).toEqual(['fresh@acme.example'])
    expect(await mailsTo('known@acme.example')).toBe(1)
    expect((await acme.seats()).occupied).toBe(occupied + 1)
  })

  it('broken rows of a list are named by their lines and nobody is invited', async () => {
    const before = await acme.seats()
    const users = [
      { line: 2, email: 'fine@list.example', role: 'USER' },
      { line: 3, email: 'no address', role: 'USER' },
      { line: 5, email: `${'a'.repeat(64)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example.com`, role: 'USER' },
      { line: 9, email: '=cmd|/c@x', role: 'ADMIN' },
      { line: 12, email: 'half\uD83Da@list.example', role: 'USER' },
    ]
    const logged = await provider.logged(async () => {
      const { code, message, rows } = await acme.admin.refusal(invite, { id: acme.id, users })
      expect({ code, message }).toEqual({ code: 'BAD_USER_INPUT', message: 'Nobody was invited: correct 4 lines and send the list again.' })
      expect((rows as Array<{ line: number, code: string, message: string }>).map(({ line, code }) => [line, code]))
        .toEqual([[3, 'BAD_USER_INPUT'], [5, 'BAD_USER_INPUT'], [9, 'BAD_USER_INPUT'], [12, 'BAD_USER_INPUT']])
    })
    expect(logged).toEqual([])
    expect(await acme.seats()).toEqual(before)
    expect(await mailsTo('fine@list.example')).toBe(0)
  })

  it('without line numbers the rows are counted from one', async () => {
    const { message, rows } = await acme.admin.refusal(
      invite,
      { id: acme.id, users: [{ email: 'ok@list.example', role: 'USER' }, { email: '@', role: 'USER' }] },
    )
    expect(message).toBe('Nobody was invited: correct line 2 and send the list again.')
    expect(rows).toEqual([{ line: 2, code: 'BAD_USER_INPUT', message: expect.stringContaining('name@example.com') }])
  })

  it('custom permissions need the Enterprise plan', async () => {
    const teams = await provider.createClient('Small', { plan: 'TEAMS' })
    expect(await acme.admin.refusal(
      invite,
      { id: teams.id, users: [{ email: 'c@small.example', role: 'CUSTOM', permissions: ['manageUsers'] }] },
    ))
      .toMatchObject({ code: 'BAD_USER_INPUT', rows: [{ line: 1, code: 'CUSTOM_ROLE_NEEDS_ENTERPRISE' }] })
  })

  it('without enough seats nobody is invited, and the refusal says how many are missing', async () => {
    const tight = await provider.createClient('Tight', { seats: 3 })
    const logged = await provider.logged(async () => expect(await acme.admin.refusal(
      invite,
      { id: tight.id, users: ['a', 'b', 'c'].map(name => ({ email: `${name}@tight.example`, role: 'USER' })) },
    ))
      .toMatchObject({ code: 'NO_FREE_SEAT', needed: 3, free: 2, missing: 1 }))
    expect(logged).toEqual([])
    expect(await tight.seats()).toMatchObject({ bought: 3, occupied: 1 })
  })
})

describe('resending', () => {
  it('sends a fresh link and kills the one sent before', async () => {
    await acme.invite(['again@acme.example'])
    const old = await token('again@acme.example')
    const { id } = await acme.user('again@acme.example')
    const logged = await provider.logged(async () => expect(outcomes(await acme.admin.bulk('resendInvitations', [id]))).toEqual(['ok']))
    expect(logged)
      .toEqual([{ event: 'OrganizationUser_InvitationResent', by: 'Ada Admin', whom: 'again@acme.example', email: 'again@acme.example' }])
    expect(await world.stranger.refused('query ($token: String!) { invitation(token: $token) { email } }', { token: old }))
      .toBe('INVITATION_INVALID')
    expect(await world.stranger.do(
      'query ($token: String!) { invitation(token: $token) { kind email providerName clientName hasAccount } }',
      { token: await token('again@acme.example') },
    ))
      .toEqual({
        invitation: { kind: 'CLIENT', email: 'again@acme.example', providerName: 'Northwind', clientName: 'Acme', hasAccount: false },
      })
  })

  it('restarts the five days', async () => {
    await acme.invite(['late@acme.example'])
    const { id } = await acme.user('late@acme.example')
    await world.sql(`update client_user set invitation_expires_at = now() - interval '1 day' where id = $1`, [id])
    await acme.admin.bulk('resendInvitations', [id])
    const { invitation } = await world.stranger.do('query ($token: String!) { invitation(token: $token) { expiresAt } }', {
      token: await token('late@acme.example'),
    })
    expect(Math.abs(Date.parse(invitation.expiresAt) - Date.now() - 120 * 3_600_000)).toBeLessThan(60_000)
  })

  it('is only for those who have not accepted', async () => {
    const { id } = await acme.user('lee@acme.example')
    const logged = await provider.logged(async () =>
      expect(outcomes(await acme.admin.bulk('resendInvitations', [id]))).toEqual(['WRONG_STATUS']))
    expect(logged).toEqual([])
  })
})

describe('accepting', () => {
  it('makes a new person ACCEPTED, is logged and mailed to the owners, and gives no permission yet', async () => {
    const client = await provider.createClient('Initech', { owner: 'lee@acme.example' })
    await client.admit(lee, 'OWNER')
    await client.invite(['new@initech.example'], 'ADMIN')
    const logged = await provider.logged(() => world.accept('new@initech.example', 'Nina New'))
    expect(logged).toEqual([{ event: 'OrganizationUser_Accepted', by: 'Nina New', whom: 'Nina New', email: 'new@initech.example' }])
    expect(await client.user('new@initech.example')).toMatchObject({ status: 'ACCEPTED' })
    expect(await world.mailTo('lee@acme.example')).toMatchObject({ subject: 'new@initech.example accepted the invitation to Initech · new@initech.example 已接受 Initech 的邀请' })
    const nina = await world.signIn('new@initech.example')
    expect(await nina.refused('query ($id: ID!) { client(id: $id) { name } }', { id: client.id })).toBe('NOT_FOUND')
    expect(await nina.do('{ clients { totalCount } viewer { clientMemberships { id } } }'))
      .toEqual({ clients: { totalCount: 0 }, viewer: { clientMemberships: [] } })
  })

  it('whoever is on the way in is told where to, how far and since when, and nobody else is', async () => {
    const client = await provider.createClient('Kestrel')
    await client.invite(['pat@kestrel.example'])
    await world.accept('pat@kestrel.example')
    const pat = await world.signIn('pat@kestrel.example')
    const pending = async (of = pat) => (await of.do('{ viewer { pendingMemberships { kind providerName clientName status since expiresAt } } }')).viewer.pendingMemberships
    const shown = { kind: 'CLIENT', providerName: provider.name, clientName: 'Kestrel', status: 'ACCEPTED', since: expect.stringMatching(/^20\d\d-/), expiresAt: null }
    expect(await pending()).toEqual([shown])
    expect(await pending(provider.admin)).toEqual([])

    await provider.admin.do('mutation ($id: ID!, $emails: [String!]!) { inviteProviderUsers(providerId: $id, emails: $emails, type: SERVICE_USER) { ok } }', { id: provider.id, emails: [pat.email] })
    const invited = { kind: 'PROVIDER', providerName: provider.name, clientName: null, status: 'INVITED' }
    expect(await pending()).toEqual([shown, { ...invited, since: expect.any(String), expiresAt: expect.any(String) }])

    await client.confirm(await client.user(pat.email))
    expect((await pending()).map(({ clientName }) => clientName)).toEqual([null])
    await provider.admin.bulk('revokeUsers', [(await client.user(pat.email)).id])
    await world.sql(`delete from provider_user where email = $1`, [pat.email])
    expect(await pending()).toEqual([])
  })

  it('a wrong, used, withdrawn, revoked, replaced and old token all get the same answer', async () => {
    const [used, withdrawn, revoked, replaced, old] = ['used', 'withdrawn', 'revoked', 'replaced', 'old']
      .map(name => `${name}@acme.example`) as [string, string, string, string, string]
    await acme.invite([used, withdrawn, revoked, replaced, old])
    const tokens = await Promise.all([used, withdrawn, revoked, replaced, old].map(token))
    const id = async (email: string) => (await acme.user(email)).id
    await world.accept(used)
    await acme.admin.bulk('removeUsers', [await id(withdrawn)])
    await acme.admin.bulk('revokeUsers', [await id(revoked)])
    await acme.admin.bulk('resendInvitations', [await id(replaced)])
    await world.sql(`update client_user set invitation_expires_at = now() - interval '1 second' where email = $1`, [old])
    const registration = await world.registration('anybody@acme.example', 'Anybody')
    const answers = await Promise.all(
      ['A'.repeat(43), '', 'x'.repeat(10_000), ...tokens].map(token => world.stranger.ask(accept, { token, registration })),
    )
    expect(new Set(answers.map(answer => JSON.stringify(answer)))).toEqual(new Set([JSON.stringify(answers[0])]))
    expect(answers[0]!.body.errors![0]).toMatchObject({
      message: 'This invitation is wrong, used, withdrawn or older than five days; ask for a new one.',
      extensions: { code: 'INVITATION_INVALID' },
    })
  })

  it('an invitation is valid for exactly five days', async () => {
    await acme.invite(['timely@acme.example'])
    const { id } = await acme.user('timely@acme.example')
    const [row] = await world.sql<{ life: number }>(
      'select extract(epoch from invitation_expires_at - created_at)::int life from client_user where id = $1',
      [id],
    )
    expect(row!.life).toBe(5 * 24 * 3_600)
  })

  it('a restored invitation works again', async () => {
    await acme.invite(['back@acme.example'])
    const { id } = await acme.user('back@acme.example')
    await acme.admin.bulk('revokeUsers', [id])
    await acme.admin.bulk('restoreUsers', [id])
    await world.accept('back@acme.example')
    expect(await acme.user('back@acme.example')).toMatchObject({ status: 'ACCEPTED' })
  })

  it('with an RSA key of more than 2,048 bits is refused at registration, not when it is confirmed', async () => {
    await acme.invite(['long@acme.example'])
    const pair = await crypto.subtle.generateKey(
      { name: 'RSA-OAEP', hash: 'SHA-1', modulusLength: 3_072, publicExponent: Uint8Array.of(1, 0, 1) },
      true,
      ['encrypt', 'decrypt'],
    )
    const publicKey = Buffer.from(await crypto.subtle.exportKey('spki', pair.publicKey)).toString('base64')
    const registration = await world.registration('long@acme.example', 'Lola Long')
    const invitation = await token('long@acme.example')
    expect(await world.stranger.refusal(accept, { token: invitation, registration: { ...registration, publicKey } }))
      .toEqual({
        code: 'SEALED_MALFORMED',
        message: 'publicKey must be an RSA public key of exactly 2,048 bits with exponent 65537, SPKI in base64.',
        field: 'publicKey',
      })
    await world.stranger.do(accept, { token: invitation, registration })
    expect(await acme.confirm(await acme.user('long@acme.example'))).toMatchObject({ ok: true })
  })

  it('somebody signed in with another mailbox cannot use it', async () => {
    await acme.invite(['other@acme.example'])
    expect(await lee.refused(accept, { token: await token('other@acme.example') })).toBe('INVITATION_INVALID')
    expect(await acme.user('other@acme.example')).toMatchObject({ status: 'INVITED' })
  })

  it('a person with an account signs in with it: no second account, and no API token instead', async () => {
    const globex = await provider.createClient('Globex')
    await globex.invite([lee.email])
    const invitation = await token(lee.email)
    expect(await world.stranger.do('query ($token: String!) { invitation(token: $token) { hasAccount } }', { token: invitation }))
      .toEqual({ invitation: { hasAccount: true } })
    expect(await world.stranger.refused(accept, { token: invitation, registration: await world.registration(lee.email, 'Second Lee') }))
      .toBe('ACCOUNT_EXISTS')
    expect(await world.stranger.refused(accept, { token: invitation })).toBe('UNAUTHENTICATED')
    expect(await (await provider.tool(['USERS_WRITE'])).refused(accept, { token: invitation })).toBe('FORBIDDEN')
    expect(await lee.do(accept, { token: invitation })).toEqual({ acceptInvitation: { id: lee.accountId, email: lee.email } })
    expect(await globex.user(lee.email)).toMatchObject({ status: 'ACCEPTED' })
  })

  it('five times at once takes effect once', async () => {
    const hooli = await provider.createClient('Hooli')
    await hooli.invite([lee.email])
    const invitation = await token(lee.email)
    const logged = await provider.logged(async () => {
      const answers = await provider.atOnce(...Array.from({ length: 5 }, () => () => lee.ask(accept, { token: invitation })))
      expect(answers.map(({ body }) => body.errors?.[0]?.extensions.code ?? 'ok').sort())
        .toEqual(['INVITATION_INVALID', 'INVITATION_INVALID', 'INVITATION_INVALID', 'INVITATION_INVALID', 'ok'])
    })
    expect(logged.map(({ event }) => event)).toEqual(['OrganizationUser_Accepted'])
  })

  it('leaves no account behind where the invitation was withdrawn at the same moment', async () => {
    const email = 'nearly@acme.example'
    const [row] = await acme.invite([email])
    const [invitation, registration] = [await token(email), await world.registration(email, 'Nell Nearly')]
    let accepted = ''
    await provider.atOnce(
      async () => { expect(outcomes(await acme.admin.bulk('removeUsers', [row!.id!]))).toEqual(['ok']) },
      async () => {
        accepted = await world.stranger.ask(accept, { token: invitation, registration })
          .then(({ body }) => body.errors?.[0]?.extensions.code ?? 'ok')
      },
    )
    const [accounts] = await world.sql<{ n: number }>('select count(*)::int n from account where email = $1', [email])
    expect([['INVITATION_INVALID', 0], ['ok', 1]]).toContainEqual([accepted, accounts!.n])
  })

  it('while the invitation is being withdrawn it either came first or finds nothing', async () => {
    for (const acceptFirst of [true, false]) {
      const client = await provider.createClient(`Race ${acceptFirst}`)
      const [row] = await client.invite([lee.email])
      const invitation = await token(lee.email)
      let accepted = ''
      let revoked: string[] = []
      const acts = [
        async () => {
          accepted = await lee.ask(accept, { token: invitation })
            .then(({ body }) => body.errors?.[0]?.extensions.code ?? 'ok')
        },
        async () => { revoked = outcomes(await client.admin.bulk('revokeUsers', [row!.id!])) },
      ]
      await provider.atOnce(...acceptFirst ? acts : acts.reverse())
      const [stored] = await world.sql<{ status: string, before: string }>(
        'select status, status_before_revoked before from client_user where id = $1',
        [row!.id],
      )
      expect({ revoked, ...stored }).toEqual({ revoked: ['ok'], status: 'REVOKED', before: accepted === 'ok' ? 'ACCEPTED' : 'INVITED' })
    }
  })
})

it('neither link nor token of an invitation can be asked for', async () => {
  for (const field of ['invitationHash', 'invitationLink', 'token']) {
    expect(await acme.admin.refused(`query ($id: ID!) { client(id: $id) { users { edges { node { ${field} } } } } }`, { id: acme.id }))
      .toBe('BAD_USER_INPUT')
  }
})

it('a registration that is tried again is told that the account is there, and one with the keys of somebody else that they are', async () => {
  const [one, other] = ['twice@acme.example', 'copy@acme.example']
  for (const email of [one, other])
    await acme.invite([email])
  const [token, second] = [await world.invitationOf(one), await world.invitationOf(other)]
  const registration = await world.registration(one, 'Twice')
  await world.stranger.do(accept, { token, registration })
  expect(await world.stranger.refused(accept, { token: second, registration })).toBe('SEALED_MALFORMED')
  await (await provider.createClient('Globex Two')).invite([one])
  expect(await world.stranger.refused(accept, { token: await world.invitationOf(one), registration })).toBe('ACCOUNT_EXISTS')
})
