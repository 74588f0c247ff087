import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../testkit/person.js'
import { sealedName } from '../testkit/rows.js'
import { useWorld } from '../testkit/use-world.js'
import { withinASecond } from '../testkit/within-a-second.js'

const decide = 'mutation ($input: ChangeCollectionSettingsInput!) { changeCollectionSettings(input: $input) { collectionSettings { providerItemAccess } } }'
const create = 'mutation ($input: CreateCollectionInput!) { createCollection(input: $input) { id userAccess { id } groupAccess { id } } }'
const rename = 'mutation ($input: UpdateCollectionInput!) { updateCollection(input: $input) { id } }'
const give = 'mutation ($input: ChangeCollectionAccessInput!) { changeCollectionAccess(input: $input) { code } }'
const remove = 'mutation ($ids: [ID!]!) { deleteCollections(ids: $ids) { code } }'
const listed = 'query ($id: ID!) { client(id: $id) { collectionCount collections(first: 10) { edges { node { id } } } viewerCanCreateCollections viewerCanChangeItemAccess } }'
const node = 'query ($id: ID!) { node(id: $id) { id } }'
const matrix = 'query ($id: ID!, $ids: [ID!]!) { client(id: $id) { users(first: 10) { edges { node { collectionAccess(collectionIds: $ids) collections { direct } } } } } }'
const explained = 'query ($id: ID!) { node(id: $id) { ... on User { rights { rights { permission granted because { source } } } } } }'

const world = await useWorld()
const provider = await world.provider('Northwind')
const { admin } = provider
const sam = await provider.hire('sam@northwind.example')
const acme = await provider.createClient('Acme', { seats: 20 })
const globex = await provider.createClient('Globex')
const owner = await acme.owner()
const boss = await acme.join('boss@acme.example', 'ADMIN')
const samHere = await acme.admit(sam, 'USER')
const tool = await provider.tool(['READ', 'USERS_WRITE', 'COLLECTIONS_WRITE'])

function ofNew(clientId: string) {
  return {
    clientId,
    id: randomUUID(),
    name: sealedName(),
    binding: sealedName(),
    grantUsers: [{ userId: owner.userId, access: 'MANAGE' }],
  }
}
const collection: string = (await owner.do(create, { input: ofNew(acme.id) })).createCollection.id
const say = (caller: Caller, providerItemAccess: string) => caller.do(decide, { input: { clientId: acme.id, providerItemAccess } })
const count = (caller: Caller) => caller.do(listed, { id: acme.id }).then(({ client }) => client.collectionCount)

async function close(): Promise<void> {
  await say(owner, 'IMPORT_ONLY')
  expect(await withinASecond(() => count(admin).then(seen => seen === null ? 'closed' : 'open'), 'open')).toBe('closed')
}
beforeEach(async () => {
  await say(owner, 'FULL')
  expect(await withinASecond(() => count(admin), null)).toBeGreaterThan(0)
})

describe('what the provider sees of a client\'s collections', () => {
  it('is decided by the client\'s owners alone, with a fresh proof, and is an event for each change', async () => {
    const input = { clientId: acme.id, providerItemAccess: 'IMPORT_ONLY' }
    for (const caller of [admin, sam, boss])
      expect(await caller.refused(decide, { input })).toBe('FORBIDDEN')
    expect(await tool.refused(decide, { input })).toBe('FORBIDDEN')
    expect(await world.stranger.refused(decide, { input })).toBe('UNAUTHENTICATED')
    expect(await admin.refused(decide, { input: { ...input, limitItemDeletion: true } })).toBe('FORBIDDEN')
    const logged = await provider.logged(async () => {
      await say(owner, 'IMPORT_ONLY')
      await say(owner, 'IMPORT_ONLY')
      await say(owner, 'FULL')
    })
    const event = { event: 'Organization_ProviderItemAccessChanged', by: 'owner', whom: 'Acme' }
    expect(logged).toEqual([{ ...event, access: 'IMPORT_ONLY', was: 'FULL' }, { ...event, access: 'FULL', was: 'IMPORT_ONLY' }])
  })

  it('IMPORT_ONLY closes lists, counts, nodes, the matrix and the reach of people to provider admins and tools within a second', async () => {
    await close()
    for (const caller of [admin, tool]) {
      expect((await caller.do(listed, { id: acme.id })).client)
        .toEqual({ collectionCount: null, collections: null, viewerCanCreateCollections: true, viewerCanChangeItemAccess: false })
      const { client } = await caller.do(matrix, { id: acme.id, ids: [collection] })
      expect(client.users!.edges.length).toBeGreaterThan(1)
      for (const { node: person } of client.users!.edges)
        expect(person).toEqual({ collectionAccess: null, collections: null })
    }
    expect(await admin.do(node, { id: collection })).toEqual({ node: null })
  })

  it('IMPORT_ONLY lets the provider make a collection and nothing more, neither change nor delete one that it made itself', async () => {
    await close()
    const { createCollection: made } = await admin.do(create, { input: ofNew(acme.id) })
    expect(made).toEqual({ id: expect.any(String), userAccess: null, groupAccess: null })
    expect(await count(admin)).toBeNull()
    for (const id of [made.id, collection]) {
      expect(await admin.refused(rename, { input: { id, externalId: 'x' } })).toMatch(/^(?:FORBIDDEN|NOT_FOUND)$/)
      expect((await admin.do(remove, { ids: [id] })).deleteCollections[0]!.code).toMatch(/^(?:FORBIDDEN|NOT_FOUND)$/)
      const input = { collectionIds: [id], grantUsers: [{ userId: boss.userId, access: 'MANAGE' }] }
      expect((await admin.do(give, { input })).changeCollectionAccess[0]!.code).toMatch(/^(?:FORBIDDEN|NOT_FOUND)$/)
    }
    expect(await count(owner)).toBeGreaterThan(1)
  })

  it('whoever of the provider belongs to the client acts by that membership', async () => {
    await close()
    const { client } = await sam.do(listed, { id: acme.id })
    expect([client.collectionCount, client.collections]).toEqual([null, { edges: [] }])
  })

  it('other clients stay as they are', async () => {
    await close()
    expect((await admin.do(listed, { id: globex.id })).client.collections).toEqual({ edges: [] })
  })

  it('a change that a provider admin began before it was closed is not committed after', async () => {
    const ids = await Promise.all([...Array.from({ length: 4 }).keys()].map(() =>
      owner.do(create, { input: ofNew(acme.id) }).then(({ createCollection }) => createCollection.id)))
    await Promise.all([say(owner, 'IMPORT_ONLY'), ...ids.map(id => admin.ask(remove, { ids: [id] }))])
    expect(await withinASecond(() => count(admin).then(seen => seen === null ? 'closed' : 'open'), 'open')).toBe('closed')
    const left = await count(owner)
    await Promise.all(ids.map(id => admin.ask(remove, { ids: [id] })))
    expect(await count(owner)).toBe(left)
  })

  it('what somebody may do is explained with it', async () => {
    const rightOf = async () => {
      const { node: user } = await admin.do(explained, { id: samHere })
      const { rights: { rights } } = user as unknown as { rights: { rights: Array<{ permission: string, because: unknown[] }> } }
      return rights.find(({ permission }) => permission === 'collection:delete')!.because
    }
    expect(await rightOf()).toEqual([{ source: 'PROVIDER' }])
    await close()
    expect(await rightOf()).toEqual([])
  })
})
