import { expect, it } from 'vitest'
import { limits } from '@wardroom/server/request/limits'
import { useWorld } from '../testkit/use-world.js'
import type { Caller } from '../testkit/person.js'
import { feedDocument } from './follower.js'
import { Wire } from './wire.js'

const world = await useWorld()
const northwind = await world.provider('Northwind')
const tool = await northwind.tool(['EVENTS_READ'])

const open = ({ token }: Caller) => Wire.open(world.origin, { token })

function refusals(wire: Wire): string[] {
  return wire.messages.filter(({ type }) => type === 'error')
    .map(({ payload }) => (payload as Array<{ extensions: { code: string } }>)[0]!.extensions.code)
}

async function metricFallsTo(name: string, count: number): Promise<void> {
  const read = async () => Number(new RegExp(`^${name} (\\d+)`, 'm').exec(await (await fetch(`${world.origin}/metrics`)).text())![1])
  await expect.poll(read, { timeout: 30_000, interval: 250 }).toBe(count)
}

/** Begins subscriptions under the ids 0, 1 …; how many began, and the codes of the others. */
async function subscribe(
  wire: Wire,
  count: number,
  { comment = '', variables = {} }: { comment?: string, variables?: Record<string, unknown> } = {},
): Promise<{ begun: number, refused: string[] }> {
  const before = wire.messages.length
  const answers = () => wire.messages.slice(before).filter(({ type }) => type !== 'pong')
  for (let n = 0; n < count; n++)
    wire.subscribe(`${n}`, `${feedDocument} # ${n} ${comment}`, { ...variables, n })
  await wire.find(() => new Set(answers().map(({ id }) => id)).size >= count || undefined)
  // A heartbeat may have come already: each counts once.
  return { begun: new Set(answers().filter(({ type }) => type === 'next').map(({ id }) => id)).size, refused: refusals(wire) }
}

it('a ping is answered without what it carried, which would wait in memory for whoever does not read', async () => {
  const wire = await open(tool)
  wire.send({ type: 'ping', payload: { payload: 'x'.repeat(30_000) } })
  expect(await wire.next('pong')).toEqual({ type: 'pong' })
  await wire.leave()
})

it('who asks on and on and reads no answer is not listened to any more, and closed with 4410', { timeout: 60_000 }, async () => {
  // The name of the operation comes back in each of five errors.
  const long = `subscription ${'x'.repeat(32_000)} { events(after: $a, filter: $b, providerId: $c) { cursor @include(if: $d) at @include(if: $e) } }`
  const returns = await open(tool)
  const stays = await open(tool)
  for (const wire of [returns, stays]) {
    await subscribe(wire, 1)
    wire.pause()
    for (let n = 1; n < 58; n++)
      wire.subscribe(`${n}`, long)
  }
  await metricFallsTo('wardroom_subscriptions', 0)
  returns.resume()
  expect((await returns.closed).code).toBe(4410)
  expect(refusals(returns).length).toBeLessThan(57)
  await metricFallsTo('wardroom_sockets', 0)
  stays.resume()
  await stays.closed
})

it('a subscription under an id of 30,000 characters is no message of the protocol, and none under the same id is a fault of ours', async () => {
  const wire = await open(tool)
  wire.subscribe('x'.repeat(30_000), feedDocument)
  wire.subscribe('x'.repeat(30_000), feedDocument)
  expect((await wire.closed).code).toBe(4400)
  const longest = await open(tool)
  longest.subscribe('ä'.repeat(limits.subscriptionIdBytes / 2), feedDocument)
  longest.subscribe('ä'.repeat(limits.subscriptionIdBytes / 2), feedDocument)
  expect((await longest.closed).code).toBe(4409)
})

it('variables that nobody declared are not kept: with others, a subscription is the same', async () => {
  const { groups } = world.server.services.feed as unknown as { groups: { groups: Map<string, unknown> } }
  const wire = await open(tool)
  await subscribe(wire, 10, { variables: { junk: 'x'.repeat(50_000) } })
  await expect.poll(() => groups.groups.size).toBe(1)
  expect([...groups.groups.keys()][0]!.length).toBeLessThan(100)
  await wire.leave()
})

const large = { comment: 'x'.repeat(30_000) }

it('what the subscriptions of a token keep is bounded over all its sockets, and one that closes makes room', { timeout: 60_000 }, async () => {
  const most = Math.floor(limits.subscriptionBytes / 30_000)
  const wires: Wire[] = []
  const outcomes: Array<Awaited<ReturnType<typeof subscribe>>> = []
  for (let n = 0; n < most + 50; n += 50) {
    wires.push(await open(tool))
    outcomes.push(await subscribe(wires.at(-1)!, 50, large))
  }
  const begun = outcomes.reduce((sum, outcome) => sum + outcome.begun, 0)
  expect(begun).toBeGreaterThan(most * 0.8)
  expect(begun).toBeLessThanOrEqual(most)
  expect(new Set(outcomes.flatMap(({ refused }) => refused))).toEqual(new Set(['SUBSCRIPTION_LIMIT']))

  await wires.shift()!.leave()
  await metricFallsTo('wardroom_subscriptions', begun - 50)
  wires.push(await open(tool))
  expect((await subscribe(wires.at(-1)!, 10, large)).begun).toBe(10)
  await Promise.all(wires.map(wire => wire.leave()))
})

it.each([
  ['sessions of one person', async () => [northwind.admin, await northwind.admin.again(), await northwind.admin.again()]],
  ['tokens of one provider', async () => [tool, await northwind.tool(['EVENTS_READ']), await northwind.tool(['EVENTS_READ'])]],
])('the %s share that bound', { timeout: 60_000 }, async (_, callers: () => Promise<Caller[]>) => {
  const most = Math.floor(limits.subscriptionBytes / 30_000)
  const sessions = await callers()
  const wires: Wire[] = []
  let begun = 0
  for (let n = 0; n < most + 50; n += 50) {
    wires.push(await open(sessions[wires.length % 3]!))
    begun += (await subscribe(wires.at(-1)!, 50, large)).begun
  }
  expect(begun).toBeLessThanOrEqual(most)
  await Promise.all(wires.map(wire => wire.leave()))
})
