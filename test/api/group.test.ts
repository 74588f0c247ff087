import { describe, expect, it } from 'vitest'
import { Follower } from '../feed/follower.js'
import type { Caller } from '../testkit/person.js'
import { groupRow, insertRows, userRow } from '../testkit/rows.js'
import { useWorld } from '../testkit/use-world.js'
import type { ClientOf } from '../testkit/world.js'

const create = 'mutation ($input: CreateGroupInput!, $key: String) { createGroup(input: $input, idempotencyKey: $key) { id name userCount } }'
const update = 'mutation ($input: UpdateGroupInput!) { updateGroup(input: $input) { id name externalId userCount } }'
const remove = 'mutation ($ids: [ID!]!) { deleteGroups(ids: $ids) { id ok code } }'
const change = 'mutation ($input: ChangeUserGroupsInput!) { changeUserGroups(input: $input) { id email ok code } }'
const list = 'query ($id: ID!, $filter: GroupFilter, $orderBy: GroupOrder) { client(id: $id) { groupCount groups(filter: $filter, orderBy: $orderBy) { totalCount edges { node { id name userCount } } } } }'

const world = await useWorld()
const provider = await world.provider('Northwind')
const { admin } = provider
const acme = await provider.createClient('Acme', { seats: 60 })
const owner = await acme.owner()
await acme.invite(Array.from({ length: 12 }, (_, n) => `p${n}@acme.example`))
const people = await Promise.all(Array.from({ length: 12 }, async (_, n) => (await acme.user(`p${n}@acme.example`)).id))

async function made(
  name: string,
  userIds: string[] = [],
  { client = acme, by = admin }: { client?: ClientOf, by?: Caller } = {},
): Promise<string> {
  return (await by.do(create, { input: { clientId: client.id, name, userIds } })).createGroup.id
}

async function namesIn(group: string, client = acme): Promise<string[]> {
  const { client: found } = await admin.do(
    'query ($id: ID!, $groups: [ID!]) { client(id: $id) { users(first: 200, filter: { groups: $groups }) { edges { node { email } } } } }',
    { id: client.id, groups: [group] },
  )
  return found.users!.edges.map(({ node }) => node.email.split('@')[0]!)
}

async function groupsOf(id: string): Promise<string[]> {
  const { node } = await admin.do('query ($id: ID!) { node(id: $id) { ... on User { groups { name } } } }', { id })
  return (node as { groups: Array<{ name: string }> }).groups.map(({ name }) => name)
}

/** As the log has it. */
function regrouped(by: string, email: string, added: string[], removed: string[]) {
  return { event: 'OrganizationUser_UpdatedGroups', by, whom: email, email, added, removed }
}

describe('groups', () => {
  it('are made with people, renamed, filled, emptied and deleted, and each step stands in the log', async () => {
    let id = ''
    const logged = await provider.logged(async () => {
      id = await made('Printers', people.slice(0, 2))
      const { updateGroup } = await owner.do(update, {
        input: { id, name: 'Copiers', externalId: 'cn=copiers', addUserIds: [people[2]], removeUserIds: [people[0]] },
      })
      expect(updateGroup).toEqual({ id, name: 'Copiers', externalId: 'cn=copiers', userCount: 2 })
      expect(await namesIn(id)).toEqual(['p1', 'p2'])
      expect((await admin.do(remove, { ids: [id] })).deleteGroups).toEqual([{ id, ok: true, code: null }])
    })
    expect(logged).toEqual([
      regrouped('Ada Admin', 'p0@acme.example', ['Printers'], []),
      regrouped('Ada Admin', 'p1@acme.example', ['Printers'], []),
      { event: 'Group_Created', by: 'Ada Admin', whom: 'Printers', name: 'Printers', people: 2 },
      regrouped('owner', 'p2@acme.example', ['Copiers'], []),
      regrouped('owner', 'p0@acme.example', [], ['Copiers']),
      { event: 'Group_Updated', by: 'owner', whom: 'Copiers', name: 'Copiers', was: 'Printers', added: 1, removed: 1 },
      { event: 'Group_Deleted', by: 'Ada Admin', whom: 'Copiers', name: 'Copiers', people: 2 },
    ])
    expect(await admin.refused(update, { input: { id, name: 'Gone' } })).toBe('NOT_FOUND')
  })

  it('that nothing is changed about leave no event', async () => {
    const id = await made('Quiet', [people[0]!])
    const input = { id, name: 'Quiet', addUserIds: [people[0]], removeUserIds: [people[5]] }
    expect(await provider.logged(() => admin.do(update, { input }))).toEqual([])
  })

  it('are listed by name and age, searched and counted', async () => {
    const birch = await provider.createClient('Birch')
    for (const name of ['beta', 'Alpha', 'gamma ray'])
      await made(name, [], { client: birch })
    const names = async (variables: object) =>
      (await admin.do(list, { id: birch.id, ...variables })).client.groups!.edges.map(({ node }) => node.name)
    expect(await names({})).toEqual(['Alpha', 'beta', 'gamma ray'])
    expect(await names({ orderBy: { field: 'CREATED_AT', direction: 'DESC' } })).toEqual(['gamma ray', 'Alpha', 'beta'])
    expect(await names({ filter: { search: 'A R' } })).toEqual(['gamma ray'])
    expect((await admin.do(list, { id: birch.id })).client).toMatchObject({ groupCount: 3, groups: { totalCount: 3 } })
  })

  it('are made once, however often it is asked with one key', async () => {
    const input = { clientId: acme.id, name: 'Once' }
    const first = await admin.do(create, { input, key: 'once and again' })
    expect(await admin.do(create, { input, key: 'once and again' })).toEqual(first)
    expect(await admin.refused(create, { input: { ...input, name: 'Twice' }, key: 'once and again' })).toBe('IDEMPOTENCY_MISMATCH')
  })

  it('lose whoever leaves the client, and go with it', async () => {
    const elm = await provider.createClient('Elm')
    await elm.owner()
    await elm.invite(['kim@elm.example'])
    const { id: kim } = await elm.user('kim@elm.example')
    const id = await made('Elms', [kim], { client: elm })
    await admin.bulk('removeUsers', [kim])
    expect((await admin.do(list, { id: elm.id })).client.groups!.edges).toMatchObject([{ node: { id, userCount: 0 } }])
  })
})

describe('people', () => {
  it('two hundred of them are moved between groups at once, each with an event and a row of the answer', async () => {
    const fir = await provider.createClient('Fir', { seats: 300 })
    const crowd = Array.from({ length: 200 }, (_, n) => userRow(fir, { email: `c${String(n).padStart(3, '0')}@fir.example` }))
    await insertRows(world, 'client_user', crowd)
    const userIds = crowd.map(({ id }) => id)
    const [north, south] = [await made('North', userIds, { client: fir }), await made('South', [], { client: fir })]
    const logged = await provider.logged(async () => {
      const input = { userIds, addGroupIds: [south], removeGroupIds: [north] }
      const { changeUserGroups } = await admin.do(change, { input })
      expect(changeUserGroups.map(({ ok }) => ok)).toEqual(userIds.map(() => true))
    })
    expect(logged).toHaveLength(200)
    expect(logged[0]).toMatchObject({ event: 'OrganizationUser_UpdatedGroups', added: ['South'], removed: ['North'] })
    expect([(await namesIn(north, fir)).length, (await namesIn(south, fir)).length]).toEqual([0, 200])
  })

  it('show their groups by name', async () => {
    const [one, two] = [await made('Zeta'), await made('Eta')]
    await admin.do(change, { input: { userIds: [people[7]], addGroupIds: [one, two] } })
    expect(await groupsOf(people[7]!)).toEqual(['Eta', 'Zeta'])
  })

  it('of one\'s own client put themselves into no group; those of the provider do', async () => {
    const uma = await acme.join('uma@acme.example', 'CUSTOM', { permissions: ['manageGroups'] })
    const id = await made('Umas', [], { by: uma })
    expect(await uma.refused(update, { input: { id, addUserIds: [uma.userId] } })).toBe('SELF')
    expect(await uma.refused(create, { input: { clientId: acme.id, name: 'Mine', userIds: [uma.userId] } })).toBe('SELF')
    const { changeUserGroups } = await uma.do(change, { input: { userIds: [uma.userId, people[0]], addGroupIds: [id] } })
    expect(changeUserGroups.map(({ code }) => code)).toEqual(['SELF', null])
    const own = await acme.admit(admin)
    expect((await admin.do(update, { input: { id, addUserIds: [own, uma.userId] } })).updateGroup.userCount).toBe(3)
    const leaving = await uma.do(change, { input: { userIds: [uma.userId], removeGroupIds: [id] } })
    expect(leaving.changeUserGroups).toMatchObject([{ ok: true }])
  })

  it('whose groups become others show it in when those groups were changed', async () => {
    const [one, other] = [await made('Revised'), await made('As it was')]
    const revised = async (id: string) => (await world.sql<{ at: Date }>('select revised_at at from user_group where id = $1', [id]))[0]!.at
    const before = [await revised(one), await revised(other)]
    await admin.do(change, { input: { userIds: [people[1]], addGroupIds: [one], removeGroupIds: [other] } })
    expect((await revised(one)).getTime()).toBeGreaterThan(before[0]!.getTime())
    expect(await revised(other)).toEqual(before[1])
  })

  it('are named to nobody who may change groups but not list people, even where they are in too many', async () => {
    const una = await acme.join('una@acme.example', 'CUSTOM', { permissions: ['manageGroups'] })
    await acme.invite(['max@acme.example'])
    const { id: max } = await acme.user('max@acme.example')
    const many = Array.from({ length: 101 }, (_, n) => groupRow(acme, { name: `Many ${n}` }))
    await insertRows(world, 'user_group', many)
    const input = { userIds: [max], addGroupIds: many.slice(0, 100).map(({ id }) => id) }
    expect((await una.do(change, { input })).changeUserGroups).toEqual([{ id: max, email: null, ok: true, code: null }])
    const { body } = await una.ask(change, { input: { userIds: [max], addGroupIds: [many[100]!.id] } })
    expect(body.errors).toMatchObject([{ message: expect.stringMatching(/^Somebody would be/), extensions: { code: 'LIMIT_EXCEEDED' } }])
  })
})

describe('bad input', () => {
  it.each([
    ['no name', { name: ' ' }],
    ['a name of 101 characters', { name: 'x'.repeat(101) }],
    ['a name with signs that cannot be seen', { name: 'Pri\u200Bnters' }],
    ['an external id of 301 characters', { externalId: 'x'.repeat(301) }],
    ['an external id of two lines', { externalId: 'a\nb' }],
    ['an empty external id', { externalId: '' }],
    ['somebody who comes in and goes out at once', { addUserIds: [people[0]], removeUserIds: [people[0]] }],
    ['501 people', { addUserIds: Array.from({ length: 501 }, (_, n) => `x${n}`) }],
  ])('%s', async (_, rest) => {
    const id = await made('Whole')
    expect(await admin.refused(update, { input: { id, ...rest } })).toBe('BAD_USER_INPUT')
  })

  it('people and groups of another client, of another provider, or of nowhere, change nothing at all', async () => {
    const oak = await provider.createClient('Oak')
    await oak.invite(['kim@oak.example'])
    const { id: kim } = await oak.user('kim@oak.example')
    const [ofAcme, ofOak] = [await made('Acmes'), await made('Oaks', [kim], { client: oak })]
    const logged = await provider.logged(async () => {
      for (const stranger of [kim, 'x', '70000000-0000-4000-8000-000000000000'])
        expect(await admin.refused(update, { input: { id: ofAcme, name: 'Not so', addUserIds: [people[0], stranger] } })).toBe('NOT_FOUND')
      const { changeUserGroups } = await admin.do(change, { input: { userIds: [kim], addGroupIds: [ofAcme] } })
      expect(changeUserGroups).toMatchObject([{ ok: false, code: 'NOT_FOUND' }])
      for (const groups of [{ addGroupIds: [ofAcme, ofOak] }, { addGroupIds: [ofAcme], removeGroupIds: [ofAcme] }, {}])
        expect(await admin.refused(change, { input: { userIds: [people[0]], ...groups } })).toBe('BAD_USER_INPUT')
      expect(await owner.refused(change, { input: { userIds: [people[0]], addGroupIds: [ofOak] } })).toBe('NOT_FOUND')
    })
    expect(logged).toEqual([])
    expect([await namesIn(ofAcme), await namesIn(ofOak, oak)]).toEqual([[], ['kim']])
  })

  it('not even the owner of the database puts somebody into a group of another client', async () => {
    const ash = await provider.createClient('Ash')
    const id = await made('Ashes', [], { client: ash })
    const crossed = (clientId: string) => world.sql(
      'insert into group_member (provider_id, client_id, group_id, user_id) values ($1, $2, $3, $4)',
      [provider.id, clientId, id, people[0]],
    )
    await expect(crossed(acme.id)).rejects.toThrow('foreign key')
    await expect(crossed(ash.id)).rejects.toThrow('foreign key')
  })

  it('a client has at most a thousand groups, and a person is in at most a hundred of them', async () => {
    const yew = await provider.createClient('Yew')
    await yew.invite(['kim@yew.example', 'lou@yew.example'])
    const [kim, lou] = [(await yew.user('kim@yew.example')).id, (await yew.user('lou@yew.example')).id]
    const many = Array.from({ length: 999 }, (_, n) => groupRow(yew, { name: `Group ${n}` }))
    await insertRows(world, 'user_group', many)
    const into = (userIds: string[], from: number, to: number) =>
      ({ input: { userIds, addGroupIds: many.slice(from, to).map(({ id }) => id) } })
    expect((await admin.do(change, into([kim], 0, 100))).changeUserGroups).toMatchObject([{ ok: true }])
    expect(await admin.refused(change, into([lou, kim], 100, 101))).toBe('LIMIT_EXCEEDED')
    expect(await groupsOf(lou)).toEqual([])
    await made('The last', [], { client: yew })
    expect(await admin.refused(create, { input: { clientId: yew.id, name: 'One more' } })).toBe('LIMIT_EXCEEDED')
  })

  it('so many people and groups at once that their events would fill the log', async () => {
    const ivy = await provider.createClient('Ivy', { seats: 300 })
    const crowd = Array.from({ length: 251 }, (_, n) => userRow(ivy, { email: `c${n}@ivy.example` }))
    const many = Array.from({ length: 20 }, (_, n) => groupRow(ivy, { name: `Ivies ${n}` }))
    await insertRows(world, 'client_user', crowd)
    await insertRows(world, 'user_group', many)
    const [userIds, groupIds] = [crowd.map(({ id }) => id), many.map(({ id }) => id)]
    expect(await admin.refused(change, { input: { userIds, addGroupIds: groupIds.slice(0, 10), removeGroupIds: groupIds.slice(10) } }))
      .toBe('BAD_USER_INPUT')
    const { changeUserGroups } = await admin.do(change, { input: { userIds: userIds.slice(1), addGroupIds: groupIds } })
    expect(changeUserGroups.filter(({ ok }) => ok)).toHaveLength(250)
  })

  it('a filter by things that are no ids lets nobody through', async () => {
    expect(await namesIn('\'; drop table user_group; --')).toEqual([])
    expect(await namesIn('70000000-0000-4000-8000-000000000000')).toEqual([])
  })
})

describe('at the same moment', () => {
  it('a group that is deleted takes nobody in, and a group that takes somebody in is deleted whole', async () => {
    for (let round = 0; round < 6; round++) {
      const id = await made(`Racers ${round}`)
      const [deleted, joined] = await Promise.all([
        admin.ask(remove, { ids: [id] }),
        owner.ask(update, { input: { id, addUserIds: people.slice(0, 5) } }),
      ])
      expect(deleted.body.data).toMatchObject({ deleteGroups: [{ ok: true }] })
      expect(joined.body.errors?.[0]?.extensions.code ?? 'done').toMatch(/^(?:NOT_FOUND|done)$/)
      expect(await world.sql('select from group_member where group_id = $1', [id])).toEqual([])
    }
  })

  it('somebody who is removed from the client is put into no group', async () => {
    const id = await made('Leavers')
    await acme.invite(['lea@acme.example'])
    const { id: lea } = await acme.user('lea@acme.example')
    await Promise.all([admin.bulk('removeUsers', [lea]), owner.ask(update, { input: { id, addUserIds: [lea] } })])
    expect(await namesIn(id)).toEqual([])
  })

  it('two who fill and empty the same groups the other way round wait, and neither is lost', async () => {
    const [one, two] = [await made('Left'), await made('Right')]
    const swap = (by: Caller, addGroupIds: string[], removeGroupIds: string[]) =>
      by.ask(change, { input: { userIds: people, addGroupIds, removeGroupIds } })
    for (let round = 0; round < 5; round++) {
      const answers = await Promise.all([swap(admin, [one], [two]), swap(owner, [two], [one])])
      expect(answers.map(({ body }) => body.errors)).toEqual([undefined, undefined])
      expect([await namesIn(one), await namesIn(two)].map(({ length }) => length).sort((a, b) => a - b)).toEqual([0, 12])
    }
  })
})

it('a subscriber sees who came into which group', async () => {
  const follower = await Follower.start(owner)
  await made('Watched', [people[3]!])
  await expect.poll(() => follower.types).toEqual(['OrganizationUser_UpdatedGroups', 'Group_Created'])
})
