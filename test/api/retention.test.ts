import { day } from '@wardroom/server/lib/clock'
import { verifyLog } from '@wardroom/server/checkpoint/verify-log'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Follower } from '../feed/follower.js'
import { World } from '../testkit/world.js'
import type { ProviderOf } from '../testkit/world.js'

let world: World
let provider: ProviderOf
let now = new Date()
beforeAll(async () => {
  world = await World.start({ env: { WARDROOM_RETENTION_DAYS: '30' }, clock: () => now })
  provider = await world.provider('Northwind')
  await provider.createClient('Acme')
})
afterAll(() => world.close())

const log = () => world.sql<{ seq: string, code: number, actor_kind: string, details: object }>('select seq, code, actor_kind, details from event where provider_id = $1 order by seq', [provider.id])

it('what is older than the retention is deleted, the log itself tells that it was, and its chain stays whole', async () => {
  const { queue } = world.server.services
  const before = await log()
  await queue.run('expire-logs')
  expect(await log()).toEqual(before)

  const follower = await Follower.start(provider.admin)
  now = new Date(now.getTime() + 32 * day)
  await queue.run('expire-logs')
  const expired = { seq: String(before.length + 1), code: 9060, actor_kind: 'SYSTEM', details: { first: 1, last: before.length } }
  expect(await log()).toEqual([expired])
  await follower.until(({ types }) => types.includes('EventLog_Expired'))
  await follower.leave()

  await queue.run('expire-logs')
  expect(await log()).toEqual([expired])
  const owner = new pg.Client({ connectionString: world.ownerUrl })
  await owner.connect()
  expect(await verifyLog(owner, provider.id)).toMatchObject({ events: 1, brokenAt: null })
  await owner.end()
})

it('a log that is far behind is brought up in portions', async () => {
  const at = new Date(now.getTime() - 40 * day).toISOString()
  const contoso = await world.anotherProvider('Contoso')
  await world.sql('alter table event disable trigger append_only')
  await world.sql('delete from event where provider_id = $1', [contoso.id])
  await world.sql('update event_head set seq = 0 where provider_id = $1', [contoso.id])
  await world.sql('alter table event enable trigger append_only')
  const entries = Array.from({ length: 2_500 }, () => ({ code: 7777, at, actorKind: 'NONE', details: {}, leaf: '00'.repeat(32) }))
  for (let n = 0; n < 10; n++)
    await world.sql('select append_events($1, $2::jsonb)', [contoso.id, JSON.stringify(entries)])
  await world.server.services.queue.run('expire-logs')
  expect(await world.sql('select seq, details from event where provider_id = $1 order by seq', [contoso.id])).toEqual([
    { seq: '25001', details: { first: 1, last: 20_000 } },
    { seq: '25002', details: { first: 20_001, last: 25_000 } },
  ])
})
