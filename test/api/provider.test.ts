import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeProviderKey } from '@wardroom/schema/sealing/provider'
import { importPublicKey } from '@wardroom/schema/sealing/rsa'
import type { Caller, Person } from '../testkit/person.js'
import { withinASecond } from '../testkit/within-a-second.js'
import type { DataOf } from '../testkit/document.js'
import { accountRow, insertRows } from '../testkit/rows.js'
import { useWorld } from '../testkit/use-world.js'
import { anyId, outcomes, World } from '../testkit/world.js'

const setup = 'mutation ($input: SetupProviderInput!, $setupCode: String) { setupProvider(input: $input, setupCode: $setupCode) { id name } }'
const invite = 'mutation ($id: ID!, $emails: [String!]!, $type: ProviderUserType!) { inviteProviderUsers(providerId: $id, emails: $emails, type: $type) { id email ok code message } }'
const changeType = 'mutation ($id: ID!, $type: ProviderUserType!) { changeProviderUserType(id: $id, type: $type) { id type } }'
const confirmUsers = 'mutation ($c: [ConfirmInput!]!) { confirmProviderUsers(confirmations: $c) { id email ok code message } }'
const readPage = 'query ($after: String) { provider { users(first: 2, after: $after) { edges { node { email } } pageInfo { hasNextPage endCursor } } } }'
const readTeam = '{ provider { users { edges { node { id email name type status } } } } }'
type Rows = Parameters<typeof outcomes>[0]

const world = await useWorld()
const provider = await world.provider('Northwind')
const setupCode = await world.setupCode()

describe('setting up', () => {
  let empty: World
  beforeAll(async () => { empty = await World.start() })
  afterAll(() => empty.close())

  async function input(name = 'Northwind', email = 'admin@northwind.example') {
    const registration = await world.registration(email, 'Ada Admin')
    const { wrapped } = await makeProviderKey(await importPublicKey(registration.publicKey))
    return { providerName: name, email, registration, providerKey: wrapped, teamsSeatMinimum: 10, enterpriseSeatMinimum: 10 }
  }

  it('can be done again after it was killed between the account and the provider', async () => {
    const halfWay = await World.start()
    try {
      const first = await input()
      await insertRows(halfWay, 'account', [accountRow({ email: first.email })])
      expect(await halfWay.stranger.do(setup, { input: first, setupCode })).toMatchObject({ setupProvider: { name: 'Northwind' } })
      await halfWay.signIn(first.email)
    }
    finally {
      await halfWay.close()
    }
  })

  it('refuses broken input and leaves nothing behind', async () => {
    const good = await input()
    const broken: Array<[object, string]> = [
      [{ providerName: ' ' }, 'BAD_USER_INPUT'],
      [{ providerName: 'x'.repeat(51) }, 'BAD_USER_INPUT'],
      [{ providerName: 'two\nlines' }, 'BAD_USER_INPUT'],
      [{ email: 'nobody' }, 'BAD_USER_INPUT'],
      [{ teamsSeatMinimum: -1 }, 'BAD_USER_INPUT'],
      [{ providerKey: good.registration.wrappedUserKey }, 'SEALED_MALFORMED'],
      [{ pin: good.providerKey }, 'SEALED_MALFORMED'],
      [{ registration: { ...good.registration, kdf: { type: 'PBKDF2', iterations: 599_999 } } }, 'KDF_OUT_OF_BOUNDS'],
      [
        { registration: { ...good.registration, kdf: { type: 'ARGON2ID', iterations: 2, memory: 15, parallelism: 1 } } },
        'KDF_OUT_OF_BOUNDS',
      ],
      [{ registration: { ...good.registration, kdf: { type: 'PBKDF2', iterations: 600_000, memory: 64 } } }, 'BAD_USER_INPUT'],
      [{ registration: { ...good.registration, masterPasswordHash: 'a password' } }, 'SEALED_MALFORMED'],
      [{ registration: { ...good.registration, wrappedPrivateKey: '0.AAAA|BBBB' } }, 'SEALED_MALFORMED'],
    ]
    for (const [change, code] of broken)
      expect([change, await empty.stranger.refused(setup, { input: { ...good, ...change }, setupCode })]).toEqual([change, code])
    expect(await empty.sql('select (select count(*)::int from account) accounts, (select count(*)::int from provider) providers'))
      .toEqual([{ accounts: 0, providers: 0 }])
    expect(await empty.stranger.do('{ installation { state demo mailbox } }'))
      .toEqual({ installation: { state: 'EMPTY', demo: false, mailbox: true } })
  })

  it('happens once, even when two do it at the same moment', async () => {
    const inputs = await Promise.all([input('First', 'one@first.example'), input('Second', 'two@second.example')])
    const answers = await Promise.all(inputs.map(input => empty.stranger.ask(setup, { input, setupCode })))
    expect(answers.map(({ body }) => body.errors?.[0]?.extensions.code ?? 'ok').sort()).toEqual(['INSTALLATION_NOT_EMPTY', 'ok'])
    expect(await empty.stranger.refused(setup, { input: await input(), setupCode })).toBe('INSTALLATION_NOT_EMPTY')
    expect(await empty.sql('select (select count(*)::int from account) accounts, (select count(*)::int from provider) providers'))
      .toEqual([{ accounts: 1, providers: 1 }])
    expect(await empty.stranger.refused('mutation ($setupCode: String) { startDemo(setupCode: $setupCode) { state } }', { setupCode })).toBe('INSTALLATION_NOT_EMPTY')
    expect(await empty.stranger.do('{ installation { state demo } }')).toEqual({ installation: { state: 'READY', demo: false } })
  })

  it('makes the first admin a confirmed one and is logged', async () => {
    const { events } = await provider.admin.do('{ events(first: 2) { edges { node { seq type } } } }')
    expect(events.edges.map(({ node }) => node))
      .toEqual([{ seq: '1', type: 'Provider_Created' }, { seq: '2', type: 'ProviderUser_Confirmed' }])
  })
})

async function team() {
  const { provider: { users } } = await provider.admin.do(readTeam)
  return users!.edges.map(({ node }) => node)
}
const colleague = async (email: string) => (await team()).find(found => found.email === email)!

async function invited(...emails: string[]): Promise<Rows> {
  const { inviteProviderUsers } = await provider.admin.do(invite, { id: provider.id, emails, type: 'SERVICE_USER' })
  return inviteProviderUsers
}

let count = 0
const address = () => `tech${++count}@northwind.example`

describe('the team', () => {
  it('grows by invitations, with a mail and an event each', async () => {
    const logged = await provider.logged(async () =>
      expect(outcomes(await invited(' Tina@Northwind.example', 'tom@northwind.example', 'TINA@northwind.example'))).toEqual(['ok', 'ok']))
    expect(logged).toEqual(['tina', 'tom'].map(name => ({ event: 'ProviderUser_Invited', by: 'Ada Admin', whom: `${name}@northwind.example`, email: `${name}@northwind.example`, type: 'SERVICE_USER' })))
    expect((await world.mailTo('tina@northwind.example')).subject).toBe('Invitation to Northwind · 邀请您加入 Northwind')
  })

  it('skips addresses it knows', async () => {
    const email = address()
    await invited(email)
    const logged = await provider.logged(async () =>
      expect(outcomes(await invited(email, 'admin@northwind.example', address()))).toEqual(['ALREADY_MEMBER', 'ALREADY_MEMBER', 'ok']))
    expect(logged).toHaveLength(1)
  })

  it('refuses a list with a malformed address whole, and names its place', async () => {
    const fine = address()
    const logged = await provider.logged(async () => expect(await provider.admin.refusal(
      invite,
      { id: provider.id, emails: [fine, 'broken', `${'x'.repeat(250)}@long.example`], type: 'SERVICE_USER' },
    ))
      .toMatchObject({ code: 'BAD_USER_INPUT', rows: [{ line: 2 }, { line: 3 }] }))
    expect(logged).toEqual([])
    expect(await colleague(fine)).toBeUndefined()
  })

  it.each([[0], [21]])('is not invited by %i addresses at once', async (n) => {
    expect(await provider.admin.refusal(invite, { id: provider.id, emails: Array.from({ length: n }, address), type: 'SERVICE_USER' }))
      .toMatchObject({ code: 'BAD_USER_INPUT', max: 20 })
  })

  it('is paged by address', async () => {
    const emails = (await team()).map(({ email }) => email)
    const found: string[] = []
    for (let after: string | null = null, more = true; more;) {
      const { provider: { users } }: DataOf<typeof readPage> = await provider.admin.do(readPage, { after })
      found.push(...users!.edges.map(({ node }) => node.email))
      more = users!.pageInfo.hasNextPage
      after = users!.pageInfo.endCursor
    }
    expect(found).toEqual(emails)
    expect(found).toEqual([...found].sort())
  })
})

describe('a colleague', () => {
  it('is invited, resent, accepts, is confirmed, promoted and removed, each step in the log', async () => {
    const email = address()
    await invited(email)
    const { id } = await colleague(email)
    const old = await world.invitationOf(email)
    expect(await provider.logged(() => provider.admin.bulk('resendProviderInvitations', [id])))
      .toEqual([{ event: 'ProviderUser_InvitationResent', by: 'Ada Admin', whom: email, email }])
    expect(await world.stranger.refused('query ($token: String!) { invitation(token: $token) { email } }', { token: old }))
      .toBe('INVITATION_INVALID')

    expect(await provider.logged(() => world.accept(email, 'Tess Tech')))
      .toEqual([{ event: 'ProviderUser_Accepted', by: 'Tess Tech', whom: 'Tess Tech', email }])
    expect(await world.mailTo(provider.admin.email)).toMatchObject({ subject: `${email} accepted the invitation to Northwind · ${email} 已接受 Northwind 的邀请` })
    expect(outcomes(await provider.admin.bulk('resendProviderInvitations', [id]))).toEqual(['WRONG_STATUS'])
    const tess = await world.signIn(email)
    expect(await tess.refused('{ provider { name } }')).toBe('NOT_FOUND')

    const { provider: { users } } = await provider.admin.do('{ provider { users { edges { node { id publicKey } } } } }')
    const { publicKey } = users!.edges.find(({ node }) => node.id === id)!.node
    const { wrapped: key } = await makeProviderKey(await importPublicKey(publicKey!))
    const confirmed = await provider.logged(async () =>
      expect(outcomes((await provider.admin.do(confirmUsers, { c: [{ id, key }] })).confirmProviderUsers)).toEqual(['ok']))
    expect(confirmed).toEqual([{ event: 'ProviderUser_Confirmed', by: 'Ada Admin', whom: 'Tess Tech', email, type: 'SERVICE_USER' }])
    expect(await tess.do('{ provider { name } viewer { providerMemberships { type key } } }'))
      .toEqual({ provider: { name: 'Northwind' }, viewer: { providerMemberships: [{ type: 'SERVICE_USER', key }] } })

    expect(await provider.logged(() => provider.admin.do(changeType, { id, type: 'PROVIDER_ADMIN' })))
      .toEqual([{ event: 'ProviderUser_Updated', by: 'Ada Admin', whom: 'Tess Tech', email, type: 'PROVIDER_ADMIN', was: 'SERVICE_USER' }])
    expect(await tess.do('{ provider { viewerCanManageUsers } }')).toEqual({ provider: { viewerCanManageUsers: true } })

    expect(await provider.logged(() => provider.admin.bulk('removeProviderUsers', [id])))
      .toEqual([{ event: 'ProviderUser_Removed', by: 'Ada Admin', whom: 'Tess Tech', email, type: 'PROVIDER_ADMIN', status: 'CONFIRMED' }])
    expect(await withinASecond(() => tess.refused('{ provider { name } }').catch(() => 'shown'), 'shown')).toBe('NOT_FOUND')
    expect(await tess.do('{ clients { totalCount } viewer { providerMemberships { id } } }'))
      .toEqual({ clients: { totalCount: 0 }, viewer: { providerMemberships: [] } })
    expect((await world.mailTo(email)).subject).toBe('You were removed from Northwind · 您已被移出 Northwind')
  })

  it('is confirmed only after accepting', async () => {
    const email = address()
    await invited(email)
    const { id } = await colleague(email)
    const { id: self } = await colleague(provider.admin.email)
    const c = [id, self, anyId()].map(id => ({ id, key: `4.${Buffer.alloc(256, 1).toString('base64')}` }))
    const logged = await provider.logged(async () => expect(outcomes((await provider.admin.do(confirmUsers, { c })).confirmProviderUsers))
      .toEqual(['WRONG_STATUS', 'WRONG_STATUS', 'NOT_FOUND']))
    expect(logged).toEqual([])
  })

  it('people who work for another provider are not found', async () => {
    const contoso = await world.anotherProvider('Contoso')
    const theirs = (await contoso.admin.do('{ viewer { providerMemberships { id } } }')).viewer.providerMemberships[0]!.id
    const email = address()
    const [own] = await invited(email)
    for (const verb of ['resendProviderInvitations', 'removeProviderUsers']) {
      expect((await provider.admin.bulk(verb, [theirs, own!.id!, 'x'])).map(({ email, code }) => [email, code]))
        .toEqual([[null, 'NOT_FOUND'], [email, null], [null, 'NOT_FOUND']])
    }
    expect(await provider.admin.refused(changeType, { id: theirs, type: 'SERVICE_USER' })).toBe('NOT_FOUND')
    expect(await contoso.admin.do('{ provider { name } }')).toEqual({ provider: { name: 'Contoso' } })
    expect(await provider.admin.refused('query ($id: ID!) { provider(id: $id) { name } }', { id: contoso.id })).toBe('NOT_FOUND')
  })
})

it('a colleague who is removed while their type is changed was either changed first or is not found', async () => {
  const email = address()
  const [row] = await invited(email)
  let changed = ''
  const logged = await provider.logged(() => provider.atOnce(
    async () => { expect(outcomes(await provider.admin.bulk('removeProviderUsers', [row!.id!]))).toEqual(['ok']) },
    async () => {
      changed = await provider.admin.ask(changeType, { id: row!.id, type: 'PROVIDER_ADMIN' })
        .then(({ body }) => body.errors?.[0]?.extensions.code ?? 'ok')
    },
  ))
  expect([['NOT_FOUND', ['ProviderUser_Removed']], ['ok', ['ProviderUser_Updated', 'ProviderUser_Removed']]])
    .toContainEqual([changed, logged.map(({ event }) => event)])
})

describe('a service user', () => {
  let sam: Person
  beforeAll(async () => { sam = await provider.hire('sam@northwind.example') })

  it('cannot even list the team', async () => {
    expect(await sam.do('{ provider { name users { edges { node { email } } } apiTokens { totalCount } viewerCanManageUsers } }'))
      .toEqual({ provider: { name: 'Northwind', users: null, apiTokens: null, viewerCanManageUsers: false } })
    const { id } = await colleague(provider.admin.email)
    expect(await sam.do('query ($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: null })
  })

  it('changes nothing in it', async () => {
    const email = address()
    await invited(email)
    const { id } = await colleague(email)
    const logged = await provider.logged(async () => {
      expect(await sam.refused(invite, { id: provider.id, emails: [address()], type: 'SERVICE_USER' })).toBe('FORBIDDEN')
      for (const verb of ['resendProviderInvitations', 'removeProviderUsers'])
        expect(await sam.bulk(verb, [id])).toMatchObject([{ email: null, ok: false, code: 'FORBIDDEN' }])
      expect(await sam.refused(changeType, { id: (await colleague(sam.email)).id, type: 'PROVIDER_ADMIN' })).toBe('FORBIDDEN')
      expect(await sam.refused('mutation ($id: ID!) { renameProvider(id: $id, name: "Mine") { name } }', { id: provider.id }))
        .toBe('FORBIDDEN')
    })
    expect(logged).toEqual([])
  })

  it('does not read the provider\'s own log, only that of its clients', async () => {
    const client = await provider.createClient('Acme')
    const { events } = await sam.do('query ($id: ID!) { events(providerId: $id, first: 200) { edges { node { clientId } } } }', { id: provider.id })
    expect(new Set(events.edges.map(({ node }) => node.clientId))).toEqual(new Set([client.id]))
  })
})

describe('the last provider admin', () => {
  let eve: Person
  let [adasRow, evesRow] = ['', '']
  beforeAll(async () => {
    eve = await provider.hire('eve@northwind.example', 'PROVIDER_ADMIN')
    adasRow = (await colleague(provider.admin.email)).id
    evesRow = (await colleague(eve.email)).id
  })
  const restore = () => world.sql(`update provider_user set type = 'PROVIDER_ADMIN' where id = any($1::uuid[])`, [[adasRow, evesRow]])

  it('is not removed: a set that leaves nobody is refused whole', async () => {
    const email = address()
    const [other] = await invited(email)
    const logged = await provider.logged(async () =>
      expect(await provider.admin.refused('mutation ($ids: [ID!]!) { removeProviderUsers(ids: $ids) { ok } }', { ids: [other!.id, evesRow, adasRow] }))
        .toBe('LAST_PROVIDER_ADMIN'))
    expect(logged).toEqual([])
    expect(await colleague(email)).toMatchObject({ status: 'INVITED' })
  })

  it('does not remove oneself either, while the others of the set go', async () => {
    const [other] = await invited(address())
    expect(outcomes(await provider.admin.bulk('removeProviderUsers', [adasRow, other!.id!]))).toEqual(['SELF', 'ok'])
  })

  it('is not one who was only invited or accepted', async () => {
    const email = address()
    await provider.admin.do(invite, { id: provider.id, emails: [email], type: 'PROVIDER_ADMIN' })
    await world.accept(email)
    await provider.admin.do(changeType, { id: evesRow, type: 'SERVICE_USER' })
    expect(await provider.admin.refused(changeType, { id: adasRow, type: 'SERVICE_USER' })).toBe('LAST_PROVIDER_ADMIN')
    await restore()
  })

  it.each([
    ['change each other'],
    ['step down together'],
    ['remove each other'],
  ])('remains when the last two %s at the same moment', async (how) => {
    await restore()
    const act: Record<string, (by: Caller, own: string, other: string) => ReturnType<Caller['ask']>> = {
      'change each other': (by, _, id) => by.ask(changeType, { id, type: 'SERVICE_USER' }),
      'step down together': (by, id) => by.ask(changeType, { id, type: 'SERVICE_USER' }),
      'remove each other': (by, _, id) => by.ask('mutation ($ids: [ID!]!) { removeProviderUsers(ids: $ids) { ok code } }', { ids: [id] }),
    }
    for (const by of [provider.admin, eve]) {
      await expect.poll(() => by.do('{ provider { viewerCanManageUsers } }'), { timeout: 3_000 })
        .toEqual({ provider: { viewerCanManageUsers: true } })
    }
    const answers = await provider.atOnce(() => act[how]!(provider.admin, adasRow, evesRow), () => act[how]!(eve, evesRow, adasRow))
    const codes = answers.map(({ body }) => body.errors?.[0]?.extensions.code
      ?? (body.data as { removeProviderUsers?: Array<{ code: string | null }> }).removeProviderUsers?.[0]?.code
      ?? 'ok')
    expect(codes.filter(code => code === 'ok')).toHaveLength(1)
    expect(['LAST_PROVIDER_ADMIN', 'FORBIDDEN', 'NOT_FOUND']).toContain(codes.find(code => code !== 'ok'))
    expect(await world.sql(
      `select count(*)::int n from provider_user where provider_id = $1 and type = 'PROVIDER_ADMIN' and status = 'CONFIRMED'`,
      [provider.id],
    )).toEqual([{ n: 1 }])
  })
})

it('a provider is renamed by its admins, and the log tells from what', async () => {
  const fabrikam = await world.anotherProvider('Fabrikam')
  const rename = 'mutation ($id: ID!, $name: String!) { renameProvider(id: $id, name: $name) { name } }'
  expect(await fabrikam.logged(() => fabrikam.admin.do(rename, { id: fabrikam.id, name: '  Fabrikam & Söhne ' })))
    .toEqual([{ event: 'Provider_Updated', by: 'Ada Admin', whom: 'Fabrikam & Söhne', name: 'Fabrikam & Söhne', was: 'Fabrikam' }])
  const twice = await fabrikam.logged(() =>
    fabrikam.atOnce(...['One', 'Two'].map(name => () => fabrikam.admin.do(rename, { id: fabrikam.id, name }))))
  expect(twice[1]).toMatchObject({ event: 'Provider_Updated', was: twice[0]!.name })
  for (const name of ['', ' ', 'x'.repeat(51), 'a\u0000b', 'a\r\nBcc: b', 'half\uD83D', '\u200B', 'Acme\u202E gpj.exe', 'two\u2028lines'])
    expect(await fabrikam.admin.refused(rename, { id: fabrikam.id, name })).toBe('BAD_USER_INPUT')
})
