import { describe, expect, it } from 'vitest'
import { Follower } from '../feed/follower.js'
import { scopeTo, teamIdOf } from '../testkit/scope.js'
import { useWorld } from '../testkit/use-world.js'

const world = await useWorld()
const northwind = await world.provider('Northwind')
const { admin } = northwind
const acme = await northwind.createClient('Acme', { seats: 20, firstCollection: true })
const birch = await northwind.createClient('Birch', { seats: 20 })
const owner = await acme.owner()
const uwe = await acme.join('uwe@acme.example')
const [lead] = await acme.invite(['lead@acme.example'], 'ADMIN')
const noc = await northwind.hire('noc@elsewhere.example', 'OUTSIDE_TECHNICIAN')
const sam = await northwind.hire('sam@northwind.example')
const nocId = await teamIdOf(northwind, noc.email)
const samId = await teamIdOf(northwind, sam.email)

interface Hours { timeZone: string, windows: Array<{ days: string[], from: string, until: string }> }

const everyDay = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY']
const always: Hours = { timeZone: 'Europe/Berlin', windows: [{ days: everyDay, from: '00:00', until: '00:00' }] }
const change = 'mutation ($input: ChangeHoursInput!) { changeProviderUserHours(input: $input) { ok code } }'

async function setHours(hours: Hours | null, ids = [nocId]) {
  const { changeProviderUserHours } = await admin.do(change, { input: { ids, hours } })
  return changeProviderUserHours.map(({ ok, code }) => code ?? ok)
}

/** By the hour of this moment: not now, but `hours` later for an hour. */
function later(hours: number): Hours {
  const clock = (plus: number) => new Date(Date.now() + plus * 3_600_000).toISOString().slice(11, 14).concat('00')
  return { timeZone: 'UTC', windows: [{ days: everyDay, from: clock(hours), until: clock(hours + 1) }] }
}

describe('an outside technician', () => {
  it('is admitted without a key, gets none, and stays what they are', async () => {
    await admin.do(
      'mutation ($id: ID!) { inviteProviderUsers(providerId: $id, emails: ["two@elsewhere.example"], type: OUTSIDE_TECHNICIAN) { ok } }',
      { id: northwind.id },
    )
    const id = await teamIdOf(northwind, 'two@elsewhere.example')
    expect(await admin.bulk('admitOutsideTechnicians', [id, samId])).toMatchObject([{ code: 'WRONG_STATUS' }, { code: 'BAD_USER_INPUT' }])
    await world.accept('two@elsewhere.example')
    const { viewer } = await admin.do('{ viewer { providerMemberships { key } } }')
    const { confirmProviderUsers: [row] } = await admin.do(
      'mutation ($c: [ConfirmInput!]!) { confirmProviderUsers(confirmations: $c) { code } }',
      { c: [{ id, key: viewer.providerMemberships[0]!.key! }] },
    )
    expect(row).toEqual({ code: 'OUTSIDE_TECHNICIAN' })
    expect(await admin.bulk('admitOutsideTechnicians', [id])).toMatchObject([{ ok: true }])
    const { viewer: own } = await noc.do('{ viewer { providerMemberships { key type status } } }')
    expect(own.providerMemberships).toEqual([{ key: null, type: 'OUTSIDE_TECHNICIAN', status: 'CONFIRMED' }])
    const retype = 'mutation ($id: ID!, $type: ProviderUserType!) { changeProviderUserType(id: $id, type: $type) { id } }'
    expect(await admin.refused(retype, { id, type: 'SERVICE_USER' })).toBe('OUTSIDE_TECHNICIAN')
    expect(await admin.refused(retype, { id: samId, type: 'OUTSIDE_TECHNICIAN' })).toBe('OUTSIDE_TECHNICIAN')
    await expect(world.sql(`update provider_user set type = 'SERVICE_USER' where id = $1`, [id])).rejects.toMatchObject({ code: '23514' })
  })

  it('watches all clients, and sees nothing of the provider itself', async () => {
    const { clients, provider } = await noc.do(`{
      clients { edges { node {
        name seats { bought } users { totalCount } providerKey viewerCanInviteUsers viewerCanChangeSeats viewerCanCreateCollections
      } } }
      provider { name users { edges { node { id } } } seatPools { plan } apiTokens { edges { node { id } } } viewerCanCreateClient }
    }`)
    const not = { providerKey: null, viewerCanInviteUsers: false, viewerCanChangeSeats: false, viewerCanCreateCollections: false }
    expect(clients.edges.map(({ node }) => node)).toEqual([
      { ...not, name: 'Acme', seats: { bought: 20 }, users: { totalCount: 3 } },
      { ...not, name: 'Birch', seats: { bought: 20 }, users: { totalCount: 1 } },
    ])
    expect(provider).toEqual({ name: 'Northwind', users: null, seatPools: [], apiTokens: null, viewerCanCreateClient: false })
    const { events } = await noc.do('query ($filter: EventFilter) { events(filter: $filter) { edges { node { clientId } } } }', { filter: { clientId: acme.id } })
    expect(events.edges.length).toBeGreaterThan(0)
  })

  it('locks people out below admins, signs them out, and does nothing else to them', async () => {
    expect(await noc.bulk('revokeUsers', [uwe.userId])).toMatchObject([{ ok: true }])
    expect(await noc.bulk('restoreUsers', [uwe.userId])).toMatchObject([{ code: 'FORBIDDEN' }])
    await admin.bulk('restoreUsers', [uwe.userId])
    expect(await noc.bulk('signOutUsers', [uwe.userId])).toMatchObject([{ ok: true }])
    expect(await noc.bulk('revokeUsers', [lead!.id!, owner.userId])).toMatchObject([{ code: 'ROLE_ABOVE_OWN' }, { code: 'ROLE_ABOVE_OWN' }])
    expect(await noc.bulk('resendInvitations', [lead!.id!])).toMatchObject([{ code: 'ROLE_ABOVE_OWN' }])
    expect(await noc.bulk('removeUsers', [uwe.userId])).toMatchObject([{ code: 'FORBIDDEN' }])
    expect(await noc.refused('mutation ($id: ID!) { inviteUsers(clientId: $id, users: [{ email: "x@acme.example", role: USER }]) { ok } }', { id: acme.id })).toBe('FORBIDDEN')
    expect(await noc.refused('mutation ($id: ID!) { renameClient(id: $id, name: "Mine") { id } }', { id: acme.id })).toBe('FORBIDDEN')
    const { client } = await noc.do('query ($id: ID!) { client(id: $id) { collections { totalCount } } }', { id: acme.id })
    expect(client.collections?.totalCount ?? 0).toBe(0)
    expect(await noc.refused('mutation ($id: ID!, $at: DateTimeISO!) { createApiToken(providerId: $id, name: "t", scopes: [READ], expiresAt: $at) { secret } }', {
      id: northwind.id,
      at: new Date(Date.now() + 86_400_000),
    })).toBe('FORBIDDEN')
  })

  it('is limited to clients as others are, and what they may do is explained', async () => {
    await scopeTo(northwind, noc.email, { clientIds: [birch.id] })
    expect(await noc.refused('query ($id: ID!) { client(id: $id) { id } }', { id: acme.id })).toBe('NOT_FOUND')
    await scopeTo(northwind, noc.email, { scope: 'ALL' })
    const id = await birch.admit(noc, 'USER')
    const { node } = await admin.do('query ($id: ID!) { node(id: $id) { ... on User { rights { rights { permission because { source } } } } } }', { id })
    const { rights } = (node as { rights: { rights: Array<{ permission: string, because: Array<{ source: string }> }> } }).rights
    const given = rights.filter(({ because }) => because.some(({ source }) => source === 'PROVIDER')).map(({ permission }) => permission)
    expect(given).toContain('user:revoke')
    expect(given).not.toContain('user:invite')
  })
})

describe('working hours', () => {
  it('outside them nothing is there, and the person is told when it is again', async () => {
    expect(await setHours(later(2))).toEqual([true])
    expect(await noc.refused('query ($id: ID!) { client(id: $id) { id } }', { id: acme.id })).toBe('NOT_FOUND')
    expect(await noc.bulk('revokeUsers', [uwe.userId])).toMatchObject([{ code: 'NOT_FOUND', email: null }])
    const { viewer } = await noc.do('{ viewer { providerMemberships { id } offDuty { providerName from } } }')
    const from = new Date(Date.now() + 2 * 3_600_000)
    from.setUTCMinutes(0, 0, 0)
    expect(viewer).toEqual({ providerMemberships: [], offDuty: [{ providerName: 'Northwind', from: from.toISOString() }] })
    expect(await setHours(always)).toEqual([true])
    const { client, viewer: now } = await noc.do('query ($id: ID!) { client(id: $id) { name } viewer { offDuty { from } } }', { id: acme.id })
    expect([client.name, now.offDuty]).toEqual(['Acme', []])
  })

  it('a feed ends when they end, and when they change', async () => {
    await setHours(always)
    const changed = await Follower.start(noc, { providerId: northwind.id })
    await admin.do('mutation ($id: ID!) { renameClient(id: $id, name: "Acme") { id } }', { id: acme.id })
    await changed.until(({ lines }) => lines.length > 0)
    await setHours(later(2))
    let began = performance.now()
    expect([(await changed.closed).code, performance.now() - began < 1_000]).toEqual([4403, true])
    const [from, until] = [-3_600_000, 2_000].map(milliseconds => new Date(Date.now() + milliseconds).toISOString().slice(11, 19))
    const soonOver = { timeZone: 'UTC', windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from, until }] }
    await world.sql('update provider_user set work_hours = $1 where id = $2', [soonOver, nocId])
    world.server.services.identities.forget()
    began = performance.now()
    const ending = await Follower.start(noc, { providerId: northwind.id })
    expect((await ending.closed).code).toBe(4403)
    expect(performance.now() - began).toBeLessThan(3_000)
    const look = () => noc.refused('query ($id: ID!) { client(id: $id) { id } }', { id: acme.id }).catch(() => 'there')
    await expect.poll(look, { timeout: 2_000 }).toBe('NOT_FOUND')
    await setHours(null)
  })

  it.each([
    ['a zone that is none', { timeZone: 'Europe/Atlantis' }],
    ['a zone with a statement in it', { timeZone: `UTC'; drop table account; --` }],
    ['an offset', { timeZone: '+02:00' }],
    ['a time that is none', { windows: [{ days: ['MONDAY'], from: '24:00', until: '08:00' }] }],
    ['a time in words', { windows: [{ days: ['MONDAY'], from: '8 pm', until: '08:00' }] }],
    ['no day', { windows: [{ days: [], from: '18:00', until: '08:00' }] }],
    ['no window', { windows: [] }],
    ['fifteen windows', { windows: Array.from({ length: 15 }, () => always.windows[0]!) }],
  ])('refuse %s', async (_, wrong) => {
    expect(await admin.refused(change, { input: { ids: [nocId], hours: { ...always, ...wrong } } })).toBe('BAD_USER_INPUT')
  })

  it('are for service users, too; admins work at all hours, and whoever becomes one', async () => {
    const adminId = await teamIdOf(northwind, admin.email)
    const other = await northwind.hire('ada2@northwind.example', 'PROVIDER_ADMIN')
    expect(await setHours(always, [samId, adminId, await teamIdOf(northwind, other.email)])).toEqual([true, 'SELF', 'ADMIN_HAS_NO_SCOPE'])
    const { changeProviderUserHours: rows } = await sam.do(change, { input: { ids: [nocId], hours: null } })
    expect(rows).toEqual([{ ok: false, code: 'FORBIDDEN' }])
    await admin.do('mutation ($id: ID!) { changeProviderUserType(id: $id, type: PROVIDER_ADMIN) { id } }', { id: samId })
    const { provider } = await admin.do('{ provider { users(first: 50) { edges { node { id workHours { timeZone } } } } } }')
    expect(provider.users!.edges.find(({ node }) => node.id === samId)!.node.workHours).toBeNull()
    const { events } = await admin.do('{ events(first: 2, order: NEWEST_FIRST, filter: { categories: ["PROVIDER_USER"] }) { edges { node { type } } } }')
    expect(events.edges.map(({ node }) => node.type)).toEqual(['ProviderUser_Updated', 'ProviderUser_HoursChanged'])
  })

  const nights = {
    timeZone: 'Europe/Berlin',
    windows: [{ days: [5, 6, 7], from: '18:00', until: '08:00' }, { days: [7], from: '02:30', until: '03:00' }],
  }
  it.each([
    ['in the evening', '2026-12-04T18:30:00Z', '2026-12-04T17:00:00Z', '2026-12-05T07:00:00Z'],
    ['after midnight', '2026-12-05T01:00:00Z', '2026-12-04T17:00:00Z', '2026-12-05T07:00:00Z'],
    ['between them: the next', '2026-12-02T12:00:00Z', '2026-12-04T17:00:00Z', '2026-12-05T07:00:00Z'],
    ['while the clocks go forward', '2027-03-28T00:00:00Z', '2027-03-27T17:00:00Z', '2027-03-28T06:00:00Z'],
    ['while they go back', '2026-10-25T00:30:00Z', '2026-10-24T16:00:00Z', '2026-10-25T07:00:00Z'],
    ['just at the end: the next', '2026-12-05T07:00:00Z', '2026-12-05T17:00:00Z', '2026-12-06T07:00:00Z'],
  ])('%s', async (_, at, from, until) => {
    await world.sql('update provider_user set work_hours = $1 where id = $2', [nights, nocId])
    const [row] = await world.sql<{ from: Date, until: Date }>(
      'select lower(w) "from", upper(w) until from provider_user m, work_window(m, $2) w where m.id = $1',
      [nocId, at],
    )
    expect([row!.from, row!.until]).toEqual([new Date(from), new Date(until)])
  })
})
