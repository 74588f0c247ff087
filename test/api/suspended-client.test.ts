import { beforeEach, describe, expect, it } from 'vitest'
import { Follower } from '../feed/follower.js'
import type { Caller } from '../testkit/person.js'
import { allowRecovery } from '../testkit/recovery.js'
import { useWorld } from '../testkit/use-world.js'
import { withinASecond } from '../testkit/within-a-second.js'
import { outcomes } from '../testkit/world.js'

const suspend = 'mutation ($id: ID!, $reason: String!) { suspendClient(id: $id, reason: $reason) { id suspended suspension { at by reason } viewerCanSuspend viewerCanReactivate } }'
const reactivate = 'mutation ($id: ID!) { reactivateClient(id: $id) { id suspended suspension { at } viewerCanSuspend viewerCanReactivate } }'
const read = 'query ($id: ID!) { client(id: $id) { name } }'
const reason = 'The invoice of October is unpaid'

const world = await useWorld()
const provider = await world.provider('Northwind', { enterprise: 1_000 })
const { admin } = provider
const sam = await provider.hire('sam@northwind.example')
const acme = await provider.createClient('Acme', { seats: 20 })
const globex = await provider.createClient('Globex', { seats: 20 })
const owner = await acme.owner()
const uma = await acme.join('uma@acme.example')
const both = await acme.join('both@acme.example', 'ADMIN')
await globex.admit(both, 'ADMIN')
await globex.owner()
await acme.invite(['later@acme.example'])
const limited = await provider.tool(['READ', 'EVENTS_READ', 'USERS_WRITE'], [acme.id])
const two = await provider.tool(['READ', 'EVENTS_READ', 'USERS_WRITE'], [acme.id, globex.id])
const whole = await provider.tool(['READ', 'EVENTS_READ', 'USERS_WRITE'])

const seen = (caller: Caller, id = acme.id) => caller.ask(read, { id }).then(({ body }) => body.errors?.[0]?.extensions.code ?? 'seen')
async function rest(): Promise<void> {
  await admin.do(suspend, { id: acme.id, reason })
  expect(await withinASecond(() => seen(owner), 'seen')).toBe('NOT_FOUND')
}
beforeEach(async () => {
  await admin.do(reactivate, { id: acme.id })
  expect(await withinASecond(() => seen(owner), 'NOT_FOUND')).toBe('seen')
})

describe('suspending a client', () => {
  it('is logged with its reason, shown to the provider\'s people, and taken back', async () => {
    const logged = await provider.logged(rest)
    expect(logged).toEqual([{ event: 'Organization_Suspended', by: 'Ada Admin', whom: 'Acme', reason }])
    const shown = 'query ($id: ID!) { client(id: $id) { suspended suspension { at by reason } viewerCanSuspend viewerCanReactivate viewerCanRename } }'
    expect(await admin.do(shown, { id: acme.id })).toEqual({ client: {
      suspended: true,
      suspension: { at: expect.any(String), by: 'Ada Admin', reason },
      viewerCanSuspend: false,
      viewerCanReactivate: true,
      viewerCanRename: true,
    } })
    expect((await sam.do(shown, { id: acme.id })).client)
      .toMatchObject({ suspended: true, suspension: { reason }, viewerCanReactivate: false })
    const back = await provider.logged(() => admin.do(reactivate, { id: acme.id }))
    expect(back).toEqual([{ event: 'Organization_Reactivated', by: 'Ada Admin', whom: 'Acme', reason, since: expect.any(String) }])
    expect(await provider.logged(() => admin.do(reactivate, { id: acme.id }))).toEqual([])
    const { client } = await owner.do('query ($id: ID!) { client(id: $id) { suspended suspension { reason } events(first: 2) { edges { node { type } } } } }', { id: acme.id })
    expect(client).toEqual({
      suspended: false,
      suspension: null,
      events: { edges: [{ node: { type: 'Organization_Reactivated' } }, { node: { type: 'Organization_Suspended' } }] },
    })
  })

  it('takes a provider admin with a fresh proof and a reason, and is done once', async () => {
    for (const caller of [sam, owner, whole, world.stranger]) {
      const code = caller === world.stranger || !caller.token ? 'UNAUTHENTICATED' : 'FORBIDDEN'
      expect(await caller.refused(suspend, { id: acme.id, reason })).toBe(code)
      expect(await caller.refused(reactivate, { id: acme.id })).toBe(code)
    }
    for (const nothing of ['', '  ', 'x'.repeat(501), 'two\nlines'])
      expect(await admin.refused(suspend, { id: acme.id, reason: nothing })).toBe('BAD_USER_INPUT')
    await rest()
    expect(await admin.refused(suspend, { id: acme.id, reason })).toBe('CLIENT_SUSPENDED')
    const old = await admin.again()
    await world.sql(`update session set proofs = '{}' where account_id = $1`, [admin.accountId])
    world.server.services.identities.forget()
    expect(await old.refusal(suspend, { id: globex.id, reason })).toMatchObject({ code: 'REAUTH_REQUIRED', purpose: 'CLIENT' })
    await old.do(reactivate, { id: acme.id })
    const now = Date.now()
    const proofs = JSON.stringify({ CLIENT: now, PEOPLE: now, ACCOUNT: now, API_TOKEN: now })
    await world.sql('update session set proofs = $2 where account_id = $1', [admin.accountId, proofs])
    world.server.services.identities.forget()
  })
})

describe('whoever belongs to it', () => {
  it('finds nothing of it, in whatever way they ask', async () => {
    const { client: { groups } } = await admin.do('query ($id: ID!) { client(id: $id) { groups { edges { node { id } } } } }', { id: acme.id })
    expect(groups).not.toBeNull()
    await rest()
    for (const person of [owner, uma]) {
      const { viewer, clients } = await person.do('{ viewer { clientMemberships { id } pendingMemberships { clientName } } clients { totalCount edges { node { id } } } }')
      expect([viewer, clients]).toEqual([{ clientMemberships: [], pendingMemberships: [] }, { totalCount: 0, edges: [] }])
      expect(await person.refused('query ($id: ID) { events(providerId: $id) { edges { cursor } } }', { id: provider.id })).toBe('NOT_FOUND')
      const { id } = await acme.user('uma@acme.example')
      for (const node of [acme.id, id])
        expect(await person.do('query ($id: ID!) { node(id: $id) { id } }', { id: node })).toEqual({ node: null })
      expect(await person.refused('mutation ($id: ID!) { renameClient(id: $id, name: "Mine") { id } }', { id: acme.id })).toBe('NOT_FOUND')
      expect(outcomes(await person.bulk('revokeUsers', [id]))).toEqual(['NOT_FOUND'])
      expect(await person.refused('mutation ($id: ID!) { inviteUsers(clientId: $id, users: [{ email: "x@x.example", role: USER }]) { ok } }', { id: acme.id })).toBe('NOT_FOUND')
    }
    const { clients } = await both.do('{ clients { edges { node { name } } } }')
    expect(clients.edges.map(({ node }) => node.name)).toEqual(['Globex'])
  })

  it('is cut off from its feed within a second', async () => {
    const follower = await Follower.start(owner, { providerId: provider.id })
    const other = await Follower.start(both, { providerId: provider.id })
    await follower.until(({ batches }) => batches.length > 0)
    await admin.do(suspend, { id: acme.id, reason })
    const began = performance.now()
    expect((await follower.closed).code).toBe(4403)
    expect(performance.now() - began).toBeLessThan(1_000)
    await admin.do('mutation ($id: ID!) { renameClient(id: $id, name: "Acme") { id } }', { id: acme.id })
    await admin.do('mutation ($id: ID!) { renameClient(id: $id, name: "Globex") { id } }', { id: globex.id })
    await other.until(({ lines }) => lines.some(({ clientId }) => clientId === globex.id))
    expect(other.lines.filter(({ clientId, type }) => clientId === acme.id && type !== 'Organization_Reactivated')).toEqual([])
  })

  it('reads and does nothing of it by a change that began before', async () => {
    const id = acme.id
    const [, renamed] = await provider.atOnce<unknown>(
      () => admin.do(suspend, { id, reason }),
      () => owner.ask('mutation ($id: ID!) { renameClient(id: $id, name: "Mine") { id } }', { id }).then(({ body }) => body.errors?.[0]?.extensions.code ?? 'ok'),
    )
    const { client } = await admin.do('query ($id: ID!) { client(id: $id) { name } }', { id })
    expect([renamed, client.name]).toEqual(renamed === 'ok' ? ['ok', 'Mine'] : ['NOT_FOUND', 'Acme'])
    await admin.do('mutation ($id: ID!) { renameClient(id: $id, name: "Acme") { id } }', { id })
  })

  it('does not come in by an invitation, and does so once it is reactivated', async () => {
    const token = await world.invitationOf('later@acme.example')
    const look = 'query ($token: String!) { invitation(token: $token) { clientName } }'
    expect(await world.stranger.do(look, { token })).toEqual({ invitation: { clientName: 'Acme' } })
    await rest()
    expect(await world.stranger.refused(look, { token })).toBe('INVITATION_INVALID')
    expect(await both.refused('mutation ($token: String!) { acceptInvitation(token: $token) { id } }', { token })).toBe('INVITATION_INVALID')
    await admin.do(reactivate, { id: acme.id })
    await world.accept('later@acme.example')
    expect((await acme.user('later@acme.example')).status).toBe('ACCEPTED')
  })
})

describe('the provider\'s people', () => {
  it('see it and its people, and do nothing with these', async () => {
    await allowRecovery(acme)
    const { id } = await acme.user('uma@acme.example')
    const { id: waiting } = await acme.user('later@acme.example')
    await rest()
    for (const caller of [admin, sam]) {
      const { client } = await caller.do('query ($id: ID!) { client(id: $id) { providerKey seats { bought } users { totalCount } events(first: 1) { edges { node { type } } } viewerCanInviteUsers } }', { id: acme.id })
      expect(client).toMatchObject({
        providerKey: null,
        seats: { bought: 20 },
        users: { totalCount: 4 },
        events: { edges: [{ node: { type: 'Organization_Suspended' } }] },
        viewerCanInviteUsers: false,
      })
      for (const verb of ['revokeUsers', 'restoreUsers', 'removeUsers', 'resendInvitations'])
        expect([verb, outcomes(await caller.bulk(verb, [id]))]).toEqual([verb, ['CLIENT_SUSPENDED']])
      const refusals: Array<[string, Record<string, unknown>]> = [
        ['mutation ($id: ID!) { inviteUsers(clientId: $id, users: [{ email: "x@x.example", role: USER }]) { ok } }', { id: acme.id }],
        ['mutation ($id: ID!) { createGroup(input: { clientId: $id, name: "x" }) { id } }', { id: acme.id }],
        ['mutation ($id: ID!) { setPolicy(input: { clientId: $id, kind: SINGLE_ORGANIZATION, enabled: true, autoEnrol: false }) { id } }', { id: acme.id }],
        ['mutation ($id: ID!) { readRecoveryMaterial(userId: $id) { salt } }', { id }],
      ]
      for (const [document, variables] of refusals) {
        expect([document, await caller.refused(document, variables)]).toEqual([document, 'CLIENT_SUSPENDED'])
      }
      const { confirmUsers, changeUserRoles } = await caller.do(
        'mutation ($c: [ConfirmInput!]!, $ids: [ID!]!) { confirmUsers(confirmations: $c) { code } changeUserRoles(ids: $ids, role: ADMIN) { code } }',
        { c: [{ id: waiting, key: 'x' }], ids: [id] },
      )
      expect([confirmUsers, changeUserRoles]).toEqual([[{ code: 'CLIENT_SUSPENDED' }], [{ code: 'CLIENT_SUSPENDED' }]])
      const { user } = await caller.do('query ($id: ID!) { user: node(id: $id) { ... on User { status rights { void rights { permission granted } } } } }', { id }) as unknown as {
        user: { status: string, rights: { void: string, rights: Array<{ granted: boolean }> } }
      }
      const has = user.rights.rights.some(({ granted }) => granted)
      expect([user.status, user.rights.void, has]).toEqual(['CONFIRMED', 'CLIENT_SUSPENDED', false])
    }
  })

  it('rename it and change its seats, which the pool goes on counting', async () => {
    const pools = 'query ($id: ID!) { provider(id: $id) { seatPools { plan allocated available } } }'
    const before = await admin.do(pools, { id: provider.id })
    await rest()
    expect(await admin.do(pools, { id: provider.id })).toEqual(before)
    await sam.do('mutation ($id: ID!) { removeSeats(clientId: $id, count: 1) { id } }', { id: acme.id })
    await sam.do('mutation ($id: ID!) { addSeats(clientId: $id, count: 1) { id } }', { id: acme.id })
    expect(await admin.do(pools, { id: provider.id })).toEqual(before)
    await sam.do('mutation ($id: ID!) { renameClient(id: $id, name: "Acme") { id } }', { id: acme.id })
  })

  it('do nothing with its people by a change that began before', async () => {
    const { id } = await acme.user('uma@acme.example')
    const [, rows] = await provider.atOnce<unknown>(
      () => admin.do(suspend, { id: acme.id, reason }),
      () => sam.bulk('revokeUsers', [id]),
    )
    const [outcome] = outcomes(rows as Parameters<typeof outcomes>[0])
    const { status } = await acme.user('uma@acme.example')
    expect([outcome, status]).toEqual(outcome === 'ok' ? ['ok', 'REVOKED'] : ['CLIENT_SUSPENDED', 'CONFIRMED'])
    await admin.do(reactivate, { id: acme.id })
    await admin.bulk('restoreUsers', [id])
  })

  it('find it by a filter', async () => {
    await rest()
    const list = 'query ($f: ClientFilter) { clients(filter: $f) { edges { node { name suspended } } } }'
    expect((await sam.do(list, { f: { suspended: true } })).clients.edges).toEqual([{ node: { name: 'Acme', suspended: true } }])
    expect((await sam.do(list, { f: { suspended: false } })).clients.edges).toEqual([{ node: { name: 'Globex', suspended: false } }])
  })
})

describe('tokens', () => {
  it('that are limited to it read nothing, those of all clients see it and do nothing with its people', async () => {
    const { id } = await acme.user('uma@acme.example')
    const follower = await Follower.start(limited)
    await follower.until(({ batches }) => batches.length > 0)
    await rest()
    expect((await follower.closed).code).toBe(4403)
    expect(await withinASecond(() => seen(limited), 'seen')).toBe('NOT_FOUND')
    expect(await limited.do('{ clients { totalCount } }')).toEqual({ clients: { totalCount: 0 } })
    expect(outcomes(await limited.bulk('revokeUsers', [id]))).toEqual(['NOT_FOUND'])
    expect((await two.do('{ clients { edges { node { name } } } }')).clients.edges.map(({ node }) => node.name)).toEqual(['Globex'])
    const { events } = await two.do('{ events(first: 100) { edges { node { clientId } } } }')
    expect(new Set(events.edges.map(({ node }) => node.clientId))).toEqual(new Set([globex.id]))
    expect(await seen(whole)).toBe('seen')
    expect(outcomes(await whole.bulk('revokeUsers', [id]))).toEqual(['CLIENT_SUSPENDED'])
    await admin.do(reactivate, { id: acme.id })
    expect(await withinASecond(() => seen(limited), 'NOT_FOUND')).toBe('seen')
  })
})

it('a client that is let go while it is suspended is so no longer: its owners have it', async () => {
  const initech = await provider.createClient('Initech', { seats: 5 })
  const ina = await initech.owner()
  await admin.do(suspend, { id: initech.id, reason })
  expect(await withinASecond(() => seen(ina, initech.id), 'seen')).toBe('NOT_FOUND')
  const logged = await provider.logged(() => admin.do('mutation ($id: ID!) { unlinkClient(id: $id) { id } }', { id: initech.id }))
  expect(logged.map(({ event }) => event)).toEqual(['ProviderOrganization_Removed'])
  expect(await withinASecond(() => seen(ina, initech.id), 'NOT_FOUND')).toBe('seen')
  const { client } = await ina.do('query ($id: ID!) { client(id: $id) { suspended } }', { id: initech.id })
  expect(client.suspended).toBe(false)
})

it('another provider suspends and reactivates nothing here', async () => {
  const contoso = await world.anotherProvider('Contoso')
  expect(await contoso.admin.refused(suspend, { id: acme.id, reason })).toBe('NOT_FOUND')
  await rest()
  expect(await contoso.admin.refused(reactivate, { id: acme.id })).toBe('NOT_FOUND')
})
