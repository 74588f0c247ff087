import { describe, expect, it } from 'vitest'
import { scopeTo } from '../testkit/scope.js'
import { useWorld } from '../testkit/use-world.js'
import type { Person } from '../testkit/person.js'
import type { ClientOf } from '../testkit/world.js'

const create = 'mutation ($input: CreateBaselineInput!) { createBaseline(input: $input) { id revisedAt position clientCount } }'
const update = 'mutation ($input: UpdateBaselineInput!) { updateBaseline(input: $input) { id revisedAt } }'
const remove = 'mutation ($id: ID!) { deleteBaseline(id: $id) { id } }'
const bring = 'mutation ($input: BringToBaselineInput!) { bringToBaseline(input: $input) { baselineDrift { policies settings } } }'
const group = 'mutation ($input: CreateClientGroupInput!) { createClientGroup(input: $input) { id } }'
const removeGroup = 'mutation ($ids: [ID!]!) { deleteClientGroups(ids: $ids) { ok code } }'
const look = 'query ($id: ID!) { client(id: $id) { baseline { id name revisedAt } baselineDrift { policies settings } } }'
const set = 'mutation ($input: SetPolicyInput!) { setPolicy(input: $input) { id } }'

const world = await useWorld()
const provider = await world.provider('Northwind', { enterprise: 500, teams: 500 })
const { admin } = provider

let made = 0
async function groupOf(...clients: ClientOf[]): Promise<string> {
  const input = { providerId: provider.id, name: `Group ${++made}`, clientIds: clients.map(({ id }) => id) }
  return (await admin.do(group, { input })).createClientGroup.id
}

const policies = [{ kind: 'ACCOUNT_RECOVERY', enabled: true, autoEnrol: true }, { kind: 'SINGLE_ORGANIZATION', enabled: true }] as const

function inputFor(clientGroupIds: string[], more: object = {}) {
  return { providerId: provider.id, name: 'Banks', policies: [...policies], settings: { limitItemDeletion: true }, clientGroupIds, ...more }
}

async function baselineFor(clientGroupIds: string[], more: object = {}): Promise<string> {
  return (await admin.do(create, { input: inputFor(clientGroupIds, more) })).createBaseline.id
}

async function seen({ id }: ClientOf, by: Person = admin) {
  const { client: { baseline, baselineDrift } } = await by.do(look, { id })
  return { baseline, drift: baselineDrift }
}

async function bringing(client: ClientOf) {
  const { baseline } = await seen(client)
  return { input: { clientId: client.id, baselineId: baseline!.id, revisedAt: baseline!.revisedAt } }
}

const codeIn = ({ message }: Error): string => /[A-Z]+_?[A-Z]{3,}/.exec(message)?.[0] ?? message

describe('a baseline', () => {
  it('changes no client; the differences are shown in the order in which they can be done', async () => {
    const acme = await provider.createClient('Acme', { seats: 5 })
    await baselineFor([await groupOf(acme)])
    const { baseline, drift } = await seen(acme)
    expect(baseline).toMatchObject({ name: 'Banks' })
    expect(drift).toEqual({ policies: ['SINGLE_ORGANIZATION', 'ACCOUNT_RECOVERY'], settings: ['limitItemDeletion'] })
  })

  it('is reached through the same verbs, with their events; what is changed afterwards is drift again', async () => {
    const birch = await provider.createClient('Birch', { seats: 5 })
    await baselineFor([await groupOf(birch)])
    const asked = await bringing(birch)
    const logged = await provider.logged(async () => {
      expect((await admin.do(bring, asked)).bringToBaseline.baselineDrift).toEqual({ policies: [], settings: [] })
    })
    expect(logged.map(({ event }) => event)).toEqual([
      'Policy_Updated',
      'Policy_Updated',
      'Organization_CollectionManagement_LimitItemDeletionEnabled',
      'Organization_BroughtToBaseline',
    ])
    expect(await provider.logged(() => admin.do(bring, asked))).toEqual([])
    await admin.do(set, { input: { clientId: birch.id, kind: 'ACCOUNT_RECOVERY', enabled: false } })
    expect((await seen(birch)).drift).toEqual({ policies: ['ACCOUNT_RECOVERY'], settings: [] })
  })

  it('changes nothing of a client that cannot be all of it', async () => {
    const cedar = await provider.createClient('Cedar', { seats: 5, plan: 'TEAMS' })
    await baselineFor([await groupOf(cedar)])
    expect(await admin.refused(bring, await bringing(cedar))).toBe('POLICY_NEEDS_ENTERPRISE')
    expect((await seen(cedar)).drift!.settings).toEqual(['limitItemDeletion'])
  })

  it('that was changed since it was shown is not applied', async () => {
    const dune = await provider.createClient('Dune', { seats: 5 })
    const id = await baselineFor([await groupOf(dune)])
    const asked = await bringing(dune)
    await admin.do(update, { input: { id, settings: { allowAdminAccess: true } } })
    expect(await admin.refused(bring, asked)).toBe('CONFLICT')
  })

  it('that comes first is the client\'s, and the next one once it is gone', async () => {
    const elm = await provider.createClient('Elm', { seats: 5 })
    const groups = [await groupOf(elm)]
    const second = await baselineFor(groups, { position: 7 })
    const first = await baselineFor(groups, { position: 3 })
    expect((await seen(elm)).baseline!.id).toBe(first)
    await admin.do(remove, { id: first })
    expect((await seen(elm)).baseline!.id).toBe(second)
  })
})

it('whoever works for the provider sees baselines and changes none; the client\'s own people learn of none', async () => {
  const fig = await provider.createClient('Fig', { seats: 5 })
  const groups = [await groupOf(fig)]
  const id = await baselineFor(groups)
  const technician = await provider.hire('sam@northwind.example')
  expect((await seen(fig, technician)).baseline!.id).toBe(id)
  expect(await technician.refused(create, { input: inputFor(groups) })).toBe('FORBIDDEN')
  expect(await technician.refused(remove, { id })).toBe('FORBIDDEN')
  const owner = await fig.owner()
  expect(await seen(fig, owner)).toEqual({ baseline: null, drift: null })
  expect(await owner.refused(remove, { id })).toBe('NOT_FOUND')
  expect(await owner.refused(bring, await bringing(fig))).toBe('FORBIDDEN')
})

it('another provider neither sees nor changes it, and cannot bind its own to these groups', async () => {
  const gull = await provider.createClient('Gull', { seats: 5 })
  const groups = [await groupOf(gull)]
  const id = await baselineFor(groups)
  const other = await world.anotherProvider('Southwind')
  expect(await other.admin.refused(update, { input: { id, name: 'Mine' } })).toBe('NOT_FOUND')
  expect(await other.admin.refused(create, { input: { ...inputFor(groups), providerId: other.id } })).toBe('NOT_FOUND')
})

describe('a change of a baseline', () => {
  it('that changes nothing records nothing, and takes nobody\'s differences away', async () => {
    const hazel = await provider.createClient('Hazel', { seats: 5 })
    const groups = [await groupOf(hazel)]
    const id = await baselineFor(groups)
    const asked = await bringing(hazel)
    const clientGroupIds = [...groups, ...groups]
    const same = { id, name: ' Banks ', policies: [...policies], settings: { limitItemDeletion: true }, clientGroupIds }
    expect(await provider.logged(() => admin.do(update, { input: same }))).toEqual([])
    expect((await admin.do(bring, asked)).bringToBaseline.baselineDrift).toEqual({ policies: [], settings: [] })
  })

  it('to other groups alone is one', async () => {
    const iris = await provider.createClient('Iris', { seats: 5 })
    const id = await baselineFor([await groupOf(iris)])
    const logged = await provider.logged(() => admin.do(update, { input: { id, clientGroupIds: [] } }))
    expect(logged.map(({ event }) => event)).toEqual(['Baseline_Updated'])
    expect((await seen(iris)).baseline).toBeNull()
  })
})

it('a group that a baseline is for stays until the baseline is for others', async () => {
  const juno = await provider.createClient('Juno', { seats: 5 })
  const used = await groupOf(juno)
  const id = await baselineFor([used])
  expect((await admin.do(removeGroup, { ids: [used] })).deleteClientGroups).toEqual([{ ok: false, code: 'CLIENT_GROUP_IN_USE' }])
  await admin.do(update, { input: { id, clientGroupIds: [] } })
  expect((await admin.do(removeGroup, { ids: [used] })).deleteClientGroups).toEqual([{ ok: true, code: null }])
})

it('a client that joins a group comes to its baseline as it is, adrift until it is brought there', async () => {
  const kite = await provider.createClient('Kite', { seats: 5 })
  const late = await groupOf()
  await baselineFor([late])
  expect((await seen(kite)).baseline).toBeNull()
  const joined = await provider.logged(() => admin.do(
    'mutation ($input: UpdateClientGroupInput!) { updateClientGroup(input: $input) { id } }',
    { input: { id: late, addClientIds: [kite.id] } },
  ))
  expect(joined.map(({ event }) => event)).toEqual(['ClientGroup_Updated'])
  expect((await seen(kite)).drift!.policies).toEqual(['SINGLE_ORGANIZATION', 'ACCOUNT_RECOVERY'])
})

describe('whoever works for one group of clients', () => {
  it('sees its baseline and no other, counts its clients alone, and brings these and no others', async () => {
    const [lime, mint] = [await provider.createClient('Lime', { seats: 5 }), await provider.createClient('Mint', { seats: 5 })]
    const [mine, others] = [await groupOf(lime), await groupOf(mint)]
    const shared = await baselineFor([mine, others], { name: 'Shared' })
    const hidden = await baselineFor([others], { name: 'Hidden', position: 1 })
    const limited = await provider.hire('lim@northwind.example')
    await scopeTo(provider, limited.email, { clientGroupIds: [mine] })
    const { provider: listed } = await limited.do(
      'query ($id: ID!) { provider(id: $id) { baselines { id name clientCount viewerCanChange clientGroups { id } } } }',
      { id: provider.id },
    )
    expect(listed.baselines).toEqual([{ id: shared, name: 'Shared', clientCount: 1, viewerCanChange: false, clientGroups: [{ id: mine }] }])
    expect((await limited.do('query ($id: ID!) { node(id: $id) { id } }', { id: hidden })).node).toBeNull()
    const ofMint = await bringing(mint)
    expect(await limited.refused(bring, ofMint)).toBe('NOT_FOUND')
    expect((await limited.do(bring, await bringing(lime))).bringToBaseline.baselineDrift).toEqual({ policies: [], settings: [] })
    expect((await seen(mint)).drift!.policies).toHaveLength(2)
  })

  it('brings no client any more once it went out of their scope', async () => {
    const nova = await provider.createClient('Nova', { seats: 5 })
    const groups = [await groupOf(nova)]
    await baselineFor(groups)
    const limited = await provider.hire('gone@northwind.example')
    await scopeTo(provider, limited.email, { clientGroupIds: groups })
    const asked = await bringing(nova)
    expect((await seen(nova, limited)).baseline).toMatchObject({ name: 'Banks' })
    await scopeTo(provider, limited.email, { clientGroupIds: [await groupOf()] })
    expect(await limited.refused(bring, asked)).toBe('NOT_FOUND')
  })
})

describe('at the same time', () => {
  it('two who bring one client there change each thing once', async () => {
    const oak = await provider.createClient('Oak', { seats: 5 })
    await baselineFor([await groupOf(oak)])
    const technician = await provider.hire('twice@northwind.example')
    const asked = await bringing(oak)
    const logged = await provider.logged(() => Promise.all([admin.do(bring, asked), technician.do(bring, asked)]))
    expect(logged.map(({ event }) => event)).toEqual([
      'Policy_Updated',
      'Policy_Updated',
      'Organization_CollectionManagement_LimitItemDeletionEnabled',
      'Organization_BroughtToBaseline',
    ])
  })

  it('a group is deleted, or a baseline is for it, never both', async () => {
    const pine = await provider.createClient('Pine', { seats: 5 })
    for (let round = 0; round < 5; round++) {
      const id = await baselineFor([])
      const wanted = await groupOf(pine)
      const [deleted, bound] = await Promise.all([
        admin.do(removeGroup, { ids: [wanted] }).then(({ deleteClientGroups: [row] }) => row!.code ?? 'ok'),
        admin.do(update, { input: { id, clientGroupIds: [wanted] } }).then(() => 'ok', codeIn),
      ])
      expect([['ok', 'NOT_FOUND'], ['CLIENT_GROUP_IN_USE', 'ok']]).toContainEqual([deleted, bound])
      await admin.do(remove, { id })
    }
  })

  it('a client is brought to its baseline wholly, or the baseline is deleted before', async () => {
    const rowan = await provider.createClient('Rowan', { seats: 5 })
    const id = await baselineFor([await groupOf(rowan)])
    const asked = await bringing(rowan)
    const [brought] = await Promise.all([
      admin.do(bring, asked).then(() => 'ok', codeIn),
      admin.do(remove, { id }),
    ])
    expect(['ok', 'CONFLICT']).toContain(brought)
    const { client } = await admin.do(
      'query ($id: ID!) { client(id: $id) { policies { kind } collectionSettings { limitItemDeletion } } }',
      { id: rowan.id },
    )
    expect([client.policies.length, client.collectionSettings.limitItemDeletion]).toEqual(brought === 'ok' ? [2, true] : [0, false])
  })
})
