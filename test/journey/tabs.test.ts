import type { Locator } from 'playwright-core'
import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { useWorld } from '../testkit/use-world.js'
import type { Visitor } from '../testkit/visitor.js'

const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider('Northwind', { enterprise: 1_000 })
const client = await provider.createClient('Acme', { seats: 100 })
const birch = await provider.createClient('Birch', { seats: 300 })

const live = ({ page }: Visitor) => page.getByRole('status').filter({ hasText: /^Live$/ }).first().waitFor()
const told = (tabs: Visitor[], pill: string) => Promise.all(tabs.map(({ page }) => page.getByRole('button', { name: pill }).waitFor()))

async function openSockets(): Promise<number> {
  const metrics = await (await fetch(`${world.origin}/metrics`)).text()
  return Number(/^wardroom_sockets (\d+)$/m.exec(metrics)?.[1])
}

/** Tabs of one browser, each live; the first of them holds the socket. */
async function openTabs(addresses: string[], email = provider.admin.email): Promise<Visitor[]> {
  const first = await browsers.signIn(world.origin, email)
  await first.goTo('Events')
  await live(first)
  const tabs = [first]
  for (const address of addresses) {
    const tab = await browsers.openTab(first, address)
    await live(tab)
    tabs.push(tab)
  }
  expect(await openSockets()).toBe(1)
  expect(tabs.map(({ heard }) => heard.length > 0)).toEqual(tabs.map(tab => tab === first))
  return tabs
}

async function invite(...names: string[]): Promise<void> {
  for (const name of names)
    await client.invite([`${name}@acme.example`])
}

/** Stops a page as it stands, with its lock and its socket, until what is answered is called. */
async function freeze({ page }: Visitor): Promise<() => Promise<unknown>> {
  const chrome = await page.context().newCDPSession(page)
  const paused = new Promise(resolve => chrome.once('Debugger.paused', resolve))
  await chrome.send('Debugger.enable')
  await chrome.send('Debugger.pause')
  await paused
  return () => chrome.send('Debugger.disable')
}

/** Who was invited, newest first, as a list of events reads. */
async function invited(list: Locator): Promise<string[]> {
  return (await list.allInnerTexts()).map(text => /invited (\w+)@/.exec(text)?.[1] ?? '')
}
const onPage = ({ page }: Visitor) => invited(page.getByRole('list', { name: 'Events' }).getByRole('button'))
const onWall = ({ page }: Visitor) => invited(page.getByRole('region', { name: 'Events' }).getByRole('listitem'))

it('eight tabs are live by one socket, and when the one that holds it is closed or crashes the others miss nothing', async () => {
  const [leader, ...others] = await openTabs([...Array.from({ length: 6 }, () => '/events'), '/wall']) as [Visitor, ...Visitor[]]
  const [pages, wall] = [others.slice(0, -1), others.at(-1)!]
  await invite('before')
  await told([leader, ...pages], '1 new event: show')
  await wall.text('invited before@acme.example').waitFor()

  await leader.page.close()
  await invite('a', 'b', 'c', 'd', 'e')
  await told(pages, '6 new events: show')
  await expect.poll(async () => (await onWall(wall)).slice(0, 6)).toEqual(['e', 'd', 'c', 'b', 'a', 'before'])
  await Promise.all(others.map(live))
  expect(await openSockets()).toBe(1)
  expect(others.filter(({ heard }) => heard.length > 0)).toHaveLength(1)

  const second = pages.find(({ heard }) => heard.length > 0)!
  const [reader, ...rest] = pages.filter(page => page !== second) as [Visitor, ...Visitor[]]
  void (await second.page.context().newCDPSession(second.page)).send('Page.crash').catch(() => {})
  await invite('f')
  await told([reader, ...rest], '7 new events: show')
  await expect.poll(async () => (await onWall(wall)).slice(0, 2)).toEqual(['f', 'e'])
  expect(await openSockets()).toBe(1)

  await reader.button('7 new events: show').click()
  await expect.poll(async () => (await onPage(reader)).slice(0, 7)).toEqual(['f', 'e', 'd', 'c', 'b', 'a', 'before'])
}, 120_000)

it('a tab that is frozen while it holds the socket loses it to another, and has missed nothing when it wakes', async () => {
  const [leader, page, wall] = await openTabs(['/events', '/wall']) as [Visitor, Visitor, Visitor]
  const thaw = await freeze(leader)
  await invite('g', 'h', 'i')
  await told([page], '3 new events: show')
  await expect.poll(async () => (await onWall(wall)).slice(0, 3)).toEqual(['i', 'h', 'g'])
  await Promise.all([page, wall].map(live))
  expect([page, wall].filter(({ heard }) => heard.length > 0)).toHaveLength(1)

  await thaw()
  await told([leader], '3 new events: show')
  await invite('j')
  await told([leader, page], '4 new events: show')
  await live(leader)
  await expect.poll(openSockets, { timeout: 10_000 }).toBe(1)
}, 120_000)

it('a tab that the others did not reach for a while asks what it missed; what is too much for that is loaded anew', async () => {
  const [leader] = await openTabs([]) as [Visitor]
  const tab = await browsers.openTab(leader, 'about:blank')
  await tab.page.addInitScript(() => {
    // As for a page that the browser keeps aside: what is told meanwhile does not wait for it.
    globalThis.BroadcastChannel = class extends BroadcastChannel {
      constructor(name: string) {
        super(name)
        this.addEventListener('message', event => document.body.dataset.aside !== undefined && event.stopImmediatePropagation())
      }
    }
  })
  await tab.open('/events')
  await live(tab)
  const setAside = (aside: boolean) => tab.page.evaluate(aside => void document.body.toggleAttribute('data-aside', aside), aside)

  await setAside(true)
  await invite('k', 'l')
  await told([leader], '2 new events: show')
  await setAside(false)
  await invite('m')
  await told([leader, tab], '3 new events: show')
  expect(tab.sent.filter(message => message.includes('MissedEvents'))).toHaveLength(1)

  await setAside(true)
  const many = Array.from({ length: 201 }, (_, at) => `many${at}@birch.example`)
  await birch.invite(many.slice(0, 101))
  await birch.invite(many.slice(101))
  await told([leader], '204 new events: show')
  await setAside(false)
  await invite('n')
  await expect.poll(async () => (await onPage(tab)).slice(0, 2)).toEqual(['n', 'many200'])
  expect(await tab.page.getByRole('button', { name: /new events?: show/ }).count()).toBe(0)
  await invite('o')
  await told([tab], '1 new event: show')
}, 120_000)

it('whoever signs out is signed out in all tabs, and one that slept meanwhile neither tells the next person anything nor takes their session', async () => {
  const contoso = await world.anotherProvider()
  const globex = await contoso.createClient('Globex')
  const [frozen, tab, other] = await openTabs(['/events', '/events']) as [Visitor, Visitor, Visitor]
  frozen.forgive(/status of 401/)
  other.forgive(/status of 401/)
  const thaw = await freeze(frozen)
  await tab.signOut()
  await Promise.all([tab, other].map(tab => tab.heading('Sign in').waitFor()))

  await tab.signIn(contoso.admin.email)
  await tab.goTo('Events')
  await live(tab)
  const before = tab.heard.length
  await invite('unheard')
  await globex.invite(['heard@globex.example'])
  await told([tab], '1 new event: show')
  await thaw()
  await frozen.heading('Sign in').waitFor()
  await expect.poll(openSockets, { timeout: 10_000 }).toBe(1)
  expect(tab.heard.slice(before).join()).not.toContain('unheard')
  expect(await tab.page.getByRole('button', { name: '1 new event: show' }).count()).toBe(1)
  await tab.page.reload()
  await live(tab)
}, 120_000)

it('a session that is ended elsewhere ends in all tabs', async () => {
  const bob = await provider.hire('bob@northwind.example')
  const tabs = await openTabs(['/events', '/wall'], bob.email)
  tabs.forEach(tab => tab.forgive(/status of 401/))
  await bob.do('mutation { signOutEverywhere }')
  await Promise.all(tabs.map(tab => tab.heading('Sign in').waitFor()))
  await expect.poll(openSockets, { timeout: 10_000 }).toBe(0)
}, 60_000)

it('a browser that has no locks follows in each tab for itself', async () => {
  const ada = await browsers.visit(world.origin)
  await ada.page.addInitScript(() => void Reflect.deleteProperty(Navigator.prototype, 'locks'))
  await ada.open('/sign-in')
  await ada.signIn(provider.admin.email)
  await ada.goTo('Events')
  await live(ada)
  await invite('alone')
  await told([ada], '1 new event: show')
}, 60_000)
