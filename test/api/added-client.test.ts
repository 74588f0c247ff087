import { describe, expect, it } from 'vitest'
import { openSharedKey } from '@wardroom/schema/sealing/provider'
import { sealBytes } from '@wardroom/schema/sealing/encstring'
import { unwrapKey } from '@wardroom/schema/sealing/rsa'
import { Follower } from '../feed/follower.js'
import type { Person } from '../testkit/person.js'
import { useWorld } from '../testkit/use-world.js'
import { withinASecond } from '../testkit/within-a-second.js'
import type { ClientOf, ProviderOf } from '../testkit/world.js'

const add = 'mutation ($input: AddClientInput!) { addClient(input: $input) { id name provider { id } providerKey seats { bought } } }'
const unlink = 'mutation ($id: ID!) { unlinkClient(id: $id) { id } }'
const addable = 'query ($id: ID!) { provider(id: $id) { addableClients { id name } } }'
const pools = 'query ($id: ID!) { provider(id: $id) { clientCount seatPools { plan allocated available purchased } } }'

const world = await useWorld()
const northwind = await world.provider('Northwind', { enterprise: 100 })
const contoso = await world.anotherProvider('Contoso', { enterprise: 5 })

/** A client that Northwind has let go, with its owner, who works for a provider. */
async function alone(name: string, employer: ProviderOf = northwind, type: 'PROVIDER_ADMIN' | 'SERVICE_USER' = 'PROVIDER_ADMIN') {
  const client = await northwind.createClient(name, { seats: 10 })
  const owner = await client.owner()
  await employer.admit(owner, type)
  await northwind.admin.do(unlink, { id: client.id })
  return { client, owner: await world.signIn(owner.email) }
}

/** The client key under the provider key, as the owner's browser makes it. */
async function keyFor(owner: Person, client: ClientOf, provider: ProviderOf): Promise<string> {
  const { viewer } = await owner.do('{ viewer { clientMemberships { key client { id } } providerMemberships { key provider { id } } } }')
  const own = viewer.clientMemberships.find(one => one.client.id === client.id)!.key!
  const shared = viewer.providerMemberships.find(one => one.provider.id === provider.id)!.key!
  return sealBytes(await unwrapKey(own, owner.keys.privateKey), await openSharedKey(shared, owner.keys.privateKey))
}

describe('an owner who is provider admin adds their client', () => {
  it('with its people, its seats and its key, and stays its owner', async () => {
    const { client, owner } = await alone('Acme')
    await world.signIn(client.ownerEmail)
    expect(await owner.do(addable, { id: northwind.id })).toEqual({ provider: { addableClients: [{ id: client.id, name: 'Acme' }] } })
    expect(await northwind.admin.do(addable, { id: northwind.id })).toEqual({ provider: { addableClients: [] } })
    const before = await northwind.admin.do(pools, { id: northwind.id })
    const input = { id: client.id, providerId: northwind.id, providerKey: await keyFor(owner, client, northwind) }
    let added: unknown
    const logged = await northwind.logged(async () => { added = await owner.do(add, { input }) })
    const { providerKey: sealed } = input
    expect(added).toEqual({
      addClient: { id: client.id, name: 'Acme', provider: { id: northwind.id }, providerKey: sealed, seats: { bought: 10 } },
    })
    expect(logged).toEqual([
      { event: 'ProviderOrganization_Added', by: 'owner', whom: 'Acme', plan: 'ENTERPRISE', seats: 10, provider: 'Northwind' },
    ])
    const after = await northwind.admin.do(pools, { id: northwind.id })
    expect(after.provider.clientCount).toBe(before.provider.clientCount + 1)
    const allocated = ({ provider: { seatPools } }: typeof before) => seatPools.find(({ plan }) => plan === 'ENTERPRISE')!.allocated
    expect(allocated(after)).toBe(allocated(before) + 10)
    expect((await client.user(client.ownerEmail)).role).toBe('OWNER')
    expect(await owner.do(addable, { id: northwind.id })).toEqual({ provider: { addableClients: [] } })
    // What was sealed is the client's key: it confirms people, whose copy opens the same.
    const uma = await client.join('uma@acme.example')
    const { viewer } = await uma.do('{ viewer { clientMemberships { key client { id } } } }')
    const { client: { providerKey } } = await northwind.admin.do('query ($id: ID!) { client(id: $id) { providerKey } }', { id: client.id })
    expect(providerKey).toBe(input.providerKey)
    expect(viewer.clientMemberships.map(one => one.client.id)).toEqual([client.id])
  })

  it('and those who follow it are authorized again within a second', async () => {
    const { client, owner } = await alone('Birch')
    const { events } = await owner.do('{ viewer { clientMemberships { client { id events(first: 1) { edges { cursor } } } } } }').then(({ viewer }) =>
      ({ events: viewer.clientMemberships.find(one => one.client.id === client.id)! }))
    expect(events.client.id).toBe(client.id)
    const service = await northwind.hire('sue@northwind.example')
    const follower = await Follower.start(service, { providerId: northwind.id })
    await follower.until(({ batches }) => batches.length > 0)
    await owner.do(add, { input: { id: client.id, providerId: northwind.id, providerKey: await keyFor(owner, client, northwind) } })
    await follower.hear('ProviderOrganization_Added')
    expect(await service.do('query ($id: ID!) { client(id: $id) { name } }', { id: client.id })).toEqual({ client: { name: 'Birch' } })
  })

  it('to another provider than the one that let it go, which buys the seats that its pool lacks', async () => {
    const { client, owner } = await alone('Cedar', contoso)
    const input = { id: client.id, providerId: contoso.id, providerKey: await keyFor(owner, client, contoso) }
    const logged = await contoso.logged(() => owner.do(add, { input }))
    expect(logged.map(({ event }) => event)).toEqual(['Provider_SeatsPurchased', 'ProviderOrganization_Added'])
    const named = 'query ($id: ID!) { client(id: $id) { name } }'
    expect(await contoso.admin.do(named, { id: client.id })).toEqual({ client: { name: 'Cedar' } })
    expect(await northwind.admin.refused(named, { id: client.id })).toBe('NOT_FOUND')
  })
})

describe('nobody else does', () => {
  it('neither a provider admin who is not its owner, nor an owner who is no provider admin', async () => {
    const { client, owner } = await alone('Dorn', northwind, 'SERVICE_USER')
    const providerKey = await keyFor(owner, client, northwind)
    const input = { id: client.id, providerId: northwind.id, providerKey }
    expect(await owner.refused(add, { input })).toBe('FORBIDDEN')
    expect(await owner.do(addable, { id: northwind.id })).toEqual({ provider: { addableClients: [] } })
    expect(await northwind.admin.refused(add, { input })).toBe('NOT_FOUND')
    expect(await contoso.admin.refused(add, { input: { ...input, providerId: contoso.id } })).toBe('NOT_FOUND')
    expect(await world.stranger.refused(add, { input })).toBe('UNAUTHENTICATED')
    const tool = await northwind.tool(['READ', 'CLIENTS_WRITE'])
    expect(await tool.refused(add, { input })).toBe('FORBIDDEN')
  })

  it('not even one of its admins', async () => {
    const client = await northwind.createClient('Elm', { seats: 5 })
    await client.owner()
    const adam = await client.join('adam@elm.example', 'ADMIN')
    await northwind.admit(adam, 'PROVIDER_ADMIN')
    await northwind.admin.do(unlink, { id: client.id })
    const input = { id: client.id, providerId: northwind.id, providerKey: await keyFor(adam, client, northwind) }
    expect(await adam.refused(add, { input })).toBe('FORBIDDEN')
  })

  it('while a provider looks after it, and not twice', async () => {
    const fir = await northwind.createClient('Fir', { seats: 5 })
    const owner = await fir.owner()
    await contoso.admit(owner, 'PROVIDER_ADMIN')
    const person = await world.signIn(owner.email)
    const input = { id: fir.id, providerId: contoso.id, providerKey: await keyFor(person, fir, contoso) }
    expect(await person.refused(add, { input })).toBe('CLIENT_LOOKED_AFTER')
    await northwind.admin.do(unlink, { id: fir.id })
    await person.do(add, { input })
    expect(await person.refused(add, { input })).toBe('CLIENT_LOOKED_AFTER')
  })

  it('without a fresh proof, nor with a key that is none', async () => {
    const { client, owner } = await alone('Gorse')
    const input = { id: client.id, providerId: northwind.id, providerKey: await keyFor(owner, client, northwind) }
    expect(await owner.refused(add, { input: { ...input, providerKey: 'in the clear' } })).toBe('SEALED_MALFORMED')
    await world.sql(`update session set proofs = '{}' where account_id = $1`, [owner.accountId])
    const code = () => owner.ask(add, { input: { ...input, id: client.id, providerKey: 'x' } }).then(({ body }) => body.errors?.[0]?.extensions.code ?? 'done')
    expect(await withinASecond(code, 'SEALED_MALFORMED')).toBe('REAUTH_REQUIRED')
  })

  it('at the same moment twice', async () => {
    const { client, owner } = await alone('Hazel')
    const input = { id: client.id, providerId: northwind.id, providerKey: await keyFor(owner, client, northwind) }
    const answers = await Promise.all([1, 2].map(() => owner.ask(add, { input })))
    const codes = answers.map(({ body }) => body.errors?.[0]?.extensions.code ?? 'ok').sort()
    expect(codes).toEqual(['CLIENT_LOOKED_AFTER', 'ok'])
  })
})
