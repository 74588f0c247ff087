import { appendStatements, describeEvent } from '@wardroom/server/event/append'
import { day } from '@wardroom/server/lib/clock'
import { verifyLog } from '@wardroom/server/checkpoint/verify-log'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { Follower } from '../feed/follower.js'
import { useWorld } from '../testkit/use-world.js'

const now = new Date()
const world = await useWorld({ env: { WARDROOM_RETENTION_DAYS: '30' } })
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
  await past(provider.id, 3, 32)
  await happened(provider.id, 2, 29)
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
  await past(contoso.id, 25_000, 40)
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
