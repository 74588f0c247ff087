import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leafHash } from '@wardroom/server/event/canonical'
import { verifyLog } from '@wardroom/server/checkpoint/verify-log'
import pg from 'pg'
import type { Caller } from '../testkit/person.js'
import type { DataOf } from '../testkit/document.js'
import { useWorld } from '../testkit/use-world.js'
import { anyId } from '../testkit/world.js'
import type { ClientOf } from '../testkit/world.js'

const read = `query ($id: ID, $first: Int!, $after: String, $order: EventOrder!, $filter: EventFilter) { events(providerId: $id, first: $first, after: $after, order: $order, filter: $filter) {
  edges { cursor node { cursor seq code type category at clientId actor { id } subject { id } details hash } } pageInfo { hasNextPage endCursor } } }`
const readClient = 'query ($id: ID!, $first: Int!, $after: String, $filter: EventFilter) { client(id: $id) { events(first: $first, after: $after, filter: $filter) { edges { cursor node { seq } } pageInfo { hasNextPage endCursor } } } }'

interface Listed {
  cursor: string
  seq: string
  code: number
  type: string
  category: string
  at: string
  clientId: string | null
  actor: { id: string | null }
  subject: { id: string | null }
  details: Record<string, unknown>
}
interface Page { edges: Array<{ cursor: string, node: Listed }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }

const world = await useWorld()
const provider = await world.provider('Northwind', { enterprise: 30 })
const acme = await provider.createClient('Acme', { seats: 40 })
const globex = await provider.createClient('Globex', { seats: 10 })
const sam = await provider.hire('sam@northwind.example')
const owner = await acme.owner()
const rows = await acme.invite(Array.from({ length: 20 }, (_, n) => `p${n}@acme.example`), 'USER', { by: sam })
await owner.bulk('revokeUsers', rows.slice(0, 8).map(({ id }) => id!))
await globex.invite(['a@globex.example', 'b@globex.example'])
await world.sql('alter table event disable trigger append_only')
await world.sql(`update event set at = at - interval '3 days' where seq < 6`)
const log = (await page(provider.admin, { first: 200 })).edges.map(({ node }) => node)

async function page(by: Caller, variables: Record<string, unknown>): Promise<Page> {
  const { events } = await by.do(read, { id: provider.id, first: 50, order: 'OLDEST_FIRST', ...variables })
  return events
}

const seqs = ({ edges }: Page) => edges.map(({ node }) => Number(node.seq))
const seqsOf = async (by: Caller, filter?: object) => seqs(await page(by, { first: 200, filter }))

describe('the log of a provider', () => {
  it('has every event once, densely, from the first', async () => {
    expect(log.map(({ seq }) => Number(seq))).toEqual(log.map((_, n) => n + 1))
    expect(log.length).toBeGreaterThan(40)
    for (const { cursor, code, type } of log)
      expect([code > 0, type.length > 0, cursor.length > 0]).toEqual([true, true, true])
  })

  it('has equal times, so that paging by them would lose events', () => {
    expect(new Set(log.map(({ at }) => at)).size).toBeLessThan(log.length - 20)
  })

  it.each(['OLDEST_FIRST', 'NEWEST_FIRST'])('%s gives each event once from every place with every page size', async (order) => {
    const ordered = order === 'OLDEST_FIRST' ? log : [...log].reverse()
    const [place, first] = [fc.integer({ min: -1, max: ordered.length - 1 }), fc.integer({ min: 1, max: 200 })]
    await fc.assert(fc.asyncProperty(place, first, async (place, first) => {
      const found = await page(provider.admin, { first, order, after: ordered[place]?.cursor ?? null })
      expect(found.edges.map(({ node }) => node)).toEqual(ordered.slice(place + 1, place + 1 + first))
      expect(found.pageInfo.hasNextPage).toBe(place + 1 + first < ordered.length)
    }), { numRuns: 25 })
  })

  it.each(
    [1, 3, 7, 20, 59, 200].flatMap(first => ['OLDEST_FIRST', 'NEWEST_FIRST'].map(order => [first, order] as const)),
  )('is walked in pages of %i, %s', async (first, order) => {
    const walked: number[] = []
    for (let after: string | null = null, more = true; more;) {
      const found: Page = await page(provider.admin, { first, order, after })
      walked.push(...seqs(found))
      after = found.pageInfo.endCursor
      more = found.pageInfo.hasNextPage
    }
    const expected = log.map(({ seq }) => Number(seq))
    expect(walked).toEqual(order === 'OLDEST_FIRST' ? expected : expected.reverse())
  })

  it('of one client is walked newest first with any page size', async () => {
    const expected = log.filter(({ clientId }) => clientId === acme.id).map(({ seq }) => seq).reverse()
    for (const first of [1, 4, 17, 200]) {
      const walked: string[] = []
      for (let after: string | null = null, more = true; more;) {
        const { client: { events } }: DataOf<typeof readClient> = await owner.do(readClient, { id: acme.id, first, after })
        walked.push(...events!.edges.map(({ node }) => node.seq))
        after = events!.pageInfo.endCursor
        more = events!.pageInfo.hasNextPage
      }
      expect(walked).toEqual(expected)
    }
  })

  const filters: Array<[string, () => object, (event: Listed) => boolean]> = [
    ['client', () => ({ clientId: globex.id }), ({ clientId }) => clientId === globex.id],
    ['person who acted', () => ({ actorId: sam.accountId }), ({ actor }) => actor.id === sam.accountId],
    ['person it happened to', () => ({ subjectId: owner.userId }), ({ subject }) => subject.id === owner.userId],
    ['code', () => ({ codes: [1500, 1511] }), ({ code }) => code === 1500 || code === 1511],
    ['category', () => ({ categories: ['USER', 'SEAT'] }), ({ category }) => category === 'USER' || category === 'SEAT'],
    ['code within a category', () => ({ categories: ['USER'], codes: [1500, 1900] }), ({ code }) => code === 1500],
    ['time from', () => ({ since: log[10]!.at }), ({ at }) => at >= log[10]!.at],
    ['time until, itself not included', () => ({ until: log[10]!.at }), ({ at }) => at < log[10]!.at],
    ['both ends', () => ({ since: log[5]!.at, until: log.at(-1)!.at }), ({ at }) => at >= log[5]!.at && at < log.at(-1)!.at],
    [
      'all of it together',
      () => ({ clientId: acme.id, actorId: sam.accountId, codes: [1500], since: log[5]!.at }),
      ({ clientId, actor, code, at }) => clientId === acme.id && actor.id === sam.accountId && code === 1500 && at >= log[5]!.at,
    ],
  ]
  it.each(filters)('is filtered by %s', async (_, filter, holds) => {
    const expected = log.filter(holds).map(({ seq }) => Number(seq))
    expect(expected.length).toBeGreaterThan(0)
    expect(expected.length).toBeLessThan(log.length)
    expect(await seqsOf(provider.admin, filter())).toEqual(expected)
    const half = await page(provider.admin, { first: Math.ceil(expected.length / 2), filter: filter() })
    expect([...seqs(half), ...seqs(await page(provider.admin, { first: 200, filter: filter(), after: half.pageInfo.endCursor }))])
      .toEqual(expected)
  })

  it.each([
    ['no id', { clientId: 'x' }],
    ['no id of a person', { actorId: '\' or true --' }],
    ['an unknown category', { categories: ['USER', 'NOTHING'] }],
    ['too many codes', { codes: Array.from({ length: 101 }, (_, n) => n) }],
    ['no time', { since: 'yesterday' }],
    ['a code that is no number', { codes: ['1500'] }],
  ])('refuses %s as a filter', async (_, filter) => {
    expect(await provider.admin.refused(read, { id: provider.id, first: 5, order: 'OLDEST_FIRST', filter })).toBe('BAD_USER_INPUT')
  })

  it('finds nothing for ids that do not exist', async () => {
    for (const filter of [{ clientId: anyId() }, { actorId: anyId() }, { subjectId: anyId() }, { codes: [] }, { categories: [] }])
      expect(await seqsOf(provider.admin, filter)).toEqual([])
  })

  it.each([[0], [-1], [201], [1_000_000]])('refuses a page of %i', async (first) => {
    expect(await provider.admin.refused('query ($first: Int!) { events(first: $first) { edges { cursor } } }', { first }))
      .toMatch(/^(?:BAD_USER_INPUT|LIMIT_EXCEEDED)$/)
  })
})

describe('what is seen of it', () => {
  const ofClients = (...clients: ClientOf[]) =>
    log.filter(({ clientId }) => clients.some(({ id }) => id === clientId)).map(({ seq }) => Number(seq))
  const upTo = (found: number[]) => found.filter(seq => seq <= log.length)

  it('a service user sees the clients, not the provider\'s own events', async () => {
    expect(upTo(await seqsOf(sam))).toEqual(ofClients(acme, globex))
  })

  it('owners, admins and those with the flag see their client, and ask by no more', async () => {
    const admin = await acme.join('adam@acme.example', 'ADMIN')
    const auditor = await acme.join('audra@acme.example', 'CUSTOM', { permissions: ['accessEventLogs'] })
    for (const by of [owner, admin, auditor]) {
      expect(upTo(await seqsOf(by))).toEqual(ofClients(acme))
      expect(await seqsOf(by, { clientId: globex.id })).toEqual([])
    }
    expect(await auditor.do('query ($id: ID!) { client(id: $id) { users { totalCount } events(first: 1) { edges { node { seq } } } } }', { id: acme.id }))
      .toMatchObject({ client: { users: null, events: { edges: [{}] } } })
  })

  it('others of the client see none', async () => {
    const manager = await acme.join('manu@acme.example', 'CUSTOM', { permissions: ['manageUsers'] })
    const user = await acme.join('uma@acme.example')
    for (const by of [manager, user]) {
      expect(await by.refused(read, { id: provider.id, first: 5, order: 'OLDEST_FIRST' })).toBe('FORBIDDEN')
      expect(await by.do('query ($id: ID!) { client(id: $id) { events { edges { cursor } } lastEvent { seq } eventsPerMinute } }', { id: acme.id }))
        .toEqual({ client: { events: null, lastEvent: null, eventsPerMinute: null } })
    }
  })

  it('whoever belongs to two clients sees both in one log', async () => {
    await globex.admit(owner, 'OWNER')
    expect(upTo(await seqsOf(owner))).toEqual(ofClients(acme, globex))
  })

  it('another provider\'s log is not there', async () => {
    const contoso = await world.anotherProvider('Contoso')
    expect(await contoso.admin.refused(read, { id: provider.id, first: 5, order: 'OLDEST_FIRST' })).toBe('NOT_FOUND')
    expect(await contoso.admin.do('query ($f: EventFilter) { events(filter: $f) { edges { cursor } } }', { f: { clientId: acme.id } }))
      .toEqual({ events: { edges: [] } })
    expect(await world.stranger.refused(read, { id: provider.id, first: 5, order: 'OLDEST_FIRST' })).toBe('UNAUTHENTICATED')
    expect(await provider.admin.refused(read, { id: anyId(), first: 5, order: 'OLDEST_FIRST' })).toBe('NOT_FOUND')
  })
})

describe('a cursor', () => {
  const cursor = (...parts: unknown[]) => Buffer.from(parts.join(':')).toString('base64url')
  const both = async (by: Caller, after: string) => [
    (await by.refusal(read, { id: provider.id, first: 5, order: 'OLDEST_FIRST', after })).code,
    (await by.refusal(readClient, { id: acme.id, first: 5, after })).code,
  ]

  it.each([
    ['nonsense', () => 'nonsense'],
    ['nothing', () => ''],
    ['of another version', () => cursor('e2', provider.id, 5)],
    ['without a place', () => cursor('e1', provider.id, '')],
    ['with a place before the first', () => cursor('e1', provider.id, -1)],
    ['with a place that is no number', () => cursor('e1', provider.id, '5 or true')],
    ['with a fraction', () => cursor('e1', provider.id, 1.5)],
    ['with a place beyond all numbers', () => cursor('e1', provider.id, '9007199254740993')],
    ['with a log in capitals', () => cursor('e1', provider.id.toUpperCase(), 5)],
    ['of the log of another', () => cursor('e1', anyId(), 5)],
    ['from the future', () => cursor('e1', provider.id, 1_000_000)],
  ])('%s is refused', async (_, make) => {
    expect(await both(provider.admin, make())).toEqual(['CURSOR_MALFORMED', 'CURSOR_MALFORMED'])
  })

  it('of a log out of reach reveals nothing about it', async () => {
    const [foreign] = await world.sql<{ id: string }>(`select id from provider where name = 'Contoso'`)
    const after = cursor('e1', foreign!.id, 1)
    expect(await provider.admin.refused('query ($after: String) { events(after: $after) { edges { cursor } } }', { after }))
      .toBe('NOT_FOUND')
    expect(await provider.admin.refused('query ($after: String) { events(after: $after) { edges { cursor } } }', { after: cursor('e1', anyId(), 1) }))
      .toBe('NOT_FOUND')
  })

  it('at the newest event waits for more', async () => {
    const [newest] = (await page(provider.admin, { first: 1, order: 'NEWEST_FIRST' })).edges
    expect(await page(provider.admin, { after: newest!.cursor })).toEqual({ edges: [], pageInfo: { hasNextPage: false, endCursor: null } })
    await globex.invite([`${anyId()}@globex.example`])
    expect((await page(provider.admin, { after: newest!.cursor })).edges).toHaveLength(1)
  })

  it('older than the kept events is refused with the cursor to continue from; the chain stays whole', async () => {
    await world.expireEvents(provider.id, 5, 1)
    const { code, oldest } = await provider.admin.refusal(
      read,
      { id: provider.id, first: 5, order: 'OLDEST_FIRST', after: cursor('e1', provider.id, 4) },
    )
    expect(code).toBe('CURSOR_EXPIRED')
    expect(seqs(await page(provider.admin, { first: 3, after: oldest }))).toEqual([6, 7, 8])
    expect(await both(provider.admin, cursor('e1', provider.id, 0))).toEqual(['CURSOR_EXPIRED', 'CURSOR_EXPIRED'])
    expect(seqs(await page(provider.admin, { first: 3 }))).toEqual([6, 7, 8])
    expect(seqs(await page(provider.admin, { first: 3, after: cursor('e1', provider.id, 5) }))).toEqual([6, 7, 8])
    await expect(world.expireEvents(provider.id, 6, 1)).rejects.toThrow('not older than the retention')
    const client = new pg.Client({ connectionString: world.ownerUrl })
    await client.connect()
    expect(await verifyLog(client, provider.id)).toMatchObject({ brokenAt: null, why: null })
    await client.end()
  })
})

it('while many write at once, the log stays dense and everybody\'s events are in it', async () => {
  const before = Number((await page(provider.admin, { first: 1, order: 'NEWEST_FIRST' })).edges[0]!.node.seq)
  const names = Array.from({ length: 24 }, (_, n) => `Name ${n}`)
  const answers = await Promise.all(names.map((name, n) => (n % 2 ? sam : provider.admin).ask(
    'mutation ($id: ID!, $name: String!) { renameClient(id: $id, name: $name) { name } }',
    { id: n % 3 ? acme.id : globex.id, name },
  )))
  const saved = answers.filter(({ body }) => !body.errors).length
  const { edges } = await page(provider.admin, { first: 200, filter: { codes: [1600] } })
  const added = (await world.sql<{ seq: string }>(
    'select seq from event where provider_id = $1 and seq > $2 order by seq',
    [provider.id, before],
  )).map(({ seq }) => Number(seq))
  expect(added).toEqual(added.map((_, n) => before + 1 + n))
  expect(edges).toHaveLength(saved)
  expect(new Set(edges.map(({ node }) => node.details.name)).size).toBe(saved)
})

it('an event of an unknown code is kept and shown, never dropped', async () => {
  const event = { providerId: provider.id, code: 7777, at: new Date().toISOString(), actorKind: 'NONE', details: { from: 'elsewhere' } }
  await world.sql(
    'select append_events($1, $2::jsonb)',
    [provider.id, JSON.stringify([{ ...event, leaf: leafHash(event).toString('hex') }])],
  )
  const { edges: [newest] } = await page(provider.admin, { first: 1, order: 'NEWEST_FIRST' })
  expect(newest!.node)
    .toMatchObject({ code: 7777, type: 'Unknown_7777', category: 'UNKNOWN', details: { from: 'elsewhere' }, actor: { id: null } })
})
