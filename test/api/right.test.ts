import { expect, it } from 'vitest'
import type { Caller } from '../testkit/person.js'
import { useWorld } from '../testkit/use-world.js'

const world = await useWorld()
const provider = await world.provider('Northwind')
const { admin } = provider
const acme = await provider.createClient('Acme', { seats: 40 })
const owner = await acme.owner()

interface Rights { void: string | null, rights: Array<{ permission: string, granted: boolean, because: Array<{ source: string }> }> }

const rights = 'rights { void rights { permission granted because { source role flag } } }'

async function rightsOf(id: string, by: Caller = admin): Promise<Rights | null> {
  const { node } = await by.do(`query ($id: ID!) { node(id: $id) { ... on User { ${rights} } } }`, { id })
  return (node as { rights: Rights | null } | null)?.rights ?? null
}

async function ownRights(by: Caller): Promise<Rights> {
  const { viewer } = await by.do(`{ viewer { clientMemberships { ${rights} } } }`)
  return (viewer as { clientMemberships: Array<{ rights: Rights }> }).clientMemberships[0]!.rights
}

const granted = (of: Rights) => of.rights.filter(({ granted }) => granted).map(({ permission }) => permission)

async function whoMay(may: string, by: Caller = admin): Promise<string[]> {
  const { client } = await by.do('query ($id: ID!, $may: String) { client(id: $id) { users(filter: { may: $may }) { edges { node { email } } } } }', { id: acme.id, may })
  return client.users!.edges.map(({ node }) => node.email.split('@')[0]!)
}

/** What the client tells somebody of their own rights, and the permission behind it. */
const shown = {
  viewerCanChangeGroups: 'group:change',
  viewerCanChangePolicies: 'policy:change',
  viewerCanChangeSeats: 'seat:change',
  viewerCanInviteUsers: 'user:invite',
  viewerCanListGroups: 'group:list',
  viewerCanListUsers: 'user:list',
  viewerCanReadEvents: 'event:read',
  viewerCanRename: 'client:rename',
}

it.each([
  ['OWNER', []],
  ['ADMIN', []],
  ['USER', []],
  ['CUSTOM', []],
  ['CUSTOM', ['manageUsers']],
  ['CUSTOM', ['manageGroups', 'accessEventLogs']],
  ['CUSTOM', ['managePolicies', 'manageResetPassword']],
])('what is explained of %s with %j is what they are shown to be able to do, and who may do it', async (role, permissions) => {
  const person = await acme.join(`r${role.toLowerCase()}${permissions.join('').toLowerCase()}@acme.example`, role, { permissions })
  const explained = await ownRights(person)
  expect(explained).toEqual(await rightsOf(person.userId))
  const held = granted(explained)
  const { client } = await person.do(`query ($id: ID!) { client(id: $id) { ${Object.keys(shown).join(' ')} } }`, { id: acme.id })
  for (const [field, permission] of Object.entries(shown)) {
    expect([field, (client as Record<string, boolean>)[field]]).toEqual([field, held.includes(permission)])
    const found = (await whoMay(permission)).includes(person.email.split('@')[0]!)
    expect([permission, found]).toEqual([permission, held.includes(permission)])
  }
})

it('a technician who belongs to the client, too, has both; the client\'s own people are not told that somebody works for the provider', async () => {
  const own = await acme.admit(admin)
  const sources = async (by: Caller) =>
    new Set((await rightsOf(own, by))!.rights.flatMap(({ because }) => because.map(({ source }) => source)))
  expect(await sources(admin)).toEqual(new Set(['ROLE', 'PROVIDER', 'CIRCUMSTANCE']))
  expect(await sources(owner)).toEqual(new Set(['ROLE', 'CIRCUMSTANCE']))
})

it('whoever is suspended, not yet confirmed or without required two-step login may do nothing, and it says why', async () => {
  const fir = await provider.createClient('Fir')
  const lou = await fir.join('lou@fir.example', 'CUSTOM', { permissions: ['manageUsers'] })
  expect((await rightsOf(lou.userId))!.void).toBeNull()
  await admin.do('mutation ($input: SetPolicyInput!) { setPolicy(input: $input) { id } }', { input: { clientId: fir.id, kind: 'TWO_STEP_LOGIN', enabled: true } })
  await expect.poll(async () => (await rightsOf(lou.userId))!.void).toMatch(/NO_TWO_STEP|NOT_CONFIRMED/)
  expect(granted((await rightsOf(lou.userId))!)).toEqual([])
  await fir.invite(['new@fir.example'])
  expect(await rightsOf((await fir.user('new@fir.example')).id)).toMatchObject({ void: 'NOT_CONFIRMED' })
})

it('nobody learns of others\' rights who may not list them, nor by asking who may do something', async () => {
  const user = await acme.join('plain@acme.example')
  expect(await rightsOf(owner.userId, user)).toBeNull()
  expect((await user.do('query ($id: ID!) { client(id: $id) { users(filter: { may: "user:list" }) { totalCount } } }', { id: acme.id })).client.users).toBeNull()
})

it('an unknown permission is nobody\'s', async () => {
  expect(await whoMay('user:fly')).toEqual([])
  expect(await whoMay('')).toEqual([])
})
