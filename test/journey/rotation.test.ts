import { openPin } from '@wardroom/schema/sealing/pin'
import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { allowRecovery, recover, resetOf } from '../testkit/recovery.js'
import { Visitor } from '../testkit/visitor.js'
import { useWorld } from '../testkit/use-world.js'

const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const acme = await provider.createClient('Acme', { seats: 20 })
const owner = await acme.owner()
await allowRecovery(acme)
const password = 'correct horse battery staple'
const email = 'lou@acme.example'

async function confirms(visitor: Visitor, whom: string): Promise<void> {
  await acme.invite([whom])
  await world.accept(whom)
  await visitor.goTo('Clients')
  await visitor.page.getByRole('link', { name: 'Acme' }).first().click()
  await visitor.heading('Acme').waitFor()
  await visitor.page.getByRole('link', { name: /^Users/ }).first().click()
  await visitor.choose(`Actions for ${whom}`, 'Confirm')
  await visitor.dialog('Confirm a person').getByRole('button', { name: 'The phrase matches: confirm' }).click()
  await expect.poll(async () => (await acme.user(whom)).status, { timeout: 20_000 }).toBe('CONFIRMED')
}

it('keys are rotated: every browser is out at once, the same password signs in, and everything still opens', async () => {
  await acme.join(email, 'ADMIN')
  const [lou, elsewhere] = [await browsers.signIn(world.origin, email), await browsers.signIn(world.origin, email)]
  for (const visitor of [lou, elsewhere])
    visitor.forgive(/status of 40[013]/)
  const tab = await browsers.openTab(lou, '/')
  tab.forgive(/status of 40[013]/)
  await tab.button('Your account').waitFor()
  // Both browsers have used the note of the client's key before.
  await confirms(lou, 'one@acme.example')
  await confirms(elsewhere, 'two@acme.example')

  await lou.goTo('Profile')
  await lou.button('Enrol Acme').click()
  const enrolling = lou.dialog('Enrol in account recovery of Acme')
  const phrase = enrolling.getByTestId('client-fingerprint').filter({ hasText: /(?:\w+-){4}\w+/ })
  const shown = await phrase.textContent()
  await enrolling.getByLabel('Master password', { exact: true }).fill(password)
  await enrolling.getByRole('button', { name: 'Enrol' }).click()
  await enrolling.waitFor({ state: 'detached' })

  await lou.button('Rotate keys').click()
  const dialog = lou.dialog('Rotate your keys')
  await dialog.getByTestId('client-fingerprint').filter({ hasText: shown!.trim() }).waitFor()
  await dialog.getByLabel('Master password', { exact: true }).fill('this is not the one')
  const rotate = dialog.getByRole('button', { name: 'Rotate keys' })
  expect(await rotate.isDisabled()).toBe(true)
  await dialog.getByLabel('Seal my new key for Acme').check()
  await rotate.click()
  await dialog.getByText('This is not your master password').waitFor()
  await dialog.getByLabel('Master password', { exact: true }).fill(password)
  await rotate.click()
  await lou.text('Your keys are rotated').waitFor()
  await tab.heading('Sign in').waitFor()
  await elsewhere.heading('Sign in').waitFor()

  await lou.signIn(email, password)
  await confirms(lou, 'three@acme.example')
  await elsewhere.signIn(email, password)
  await confirms(elsewhere, 'four@acme.example')

  // Whoever recovers has the new key.
  const { userId } = Object.assign(await world.signIn(email), { userId: (await acme.user(email)).id })
  const temporary = 'kite-morning-9-Walnut'
  await owner.do(recover, { input: { userId, ...await resetOf(owner, userId, acme, temporary), resetTwoStep: false } })
  await lou.heading('Sign in').waitFor()
  await lou.signIn(email, temporary)
  await lou.heading('Choose your own master password').waitFor()
}, 180_000)

it('a tab that slept through a rotation asks for the password before it seals anything under the old key', async () => {
  const mia = 'mia@acme.example'
  await acme.join(mia, 'ADMIN')
  const awake = await browsers.signIn(world.origin, mia)
  awake.forgive(/status of 40[013]/)
  const asleep = new Visitor(await awake.page.context().newPage())
  // It hears nothing of the other tabs, and nothing of the server until it wakes.
  await asleep.page.addInitScript(() => Object.defineProperty(BroadcastChannel.prototype, 'onmessage', { get: () => null, set() {} }))
  await asleep.page.routeWebSocket(/./, () => {})
  const server = /\/(?:graphql|auth\/)/
  await asleep.open('/')
  await asleep.button('Your account').waitFor()
  await asleep.goTo('Profile')
  await asleep.button('Unlock').first().click()
  const unlock = async (): Promise<void> => {
    const dialog = asleep.dialog('Unlock your keys')
    await dialog.getByLabel('Master password', { exact: true }).fill(password)
    await dialog.getByRole('button', { name: 'Unlock' }).click()
    await dialog.waitFor({ state: 'detached' })
  }
  await unlock()
  await asleep.text('Unlocked in this tab').waitFor()
  await asleep.page.route(server, route => route.abort())

  await awake.goTo('Profile')
  await awake.button('Rotate keys').click()
  const dialog = awake.dialog('Rotate your keys')
  await dialog.getByLabel('Master password', { exact: true }).fill(password)
  await dialog.getByRole('button', { name: 'Rotate keys' }).click()
  await awake.text('Your keys are rotated').waitFor()
  await awake.signIn(mia, password)

  await asleep.page.unroute(server)
  await asleep.button('Enrol Acme').click()
  await unlock()
  await asleep.dialog('Enrol in account recovery of Acme').getByTestId('client-fingerprint').filter({ hasText: '-' }).waitFor()
  const note = await world.sql<{ pin: string }>('select pin from pinned_key p join account a on a.id = p.account_id where a.email = $1', [mia])
  const { keys } = await world.signIn(mia)
  expect(await openPin(note[0]!.pin, { kind: 'client', id: acme.id }, keys.userKey)).toHaveLength(64)
}, 120_000)
