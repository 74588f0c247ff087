import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import type { Visitor } from '../testkit/visitor.js'
import { useWorld } from '../testkit/use-world.js'

const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const client = await provider.createClient('Acme')
await client.owner()
await client.invite(['uma@acme.example', 'a.rather.long.address.of.somebody.whose.name.is.long@subsidiary.acme.example'])
await world.accept('uma@acme.example')
await provider.tool(['READ', 'EVENTS_READ', 'USERS_WRITE'])
const one = `/clients/${client.id}`
const addresses = [
  '/',
  '/?create=1',
  '/?q=nobody',
  one,
  `${one}/policies`,
  `${one}/users`,
  `${one}/users?invite=1`,
  `${one}/seats`,
  `${one}/events`,
  '/baselines',
  '/baselines?create=1',
  '/events',
  '/events?code=1',
  '/team',
  '/team?invite=1',
  '/seat-pools',
  '/api-tokens',
  '/profile',
  '/wall',
  '/mailbox',
  '/nowhere',
  `/mailbox#${await world.setupCode()}`,
]

async function openWhole(visitor: Visitor, address: string): Promise<void> {
  await visitor.open(address)
  await visitor.page.waitForLoadState('networkidle')
  await visitor.page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null)
}

/** All that a page says: visible texts, and what screen readers and pointers are told. */
function words(visitor: Visitor): Promise<string[]> {
  return visitor.page.evaluate(() => {
    const said = new Set<string>([document.title])
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      if (walker.currentNode.parentElement?.closest('script, style') === null)
        said.add(walker.currentNode.textContent!.trim())
    }
    for (const element of document.querySelectorAll('[aria-label], [placeholder], [title], [alt]')) {
      for (const name of ['aria-label', 'placeholder', 'title', 'alt'])
        said.add(element.getAttribute(name)?.trim() ?? '')
    }
    return [...said]
  })
}

it('in Chinese nothing is left in English, and the choice is kept', async () => {
  const [english, chinese] = await Promise.all([1, 2].map(() => browsers.signIn(world.origin, provider.admin.email))) as [Visitor, Visitor]
  await chinese.choose('Language', '简体中文')
  await chinese.heading('客户').waitFor()
  expect(await chinese.page.locator('html').getAttribute('lang')).toBe('zh-CN')
  const leftovers: string[] = []
  for (const address of addresses) {
    const [there, here] = await Promise.all([english, chinese].map(async (visitor) => {
      await openWhole(visitor, address)
      return words(visitor)
    })) as [string[], string[]]
    leftovers.push(...here.filter(text => there.includes(text) && /[a-z]{2}/i.test(text) && !isData(text)).map(text => `${address}: ${text}`))
  }
  expect(leftovers).toEqual([])
  await chinese.open('/')
  await chinese.signOut('您的账户', '退出登录')
  await chinese.heading('登录').waitFor()
}, 150_000)

/** Names, mails, addresses and words that are the same in every language. */
function isData(text: string): boolean {
  return /@|^(?:Wardroom|Northwind|Acme|Ada Admin|tool|owner|uma|node|Enterprise|Teams|Send|Secrets Manager|UTC|Ctrl K|Chrome · Linux|[a-z]+(?:-[a-z]+){4}|\w+…|\d\d:\d\d UTC|https?:\S+|Invitation to Acme · .+|You are now a member of Acme · .+|A new device signed in to your account · .+)$/.test(text)
    || /^(?:Somebody signed in to your Wardroom account from a browser|—\s+有人从未曾使用过的浏览器)/.test(text)
}

it('the theme is chosen in the page and kept', async () => {
  const ada = await browsers.signIn(world.origin, provider.admin.email)
  const background = (): Promise<string> => ada.page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const brightness = async (): Promise<number> =>
    (await background()).match(/[\d.]+/g)!.slice(0, 3).map(Number).reduce((sum, part) => sum + part) / 3
  expect(await brightness()).toBeLessThan(60)
  await ada.choose('Theme', 'Light')
  await expect.poll(brightness).toBeGreaterThan(200)
  await ada.page.reload()
  await ada.heading('Clients').waitFor()
  expect(await brightness()).toBeGreaterThan(200)
}, 60_000)

it('at 320 pixels, as on a small telephone or at 400 %, no page and no table is wider than the screen, and the navigation is behind its button', async () => {
  const ada = await browsers.visit(world.origin, { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true })
  const wide: string[] = []
  const measure = async (address: string): Promise<void> => {
    await openWhole(ada, address)
    const { scroll, client: screen, tables } = await ada.page.evaluate(() => ({
      scroll: document.documentElement.scrollWidth,
      client: innerWidth,
      tables: [...document.querySelectorAll('table')].map(table => table.getBoundingClientRect().right),
    }))
    if (Math.max(scroll, ...tables) > screen || screen > 320)
      wide.push(`${address}: ${scroll} of ${screen}, tables to ${tables.join()}`)
  }
  await measure('/sign-in')
  await ada.signIn(provider.admin.email)
  for (const address of addresses)
    await measure(address)
  expect(wide).toEqual([])
  await ada.open('/')
  await ada.button('Menu').click()
  const navigation = ada.page.getByRole('navigation', { name: 'Pages' })
  await ada.page.keyboard.press('Tab')
  const second = navigation.getByRole('link', { name: 'Client groups', exact: true })
  expect(await second.evaluate(link => link === document.activeElement)).toBe(true)
  await ada.page.keyboard.press('Escape')
  await navigation.waitFor({ state: 'hidden' })
  expect(await ada.button('Menu').evaluate(button => button === document.activeElement)).toBe(true)
  await ada.button('Menu').click()
  await ada.goTo('Events')
}, 120_000)

it('everything is reached from the keyboard', async () => {
  const ada = await browsers.signIn(world.origin, provider.admin.email)
  const { keyboard } = ada.page
  await ada.row('Acme').waitFor()
  await keyboard.press('Control+k')
  await ada.dialog('Command palette').waitFor()
  await keyboard.type('acm')
  await ada.page.getByRole('option', { name: 'Acme' }).waitFor()
  await keyboard.press('Enter')
  await ada.heading('Acme').waitFor()
  await keyboard.press('Control+k')
  await keyboard.type('go to clients')
  await keyboard.press('Enter')
  await ada.heading('Clients').waitFor()
  await ada.row('Acme').waitFor()
  await keyboard.press('j')
  await keyboard.press('Enter')
  await ada.heading('Acme').waitFor()
  await keyboard.press('Control+k')
  await keyboard.type('create client')
  await keyboard.press('Enter')
  await ada.dialog('Create client').waitFor()
  await keyboard.type('Typed at once')
  expect(await ada.dialog('Create client').getByLabel('Name').inputValue()).toBe('Typed at once')
  await keyboard.press('Escape')
  await ada.dialog('Discard what you typed?').waitFor()
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  await ada.page.getByRole('dialog').waitFor({ state: 'detached' })
  await keyboard.press('?')
  await ada.dialog('Keyboard shortcuts').waitFor()
  await keyboard.press('Escape')
  await ada.dialog('Keyboard shortcuts').waitFor({ state: 'detached' })
}, 60_000)
