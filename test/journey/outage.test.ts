import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { Relay } from '../testkit/relay.js'
import type { Visitor } from '../testkit/visitor.js'
import { World } from '../testkit/world.js'
import type { ClientOf, ProviderOf } from '../testkit/world.js'

const browsers = useBrowsers()
let relay: Relay
let world: World
let provider: ProviderOf
let birch: ClientOf

beforeAll(async () => {
  relay = await Relay.to(() => Number(new URL(world.origin).port))
  world = await World.start({ env: { WARDROOM_ORIGIN: relay.origin } })
  provider = await world.provider()
  await provider.createClient('Acme')
  birch = await provider.createClient('Birch')
})
beforeEach(() => relay.restore())
afterAll(async () => {
  await relay.close()
  await world.close()
})

async function signIn(): Promise<Visitor> {
  const visitor = await browsers.signIn(relay.origin, provider.admin.email)
  visitor.forgive(/ERR_|WebSocket connection to|status of 404/)
  await visitor.row('Birch').waitFor()
  return visitor
}

/** The page as it is now; another one when the document was loaded anew. */
const mark = (visitor: Visitor) => visitor.page.evaluate(() => Object.assign(globalThis, { marked: true }) && undefined)
const isMarked = (visitor: Visitor) => visitor.page.evaluate(() => 'marked' in globalThis)

/** What a new build does to an open page: a part of it is gone, until the page is loaded anew. */
async function replaceBuild({ page }: Visitor): Promise<void> {
  let replaced = true
  page.on('request', request => replaced &&= !request.isNavigationRequest())
  await page.route('**/assets/EventsPage-*.js', route => replaced ? route.fulfill({ status: 404, body: '' }) : route.continue())
}

it('in an outage a list does not pass for what was searched, and is it by itself when the server is back', async () => {
  const ada = await signIn()
  relay.cut()
  await ada.field('Search clients').fill('bir')
  await ada.text('Not what you asked for: this is still the list from before.').waitFor()
  expect(await ada.page.getByRole('row').filter({ hasText: 'Acme' }).count()).toBe(1)
  relay.restore()
  await ada.row('Acme').waitFor({ state: 'detached' })
  await ada.row('Birch').waitFor()
  expect(await ada.page.getByText('Not what you asked for').count()).toBe(0)
}, 60_000)

it('a page that is opened during an outage takes nothing away, and opens by itself when the server is back', async () => {
  const ada = await signIn()
  await mark(ada)
  relay.cut()
  await ada.page.getByRole('link', { name: 'Team', exact: true }).click()
  await ada.heading('The server does not answer').waitFor()
  await ada.text('Team opens by itself as soon as the server is back.').waitFor()
  await ada.page.getByRole('link', { name: 'Clients', exact: true }).click()
  await ada.row('Birch').waitFor()
  await ada.page.getByRole('link', { name: 'Team', exact: true }).click()
  await ada.heading('The server does not answer').waitFor()
  relay.restore()
  await ada.heading('Team').waitFor({ timeout: 30_000 })
}, 60_000)

it('a page whose part a new build has replaced is loaded anew, at the address that was wanted', async () => {
  const ada = await signIn()
  await mark(ada)
  await replaceBuild(ada)
  await ada.page.getByRole('link', { name: 'Events', exact: true }).click()
  await ada.heading('Events').waitFor()
  expect(new URL(ada.page.url()).pathname).toBe('/events')
  expect(await isMarked(ada)).toBe(false)
}, 60_000)

it('a part that is still missing afterwards is said, and the page is not loaded for ever', async () => {
  const ada = await signIn()
  let documents = 0
  ada.page.on('request', request => documents += Number(request.isNavigationRequest()))
  await ada.page.route('**/assets/EventsPage-*.js', route => route.fulfill({ status: 404, body: '' }))
  await ada.page.getByRole('link', { name: 'Events', exact: true }).click()
  await ada.heading('This page could not be loaded').waitFor()
  expect(documents).toBe(1)
}, 60_000)

it('what was typed is not lost to a new build without a question', async () => {
  const ada = await signIn()
  await ada.open(`/clients/${birch.id}/seats`)
  await mark(ada)
  await ada.page.getByRole('checkbox').check()
  await replaceBuild(ada)
  await ada.page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Events', exact: true }).click()
  await ada.button('Discard').click()
  await ada.heading('A new version of Wardroom is there').waitFor()
  expect(await isMarked(ada)).toBe(true)
  ada.page.on('dialog', dialog => void dialog.accept())
  await ada.button('Load it').click()
  await ada.heading('Events').waitFor()
}, 60_000)

it('an open page says that a new version is there, and the wall loads it by itself', async () => {
  const [ada, wall] = [await signIn(), await signIn()]
  const older = async (visitor: Visitor, address: string): Promise<void> => {
    await visitor.page.addInitScript(() => {
      if (sessionStorage.getItem('older'))
        return
      sessionStorage.setItem('older', 'once')
      const rename = (): void => document.querySelector('meta[name=build]')!.setAttribute('content', 'older')
      document.addEventListener('readystatechange', rename, { once: true })
    })
    await visitor.open(address)
    await mark(visitor)
  }
  await older(ada, '/')
  await ada.text('A new version of Wardroom is there.').waitFor()
  const beside = await browsers.openTab(ada, 'about:blank')
  beside.forgive(/ERR_/)
  await older(beside, '/')
  await beside.row('Birch').waitFor()
  expect(await beside.page.getByText('A new version').count()).toBe(0)
  // It hears of it by the tab that connects.
  relay.cut()
  relay.restore()
  await beside.text('A new version of Wardroom is there.').waitFor()
  await beside.page.close()
  expect(await isMarked(ada)).toBe(true)
  await ada.button('Load it').click()
  await expect.poll(() => isMarked(ada).catch(() => true), { timeout: 10_000 }).toBe(false)
  await ada.page.getByText('Live', { exact: true }).waitFor()
  expect(await ada.page.getByText('A new version').count()).toBe(0)

  await older(wall, '/wall')
  await expect.poll(() => isMarked(wall).catch(() => true), { timeout: 20_000 }).toBe(false)
  await wall.page.getByText('Live', { exact: true }).waitFor()
}, 90_000)
