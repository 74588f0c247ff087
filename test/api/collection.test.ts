import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Caller } from '../testkit/person.js'
import { groupRow, insertRows, sealedName } from '../testkit/rows.js'
import { useWorld } from '../testkit/use-world.js'
import type { ClientOf } from '../testkit/world.js'

const create = 'mutation ($input: CreateCollectionInput!, $key: String) { createCollection(input: $input, idempotencyKey: $key) { id orphaned } }'
const update = 'mutation ($input: UpdateCollectionInput!) { updateCollection(input: $input) { id name externalId } }'
const access = 'mutation ($input: ChangeCollectionAccessInput!) { changeCollectionAccess(input: $input) { id ok code } }'
const remove = 'mutation ($ids: [ID!]!) { deleteCollections(ids: $ids) { id ok code } }'
const settings = 'mutation ($input: ChangeCollectionSettingsInput!) { changeCollectionSettings(input: $input) { id collectionSettings { limitCollectionCreation limitCollectionDeletion limitItemDeletion allowAdminAccess } } }'
const listed = 'query ($id: ID!, $filter: CollectionFilter) { client(id: $id) { collectionCount collections(first: 200, filter: $filter) { totalCount edges { node { id } } } } }'

const world = await useWorld()
const provider = await world.provider('Northwind')
const { admin } = provider
const acme = await provider.createClient('Acme', { seats: 60 })
const owner = await acme.owner()
const [uma, ed] = [await acme.join('uma@acme.example'), await acme.join('ed@acme.example')]
const boss = await acme.join('boss@acme.example', 'ADMIN')

interface Grants { users?: Record<string, string>, groups?: Record<string, string> }

function grantsOf({ users = {}, groups = {} }: Grants) {
  return {
    grantUsers: Object.entries(users).map(([userId, access]) => ({ userId, access })),
    grantGroups: Object.entries(groups).map(([groupId, access]) => ({ groupId, access })),
  }
}

function newCollection(grants: Grants, client: ClientOf = acme) {
  return { clientId: client.id, id: randomUUID(), name: sealedName(), binding: sealedName(), ...grantsOf(grants) }
}

async function made(grants: Grants, { by = admin, client = acme } = {}): Promise<string> {
  return (await by.do(create, { input: newCollection(grants, client) })).createCollection.id
}

async function newGroup(people: string[], client = acme): Promise<string> {
  const { createGroup } = await admin.do(
    'mutation ($input: CreateGroupInput!) { createGroup(input: $input) { id } }',
    { input: { clientId: client.id, name: 'Some', userIds: people } },
  )
  return createGroup.id
}

async function give(by: Caller, id: string, change: Grants & { removeUserIds?: string[], removeGroupIds?: string[] }): Promise<string> {
  const { users, groups, ...removed } = change
  const { body } = await by.ask(access, { input: { collectionIds: [id], ...grantsOf({ users, groups }), ...removed } })
  const [row] = (body.data as { changeCollectionAccess: Array<{ ok: boolean, code: string | null }> } | null)?.changeCollectionAccess ?? []
  return row ? row.code ?? 'ok' : body.errors![0]!.extensions.code
}

async function rename(by: Caller, id: string): Promise<string> {
  const { body } = await by.ask(update, { input: { id, name: sealedName(), binding: sealedName() } })
  return body.errors?.[0]?.extensions.code ?? 'ok'
}

async function removed(by: Caller, id: string): Promise<string> {
  const { deleteCollections: [row] } = await by.do(remove, { ids: [id] })
  return row!.code ?? 'ok'
}

async function decide(change: object, by: Caller = owner): Promise<void> {
  await by.do(settings, { input: { clientId: acme.id, ...change } })
}

/** Runs something under decisions of Acme, and takes them back. */
async function deciding(change: Record<string, true>, work: () => Promise<void>): Promise<void> {
  await decide(change)
  await work().finally(() => decide(Object.fromEntries(Object.keys(change).map(name => [name, false]))))
}

async function reach(userId: string, collectionIds: string[]): Promise<Array<string | null>> {
  const { node } = await admin.do('query ($id: ID!, $ids: [ID!]!) { node(id: $id) { ... on User { collectionAccess(collectionIds: $ids) } } }', { id: userId, ids: collectionIds })
  return (node as { collectionAccess: Array<string | null> }).collectionAccess
}

async function seenBy(by: Caller, filter?: object): Promise<string[]> {
  return (await by.do(listed, { id: acme.id, filter })).client.collections!.edges.map(({ node }) => node.id)
}

it('of collections that are named twice, or are none, somebody\'s access is told in the place of each', async () => {
  const id = await made({ users: { [uma.userId]: 'MANAGE' } })
  expect(await reach(uma.userId, [id, 'none', id, randomUUID()])).toEqual(['MANAGE', null, 'MANAGE', null])
})

describe('collections', () => {
  it('are made, renamed, given, taken away and deleted, and each step stands in the log without their names', async () => {
    const group = await newGroup([ed.userId])
    const input = newCollection({ users: { [uma.userId]: 'MANAGE' } })
    const logged = await provider.logged(async () => {
      expect((await admin.do(create, { input })).createCollection).toEqual({ id: input.id, orphaned: false })
      const name = sealedName()
      expect((await uma.do(update, { input: { id: input.id, name, binding: sealedName(), externalId: 'ou=shared' } })).updateCollection)
        .toEqual({ id: input.id, name, externalId: 'ou=shared' })
      expect(await give(uma, input.id, { groups: { [group]: 'VIEW' }, users: { [owner.userId]: 'EDIT' } })).toBe('ok')
      expect(await give(uma, input.id, { users: { [owner.userId]: 'VIEW' }, removeGroupIds: [group] })).toBe('ok')
      expect(await removed(uma, input.id)).toBe('ok')
    })
    const whom = null
    expect(logged).toEqual([
      { event: 'Collection_Created', by: 'Ada Admin', whom, granted: ['uma@acme.example: MANAGE'] },
      { event: 'Collection_Updated', by: 'uma', whom, renamed: true, granted: [], removed: [] },
      { event: 'Collection_Updated', by: 'uma', whom, renamed: false, granted: [`${acme.ownerEmail}: EDIT`, 'Some: VIEW'], removed: [] },
      { event: 'Collection_Updated', by: 'uma', whom, renamed: false, granted: [`${acme.ownerEmail}: VIEW`], removed: ['Some'] },
      { event: 'Collection_Deleted', by: 'uma', whom, people: 2, groups: 0 },
    ])
    expect(await rename(admin, input.id)).toBe('NOT_FOUND')
  })

  it('that nothing is changed about leave no event', async () => {
    const id = await made({ users: { [uma.userId]: 'MANAGE' } })
    expect(await provider.logged(async () => {
      expect(await give(admin, id, { users: { [uma.userId]: 'MANAGE' }, removeUserIds: [ed.userId] })).toBe('ok')
      await admin.do(update, { input: { id } })
    })).toEqual([])
  })

  it('are made once, however often it is asked with one key, and the answer is for those who may still make one', async () => {
    const input = newCollection({ users: { [uma.userId]: 'MANAGE' } })
    const first = await uma.do(create, { input, key: 'once and again' })
    expect(await uma.do(create, { input, key: 'once and again' })).toEqual(first)
    expect(await uma.refused(create, { input: { ...input, externalId: 'x' }, key: 'once and again' })).toBe('IDEMPOTENCY_MISMATCH')
    await deciding({ limitCollectionCreation: true }, async () => {
      expect(await uma.refused(create, { input, key: 'once and again' })).toBe('FORBIDDEN')
    })
    expect(await admin.refused(create, { input })).toBe('CONFLICT')
  })

  it('come with a new client, and its owner manages the first one', async () => {
    const birch = await provider.createClient('Birch', { firstCollection: true })
    const { client } = await admin.do('query ($id: ID!) { client(id: $id) { collections { edges { node { orphaned userAccess { email access } } } } } }', { id: birch.id })
    expect(client.collections!.edges).toEqual([{ node: { orphaned: false, userAccess: [{ email: birch.ownerEmail, access: 'MANAGE' }] } }])
  })
})

describe('what somebody reaches', () => {
  it('is what they are given directly, else all that their groups give together', async () => {
    const kim = await acme.join('kim@acme.example')
    const [viewers, editors] = [await newGroup([kim.userId]), await newGroup([kim.userId, ed.userId])]
    const users = { [uma.userId]: 'MANAGE' }
    const both = await made({ users, groups: { [viewers]: 'VIEW', [editors]: 'EDIT_EXCEPT_PASSWORDS' } })
    const overridden = await made({ users: { ...users, [kim.userId]: 'VIEW_EXCEPT_PASSWORDS' }, groups: { [editors]: 'MANAGE' } })
    const none = await made({ users })
    expect(await reach(kim.userId, [both, overridden, none])).toEqual(['EDIT', 'VIEW_EXCEPT_PASSWORDS', null])
    expect(await reach(ed.userId, [none, overridden, both])).toEqual([null, 'MANAGE', 'EDIT_EXCEPT_PASSWORDS'])
    const { node } = await admin.do(
      'query ($id: ID!) { node(id: $id) { ... on User { collections { access direct collection { id } groups { id } } } } }',
      { id: kim.userId },
    )
    const two = expect.toSatisfy((groups: Array<{ id: string }>) => groups.length === 2)
    expect((node as { collections: unknown[] }).collections).toEqual([
      { access: 'EDIT', direct: false, collection: { id: both }, groups: two },
      { access: 'VIEW_EXCEPT_PASSWORDS', direct: true, collection: { id: overridden }, groups: [{ id: editors }] },
    ])
    expect(await seenBy(kim)).toEqual([both, overridden])
    expect(await seenBy(admin, { reachedBy: [kim.userId] })).toEqual([both, overridden])
    const { client } = await admin.do(
      'query ($id: ID!, $c: [ID!]) { client(id: $id) { users(filter: { collections: $c }) { edges { node { email } } } } }',
      { id: acme.id, c: [both] },
    )
    expect(client.users!.edges.map(({ node }) => node.email)).toEqual(['ed@acme.example', 'kim@acme.example', 'uma@acme.example'])
  })

  it('is all that they see: no other collection exists for them, by no way', async () => {
    const [own, other] = [await made({ users: { [ed.userId]: 'MANAGE' } }), await made({ users: { [uma.userId]: 'MANAGE' } })]
    expect(await seenBy(ed)).toContain(own)
    expect(await seenBy(ed)).not.toContain(other)
    const seen = await ed.do('query ($id: ID!) { node(id: $id) { id } client: node(id: $id) { ... on Collection { client { id } } } }', { id: other })
    expect(seen).toEqual({ node: null, client: null })
    expect([await rename(ed, other), await removed(ed, other), await give(ed, other, { users: { [ed.userId]: 'MANAGE' } })])
      .toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND'])
    for (const filter of [{ reachedBy: [uma.userId] }, { groups: [randomUUID()] }])
      expect(await ed.refused(listed, { id: acme.id, filter })).toBe('FORBIDDEN')
    expect((await ed.do(listed, { id: acme.id })).client)
      .toMatchObject({ collectionCount: null, collections: { totalCount: (await seenBy(ed)).length } })
  })
})

describe('a role', () => {
  it('that does not manage a collection changes and deletes nothing of it', async () => {
    const id = await made({ users: { [uma.userId]: 'MANAGE', [ed.userId]: 'EDIT' } })
    for (const person of [ed, owner, boss]) {
      expect([await rename(person, id), await removed(person, id), await give(person, id, { users: { [person.userId]: 'MANAGE' } })])
        .toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN'])
    }
  })

  it('of admins reaches all collections where the client says so', async () => {
    const id = await made({ users: { [uma.userId]: 'MANAGE' } })
    await deciding({ allowAdminAccess: true }, async () => {
      expect([await rename(boss, id), await give(boss, id, { users: { [boss.userId]: 'EDIT' } }), await rename(ed, id)])
        .toEqual(['ok', 'ok', 'NOT_FOUND'])
      expect(await give(boss, id, { removeUserIds: [uma.userId] })).toBe('ok') // nobody manages it, and need not
      expect(await seenBy(owner, { orphaned: true })).toEqual([id])
      expect(await removed(owner, id)).toBe('ok')
    })
  })

  it('of admins mends a collection that nobody manages any more', async () => {
    const gone = await acme.join('gone@acme.example')
    const id = await made({ users: { [gone.userId]: 'MANAGE', [ed.userId]: 'EDIT' } })
    expect([await rename(boss, id), await seenBy(owner, { orphaned: true })]).toEqual(['FORBIDDEN', []])
    await admin.bulk('removeUsers', [gone.userId])
    expect(await seenBy(owner, { orphaned: true })).toEqual([id])
    expect(await rename(ed, id)).toBe('FORBIDDEN')
    expect(await give(boss, id, { users: { [ed.userId]: 'VIEW' } })).toBe('NO_MANAGER')
    expect(await give(boss, id, { users: { [boss.userId]: 'MANAGE' } })).toBe('ok')
    expect([await rename(owner, id), await removed(boss, id)]).toEqual(['FORBIDDEN', 'ok'])
  })

  it('that only manages people or groups gives nothing to itself', async () => {
    const permissions = ['manageUsers']
    const mary = await acme.join('mary@acme.example', 'CUSTOM', { permissions })
    const gus = await acme.join('gus@acme.example', 'CUSTOM', { permissions: ['manageGroups'] })
    const [group, own] = [await newGroup([uma.userId]), await newGroup([gus.userId])]
    const id = await made({ users: { [uma.userId]: 'MANAGE' } })
    expect([await give(mary, id, { users: { [ed.userId]: 'VIEW' } }), await give(gus, id, { groups: { [group]: 'VIEW' } })])
      .toEqual(['NOT_FOUND', 'NOT_FOUND'])
    await deciding({ allowAdminAccess: true }, async () => {
      expect(await give(mary, id, { users: { [ed.userId]: 'VIEW' } })).toBe('ok')
      expect(await give(gus, id, { groups: { [group]: 'VIEW' } })).toBe('ok')
      expect(await give(mary, id, { groups: { [group]: 'EDIT' } })).toBe('FORBIDDEN')
      expect(await seenBy(mary)).toContain(id)
      expect([await give(mary, id, { users: { [mary.userId]: 'VIEW' } }), await give(gus, id, { groups: { [own]: 'VIEW' } })])
        .toEqual(['SELF', 'SELF'])
      expect([await rename(mary, id), await removed(gus, id)]).toEqual(['FORBIDDEN', 'FORBIDDEN'])
    })
    await admin.bulk('removeUsers', [mary.userId, gus.userId])
  })

  it('with a flag for all collections edits or deletes those it does not reach', async () => {
    const [eve, del] = await Promise.all([['eve', 'editAnyCollection'], ['del', 'deleteAnyCollection']].map(([name, flag]) =>
      acme.join(`${name}@acme.example`, 'CUSTOM', { permissions: [flag!] })))
    const id = await made({ users: { [uma.userId]: 'MANAGE' } })
    expect([await rename(del!, id), await removed(eve!, id), await rename(eve!, id)]).toEqual(['FORBIDDEN', 'FORBIDDEN', 'ok'])
    expect([await give(del!, id, { users: { [ed.userId]: 'VIEW' } }), await give(eve!, id, { users: { [ed.userId]: 'VIEW' } })])
      .toEqual(['FORBIDDEN', 'ok'])
    expect(await removed(del!, id)).toBe('ok')
  })

  it('makes and deletes collections as far as the client does not limit it', async () => {
    const custom = await acme.join('cleo@acme.example', 'CUSTOM', { permissions: ['createNewCollections'] })
    const own = (userId: string) => ({ input: newCollection({ users: { [userId]: 'MANAGE' } }) })
    await deciding({ limitCollectionCreation: true, limitCollectionDeletion: true }, async () => {
      expect(await uma.refused(create, own(uma.userId))).toBe('FORBIDDEN')
      const theirs = (await custom.do(create, own(custom.userId))).createCollection.id
      const bosses = (await boss.do(create, own(boss.userId))).createCollection.id
      expect([await removed(custom, theirs), await removed(boss, bosses)]).toEqual(['FORBIDDEN', 'ok'])
      expect(await removed(admin, theirs)).toBe('ok')
    })
  })
})

describe('a client', () => {
  it('decides about its collections, and each decision is an event of its own', async () => {
    const logged = await provider.logged(async () => {
      const { changeCollectionSettings } = await owner.do(settings, {
        input: { clientId: acme.id, limitItemDeletion: true, allowAdminAccess: true, limitCollectionCreation: false },
      })
      expect(changeCollectionSettings.collectionSettings)
        .toEqual({ limitCollectionCreation: false, limitCollectionDeletion: false, limitItemDeletion: true, allowAdminAccess: true })
      await decide({ limitItemDeletion: false, allowAdminAccess: false })
    })
    const event = (name: string) => ({ event: `Organization_CollectionManagement_${name}`, by: 'owner', whom: 'Acme' })
    expect(logged).toEqual([
      event('LimitItemDeletionEnabled'),
      event('AllowAdminAccessToAllCollectionItemsEnabled'),
      event('LimitItemDeletionDisabled'),
      event('AllowAdminAccessToAllCollectionItemsDisabled'),
    ])
    expect(await boss.refused(settings, { input: { clientId: acme.id, allowAdminAccess: true } })).toBe('FORBIDDEN')
  })

  it('lets its admins join groups by themselves only where they reach everything anyway', async () => {
    const group = await newGroup([])
    const join = 'mutation ($input: ChangeUserGroupsInput!) { changeUserGroups(input: $input) { ok code } }'
    const input = { userIds: [boss.userId], addGroupIds: [group] }
    expect((await boss.do(join, { input })).changeUserGroups).toEqual([{ ok: false, code: 'SELF' }])
    await deciding({ allowAdminAccess: true }, async () => {
      expect((await boss.do(join, { input })).changeUserGroups).toEqual([{ ok: true, code: null }])
    })
  })

  it('tells those who can give access whom they can give it to, and nobody else', async () => {
    const candidates = 'query ($id: ID!, $search: String) { client(id: $id) { accessCandidates(search: $search) { kind name email } } }'
    const lone = await acme.join('lone@acme.example')
    await deciding({ limitCollectionCreation: true }, async () => {
      expect((await lone.do(candidates, { id: acme.id })).client.accessCandidates).toBeNull()
      const id = await made({ users: { [lone.userId]: 'MANAGE' } })
      expect((await lone.do(candidates, { id: acme.id, search: 'LONE@' })).client.accessCandidates)
        .toEqual([{ kind: 'PERSON', name: 'lone', email: 'lone@acme.example' }])
      expect((await lone.do('query ($id: ID!) { node(id: $id) { ... on Collection { userAccess { email } groupAccess { name } } } }', { id })).node)
        .toEqual({ userAccess: [{ email: 'lone@acme.example' }], groupAccess: [] })
    })
  })
})

describe('bad input', () => {
  const manage = { users: { [uma.userId]: 'MANAGE' } }
  const cases: Array<[string, object, string]> = [
    ['a name that is not sealed', { name: 'Passwords' }, 'SEALED_MALFORMED'],
    ['a binding that is not sealed', { binding: '2.AAAA|AAAA|AAAA' }, 'SEALED_MALFORMED'],
    ['a name that is too long', { name: `2.${[16, 720, 32].map(length => Buffer.alloc(length).toString('base64')).join('|')}` }, 'SEALED_MALFORMED'],
    ['an id that is none', { id: 'one' }, 'BAD_USER_INPUT'],
    ['an external id with an invisible sign', { externalId: 'a\u200Bb' }, 'BAD_USER_INPUT'],
    ['nobody who manages it', { grantUsers: [{ userId: uma.userId, access: 'EDIT' }] }, 'NO_MANAGER'],
    ['somebody twice', { grantUsers: ['MANAGE', 'VIEW'].map(level => ({ userId: uma.userId, access: level })) }, 'BAD_USER_INPUT'],
    ['somebody who is not there', { grantUsers: [{ userId: randomUUID(), access: 'MANAGE' }] }, 'NOT_FOUND'],
    ['a group that is not there', { grantGroups: [{ groupId: randomUUID(), access: 'MANAGE' }] }, 'NOT_FOUND'],
  ]
  it.each(cases)('%s is refused', async (_, change, code) => {
    expect(await admin.refused(create, { input: { ...newCollection(manage), ...change } })).toBe(code)
  })

  it('a name without its binding, and a change of nothing, are refused', async () => {
    const id = await made(manage)
    expect(await admin.refused(update, { input: { id, name: sealedName() } })).toBe('BAD_USER_INPUT')
    expect(await admin.refused(access, { input: { collectionIds: [id] } })).toBe('BAD_USER_INPUT')
    expect(await admin.refused(access, { input: { collectionIds: [id], ...grantsOf(manage), removeUserIds: [uma.userId] } }))
      .toBe('BAD_USER_INPUT')
  })

  it('a person or a group of another client is not there, and the database itself refuses the pair', async () => {
    const fir = await provider.createClient('Fir')
    await fir.invite(['fay@fir.example'])
    const [{ id: fay }, group] = [await fir.user('fay@fir.example'), await newGroup([], fir)]
    const id = await made(manage)
    expect([await give(admin, id, { users: { [fay]: 'VIEW' } }), await give(admin, id, { groups: { [group]: 'VIEW' } })])
      .toEqual(['NOT_FOUND', 'NOT_FOUND'])
    const elsewhere = await made({ users: { [fay]: 'MANAGE' } }, { client: fir })
    expect(await admin.refused(access, { input: { collectionIds: [id, elsewhere], ...grantsOf(manage) } })).toBe('BAD_USER_INPUT')
    for (const [table, column, of] of [['collection_user', 'user_id', fay], ['collection_group', 'group_id', group]] as const) {
      for (const client of [acme.id, fir.id]) {
        const pair = `insert into ${table} (provider_id, client_id, collection_id, ${column}, access) values ($1, $2, $3, $4, 7)`
        await expect(world.sql(pair, [provider.id, client, id, of])).rejects.toMatchObject({ code: '23503' })
      }
    }
    expect(await provider.clientKey(fir.id)).toBeDefined()
  })

  it('more than a collection, a client or an answer may hold is refused', async () => {
    const elm = await provider.createClient('Elm')
    const groups = Array.from({ length: 501 }, () => groupRow(elm))
    await insertRows(world, 'user_group', groups)
    const { id: manager } = await elm.user(elm.ownerEmail)
    const id = await made({ users: { [manager]: 'MANAGE' }, groups: Object.fromEntries(groups.slice(0, 499).map(({ id }) => [id, 'VIEW'])) }, { client: elm })
    const last = groups.slice(499).map(({ id }) => id)
    expect(await give(admin, id, { groups: Object.fromEntries(last.map(id => [id, 'VIEW'])) })).toBe('LIMIT_EXCEEDED')
    expect(await give(admin, id, { groups: { [last[0]!]: 'VIEW' } })).toBe('ok')
    const many = Array.from({ length: 100 }, randomUUID)
    const ids = Object.fromEntries(groups.slice(0, 51).map(({ id }) => [id, 'VIEW']))
    expect(await admin.refused(access, { input: { collectionIds: many, ...grantsOf({ groups: ids }) } })).toBe('BAD_USER_INPUT')
    await world.sql(`insert into collection (provider_id, client_id, id, name, binding, created_at, revised_at)
      select provider_id, client_id, gen_random_uuid(), name, binding, created_at, revised_at from collection, generate_series(1, 999) where id = $1`, [id])
    expect(await admin.refused(create, { input: newCollection({ users: { [manager]: 'MANAGE' } }, elm) })).toBe('LIMIT_EXCEEDED')
  })
})

it('a collection and a group that are deleted while they are given are given to nobody, and no answer is an error', async () => {
  const oak = await provider.createClient('Oak')
  const { id: manager } = await oak.user(oak.ownerEmail)
  for (let round = 0; round < 5; round++) {
    const group = await newGroup([], oak)
    const id = await made({ users: { [manager]: 'MANAGE' } }, { client: oak })
    const [given, gone] = await Promise.all([
      give(admin, id, { groups: { [group]: 'EDIT' } }),
      round % 2
        ? removed(admin, id)
        : admin.do('mutation ($ids: [ID!]!) { deleteGroups(ids: $ids) { ok } }', { ids: [group] }).then(() => 'ok'),
    ])
    expect([['ok', 'NOT_FOUND'].includes(given), gone]).toEqual([true, 'ok'])
    expect(await world.sql('select from collection_group where group_id = $1', [group])).toEqual([])
  }
})
