import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { limits } from '@wardroom/server/request/limits'
import { Wire } from '../feed/wire.js'
import { useBrowsers } from '../testkit/browser.js'
import { Relay } from '../testkit/relay.js'
import type { Visitor } from '../testkit/visitor.js'
import { World } from '../testkit/world.js'
import type { ClientOf, ProviderOf } from '../testkit/world.js'

const browsers = useBrowsers()
let relay: Relay
let world: World
let provider: ProviderOf
let acme: ClientOf

beforeAll(async () => {
  relay = await Relay.to(() => Number(new URL(world.origin).port))
  world = await World.start({ env: { WARDROOM_ORIGIN: relay.origin } })
  provider = await world.provider()
  acme = await provider.createClient('Acme')
})
afterAll(async () => {
  await relay.close()
  await world.close()
})

function lamp(visitor: Visitor, state: string, timeout: number) {
  return visitor.page.getByRole('status').filter({ hasText: new RegExp(`^${state}$`) }).first().waitFor({ timeout })
}

it('a line that falls silent without closing is noticed by what does not come, and made anew', async () => {
  const [page, wall] = [
    await browsers.signIn(relay.origin, provider.admin.email),
    await browsers.signIn(relay.origin, provider.admin.email),
  ]
  await wall.open('/wall')
  await Promise.all([page, wall].map(visitor => lamp(visitor, 'Live', 10_000)))
  // These hear of the line by the tab that holds the socket.
  const [pageBeside, wallBeside] = [await browsers.openTab(page, '/'), await browsers.openTab(page, '/wall')]
  const all = [page, wall, pageBeside, wallBeside]
  for (const visitor of all)
    visitor.forgive(/ERR_|WebSocket connection to|timeout/i)
  await Promise.all(all.map(visitor => lamp(visitor, 'Live', 10_000)))

  relay.silence()
  await Promise.all(all.map(visitor => lamp(visitor, 'Reconnecting', 30_000)))
  await Promise.all(all.map(visitor => lamp(visitor, 'Stale', 10_000)))
  await Promise.all(all.map(visitor => visitor.text('Not live: the server does not answer').waitFor({ timeout: 15_000 })))
  for (const { page } of [wall, wallBeside])
    expect(await page.locator('main.stale').count()).toBe(1)

  await acme.invite(['meanwhile@acme.example'])
  relay.restore()
  await Promise.all(all.map(visitor => lamp(visitor, 'Live', 35_000)))
  // What the page asks now goes over a connection that died with the line, unless it gives up and asks anew.
  for (const visitor of [page, pageBeside])
    await visitor.row('Acme').getByText('2 / 10').waitFor({ timeout: 15_000 })
  for (const { page } of [wall, wallBeside]) {
    expect(await page.locator('main.stale').count()).toBe(0)
    await page.getByRole('article', { name: 'Acme' }).getByText('2/10').waitFor({ timeout: 15_000 })
  }
}, 180_000)

it('who cannot have a live connection is told why after half a minute', async () => {
  const crowded = await browsers.signIn(relay.origin, provider.admin.email)
  crowded.forgive(/ERR_|WebSocket connection to/)
  await lamp(crowded, 'Live', 10_000)
  const beside = await browsers.openTab(crowded, '/wall')
  beside.forgive(/ERR_/)
  await lamp(beside, 'Live', 10_000)
  const elsewhere = await browsers.visit(relay.origin.replace('localhost', '127.0.0.1'))
  elsewhere.forgive(/ERR_|WebSocket connection to/)
  await elsewhere.open('/sign-in')
  await elsewhere.signIn(provider.admin.email)

  relay.cut()
  const token = /"accessToken":"([^"]+)"/.exec(crowded.sent.find(message => message.includes('connection_init'))!)![1]
  const wires = await Promise.all(Array.from({ length: limits.socketsPerSession }, () => Wire.open(world.origin, { token })))
  onTestFinished(() => Promise.all(wires.map(wire => wire.leave())).then(() => {}))
  relay.restore()

  for (const tab of [crowded, beside])
    await tab.text('Not live: five connections of this session are live already').waitFor({ timeout: 45_000 })
  expect(await beside.page.locator('main.stale').count()).toBe(1)
  await elsewhere.text('Not live: no live connection gets through').waitFor({ timeout: 45_000 })
  await lamp(elsewhere, 'Stale', 1_000)
}, 120_000)
