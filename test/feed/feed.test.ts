import { describe, expect, it } from 'vitest'
import type { Caller } from '../testkit/person.js'
import { useWorld } from '../testkit/use-world.js'
import type { ClientOf, ProviderOf } from '../testkit/world.js'
import { Follower, newestCursor, queried } from './follower.js'

const world = await useWorld()
const northwind = await world.provider('Northwind')
const contoso = await world.anotherProvider('Contoso')
const [acme, birch, cedar] = await Promise.all([
  northwind.createClient('Acme'),
  northwind.createClient('Birch'),
  contoso.createClient('Cedar'),
])
const service = await northwind.hire('sam@northwind.example')
const owner = await acme.owner()
const idle = await Follower.start(northwind.admin, { after: null, filter: { codes: [9060] } })

function rename(client: ClientOf, name = `${client.name} Ltd`) {
  return client.admin.do('mutation ($id: ID!, $name: String!) { renameClient(id: $id, name: $name) { id } }', { id: client.id, name })
}
function renameProvider(provider: ProviderOf) {
  return provider.admin.do(
    'mutation ($id: ID!, $name: String!) { renameProvider(id: $id, name: $name) { id } }',
    { id: provider.id, name: provider.name },
  )
}
const firstCursor = async (caller: Caller) => (await caller.do('{ events(first: 1) { edges { cursor } } }')).events.edges[0]!.cursor

it('what lies behind the cursor comes first and what is new after it, in the order of the query, without a hole', async () => {
  const after = await firstCursor(northwind.admin)
  const follower = await Follower.start(northwind.admin, { after })
  await Promise.all(Array.from({ length: 20 }, (_, n) => rename(n % 2 ? acme : birch)))
  const lines = await queried(northwind.admin, { after })
  await follower.until(({ lines: heard }) => heard.length >= lines.length)
  expect(follower.lines).toEqual(lines)
  expect(follower.seqs).toEqual(lines.map((_, index) => index + 2))
  await follower.leave()
})

it('an empty batch says at once that it has begun, and where, though nothing happens', async () => {
  const now = await newestCursor(northwind.admin)
  const follower = await Follower.start(northwind.admin, { after: null, filter: { codes: [9060] } })
  const began = Date.now()
  await follower.until(({ batches }) => batches.length > 0)
  expect(Date.now() - began).toBeLessThan(2_000)
  expect(follower.batches[0]).toEqual({ cursor: now, events: [] })

  const behind = await Follower.start(northwind.admin, { after: await firstCursor(northwind.admin) })
  await behind.until(({ lines }) => lines.length > 0)
  expect(behind.batches[0]).toEqual({ cursor: await firstCursor(northwind.admin), events: [] })
  await Promise.all([follower.leave(), behind.leave()])
})

it('without a cursor it begins now', async () => {
  const follower = await Follower.start(northwind.admin, { after: null })
  const head = (await queried(northwind.admin)).at(-1)!.seq
  while (!follower.lines.length)
    await rename(acme)
  expect(follower.seqs[0]).toBeGreaterThan(head)
  await follower.leave()
})

it('the cursor of any batch and of any event goes on behind it', async () => {
  const all = await queried(northwind.admin)
  const follower = await Follower.start(northwind.admin, { after: await firstCursor(northwind.admin) })
  await follower.until(({ lines }) => lines.length >= all.length - 1)
  const first = follower.batches.find(({ events }) => events.length > 0)!
  const resumed = await Follower.start(northwind.admin, { after: first.cursor })
  await rename(acme)
  await resumed.until(({ lines }) => lines.length > 0)
  expect(resumed.seqs[0]).toBe(first.events.length + 2)
  await Promise.all([follower.leave(), resumed.leave()])
})

describe('a filter lets through what the query finds', () => {
  const after = async () => firstCursor(northwind.admin)
  it.each([
    ['client', () => ({ clientId: acme.id })],
    ['codes', () => ({ codes: [1900, 1600] })],
    ['categories', () => ({ categories: ['PROVIDER_CLIENT', 'CLIENT'] })],
    ['actor', () => ({ actorId: service.accountId })],
    ['subject', () => ({ subjectId: birch.id })],
    ['time', () => ({ since: new Date(Date.now() - 3_600_000).toISOString(), until: new Date(Date.now() + 3_600_000).toISOString() })],
    ['a time to come', () => ({ since: new Date(Date.now() + 3_600_000).toISOString() })],
    ['several at once', () => ({ clientId: acme.id, categories: ['CLIENT'], actorId: northwind.admin.accountId })],
  ])('%s', async (_, make) => {
    const filter = make()
    const behind = { after: await after(), filter }
    const follower = await Follower.start(northwind.admin, behind)
    const live = await Follower.start(northwind.admin, { filter })
    const before = await queried(northwind.admin, behind)
    await rename(acme)
    await rename(birch)
    await service.do('mutation ($id: ID!) { renameClient(id: $id, name: "Acme") { id } }', { id: acme.id })
    const lines = await queried(northwind.admin, behind)
    await follower.until(({ lines: heard }) => heard.length >= lines.length)
    await live.until(({ lines: heard }) => heard.length >= lines.length - before.length)
    expect(follower.lines).toEqual(lines)
    expect(live.lines).toEqual(lines.slice(before.length))
    await Promise.all([follower.leave(), live.leave()])
  })

  it.each([
    ['an id that is none', { clientId: 'x' }],
    ['a category that is none', { categories: ['NOTHING'] }],
    ['too many codes', { codes: Array.from({ length: 101 }, (_, n) => n) }],
    ['a list where a text belongs', { clientId: ['x'] }],
    ['a text where a list of numbers belongs', { codes: 'many' }],
    ['a date that is none', { since: 'yesterday' }],
    ['a member that is none', { password: 'x' }],
  ])('and refuses %s', async (_, filter) => {
    expect(await Follower.refused(northwind.admin, { filter })).toBe('BAD_USER_INPUT')
  })
})

it('two providers hear nothing of each other', async () => {
  const [north, south] = [await Follower.start(northwind.admin), await Follower.start(contoso.admin)]
  await Promise.all([rename(acme), rename(cedar), renameProvider(northwind), renameProvider(contoso)])
  await Promise.all([north.until(({ lines }) => lines.length >= 2), south.until(({ lines }) => lines.length >= 2)])
  expect(new Set(north.lines.map(({ clientId }) => clientId))).toEqual(new Set([acme.id, null]))
  expect(new Set(south.lines.map(({ clientId }) => clientId))).toEqual(new Set([cedar.id, null]))
  await Promise.all([north.leave(), south.leave()])
})

it('everybody hears what they may see and nothing else', async () => {
  const events = await northwind.tool(['EVENTS_READ'])
  const limited = await northwind.tool(['EVENTS_READ'], [birch.id])
  const callers = { admin: northwind.admin, service, owner, events, limited }
  const followers = await Promise.all(Object.values(callers).map(caller => Follower.start(caller, { providerId: northwind.id })))
  await rename(acme)
  await renameProvider(northwind)
  await rename(birch)
  const due = [3, 2, 1, 3, 1]
  await Promise.all(followers.map((follower, index) => follower.until(({ lines }) => lines.length >= due[index]!)))
  await new Promise(resolve => setTimeout(resolve, 200))
  const heard = (id: string | null) => ({ [acme.id]: 'Acme', [birch.id]: 'Birch' }[id ?? ''] ?? 'Northwind itself')
  expect(
    Object.fromEntries(Object.keys(callers).map((name, index) => [name, followers[index]!.lines.map(({ clientId }) => heard(clientId))])),
  ).toEqual({
    admin: ['Acme', 'Northwind itself', 'Birch'],
    service: ['Acme', 'Birch'],
    owner: ['Acme'],
    events: ['Acme', 'Northwind itself', 'Birch'],
    limited: ['Birch'],
  })
  await Promise.all(followers.map(follower => follower.leave()))
})

it('all who are due the same get the same bytes, from the same place', async () => {
  const tool = await northwind.tool(['EVENTS_READ'])
  const followers = await Promise.all(Array.from({ length: 12 }, () => Follower.start(tool)))
  for (let n = 0; n < 30; n++)
    await rename(acme)
  await Promise.all(followers.map(follower => follower.until(({ lines }) => lines.length >= 30)))
  const [first, ...others] = followers.map(({ lines }) => lines)
  expect(first!.map(({ seq }) => seq)).toEqual(first!.map((_, index) => first![0]!.seq + index))
  for (const lines of others)
    expect(lines).toEqual(first)
  const last = (follower: Follower) => JSON.stringify(follower.wire.messages.at(-1))
  expect(new Set(followers.map(last)).size).toBe(1)
  await Promise.all(followers.map(follower => follower.leave()))
})

describe('a cursor', () => {
  const cursorOf = (id: string, seq: number | string) => Buffer.from(`e1:${id}:${seq}`).toString('base64url')
  it.each([
    ['that is none', () => ({ after: 'nonsense' }), 'CURSOR_MALFORMED'],
    ['with a place that is none', () => ({ after: cursorOf(northwind.id, '-1') }), 'CURSOR_MALFORMED'],
    ['with a place beyond all numbers', () => ({ after: cursorOf(northwind.id, '9007199254740993') }), 'CURSOR_MALFORMED'],
    ['ahead of the log', () => ({ after: cursorOf(northwind.id, 1_000_000) }), 'CURSOR_MALFORMED'],
    ['of another provider', () => ({ after: cursorOf(contoso.id, 1) }), 'NOT_FOUND'],
    ['of nobody', () => ({ after: cursorOf('00000000-0000-4000-8000-000000000000', 1) }), 'NOT_FOUND'],
    ['of another provider beside one\'s own id', () => ({ after: cursorOf(contoso.id, 1), providerId: northwind.id }), 'CURSOR_MALFORMED'],
    ['of one\'s own beside another\'s id', () => ({ after: cursorOf(northwind.id, 1), providerId: contoso.id }), 'NOT_FOUND'],
  ])('%s is refused alike by subscription and query', async (_, where, code) => {
    expect(await Follower.refused(northwind.admin, where())).toBe(code)
    expect(await northwind.admin.refused('query ($after: String, $providerId: ID) { events(after: $after, providerId: $providerId) { edges { cursor } } }', where())).toBe(code)
  })

  it('older than the log is told where the log begins, and goes on from there', async () => {
    const [before] = await world.sql<{ seq: string }>('select seq from event_head where provider_id = $1', [contoso.id])
    await world.expireEvents(contoso.id)
    const { wire } = await Follower.start(contoso.admin, { after: cursorOf(contoso.id, 1) })
    const [refusal] = (await wire.next('error')).payload as Array<{ extensions: { code: string, oldest: string } }>
    expect(refusal!.extensions).toEqual({ code: 'CURSOR_EXPIRED', oldest: cursorOf(contoso.id, before!.seq) })
    expect(await contoso.admin.refused('query ($after: String) { events(after: $after) { edges { cursor } } }', { after: cursorOf(contoso.id, 1) }))
      .toBe('CURSOR_EXPIRED')

    const follower = await Follower.start(contoso.admin, { after: refusal!.extensions.oldest })
    await rename(cedar)
    await follower.until(({ lines }) => lines.length > 1)
    expect(follower.seqs).toEqual([Number(before!.seq) + 1, Number(before!.seq) + 2])
    await Promise.all([follower.leave(), wire.leave()])
  })
})

it('a document decides what comes, by alias and fragment too', async () => {
  const after = await newestCursor(service)
  const follower = await Follower.start(
    service,
    { after },
    'subscription Named($after: String, $deep: Boolean = false) { feed: events(after: $after) { at events { ...Line details @include(if: $deep) } } } fragment Line on Event { place: seq actor { name } }',
  )
  await rename(acme)
  await follower.wire.next('next')
  const { payload } = await follower.wire.next('next')
  expect(payload).toEqual({
    data: { feed: { at: expect.any(String), events: [{ place: expect.stringMatching(/^\d+$/), actor: { name: 'Ada Admin' } }] } },
  })
  await follower.leave()
})

it('a subscription that was completed says nothing more, and its socket goes on', async () => {
  const follower = await Follower.start(service)
  follower.wire.subscribe('2', 'subscription { events { cursor events { seq } } }')
  follower.wire.send({ type: 'complete', id: '1' })
  const heard = (by: string) => follower.wire.messages.filter(({ id, type }) => id === by && type === 'next')
    .flatMap(({ payload }) => (payload as { data: { events: { events: unknown[] } } }).data.events.events)
  const other = await Follower.start(service)
  while (!heard('2').length)
    await rename(acme)
  await other.until(({ lines }) => lines.length > 0)
  expect(heard('1')).toEqual([])
  await Promise.all([follower.leave(), other.leave()])
})

it('a heartbeat comes every ten seconds and moves the cursor past what the filter hides', { timeout: 25_000 }, async () => {
  await rename(acme)
  const had = idle.batches.length
  await idle.until(({ batches }) => batches.length > had)
  const began = Date.now()
  await idle.until(({ batches }) => batches.length > had + 1)
  expect(Date.now() - began).toBeGreaterThan(9_000)
  expect(Date.now() - began).toBeLessThan(12_000)
  expect(idle.lines).toEqual([])
  expect(idle.cursor).toBe(await newestCursor(northwind.admin))
  await idle.leave()
})

it('whoever joins while the log grows gets nothing twice', async () => {
  const after = await firstCursor(northwind.admin)
  let over = false
  const busy = Promise.all([acme, birch, acme, birch].map(async (client) => {
    while (!over)
      await rename(client)
  }))
  const followers = []
  for (let n = 0; n < 60; n++) {
    followers.push(await Follower.start(northwind.admin, { after, filter: { codes: [1600] } }))
    if (followers.length === 5) {
      const due = (await queried(northwind.admin, { after, filter: { codes: [1600] } })).at(-1)!.seq
      for (const follower of followers.splice(0)) {
        await follower.until(({ seqs }) => seqs.at(-1)! >= due)
        expect(follower.seqs).toEqual([...new Set(follower.seqs)].sort((a, b) => a - b))
        await follower.leave()
      }
    }
  }
  over = true
  await busy
}, 60_000)
