import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Caller } from '../testkit/person.js'
import { World } from '../testkit/world.js'
import type { ProviderOf } from '../testkit/world.js'
import { Follower } from './follower.js'

let world: World
let northwind: ProviderOf
let tool: Caller
/** A log of its own for every test: what one leaves behind, the next would have to read. */
beforeEach(async () => {
  world = await World.start()
  northwind = await world.provider('Northwind')
  tool = await northwind.tool(['EVENTS_READ'])
})
afterEach(() => world.close())

const wide = 'subscription ($after: String) { events(after: $after) { cursor events { seq type clientId details } } }'

/** Events with a lot to tell, so that a peer's own buffers do not hide that it reads nothing. */
async function happen(count: number, bytes: number): Promise<void> {
  const entry = { code: 9001, at: new Date(), actorKind: 'SYSTEM', details: { name: 'x'.repeat(bytes) }, leaf: '00' }
  const atOnce = bytes > 1_000 ? 20 : 500
  for (let left = count; left > 0; left -= atOnce) {
    await world.server.services.database.system.query(
      'select append_events($1, $2::jsonb)',
      [northwind.id, JSON.stringify(Array.from({ length: Math.min(atOnce, left) }, () => entry))],
    )
  }
}

async function metric(name: string): Promise<number> {
  return Number(new RegExp(`^${name} (\\d+)`, 'm').exec(await (await fetch(`${world.origin}/metrics`)).text())![1])
}

async function subscriptionsFallTo(count: number): Promise<void> {
  await expect.poll(() => metric('wardroom_subscriptions'), { timeout: 30_000, interval: 250 }).toBe(count)
}

it('who stops reading is cut off with 4410 while others hear everything at once, and resumes whole from its cursor', { timeout: 60_000 }, async () => {
  const slow = await Follower.start(tool, {}, wide)
  const brisk = await Follower.start(tool, {}, wide)
  await happen(1, 10)
  await Promise.all([slow, brisk].map(follower => follower.until(({ lines }) => lines.length >= 1)))

  slow.wire.pause()
  await happen(200, 150_000)
  const happened = Date.now()
  await brisk.until(({ lines }) => lines.length >= 201)
  expect(Date.now() - happened).toBeLessThan(4_000)
  await subscriptionsFallTo(1)
  await happen(3, 10)
  await brisk.until(({ lines }) => lines.length >= 204)

  slow.wire.resume()
  expect((await slow.closed).code).toBe(4410)
  expect(slow.seqs).toEqual(brisk.seqs.slice(0, slow.seqs.length))
  expect(slow.seqs.length).toBeLessThan(204)

  const resumed = await Follower.start(tool, { after: slow.cursor }, wide)
  await resumed.until(({ lines }) => (lines.at(-1)?.seq ?? 0) >= brisk.seqs.at(-1)!)
  expect([...slow.seqs, ...resumed.seqs]).toEqual(brisk.seqs)
  await Promise.all([brisk.leave(), resumed.leave()])
})

it('who reads on in time is not cut off and misses nothing', { timeout: 30_000 }, async () => {
  const slow = await Follower.start(tool, {}, wide)
  const brisk = await Follower.start(tool, {}, wide)
  await happen(1, 10)
  await slow.until(({ lines }) => lines.length >= 1)
  slow.wire.pause()
  await happen(100, 150_000)
  await brisk.until(({ lines }) => lines.length >= 101)
  slow.wire.resume()
  await happen(5, 10)
  await Promise.all([slow, brisk].map(follower => follower.until(({ lines }) => lines.length >= 106)))
  expect(slow.seqs).toEqual(brisk.seqs)
  await Promise.all([slow.leave(), brisk.leave()])
})

it('who comes back from far behind gets everything from the database, then from memory, then live', { timeout: 30_000 }, async () => {
  const beginning = Buffer.from(`e1:${northwind.id}:1`).toString('base64url')
  await happen(9_000, 10)
  const [head] = await world.sql<{ seq: string }>('select seq from event_head')
  const followers = await Promise.all(Array.from({ length: 5 }, () => Follower.start(tool, { after: beginning })))
  const acting = happen(200, 10)
  const end = Number(head!.seq) + 200
  await Promise.all([acting, ...followers.map(follower => follower.until(({ lines }) => lines.at(-1)?.seq === end))])
  for (const follower of followers)
    expect(follower.seqs).toEqual(Array.from({ length: end - 1 }, (_, index) => index + 2))
  await Promise.all(followers.map(follower => follower.leave()))
})

it('who is far behind comes through though the database is too slow for a whole batch', { timeout: 120_000 }, async () => {
  const beginning = Buffer.from(`e1:${northwind.id}:1`).toString('base64url')
  await happen(180, 10)
  await world.sql(`create policy slow on event as restrictive for select to wardroom_app, wardroom_system using (pg_sleep(0.025)::text = '')`)
  const follower = await Follower.start(tool, { after: beginning })
  await follower.until(({ lines }) => lines.length >= 180)
  await happen(150, 10)
  const [head] = await world.sql<{ seq: string }>('select seq from event_head')
  await follower.until(({ lines }) => lines.at(-1)!.seq === Number(head!.seq))
  expect(follower.seqs).toEqual(Array.from({ length: Number(head!.seq) - 1 }, (_, index) => index + 2))
  await follower.leave()
})

it('large events come in small batches', { timeout: 60_000 }, async () => {
  await happen(60, 150_000)
  const follower = await Follower.start(tool, { after: Buffer.from(`e1:${northwind.id}:1`).toString('base64url') }, wide)
  await follower.until(({ lines }) => lines.length >= 60)
  expect(Math.max(...follower.batches.map(({ events }) => events.length))).toBeLessThan(10)
  await follower.leave()
})

it('subscriptions that come and go while behind leave nothing running', async () => {
  const far = Buffer.from(`e1:${northwind.id}:1`).toString('base64url')
  const gone = await Promise.all(Array.from({ length: 20 }, () => Follower.start(tool, { after: far, filter: { actorId: randomUUID() } })))
  await Promise.all(gone.map(follower => follower.leave()))
  await subscriptionsFallTo(0)
  await expect.poll(() => metric('wardroom_sockets'), { timeout: 10_000 }).toBe(0)
  expect((world.server.services.feed as unknown as { groups: { size: number } }).groups.size).toBe(0)
})
