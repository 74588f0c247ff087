import { beforeAll, describe, expect, it } from 'vitest'
import type { DataOf } from '../testkit/document.js'
import { insertRows, userRow } from '../testkit/rows.js'
import { withinASecond } from '../testkit/within-a-second.js'
import { useWorld } from '../testkit/use-world.js'
import { anyId, outcomes } from '../testkit/world.js'
import type { ClientOf } from '../testkit/world.js'

const readClient = 'query ($id: ID!) { client(id: $id) { name } }'
const confirmUsers = 'mutation ($c: [ConfirmInput!]!) { confirmUsers(confirmations: $c) { id email ok code message user { status } } }'
const world = await useWorld()
const provider = await world.provider('Northwind', { enterprise: 1_000 })
const acme = await provider.createClient('Acme', { seats: 50 })
const kim = await acme.join('kim@acme.example')
const lee = await acme.join('lee@acme.example')

let count = 0
/** A client whose only confirmed person is Kim, an owner. */
async function kimsClient(options: { seats?: number } = {}): Promise<ClientOf> {
  const client = await provider.createClient(`Kim ${++count}`, { owner: kim.email, seats: 10, ...options })
  await client.admit(kim, 'OWNER')
  return client
}

describe('confirming', () => {
  it('hands over the key, opens the client, is logged and mailed to the person', async () => {
    const client = await provider.createClient('Initech', { owner: kim.email })
    await world.acceptAs(kim)
    const user = await client.user(kim.email)
    const logged = await provider.logged(() => client.confirm(user))
    expect(logged).toEqual([{ event: 'OrganizationUser_Confirmed', by: 'Ada Admin', whom: 'kim', email: kim.email, role: 'OWNER' }])
    expect(await world.mailTo(kim.email)).toMatchObject({ subject: 'You are now a member of Initech · 您已成为 Initech 的成员' })
    const { viewer } = await kim.do('{ viewer { clientMemberships { key client { name } } } }')
    expect(viewer.clientMemberships.find(membership => membership.client.name === 'Initech')!.key).toMatch(/^4\./)
  })

  it('is possible only for those who accepted', async () => {
    const client = await provider.createClient('Globex', { owner: kim.email, seats: 5 })
    const key = `4.${Buffer.alloc(256, 1).toString('base64')}`
    const [invited, , revoked] = await client.invite(['invited@globex.example', lee.email, 'revoked@globex.example'])
    await world.acceptAs(lee)
    await provider.admin.bulk('revokeUsers', [revoked!.id!])
    const confirmed = await client.admit(kim, 'OWNER')
    const accepted = (await client.user(lee.email)).id
    const ids = [invited!.id!, revoked!.id!, confirmed, accepted, anyId()]
    const logged = await provider.logged(async () => {
      const answer = await provider.admin.do(confirmUsers, { c: ids.map(id => ({ id, key })) })
      expect(outcomes(answer.confirmUsers)).toEqual(['WRONG_STATUS', 'WRONG_STATUS', 'WRONG_STATUS', 'ok', 'NOT_FOUND'])
      expect(answer.confirmUsers.map(({ user }) => user?.status)).toEqual(['INVITED', 'REVOKED', 'CONFIRMED', 'CONFIRMED', undefined])
      expect(answer.confirmUsers[0]!.message).toBe('invited@globex.example is invited; this step needs accepted.')
    })
    expect(logged.map(({ event, whom }) => [event, whom])).toEqual([['OrganizationUser_Confirmed', 'lee']])
  })

  it.each([
    ['a key in the clear', Buffer.alloc(64).toString('base64')],
    ['a key under another key', `2.${'A'.repeat(22)}==|${'A'.repeat(106)}==|${'A'.repeat(43)}=`],
    ['nothing', ''],
  ])('refuses %s', async (_, key) => {
    const client = await provider.createClient(`Sealed ${++count}`, { owner: kim.email })
    await world.acceptAs(kim)
    const { id } = await client.user(kim.email)
    const { confirmUsers: [row] } = await provider.admin.do(confirmUsers, { c: [{ id, key }] })
    expect(row).toMatchObject({ ok: false, code: 'SEALED_MALFORMED', user: { status: 'ACCEPTED' } })
  })

  it('shows a person their own copy of the key and nobody else\'s', async () => {
    const { client } = await provider.admin.do('query ($id: ID!) { client(id: $id) { users { edges { node { key } } } } }', { id: acme.id })
    expect(client.users!.edges.map(({ node }) => node.key)).toEqual(client.users!.edges.map(() => null))
  })
})

describe('somebody whose membership is only half made', () => {
  const attempts: Array<[string, string]> = [
    ['read the client', readClient],
    ['rename it', 'mutation ($id: ID!) { renameClient(id: $id, name: "Mine") { name } }'],
    ['invite', 'mutation ($id: ID!) { inviteUsers(clientId: $id, users: [{ email: "friend@x.example", role: OWNER }]) { ok } }'],
    ['read its log', 'query ($id: ID!) { events(filter: { clientId: $id }) { edges { cursor } } }'],
  ]

  it('may do nothing as an owner who is invited, accepted or revoked, and changes nothing by trying', async () => {
    const client = await kimsClient()
    const pia = await acme.join(`pia${++count}@acme.example`)
    const [row] = await client.invite([pia.email], 'OWNER')
    const { id: kimsRow } = await client.user(kim.email)
    const steps: Array<[string, () => Promise<unknown>]> = [
      ['INVITED', async () => {}],
      ['ACCEPTED', () => world.acceptAs(pia)],
      ['REVOKED', async () => {
        await client.confirm(await client.user(pia.email))
        expect(await pia.do(readClient, { id: client.id })).toEqual({ client: { name: client.name } })
        await provider.admin.bulk('revokeUsers', [row!.id!])
      }],
    ]
    for (const [status, reach] of steps) {
      await reach()
      expect(await client.user(pia.email)).toMatchObject({ status, role: 'OWNER' })
      const logged = await provider.logged(async () => {
        for (const [what, document] of attempts) {
          expect([
            status,
            what,
            await pia.ask(document, { id: client.id }).then(({ body }) => body.errors?.[0]?.extensions.code ?? body.data),
          ]).toEqual([status, what, what === 'read its log' ? 'FORBIDDEN' : 'NOT_FOUND'])
        }
        for (const verb of ['revokeUsers', 'restoreUsers', 'removeUsers', 'resendInvitations']) {
          expect(await pia.bulk(verb, [kimsRow]))
            .toEqual([{ id: kimsRow, email: null, ok: false, code: 'NOT_FOUND', message: expect.any(String) }])
        }
      })
      expect(logged).toEqual([])
    }
  })
})

describe('revoking', () => {
  it('frees the seat, ends access within a second, and keeps key and role', async () => {
    const client = await kimsClient()
    const id = await client.admit(lee, 'ADMIN')
    const { occupied } = await client.seats()
    const logged = await provider.logged(async () => expect(outcomes(await kim.bulk('revokeUsers', [id]))).toEqual(['ok']))
    expect(logged).toEqual([{ event: 'OrganizationUser_Revoked', by: 'kim', whom: 'lee', email: lee.email, was: 'CONFIRMED' }])
    expect((await client.seats()).occupied).toBe(occupied - 1)
    expect(await withinASecond(() => lee.refused(readClient, { id: client.id }).catch(() => 'shown'), 'shown')).toBe('NOT_FOUND')
    expect(await client.user(lee.email)).toMatchObject({ status: 'REVOKED', role: 'ADMIN' })
    expect((await world.sql<{ kept: boolean }>('select key is not null kept from client_user where id = $1', [id]))[0])
      .toEqual({ kept: true })
  })

  it('is refused for somebody revoked already', async () => {
    const client = await kimsClient()
    const [row] = await client.invite(['twice@x.example'])
    expect(outcomes(await kim.bulk('revokeUsers', [row!.id!, row!.id!]))).toEqual(['ok'])
    expect(await kim.bulk('revokeUsers', [row!.id!]))
      .toMatchObject([{ ok: false, code: 'WRONG_STATUS', message: 'twice@x.example is already revoked.' }])
  })
})

describe('restoring', () => {
  it('returns each to the status held before, and takes the seat again', async () => {
    const client = await kimsClient()
    const [invited] = await client.invite(['invited@x.example', lee.email], 'USER')
    await world.acceptAs(lee)
    const accepted = (await client.user(lee.email)).id
    const pia = await acme.join(`pia${++count}@acme.example`)
    const confirmed = await client.admit(pia, 'ADMIN')
    const ids = [invited!.id!, accepted, confirmed]
    await kim.bulk('revokeUsers', ids)
    expect(await client.seats()).toMatchObject({ occupied: 1 })
    const logged = await provider.logged(async () => expect(outcomes(await kim.bulk('restoreUsers', ids))).toEqual(['ok', 'ok', 'ok']))
    expect(logged.map(({ event, whom, status }) => [event, whom, status])).toEqual([
      ['OrganizationUser_Restored', 'invited@x.example', 'INVITED'],
      ['OrganizationUser_Restored', 'lee', 'ACCEPTED'],
      ['OrganizationUser_Restored', pia.email.split('@')[0], 'CONFIRMED'],
    ])
    expect(await client.seats()).toMatchObject({ occupied: 4 })
    expect(await pia.do(readClient, { id: client.id })).toEqual({ client: { name: client.name } })
  })

  it('is refused for all when the seats do not suffice for all', async () => {
    const client = await kimsClient({ seats: 3 })
    const rows = await client.invite(['a@x.example', 'b@x.example'])
    const ids = rows.map(({ id }) => id!)
    await kim.bulk('revokeUsers', ids)
    await client.invite(['instead@x.example'])
    const logged = await provider.logged(async () =>
      expect(outcomes(await kim.bulk('restoreUsers', ids))).toEqual(['NO_FREE_SEAT', 'NO_FREE_SEAT']))
    expect(logged).toEqual([])
    expect(outcomes(await kim.bulk('restoreUsers', [ids[0]!]))).toEqual(['ok'])
  })

  it('validates before it buys: who cannot come back costs no seat', async () => {
    const client = await kimsClient({ seats: 3 })
    await provider.admin.do('mutation ($id: ID!) { setAutoGrow(clientId: $id, ceiling: 20) { id } }', { id: client.id })
    const admin = await acme.join(`admin${++count}@acme.example`)
    await client.admit(admin, 'ADMIN')
    const [owner] = await client.invite(['second-owner@x.example'], 'OWNER')
    await provider.admin.bulk('revokeUsers', [owner!.id!])
    await client.invite(['fill@x.example'])
    const filled = await client.seats()
    expect(filled).toMatchObject({ bought: 3, free: 0 })
    const { id: present } = await client.user('fill@x.example')
    const logged = await provider.logged(async () => expect(outcomes(await admin.bulk('restoreUsers', [owner!.id!, present, anyId()])))
      .toEqual(['ROLE_ABOVE_OWN', 'WRONG_STATUS', 'NOT_FOUND']))
    expect(logged).toEqual([])
    expect(await client.seats()).toEqual(filled)
    const grown = await provider.logged(async () =>
      expect(outcomes(await kim.bulk('restoreUsers', [owner!.id!, present]))).toEqual(['ok', 'WRONG_STATUS']))
    expect(grown.map(({ event, added, seats }) => [event, added, seats]))
      .toEqual([['Organization_SeatsAutoGrown', 1, 4], ['OrganizationUser_Restored', undefined, undefined]])
  })

  it('needs no seat for somebody who was only staged', async () => {
    const client = await kimsClient({ seats: 2 })
    const [row] = await client.invite(['staged@x.example'])
    await world.sql(`update client_user set status = 'STAGED' where id = $1`, [row!.id])
    await kim.bulk('revokeUsers', [row!.id!])
    await client.invite(['fill@x.example'])
    expect(outcomes(await kim.bulk('restoreUsers', [row!.id!]))).toEqual(['ok'])
    expect(await client.user('staged@x.example')).toMatchObject({ status: 'STAGED' })
    expect(await client.seats()).toMatchObject({ bought: 2, occupied: 2 })
  })

  it('revoked and restored, a person is as before but for the date of the change', async () => {
    const client = await kimsClient()
    const id = await client.admit(lee, 'CUSTOM', { permissions: ['manageUsers', 'accessReports'] })
    const read = async () => (await world.sql('select * from client_user where id = $1', [id]))[0]
    const { revised_at: before, ...was } = (await read())!
    await kim.bulk('revokeUsers', [id])
    await kim.bulk('restoreUsers', [id])
    const { revised_at: after, ...is } = (await read())!
    expect(is).toEqual(was)
    expect(Number(after)).toBeGreaterThan(Number(before))
  })
})

describe('removing', () => {
  it('takes the row and the access, keeps the account, frees the seat', async () => {
    const client = await kimsClient()
    const id = await client.admit(lee)
    const logged = await provider.logged(async () => expect(outcomes(await kim.bulk('removeUsers', [id]))).toEqual(['ok']))
    expect(logged)
      .toEqual([{ event: 'OrganizationUser_Removed', by: 'kim', whom: 'lee', email: lee.email, role: 'USER', was: 'CONFIRMED' }])
    expect(await withinASecond(() => lee.refused(readClient, { id: client.id }).catch(() => 'shown'), 'shown')).toBe('NOT_FOUND')
    expect(await client.seats()).toMatchObject({ occupied: 1 })
    expect(await lee.do('{ viewer { account { email } } }')).toEqual({ viewer: { account: { email: lee.email } } })
    expect(outcomes(await kim.bulk('removeUsers', [id]))).toEqual(['NOT_FOUND'])
  })

  it('lets the person be invited again', async () => {
    const client = await kimsClient()
    await kim.bulk('removeUsers', [await client.admit(lee)])
    await client.admit(lee, 'ADMIN')
    expect(await client.user(lee.email)).toMatchObject({ status: 'CONFIRMED', role: 'ADMIN' })
  })
})

describe('a bulk request', () => {
  it('does what it may and answers NOT_FOUND for ids of others, of nobody, and for none at all', async () => {
    const contoso = await world.anotherProvider('Contoso')
    const foreign = await contoso.createClient('Foreign')
    const sibling = await kimsClient()
    const [[theirs], [beside]] = await Promise.all([foreign.invite(['theirs@foreign.example']), sibling.invite(['beside@x.example'])])
    const owned = await kimsClient()
    const before = await world.sql('select * from client_user where id = $1', [theirs!.id])
    for (const verb of ['resendInvitations', 'revokeUsers', 'restoreUsers', 'removeUsers']) {
      const [row] = await owned.invite([`own${++count}@x.example`])
      if (verb === 'restoreUsers')
        await kim.bulk('revokeUsers', [row!.id!])
      const ids = [theirs!.id!, row!.id!, anyId(), 'not-an-id', row!.id!.toUpperCase(), beside!.id!]
      const rows = await provider.admin.bulk(verb, ids)
      expect([verb, ...outcomes(rows).slice(0, 5)]).toEqual([verb, 'NOT_FOUND', 'ok', 'NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND'])
      expect(rows.map(({ id }) => id)).toEqual(ids)
      expect(rows[0]).toEqual({ ...rows[2], id: theirs!.id })
    }
    expect(await world.sql('select * from client_user where id = $1', [theirs!.id])).toEqual(before)
    const [row] = await owned.invite([`own${++count}@x.example`])
    const { changeUserRoles } = await provider.admin.do(
      'mutation ($ids: [ID!]!) { changeUserRoles(ids: $ids, role: ADMIN) { id email ok code message } }',
      { ids: [theirs!.id, row!.id] },
    )
    expect(outcomes(changeUserRoles)).toEqual(['NOT_FOUND', 'ok'])
  })

  it('of somebody in one client does not reach another client of the same provider', async () => {
    const [here, there] = [await kimsClient(), await provider.createClient('There', { seats: 5 })]
    const [[mine], [theirs]] = await Promise.all([here.invite(['m@x.example']), there.invite(['t@x.example'])])
    expect(await kim.bulk('revokeUsers', [theirs!.id!, mine!.id!])).toMatchObject([{ email: null, code: 'NOT_FOUND' }, { ok: true }])
    expect(await there.user('t@x.example')).toMatchObject({ status: 'INVITED' })
  })

  it('of somebody without the right tells nothing about the rows', async () => {
    const { revokeUsers } = await lee.do(
      'mutation ($ids: [ID!]!) { revokeUsers(ids: $ids) { email code user { email role publicKey } } }',
      { ids: [kim.userId] },
    )
    expect(revokeUsers).toEqual([{ email: null, code: 'FORBIDDEN', user: null }])
  })

  it.each([[0], [501]])('with %i ids is refused', async (n) => {
    expect(
      await provider.admin.refusal('mutation ($ids: [ID!]!) { revokeUsers(ids: $ids) { ok } }', { ids: Array.from({ length: n }, anyId) }),
    ).toMatchObject({ code: 'BAD_USER_INPUT', max: 500 })
  })

  it('over two clients tells each client\'s events in its own log', async () => {
    const clients = [await kimsClient(), await kimsClient()]
    const rows = await Promise.all(clients.map(client => client.invite(['p@x.example'])))
    expect(outcomes(await kim.bulk('revokeUsers', rows.map(([row]) => row!.id!)))).toEqual(['ok', 'ok'])
    for (const client of clients)
      expect((await client.events()).filter(type => type === 'OrganizationUser_Revoked')).toHaveLength(1)
  })
})

it('a plain user of a client sees its name and nothing of its people, seats and log', async () => {
  const document = 'query ($id: ID!) { client(id: $id) { name seats { bought } userCounts { invited } users { totalCount } events { edges { cursor } } provider { name } providerKey viewerRoles viewerCanListUsers viewerCanInviteUsers viewerCanRename viewerCanChangeSeats } }'
  expect(await lee.do(document, { id: acme.id })).toEqual({ client: {
    name: 'Acme',
    seats: null,
    userCounts: null,
    users: null,
    events: null,
    provider: null,
    providerKey: null,
    viewerRoles: [],
    viewerCanListUsers: false,
    viewerCanInviteUsers: false,
    viewerCanRename: false,
    viewerCanChangeSeats: false,
  } })
  expect(await lee.do('query ($id: ID!) { node(id: $id) { id } }', { id: kim.userId })).toEqual({ node: null })
})

describe('the list of people', () => {
  let big: ClientOf
  beforeAll(async () => {
    big = await provider.createClient('Big', { seats: 100 })
    await insertRows(world, 'client_user', Array.from({ length: 35 }, (_, index) => index + 1).map(n => userRow(big, {
      email: `p${n}@big.example`,
      name: n % 3 > 0 ? `Person ${n % 7}` : null,
      role: ['OWNER', 'ADMIN', 'USER'][n % 3],
      status: ['INVITED', 'ACCEPTED', 'REVOKED', 'STAGED'][n % 4],
      created_at: `2026-01-0${1 + n % 5}T10:00:00.123456Z`,
    })))
  })

  const list = `query ($id: ID!, $first: Int!, $after: String, $filter: UserFilter, $orderBy: UserOrder) {
    client(id: $id) { users(first: $first, after: $after, filter: $filter, orderBy: $orderBy) { totalCount edges { node { email name role status createdAt } } pageInfo { hasNextPage endCursor } } } }`
  type Page = NonNullable<DataOf<typeof list>['client']['users']>
  type Listed = Page['edges'][number]['node']

  async function page(variables: Record<string, unknown>): Promise<Page> {
    return (await provider.admin.do(list, { id: big.id, ...variables })).client.users!
  }

  async function all(first: number, rest: Record<string, unknown>): Promise<Listed[]> {
    const found: Listed[] = []
    for (let after: string | null = null, more = true; more;) {
      const users = await page({ first, after, ...rest })
      expect(users.totalCount).toBeGreaterThanOrEqual(users.edges.length)
      found.push(...users.edges.map(({ node }) => node))
      after = users.pageInfo.endCursor
      more = users.pageInfo.hasNextPage
    }
    return found
  }

  it.each(
    ['EMAIL', 'NAME', 'ROLE', 'STATUS', 'CREATED_AT'].flatMap(field => ['ASC', 'DESC'].map(direction => [field, direction])),
  )('by %s %s has each person once, whatever the page size', async (field, direction) => {
    const whole = await all(200, { orderBy: { field, direction } })
    expect(new Set(whole.map(({ email }) => email)).size).toBe(36)
    for (const size of [1, 7, 35, 36])
      expect(await all(size, { orderBy: { field, direction } })).toEqual(whole)
    const key = ({ email, name, role, status, createdAt }: Listed) =>
      ({ EMAIL: email, NAME: (name ?? '').toLowerCase(), ROLE: role, STATUS: status, CREATED_AT: createdAt })[field]!
    expect(whole.map(key)).toEqual(whole.map(key).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0) * (direction === 'ASC' ? 1 : -1)))
  })

  it('is filtered by address or name, status and role, and counts what it found', async () => {
    const users = await page({
      first: 5,
      filter: { search: 'PERSON 1', status: ['INVITED', 'ACCEPTED', 'STAGED'], role: ['ADMIN', 'USER'] },
    })
    expect(users.edges.length).toBeGreaterThan(0)
    for (const { node } of users.edges)
      expect(node).toMatchObject({ name: 'Person 1', role: expect.stringMatching(/ADMIN|USER/), status: expect.stringMatching(/INVITED|ACCEPTED|STAGED/) })
    expect(users.totalCount)
      .toBe((await all(200, {})).filter(({ name, role, status }) => name === 'Person 1' && role !== 'OWNER' && status !== 'REVOKED').length)
    expect(await all(50, { filter: { search: '%' } })).toEqual([])
  })

  it('counts each status and the seats they occupy', async () => {
    const { client } = await provider.admin.do(
      'query ($id: ID!) { client(id: $id) { userCounts { invited accepted confirmed revoked staged } seats { occupied free } } }',
      { id: big.id },
    )
    expect(client).toEqual({
      userCounts: { invited: 9, accepted: 9, confirmed: 0, revoked: 9, staged: 9 },
      seats: { occupied: 18, free: 82 },
    })
  })

  it.each([[0], [-1], [201], [1_000_000]])('a page of %i is refused', async (first) => {
    expect(await provider.admin.refused(list, { id: big.id, first })).toMatch(/^(?:BAD_USER_INPUT|LIMIT_EXCEEDED)$/)
  })

  it.each([
    ['nonsense'],
    [''],
    [Buffer.from('["a"]').toString('base64url')],
    [Buffer.from('["a","b\' or 1=1"]').toString('base64url')],
    [Buffer.from('{}').toString('base64url')],
  ])('the cursor %j is refused', async (after) => {
    expect(await provider.admin.refused(list, { id: big.id, first: 5, after })).toBe('CURSOR_MALFORMED')
  })
})
