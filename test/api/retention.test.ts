import { appendStatements, describeEvent } from '@wardroom/server/event/append'
import { chainHash, leafHash } from '@wardroom/server/event/canonical'
import { day } from '@wardroom/server/lib/clock'
import { verifyLog } from '@wardroom/server/checkpoint/verify-log'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Follower } from '../feed/follower.js'
import { useWorld } from '../testkit/use-world.js'

const now = new Date()
/** The server deletes by itself, every minute, what is older than 100 days; the database lets nobody delete what is younger than 30. */
const world = await useWorld({ env: { WARDROOM_RETENTION_DAYS: '100' } })
const provider = await world.provider('Northwind')
await world.sql('insert into event_retention values (true, 30)')

function log(id: string) {
  return world.sql<{ seq: string, code: number, actor_kind: string, details: object }>(
    'select seq, code, actor_kind, details from event where provider_id = $1 order by seq',
    [id],
  )
}

/** Gives a log another past: so many events, so many days ago. */
async function past(providerId: string, count: number, days: number): Promise<void> {
  await world.sql('delete from event where provider_id = $1', [providerId])
  await world.sql(`update event_head set seq = 0, hash = decode(repeat('00', 32), 'hex') where provider_id = $1`, [providerId])
  await happened(providerId, count, days)
}

async function happened(providerId: string, count: number, days: number): Promise<void> {
  const at = new Date(now.getTime() - days * day)
  const event = describeEvent(
    'User_SignedOut',
    { providerId, subject: { kind: 'ACCOUNT', id: providerId }, actor: { kind: 'SYSTEM' }, details: { sessionId: providerId }, at },
  )
  for (let left = count; left > 0; left -= 2_500) {
    await world.sql(
      'select append_events($1, $2::jsonb)',
      [providerId, appendStatements(Array.from({ length: Math.min(left, 2_500) }, () => event))[0]!.entries],
    )
  }
}

it('what is older than the retention is deleted, the log itself tells that it was, and its chain stays whole', async () => {
  const { queue } = world.server.services
  await past(provider.id, 3, 102)
  await happened(provider.id, 2, 99)
  const follower = await Follower.start(provider.admin)
  await queue.run('expire-logs')
  const expired = { seq: '6', code: 9060, actor_kind: 'SYSTEM', details: { first: 1, last: 3 } }
  expect((await log(provider.id)).map(({ seq }) => seq)).toEqual(['4', '5', '6'])
  expect((await log(provider.id)).at(-1)).toEqual(expired)
  await follower.until(({ types }) => types.includes('EventLog_Expired'))
  await follower.leave()

  await queue.run('expire-logs')
  expect((await log(provider.id)).at(-1)).toEqual(expired)
  const owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  expect(await verifyLog(owner, provider.id)).toMatchObject({ events: 3, brokenAt: null })
  await owner.end()
})

it('a log that is far behind is brought up in portions', async () => {
  const contoso = await world.anotherProvider('Contoso')
  await past(contoso.id, 25_000, 140)
  await world.server.services.queue.run('expire-logs')
  expect((await log(contoso.id)).map(({ seq, details }) => ({ seq, details }))).toEqual([
    { seq: '25001', details: { first: 1, last: 20_000 } },
    { seq: '25002', details: { first: 20_001, last: 25_000 } },
  ])
})

describe('nobody deletes', () => {
  const entryOf = (providerId: string, first: number, last: number, code = 9060) =>
    JSON.stringify({ code, at: now, actorKind: 'SYSTEM', details: { first, last }, leaf: '00'.repeat(32) })
      .replace('{', `{"providerId":"${providerId}",`)
  const attempts: Array<[string, (id: string) => string]> = [
    ['what is younger than the retention', id => entryOf(id, 1, 4)],
    ['from the middle', id => entryOf(id, 2, 3)],
    ['more than there is', id => entryOf(id, 1, 40)],
    ['nothing, and says so', id => entryOf(id, 1, 0)],
    ['under the name of another event', id => entryOf(id, 1, 3, 9003)],
    ['without saying what', id => JSON.stringify({ code: 9060, at: now, actorKind: 'SYSTEM', details: {}, leaf: '00'.repeat(32) })
      .replace('{', `{"providerId":"${id}",`)],
  ]
  it.each(attempts)('%s', async (_, entry) => {
    const fabrikam = await world.anotherProvider(`Fabrikam ${_}`)
    await past(fabrikam.id, 3, 40)
    await happened(fabrikam.id, 1, 1)
    const { system } = world.server.services.database
    await expect(system.query('select expire_events($1, $2::jsonb)', [fabrikam.id, entry(fabrikam.id)]))
      .rejects.toMatchObject({ code: '42501' })
    await world.sql('update event_retention set days = null')
    await expect(system.query('select expire_events($1, $2::jsonb)', [fabrikam.id, entryOf(fabrikam.id, 1, 3)]))
      .rejects.toMatchObject({ code: '42501' })
    await world.sql('update event_retention set days = 30')
    expect(await log(fabrikam.id)).toHaveLength(4)
  })
})

it('nobody tells of a deletion that was none', async () => {
  const fabrikam = await world.anotherProvider('Fabrikam that forgets nothing')
  const [acme, before] = [await fabrikam.createClient('Acme'), await log(fabrikam.id)]
  const told = { code: 9060, at: now, clientId: acme.id, actorKind: 'SYSTEM', details: { first: 1, last: 3 }, leaf: '00'.repeat(32) }
  const entry = JSON.stringify([told])
  const { system, write } = world.server.services.database
  await expect(system.query('select append_events($1, $2::jsonb)', [fabrikam.id, entry])).rejects.toMatchObject({ code: '42501' })
  for (const reach of [{ providers: [fabrikam.id], clients: [] }, { providers: [], clients: [acme.id] }]) {
    const tenants = { actor: fabrikam.admin.accountId, ...reach }
    await expect(write(tenants, em => em.execute('select append_events(?, ?::jsonb)', [fabrikam.id, entry])))
      .rejects.toMatchObject({ code: '42501' })
  }
  expect(await log(fabrikam.id)).toEqual(before)
})

/** Appended past the database's own rules, as somebody does who owns it and knows how the chain is made. */
async function tell(providerId: string, details: unknown, at = now): Promise<void> {
  const [head] = await world.sql<{ seq: string, hash: Buffer }>('select seq, hash from event_head where provider_id = $1', [providerId])
  const seq = BigInt(head!.seq) + 1n
  const event = { providerId, code: 9060, at: at.toISOString(), actorKind: 'SYSTEM', details: details as Record<string, unknown> }
  const hash = chainHash(head!.hash, seq, leafHash(event))
  await world.sql(
    `insert into event (provider_id, seq, code, at, actor_kind, details, hash) values ($1, $2, 9060, $3, 'SYSTEM', $4, $5)`,
    [providerId, String(seq), at, JSON.stringify(details), hash],
  )
  await world.sql('update event_head set seq = $2, hash = $3 where provider_id = $1', [providerId, String(seq), hash])
}

describe('the check of a log', () => {
  const owner = new pg.Client({ connectionString: world.ownerUrl })
  beforeAll(() => owner.connect())
  afterAll(() => owner.end())
  let logs = 0
  async function newLog(): Promise<string> {
    const { id } = await world.anotherProvider(`Tailspin ${++logs}`)
    await past(id, 2, 40)
    await happened(id, 1, 35)
    return id
  }

  it.each([
    ['a last place that is no number', { first: 1, last: 'x' }],
    ['half a place', { first: 1, last: 2.5 }],
    ['a place past counting', { first: 1, last: 1e300 }],
    ['places in reverse', { first: 3, last: 2 }],
    ['no first place', { last: 3 }],
    ['itself', { first: 1, last: 4 }],
    ['nothing', null],
  ])('ends with a verdict where the log tells of a deletion of %s', async (_, details) => {
    const id = await newLog()
    await tell(id, details)
    expect(await verifyLog(owner, id)).toMatchObject({ brokenAt: 4, why: 'it tells of a deletion that cannot have been' })
  })

  it('finds deletions that leave something out between them, or happened tomorrow', async () => {
    const id = await newLog()
    await world.expireEvents(id, 2)
    await tell(id, { first: 4, last: 4 })
    expect(await verifyLog(owner, id)).toMatchObject({ brokenAt: 5, why: 'it tells of a deletion that cannot have been' })
    const another = await newLog()
    await tell(another, { first: 1, last: 3 }, new Date(now.getTime() + day))
    expect(await verifyLog(owner, another)).toMatchObject({ brokenAt: 4, why: 'it tells of a deletion that cannot have been' })
  })

  it.each([
    ['believes the deletion of what is older than the retention, going by the checkpoint before it', 31, 2, 30, null],
    ['finds that what came behind a checkpoint was deleted too early', 29, 2, 30, 4],
    ['cannot tell the age of what a checkpoint ends with', 0, 3, 30, null],
    ['goes by the shortest retention there is where it does not know', 2, 2, null, null],
    ['and by that at least', 0, 2, null, 4],
  ])('%s', async (_, days, seq, retention, brokenAt) => {
    const id = await newLog()
    const [newest] = await world.sql<{ hash: Buffer }>('select hash from event where provider_id = $1 and seq = $2', [id, seq])
    await world.expireEvents(id, 3)
    await world.sql('update event_retention set days = $1', [retention])
    const at = new Date(now.getTime() - days * day)
    const why = brokenAt && `it tells that events up to 3 were deleted, but those behind 2 are younger than the checkpoint of ${at.toISOString()}, and were to be kept for ${retention ?? 1} days`
    expect(await verifyLog(owner, id, [{ providerId: id, seq, hash: newest!.hash, at }]))
      .toMatchObject({ brokenAt, why, compared: seq === 3 ? 1 : 0, passed: seq === 3 ? 0 : 1 })
    await world.sql('update event_retention set days = 30')
  })
})
