import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Caller } from '../testkit/person.js'
import { useWorld } from '../testkit/use-world.js'
import { anyId, outcomes } from '../testkit/world.js'
import type { ClientOf } from '../testkit/world.js'

const addSeats = 'mutation ($id: ID!, $count: Int!) { addSeats(clientId: $id, count: $count) { seats { bought occupied free } } }'
const removeSeats = 'mutation ($id: ID!, $count: Int!) { removeSeats(clientId: $id, count: $count) { seats { bought occupied free } } }'
const setAutoGrow = 'mutation ($id: ID!, $ceiling: Int) { setAutoGrow(clientId: $id, ceiling: $ceiling) { seats { autoGrowCeiling } } }'
const changeMinimum = 'mutation ($id: ID!, $plan: Plan!, $minimum: Int!) { changeSeatMinimum(providerId: $id, plan: $plan, minimum: $minimum) { id } }'
const inviteOne = 'mutation ($id: ID!, $email: String!) { inviteUsers(clientId: $id, users: [{ email: $email, role: USER }]) { ok } }'
const world = await useWorld()
const provider = await world.provider('Northwind', { enterprise: 0, teams: 0 })
const serviceUser = await provider.hire('sam@northwind.example')
const ownersClient = await provider.createClient('Acme', { seats: 20, plan: 'TEAMS' })
const owner = await ownersClient.owner()

/** Every test begins with an Enterprise pool of 50 and one client that has taken 25 of it, for its invited owner. */
let client: ClientOf
beforeAll(async () => { client = await provider.createClient('Globex', { seats: 25 }) })
beforeEach(async () => {
  await world.sql('delete from client where id <> all($1::uuid[])', [[ownersClient.id, client.id]])
  await world.sql(`delete from client_user where client_id = $1 and role <> 'OWNER'`, [client.id])
  await world.sql('update client set seats = 25, auto_grow_ceiling = null where id = $1', [client.id])
  await provider.admin.do(changeMinimum, { id: provider.id, plan: 'ENTERPRISE', minimum: 50 })
})

/** Moves a client's seats up or down. */
function move(by: Caller, difference: number, of = client): Promise<Record<string, unknown>> {
  return by.refusal(difference > 0 ? addSeats : removeSeats, { id: of.id, count: Math.abs(difference) })
}

const done = { message: expect.stringContaining('not refused') }
const enterprise = async () => (await provider.pools()).ENTERPRISE

/** A refusal that asks to try again is tried again, as any tool would. */
async function insist(by: Caller, query: string, variables: Record<string, unknown>): Promise<string> {
  const { body } = await by.ask(query, variables)
  const code = body.errors?.[0]?.extensions.code ?? 'ok'
  return code === 'UNAVAILABLE' || code === 'CONFLICT' ? insist(by, query, variables) : code
}

describe('the pool of a plan', () => {
  it('gives its free seats without buying and leaves the other plan alone', async () => {
    expect(await provider.pools()).toEqual({
      TEAMS: { minimum: 0, purchased: 20, allocated: 20, available: 0 },
      ENTERPRISE: { minimum: 50, purchased: 0, allocated: 25, available: 25 },
    })
    const logged = await provider.logged(async () => expect(await provider.admin.do(addSeats, { id: client.id, count: 25 }))
      .toEqual({ addSeats: { seats: { bought: 50, occupied: 1, free: 49 } } }))
    expect(logged).toEqual([{ event: 'Organization_SeatsAdded', by: 'Ada Admin', whom: client.name, added: 25, seats: 50 }])
    expect(await enterprise()).toEqual({ minimum: 50, purchased: 0, allocated: 50, available: 0 })
  })

  it.each([
    ['below to below', 25, 10, { purchased: 0, allocated: 35, available: 15 }, []],
    [
      'below to above',
      25,
      30,
      { purchased: 5, allocated: 55, available: 0 },
      [{ event: 'Provider_SeatsPurchased', plan: 'ENTERPRISE', purchased: 5, total: 5 }],
    ],
    [
      'above to above',
      60,
      7,
      { purchased: 17, allocated: 67, available: 0 },
      [{ event: 'Provider_SeatsPurchased', plan: 'ENTERPRISE', purchased: 7, total: 17 }],
    ],
    [
      'above to less above',
      60,
      -4,
      { purchased: 6, allocated: 56, available: 0 },
      [{ event: 'Provider_SeatsReleased', plan: 'ENTERPRISE', released: 4, total: 6 }],
    ],
    [
      'above to below',
      60,
      -20,
      { purchased: 0, allocated: 40, available: 10 },
      [{ event: 'Provider_SeatsReleased', plan: 'ENTERPRISE', released: 10, total: 0 }],
    ],
  ])('%s', async (_, start, difference, pool, settled) => {
    if (start > 25)
      await move(provider.admin, start - 25)
    const logged = await provider.logged(async () => expect(await move(provider.admin, difference)).toEqual(done))
    expect(await enterprise()).toEqual({ minimum: 50, ...pool })
    expect(logged).toEqual([
      ...settled.map(event => ({ by: 'Ada Admin', whom: 'Northwind', ...event })),
      {
        event: difference > 0 ? 'Organization_SeatsAdded' : 'Organization_SeatsRemoved',
        by: 'Ada Admin',
        whom: client.name,
        [difference > 0 ? 'added' : 'removed']: Math.abs(difference),
        seats: start + difference,
      },
    ])
  })

  it('counts what creating a client buys', async () => {
    const created = await provider.logged(() => provider.createClient('Large', { seats: 40, owner: owner.email }))
    expect(created.map(({ event, whom, ...details }) => [event, whom, details])).toEqual([
      ['ProviderOrganization_Created', 'Large', { by: 'Ada Admin', plan: 'ENTERPRISE', seats: 40 }],
      ['OrganizationUser_Invited', owner.email, { by: 'Ada Admin', email: owner.email, role: 'OWNER' }],
      ['Provider_SeatsPurchased', 'Northwind', { by: 'Ada Admin', plan: 'ENTERPRISE', purchased: 15, total: 15 }],
    ])
  })

  it.each([
    ['raising it above what is used', 25, 80, { minimum: 80, purchased: 0, available: 55 }],
    ['lowering it below what is used, which buys the rest', 25, 10, { minimum: 10, purchased: 15, available: 0 }],
    ['raising it by less than was purchased', 60, 55, { minimum: 55, purchased: 5, available: 0 }],
    ['raising it by more than was purchased', 60, 70, { minimum: 70, purchased: 0, available: 10 }],
    ['lowering it further', 60, 0, { minimum: 0, purchased: 60, available: 0 }],
  ])('moves with its minimum: %s', async (_, start, minimum, pool) => {
    if (start > 25)
      await move(provider.admin, start - 25)
    const logged = await provider.logged(() => provider.admin.do(changeMinimum, { id: provider.id, plan: 'ENTERPRISE', minimum }))
    expect(await enterprise()).toEqual({ allocated: start, ...pool })
    expect(logged).toEqual([{
      event: 'Provider_SeatMinimumChanged',
      by: 'Ada Admin',
      whom: 'Northwind',
      plan: 'ENTERPRISE',
      minimum,
      was: 50,
      purchased: pool.purchased,
      purchasedBefore: Math.max(0, start - 50),
    }])
  })

  it.each([[-1], [1_000_001]])('refuses a minimum of %i', async (minimum) => {
    expect(await provider.admin.refused(changeMinimum, { id: provider.id, plan: 'ENTERPRISE', minimum })).toBe('BAD_USER_INPUT')
  })

  it('holds purchased = max(0, total − minimum) after any sequence of changes', async () => {
    const other = await provider.createClient('Other', { seats: 1 })
    const step = fc.oneof(
      fc.record({ of: fc.constantFrom(client, other), difference: fc.integer({ min: -40, max: 40 }).filter(n => n !== 0) }),
      fc.record({ minimum: fc.integer({ min: 0, max: 60 }) }),
    )
    const seats = async () => (await client.seats()).bought + (await other.seats()).bought
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
      let minimum = (await enterprise())!.minimum
      let total = await seats()
      for (const change of steps) {
        if ('minimum' in change)
          await provider.admin.do(changeMinimum, { id: provider.id, plan: 'ENTERPRISE', minimum: minimum = change.minimum })
        else if ((await move(provider.admin, change.difference, change.of)).code === undefined)
          total += change.difference
        expect(await enterprise())
          .toEqual({ minimum, allocated: total, purchased: Math.max(0, total - minimum), available: Math.max(0, minimum - total) })
      }
      expect(await seats()).toBe(total)
    }), { numRuns: 6 })
  })
})

describe('a service user', () => {
  it('moves free seats up to exactly what is paid for', async () => {
    expect(await move(serviceUser, 25)).toEqual(done)
    expect(await move(serviceUser, -10)).toEqual(done)
    expect(await enterprise()).toMatchObject({ purchased: 0, allocated: 40 })
  })

  it('does not buy', async () => {
    const logged = await provider.logged(async () => expect(await move(serviceUser, 26)).toEqual({
      code: 'SEAT_PURCHASE_NEEDS_ADMIN',
      message: 'The provider has paid for 50 ENTERPRISE seats and this needs 51; a provider admin must do it.',
      plan: 'ENTERPRISE',
      paid: 50,
      needed: 51,
    }))
    expect(logged).toEqual([])
    expect(await client.seats()).toMatchObject({ bought: 25 })
  })

  it('may give back purchased seats, but not take them again', async () => {
    await move(provider.admin, 35)
    expect(await move(serviceUser, -5)).toEqual(done)
    expect(await enterprise()).toMatchObject({ purchased: 5, allocated: 55 })
    expect(await move(serviceUser, 1)).toMatchObject({ code: 'SEAT_PURCHASE_NEEDS_ADMIN', paid: 55, needed: 56 })
  })

  it('neither changes minimums nor lets seats grow by themselves', async () => {
    expect(await serviceUser.refused(changeMinimum, { id: provider.id, plan: 'ENTERPRISE', minimum: 1 })).toBe('FORBIDDEN')
    expect(await serviceUser.refused(setAutoGrow, { id: client.id, ceiling: 100 })).toBe('FORBIDDEN')
  })

  it('cannot buy by two small steps at the same moment', async () => {
    const other = await provider.createClient('Other', { seats: 20 })
    const codes = await provider.atOnce(...[client, other].map(({ id }) => () => insist(serviceUser, addSeats, { id, count: 3 })))
    expect(codes.sort()).toEqual(['SEAT_PURCHASE_NEEDS_ADMIN', 'ok'])
    expect(await enterprise()).toMatchObject({ purchased: 0, allocated: 48 })
  })
})

describe('seats of a client', () => {
  it('never fall below those occupied', async () => {
    await client.invite(['a@x.example', 'b@x.example'])
    const logged = await provider.logged(async () => expect(await move(provider.admin, -23))
      .toEqual({ code: 'SEATS_BELOW_OCCUPIED', message: '3 seats are occupied; revoke or remove people before going down to 2.', occupied: 3, seats: 2 }))
    expect(logged).toEqual([])
    expect(await move(provider.admin, -22)).toEqual(done)
    expect(await client.seats()).toEqual({ bought: 3, occupied: 3, free: 0, autoGrowCeiling: null })
  })

  it('are not counted for people who are revoked', async () => {
    const rows = await client.invite(['a@x.example', 'b@x.example'])
    await provider.admin.bulk('revokeUsers', [rows[0]!.id!])
    expect(await move(provider.admin, -23)).toEqual(done)
    expect(await client.seats()).toMatchObject({ bought: 2, occupied: 2 })
  })

  it('are changed by the provider\'s people only', async () => {
    expect(await owner.refused(addSeats, { id: ownersClient.id, count: 1 })).toBe('FORBIDDEN')
    expect(await owner.refused(removeSeats, { id: ownersClient.id, count: 1 })).toBe('FORBIDDEN')
    expect(await owner.refused(addSeats, { id: client.id, count: 1 })).toBe('NOT_FOUND')
    expect(await provider.admin.refused(addSeats, { id: anyId(), count: 1 })).toBe('NOT_FOUND')
  })

  it.each([[0], [-5], [10_001], [2_147_483_647]])('do not change by %i', async (n) => {
    for (const document of [addSeats, removeSeats])
      expect(await provider.admin.refused(document, { id: client.id, count: n })).toBe('BAD_USER_INPUT')
  })

  it('end at ten thousand and never reach none', async () => {
    expect(await provider.admin.refusal(addSeats, { id: client.id, count: 9_976 })).toMatchObject({ code: 'BAD_USER_INPUT', max: 10_000 })
    expect(await provider.admin.refused(removeSeats, { id: client.id, count: 25 })).toBe('BAD_USER_INPUT')
  })

  it('the last free ones go to exactly as many people, however many are invited at the same moment', async () => {
    await move(provider.admin, -20)
    const logged = await provider.logged(async () => {
      const codes = await Promise.all(Array.from(
        { length: 16 },
        (_, n) => insist(n % 2 ? provider.admin : serviceUser, inviteOne, { id: client.id, email: `p${n}@race.example` }),
      ))
      expect(codes.sort()).toEqual([...Array.from({ length: 12 }, () => 'NO_FREE_SEAT'), ...Array.from({ length: 4 }, () => 'ok')])
    })
    expect(logged.map(({ event }) => event)).toEqual(Array.from({ length: 4 }, () => 'OrganizationUser_Invited'))
    expect(await client.seats()).toMatchObject({ bought: 5, occupied: 5, free: 0 })
  })

  it('one seat given back while somebody is invited is never lost twice', async () => {
    await move(provider.admin, -23)
    const codes = await provider.atOnce(
      () => insist(provider.admin, removeSeats, { id: client.id, count: 1 }),
      () => insist(serviceUser, inviteOne, { id: client.id, email: 'last@race.example' }),
    )
    expect(codes).toSatisfy(([removed, invited]: string[]) =>
      (removed === 'ok' && invited === 'NO_FREE_SEAT') || (removed === 'SEATS_BELOW_OCCUPIED' && invited === 'ok'))
  })
})

describe('growing by itself', () => {
  it('takes exactly the missing seats, and buys where the pool is used up', async () => {
    await move(provider.admin, -23)
    await provider.admin.do(changeMinimum, { id: provider.id, plan: 'ENTERPRISE', minimum: 3 })
    const switched = await provider.logged(async () => expect(await provider.admin.do(setAutoGrow, { id: client.id, ceiling: 6 }))
      .toEqual({ setAutoGrow: { seats: { autoGrowCeiling: 6 } } }))
    expect(switched).toEqual([{ event: 'Organization_AutoGrowChanged', by: 'Ada Admin', whom: client.name, ceiling: 6, was: null }])
    const logged = await provider.logged(() => client.invite(['a@x.example', 'b@x.example', 'c@x.example'], 'USER', { by: serviceUser }))
    expect(logged.map(({ event, whom, by: _, ...details }) => [event, whom, details])).toEqual([
      ['Provider_SeatsPurchased', 'Northwind', { plan: 'ENTERPRISE', purchased: 1, total: 1 }],
      ['Organization_SeatsAutoGrown', client.name, { added: 2, seats: 4, ceiling: 6 }],
      ...['a', 'b', 'c'].map(name => ['OrganizationUser_Invited', `${name}@x.example`, { email: `${name}@x.example`, role: 'USER' }]),
    ])
    expect(await client.seats()).toEqual({ bought: 4, occupied: 4, free: 0, autoGrowCeiling: 6 })
  })

  it('stops at the ceiling; then nobody is invited', async () => {
    await move(provider.admin, -23)
    await provider.admin.do(setAutoGrow, { id: client.id, ceiling: 3 })
    const logged = await provider.logged(async () => expect(await client.admin.refusal(
      'mutation ($id: ID!, $users: [InviteUserInput!]!) { inviteUsers(clientId: $id, users: $users) { ok } }',
      { id: client.id, users: ['a', 'b', 'c'].map(name => ({ email: `${name}@x.example`, role: 'USER' })) },
    ))
      .toMatchObject({ code: 'AUTO_GROW_CEILING', needed: 3, free: 1, ceiling: 3 }))
    expect(logged).toEqual([])
    expect(await client.seats()).toMatchObject({ bought: 2, occupied: 1 })
    expect(outcomes(await client.invite(['a@x.example', 'b@x.example']))).toEqual(['ok', 'ok'])
  })

  it('is the consent to buy: an owner of the client invites past the pool without a right of their own', async () => {
    await provider.admin.do(setAutoGrow, { id: ownersClient.id, ceiling: 40 })
    const { free } = await ownersClient.seats()
    const logged = await provider.logged(() =>
      ownersClient.invite(Array.from({ length: free + 1 }, (_, n) => `grow${n}@acme.example`), 'USER', { by: owner }))
    expect(logged.slice(0, 2).map(({ event, by, whom }) => [event, by, whom]))
      .toEqual([['Provider_SeatsPurchased', 'owner', 'Northwind'], ['Organization_SeatsAutoGrown', 'owner', 'Acme']])
    expect(await ownersClient.seats()).toMatchObject({ bought: 21, free: 0 })
    const { events } = await owner.do('{ events(first: 200) { edges { node { type } } } }')
    expect(events.edges.map(({ node }) => node.type)).not.toContain('Provider_SeatsPurchased')
  })

  it('is switched off again, and its ceiling binds by hand too', async () => {
    await provider.admin.do(setAutoGrow, { id: client.id, ceiling: 30 })
    expect(await move(provider.admin, 6)).toMatchObject({ code: 'AUTO_GROW_CEILING', ceiling: 30 })
    const logged = await provider.logged(() => provider.admin.do(setAutoGrow, { id: client.id, ceiling: null }))
    expect(logged).toEqual([{ event: 'Organization_AutoGrowChanged', by: 'Ada Admin', whom: client.name, ceiling: null, was: 30 }])
    expect(await move(provider.admin, 6)).toEqual(done)
  })

  it.each([
    [24, 'CEILING_BELOW_SEATS'],
    [0, 'CEILING_BELOW_SEATS'],
    [-1, 'CEILING_BELOW_SEATS'],
    [10_001, 'BAD_USER_INPUT'],
  ])('refuses a ceiling of %i', async (ceiling, code) => {
    expect(await provider.admin.refused(setAutoGrow, { id: client.id, ceiling })).toBe(code)
  })

  it('at the same moment for many stops at the ceiling too', async () => {
    await move(provider.admin, -23)
    await provider.admin.do(setAutoGrow, { id: client.id, ceiling: 6 })
    const codes = await Promise.all(Array.from({ length: 10 }, (_, n) => insist(serviceUser, inviteOne, { id: client.id, email: `g${n}@race.example` })))
    expect(codes.sort()).toEqual([...Array.from({ length: 5 }, () => 'AUTO_GROW_CEILING'), ...Array.from({ length: 5 }, () => 'ok')])
    expect(await client.seats()).toMatchObject({ bought: 6, occupied: 6 })
  })

  it('in two clients by one request counts what was bought once each', async () => {
    const other = await provider.createClient('Other', { seats: 25 })
    const ids: string[] = []
    for (const of of [client, other]) {
      await move(provider.admin, -24, of)
      await provider.admin.do(setAutoGrow, { id: of.id, ceiling: 10 })
      const [row] = await of.invite(['revoked@x.example'])
      await provider.admin.bulk('revokeUsers', [row!.id!])
      await move(provider.admin, -1, of)
      ids.push(row!.id!)
    }
    await provider.admin.do(changeMinimum, { id: provider.id, plan: 'ENTERPRISE', minimum: 2 })
    const logged = await provider.logged(async () => expect(outcomes(await serviceUser.bulk('restoreUsers', ids))).toEqual(['ok', 'ok']))
    expect(logged.filter(({ event }) => event === 'Provider_SeatsPurchased').map(({ purchased, total }) => [purchased, total]))
      .toEqual([[1, 1], [1, 2]])
    expect(await enterprise()).toMatchObject({ allocated: 4, purchased: 2 })
  })
})

describe('a tool that is limited to some clients', () => {
  it('takes free seats of the provider\'s pool, buys none, and tells the log', async () => {
    const tool = await provider.tool(['SEATS_WRITE', 'READ'], [client.id])
    const logged = await provider.logged(async () => {
      expect(await move(tool, 25)).toEqual(done)
      const { code, paid, needed } = await move(tool, 1)
      expect({ code, paid, needed }).toEqual({ code: 'SEAT_PURCHASE_NEEDS_ADMIN', paid: undefined, needed: undefined })
    })
    expect(logged.map(({ event }) => event)).toEqual(['Organization_SeatsAdded'])
    expect(await enterprise()).toEqual({ minimum: 50, purchased: 0, allocated: 50, available: 0 })
  })
})

it('each mutation of one document answers with what is so after it', async () => {
  const fresh = await provider.createClient('Counted anew', { seats: 5 })
  const answer = await provider.admin.do(`mutation ($id: ID!, $users: [InviteUserInput!]!) {
    before: addSeats(clientId: $id, count: 1) { seats { occupied } }
    inviteUsers(clientId: $id, users: $users) { ok }
    after: addSeats(clientId: $id, count: 1) { seats { occupied } }
  }`, { id: fresh.id, users: ['a', 'b'].map(name => ({ email: `${name}@anew.example`, role: 'USER' })) })
  expect(answer).toMatchObject({ before: { seats: { occupied: 1 } }, after: { seats: { occupied: 3 } } })
})
