import { randomUUID } from 'node:crypto'
import type { Answer } from '@wardroom/schema/client'
import { expect, it } from 'vitest'
import { insertRows, userRow } from '../testkit/rows.js'
import { callerNames, Cast } from './cast.js'
import type { CallerName } from './cast.js'

const cast = await Cast.assemble()

const signedIn = callerNames.filter(name => name !== 'stranger')
const reached: Record<CallerName, string[]> = {
  'stranger': [],
  'provider admin': ['Acme', 'Birch'],
  'service user': ['Acme', 'Birch'],
  'other provider': ['Cedar'],
  'owner': ['Acme'],
  'admin': ['Acme'],
  'user manager': ['Acme'],
  'custom': ['Acme'],
  'user': ['Acme'],
  'unconfirmed owner': [],
  'revoked': [],
  'reading token': ['Acme', 'Birch'],
  'token elsewhere': ['Birch'],
}

it.each(signedIn)('the lists of %s hold what they reach and nothing else', async (caller) => {
  const { clients, viewer } = await cast.callers[caller].do(
    `{
      clients { totalCount edges { node { name } } }
      viewer { clientMemberships { client { name } } providerMemberships { provider { name } } pendingMemberships { clientName providerName status } }
    }`,
  )
  expect(clients.edges.map(({ node }) => node.name)).toEqual(reached[caller])
  expect(clients.totalCount).toBe(reached[caller].length)
  expect(viewer.clientMemberships.map(({ client }) => client.name))
    .toEqual(['owner', 'admin', 'user manager', 'custom', 'user'].includes(caller) ? ['Acme'] : [])
  expect(viewer.providerMemberships.map(({ provider }) => provider.name)).toEqual({
    'provider admin': ['Northwind'],
    'service user': ['Northwind'],
    'other provider': ['Contoso'],
    'reading token': ['Northwind'],
  }[caller as string] ?? [])
  expect(viewer.pendingMemberships)
    .toEqual(caller === 'unconfirmed owner' ? [{ clientName: 'Acme', providerName: 'Northwind', status: 'ACCEPTED' }] : [])
})

it.each([
  ['provider admin', [null, 'Acme', 'Birch']],
  ['service user', ['Acme', 'Birch']],
  ['other provider', [null, 'Cedar']],
  ['owner', ['Acme']],
  ['admin', ['Acme']],
  ['token elsewhere', ['Birch']],
] as Array<[CallerName, Array<string | null>]>)('the log of %s tells of what they reach and nothing else', async (caller, told) => {
  const { events } = await cast.callers[caller].do('{ events(first: 200) { edges { node { clientName } } } }')
  expect([...new Set(events.edges.map(({ node }) => node.clientName))].sort()).toEqual([...told].sort())
})

it('a filter that names another tenant\'s client finds nothing', async () => {
  const { events, clients } = await cast.callers['provider admin'].do(
    'query ($id: ID) { events(filter: { clientId: $id }) { edges { cursor } } clients(filter: { name: { eq: "Cedar" } }) { edges { cursor } } }',
    { id: cast.cedar.id },
  )
  expect([events.edges, clients.edges]).toEqual([[], []])
})

it('ids of other tenants among one\'s own are answered row by row, and the own ones are done', async () => {
  const [own, sibling, foreign] = [await cast.newUser(cast.acme), await cast.newUser(cast.birch), await cast.newUser(cast.cedar)]
  const before = await cast.sql('select id, status, invitation_hash from client_user where id = any($1::uuid[]) order by id', [[sibling, foreign]])
  const rows = await cast.callers.owner.bulk('resendInvitations', [foreign, own, sibling, randomUUID(), 'no-such-id'])
  expect(rows.map(({ code }) => code)).toEqual(['NOT_FOUND', null, 'NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND'])
  expect(rows.map(({ email }) => email)).toEqual([null, `${own}@victims.example`, null, null, null])
  expect(await cast.sql('select id, status, invitation_hash from client_user where id = any($1::uuid[]) order by id', [[sibling, foreign]]))
    .toEqual(before)
})

it('a wrong, an old, a used and a withdrawn invitation, and one of somebody else, get the same answer', async () => {
  const { stranger, user } = cast.callers
  const tokens = { old: randomUUID(), used: randomUUID(), withdrawn: randomUUID(), wrong: randomUUID() }
  const old = await cast.newUser(cast.acme, { invitation: tokens.old })
  await cast.sql(`update client_user set invitation_expires_at = now() - interval '1 second' where id = $1`, [old])
  await cast.newUser(cast.acme, { invitation: tokens.used, status: 'ACCEPTED' })
  const withdrawn = await cast.newUser(cast.acme, { invitation: tokens.withdrawn })
  await cast.callers.owner.bulk('removeUsers', [withdrawn])
  const others = randomUUID()
  await cast.newUser(cast.acme, { invitation: others })

  const read = await Promise.all(
    Object.values(tokens).map(token => stranger.ask('query ($token: String!) { invitation(token: $token) { email } }', { token })),
  )
  expect(new Set(read.map(text)).size).toBe(1)
  const accepted = await Promise.all([
    ...Object.values(tokens),
    others,
  ].map(token => user.ask('mutation ($token: String!) { acceptInvitation(token: $token) { id } }', { token })))
  expect(new Set(accepted.map(text)).size).toBe(1)
  expect(accepted[0]!.body.errors![0]!.extensions.code).toBe('INVITATION_INVALID')
})

it('the same external id or address in two tenants is no collision', async () => {
  await insertRows(cast, 'client_user', [userRow(cast.cedar, { email: 'twin@victims.example', external_id: 'x-1' })])
  expect((await cast.acme.invite(['twin@victims.example'])).map(({ ok, code }) => [ok, code])).toEqual([[true, null]])
})

function text({ status, body }: Answer): string {
  return `${status} ${JSON.stringify(body)}`
}
