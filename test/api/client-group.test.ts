import { describe, expect, it } from 'vitest'
import { Follower } from '../feed/follower.js'
import { useWorld } from '../testkit/use-world.js'

const create = 'mutation ($input: CreateClientGroupInput!) { createClientGroup(input: $input) { id name clientCount rule { plans seatsFrom tags nameContains } } }'
const update = 'mutation ($input: UpdateClientGroupInput!) { updateClientGroup(input: $input) { id name clientCount } }'
const remove = 'mutation ($ids: [ID!]!) { deleteClientGroups(ids: $ids) { id ok code } }'
const tag = 'mutation ($input: ChangeClientTagsInput!) { changeClientTags(input: $input) { id ok code } }'
const rename = 'mutation ($id: ID!, $name: String!) { renameClient(id: $id, name: $name) { id } }'

const world = await useWorld()
const provider = await world.provider('Northwind', { enterprise: 500, teams: 500 })
const { admin } = provider
const technician = await provider.hire('sam@northwind.example')
const acme = await provider.createClient('Acme Bank', { seats: 50 })
const birch = await provider.createClient('Birch Clinic', { seats: 5 })
const cedar = await provider.createClient('Cedar Bank', { seats: 5, plan: 'TEAMS' })
const owner = await acme.owner()

async function made(name: string, input: object = {}): Promise<string> {
  return (await admin.do(create, { input: { providerId: provider.id, name, ...input } })).createClientGroup.id
}

async function clientsIn(filter: object, by = admin): Promise<string[]> {
  const { clients } = await by.do('query ($filter: ClientFilter) { clients(filter: $filter) { totalCount edges { node { name } } } }', { filter })
  expect(clients.totalCount).toBe(clients.edges.length)
  return clients.edges.map(({ node }) => node.name)
}

async function tagged(clientIds: string[], change: { add?: string[], remove?: string[] }): Promise<void> {
  await admin.do(tag, { input: { clientIds, ...change } })
}

describe('tags', () => {
  it('are names in lower case, each once; whoever has them is found by them, and the log tells it to the provider alone', async () => {
    const logged = await provider.logged(async () => {
      await tagged([acme.id, cedar.id], { add: [' Gold ', 'gold', 'Bank  South'] })
      await tagged([cedar.id], { add: ['gold'], remove: ['bank south'] })
    })
    expect(logged).toEqual([
      { event: 'Organization_Tagged', by: 'Ada Admin', whom: 'Acme Bank', added: ['bank south', 'gold'], removed: [] },
      { event: 'Organization_Tagged', by: 'Ada Admin', whom: 'Cedar Bank', added: ['bank south', 'gold'], removed: [] },
      { event: 'Organization_Tagged', by: 'Ada Admin', whom: 'Cedar Bank', added: [], removed: ['bank south'] },
    ])
    expect(await clientsIn({ tags: ['GOLD'] })).toEqual(['Acme Bank', 'Cedar Bank'])
    expect(await clientsIn({ tags: ['gold', 'bank south'] }, technician)).toEqual(['Acme Bank'])
    expect(await clientsIn({ tags: ['gold'] }, owner)).toEqual([])
    const { provider: { clientTags } } = await technician.do('{ provider { clientTags { tag clients } } }')
    expect(clientTags).toEqual([{ tag: 'gold', clients: 2 }, { tag: 'bank south', clients: 1 }])
    const { events } = await owner.do('{ events(first: 200) { edges { node { type } } } }')
    expect(events.edges.map(({ node }) => node.type)).not.toContain('Organization_Tagged')
  })

  it.each([
    ['an empty one', ['  ']],
    ['one with signs that nobody sees', ['go\u200Bld']],
    ['one of 41 characters', ['x'.repeat(41)]],
    ['21 of them', Array.from({ length: 21 }, (_, n) => `tag ${n}`)],
  ])('%s is refused', async (_, add) => {
    expect(await admin.refused(tag, { input: { clientIds: [acme.id], add } })).toBe('BAD_USER_INPUT')
  })

  it('a client has twenty at most', async () => {
    await tagged([birch.id], { add: Array.from({ length: 20 }, (_, n) => `tag ${n}`) })
    expect((await admin.do(tag, { input: { clientIds: [birch.id], add: ['another'] } })).changeClientTags).toMatchObject([{ ok: false, code: 'BAD_USER_INPUT' }])
    await tagged([birch.id], { remove: Array.from({ length: 20 }, (_, n) => `tag ${n}`) })
  })
})

describe('groups of clients that were chosen', () => {
  it('are made, renamed, filled, emptied and deleted, and each step stands in the log', async () => {
    const logged = await provider.logged(async () => {
      const id = await made('Banks', { clientIds: [acme.id, birch.id] })
      expect(await clientsIn({ groups: [id] })).toEqual(['Acme Bank', 'Birch Clinic'])
      const input = { id, name: 'Real banks', addClientIds: [cedar.id, acme.id], removeClientIds: [birch.id] }
      expect((await admin.do(update, { input })).updateClientGroup).toEqual({ id, name: 'Real banks', clientCount: 2 })
      expect(await clientsIn({ groups: [id] }, technician)).toEqual(['Acme Bank', 'Cedar Bank'])
      expect((await admin.do(remove, { ids: [id] })).deleteClientGroups).toEqual([{ id, ok: true, code: null }])
      expect(await admin.refused(update, { input: { id, name: 'Gone' } })).toBe('NOT_FOUND')
      expect(await clientsIn({ groups: [id] })).toEqual([])
    })
    expect(logged).toEqual([
      { event: 'ClientGroup_Created', by: 'Ada Admin', whom: 'Banks', name: 'Banks', clients: 2, rule: false },
      { event: 'ClientGroup_Updated', by: 'Ada Admin', whom: 'Real banks', name: 'Real banks', was: 'Banks', joined: 1, left: 1 },
      { event: 'ClientGroup_Deleted', by: 'Ada Admin', whom: 'Real banks', name: 'Real banks', clients: 2 },
    ])
  })

  it('take no client of another provider, and no rule', async () => {
    const contoso = await world.anotherProvider('Contoso')
    const foreign = await contoso.createClient('Foreign')
    const id = await made('Chosen')
    expect(await admin.refused(update, { input: { id, addClientIds: [foreign.id] } })).toBe('NOT_FOUND')
    expect(await admin.refused(update, { input: { id, rule: {} } })).toBe('BAD_USER_INPUT')
    expect(await contoso.admin.refused(update, { input: { id, name: 'Mine' } })).toBe('NOT_FOUND')
    const insert = 'insert into client_group_member (provider_id, client_group_id, client_id) values ($1, $2, $3)'
    for (const providerId of [provider.id, contoso.id])
      await expect(world.sql(insert, [providerId, id, foreign.id])).rejects.toThrow('foreign key')
  })
})

describe('groups of clients by rule', () => {
  it.each([
    ['a plan', { plans: ['TEAMS'] }, ['Cedar Bank']],
    ['at least so many seats', { seatsFrom: 20 }, ['Acme Bank']],
    ['at most so many seats', { seatsTo: 5 }, ['Birch Clinic', 'Cedar Bank']],
    ['a part of the name', { nameContains: 'BANK' }, ['Acme Bank', 'Cedar Bank']],
    ['tags', { tags: ['Gold'] }, ['Acme Bank', 'Cedar Bank']],
    ['tags and others that are not there', { tags: ['gold'], withoutTags: ['bank south'] }, ['Cedar Bank']],
    ['an age', { daysFrom: 1 }, []],
    ['a youth', { daysTo: 0 }, ['Acme Bank', 'Birch Clinic', 'Cedar Bank']],
    ['everything', {}, ['Acme Bank', 'Birch Clinic', 'Cedar Bank']],
    ['nothing', { seatsFrom: 9_999 }, []],
  ])('by %s', async (what, rule, expected) => {
    const id = await made(`By ${what}`, { rule })
    expect(await clientsIn({ groups: [id] })).toEqual(expected)
    await admin.do(remove, { ids: [id] })
  })

  it.each([
    ['a range that is turned round', { seatsFrom: 5, seatsTo: 4 }],
    ['a negative number', { daysFrom: -1 }],
    ['no plan at all', { plans: [] }],
    ['a tag that cannot be', { tags: ['\u202Egold'] }],
    ['an empty part of a name', { nameContains: ' ' }],
  ])('%s is refused', async (_, rule) => {
    expect(await admin.refused(create, { input: { providerId: provider.id, name: 'Bad', rule } })).toBe('BAD_USER_INPUT')
  })

  it('follow whoever changes: name, seats, tags, new clients and the rule itself', async () => {
    const id = await made('Big banks', { rule: { nameContains: 'bank', seatsFrom: 20, tags: ['gold'] } })
    const inIt = () => clientsIn({ groups: [id] })
    expect(await inIt()).toEqual(['Acme Bank'])
    const logged = await provider.logged(() => admin.do('mutation ($id: ID!) { addSeats(clientId: $id, count: 20) { id } }', { id: cedar.id }))
    expect(logged[0]).toEqual({ event: 'Organization_Regrouped', by: 'Ada Admin', whom: 'Cedar Bank', joined: ['Big banks'], left: [] })
    expect(await inIt()).toEqual(['Acme Bank', 'Cedar Bank'])
    await tagged([acme.id], { remove: ['gold'] })
    expect(await inIt()).toEqual(['Cedar Bank'])
    await tagged([acme.id], { add: ['gold'] })
    await owner.do(rename, { id: acme.id, name: 'Acme Savings' })
    expect(await inIt()).toEqual(['Cedar Bank'])
    await owner.do(rename, { id: acme.id, name: 'Acme Bank' })
    expect(await inIt()).toEqual(['Acme Bank', 'Cedar Bank'])
    expect((await admin.do(update, { input: { id, rule: { plans: ['TEAMS'] } } })).updateClientGroup.clientCount).toBe(1)
    const dune = await provider.createClient('Dune', { plan: 'TEAMS' })
    expect(await inIt()).toEqual(['Cedar Bank', 'Dune'])
    await dune.owner()
    await admin.do('mutation ($id: ID!) { unlinkClient(id: $id) { id } }', { id: dune.id })
    expect(await inIt()).toEqual(['Cedar Bank'])
    expect(await world.sql('select from client_group_member where client_id = $1', [dune.id])).toEqual([])
    expect(await admin.refused(update, { input: { id, addClientIds: [acme.id] } })).toBe('BAD_USER_INPUT')
  })

  it('a client grows older by itself, which the hourly work sees', async () => {
    const id = await made('Old', { rule: { daysFrom: 30 } })
    await world.sql(`update client set created_at = now() - interval '31 days' where id = $1`, [birch.id])
    expect(await clientsIn({ groups: [id] })).toEqual([])
    const logged = await provider.logged(() => world.server.services.queue.run('regroup-clients'))
    expect(logged).toEqual([{ event: 'Organization_Regrouped', by: null, whom: 'Birch Clinic', joined: ['Old'], left: [] }])
    expect(await clientsIn({ groups: [id] })).toEqual(['Birch Clinic'])
    expect(await provider.logged(() => world.server.services.queue.run('regroup-clients'))).toEqual([])
  })

  it('a client that changes while the rule does is missed by neither', async () => {
    const id = await made('Racing', { rule: { nameContains: 'nobody' } })
    for (let trial = 0; trial < 6; trial++) {
      const word = `race${trial}`
      await provider.atOnce(
        async () => void await admin.do(update, { input: { id, rule: { nameContains: word } } }),
        async () => void await admin.do(rename, { id: birch.id, name: `Birch ${word}` }),
        async () => void await admin.do(rename, { id: cedar.id, name: `Cedar ${word}` }),
      )
      expect(await clientsIn({ groups: [id] })).toEqual([`Birch ${word}`, `Cedar ${word}`])
    }
    await admin.do(rename, { id: birch.id, name: 'Birch Clinic' })
    await admin.do(rename, { id: cedar.id, name: 'Cedar Bank' })
  })
})

describe('events of groups of clients', () => {
  it('are found and followed by their clients, also after these have changed', async () => {
    const id = await made('Watched', { clientIds: [acme.id] })
    const namesOf = async () => {
      const { events } = await admin.do(
        'query ($groups: [ID!]) { events(first: 200, filter: { groups: $groups }) { edges { node { clientName } } } }',
        { groups: [id] },
      )
      return [...new Set(events.edges.map(({ node }) => node.clientName))]
    }
    expect(await namesOf()).toEqual(expect.arrayContaining(['Acme Bank']))
    expect(await namesOf()).not.toContain('Birch Clinic')
    const follower = await Follower.start(admin, { providerId: provider.id, filter: { groups: [id] } })
    await follower.until(({ batches }) => batches.length > 0)
    const change = async (client: typeof acme) => {
      await admin.do(rename, { id: client.id, name: 'Passing' })
      await admin.do(rename, { id: client.id, name: client.name })
    }
    await change(birch)
    await change(acme)
    await follower.until(({ lines }) => lines.length >= 2)
    await admin.do(update, { input: { id, addClientIds: [birch.id], removeClientIds: [acme.id] } })
    await change(acme)
    await change(birch)
    await follower.until(({ lines }) => lines.length >= 4)
    expect(follower.lines.map(({ clientId }) => clientId)).toEqual([acme.id, acme.id, birch.id, birch.id])
    await follower.leave()
    expect(await owner.do('query ($groups: [ID!]) { events(filter: { groups: $groups }) { edges { cursor } } }', { groups: [id] })).toEqual({ events: { edges: [] } })
  })
})
