import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { Relay } from '../testkit/relay.js'
import { Visitor } from '../testkit/visitor.js'
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
  for (const visitor of [page, wall])
    visitor.forgive(/ERR_|WebSocket connection to|timeout/i)
  await wall.open('/wall')
  await Promise.all([page, wall].map(visitor => lamp(visitor, 'Live', 10_000)))

  relay.silence()
  await Promise.all([page, wall].map(visitor => lamp(visitor, 'Reconnecting', 30_000)))
  await Promise.all([page, wall].map(visitor => lamp(visitor, 'Stale', 10_000)))
  await Promise.all([page, wall].map(visitor => visitor.text('Not live: the server does not answer').waitFor({ timeout: 15_000 })))
  expect(await wall.page.locator('main.stale').count()).toBe(1)

  await acme.invite(['meanwhile@acme.example'])
  relay.restore()
  await Promise.all([page, wall].map(visitor => lamp(visitor, 'Live', 35_000)))
  expect(await wall.page.locator('main.stale').count()).toBe(0)
  // What the page asks now goes over a connection that died with the line, unless it gives up and asks anew.
  await page.row('Acme').getByText('2 / 10').waitFor({ timeout: 15_000 })
  await wall.page.getByRole('article', { name: 'Acme' }).getByText('2/10').waitFor({ timeout: 15_000 })
}, 180_000)

it('who cannot have a live connection is told why after half a minute', async () => {
  const first = await browsers.signIn(relay.origin, provider.admin.email)
  const tabs = [first]
  while (tabs.length < 6) {
    const tab = new Visitor(await first.page.context().newPage())
    await tab.open(tabs.length < 5 ? '/' : '/wall')
    if (tabs.length < 5)
      await lamp(tab, 'Live', 10_000)
    tabs.push(tab)
  }
  const elsewhere = await browsers.visit(relay.origin.replace('localhost', '127.0.0.1'))
  elsewhere.forgive(/WebSocket connection to .* 403/)
  await elsewhere.open('/sign-in')
  await elsewhere.signIn(provider.admin.email)
  onTestFinished(() => Promise.all(tabs.map(({ page }) => page.close())).then(() => {}))

  await elsewhere.text('Not live: no live connection gets through').waitFor({ timeout: 45_000 })
  await lamp(elsewhere, 'Stale', 1_000)
  await tabs[5]!.text('Not live: five tabs of this session are live already').waitFor({ timeout: 45_000 })
  expect(await tabs[5]!.page.locator('main.stale').count()).toBe(1)
}, 120_000)
