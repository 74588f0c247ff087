import type { Locator } from 'playwright-core'
import { it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import type { Visitor } from '../testkit/visitor.js'
import { useWorld } from '../testkit/use-world.js'
import { useLyingServer } from './lying-server.js'

/** A server, or a line, from which no true answer comes to a change of the master password. */
const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const server = await useLyingServer(world)
const password = 'correct horse battery staple'
const next = 'copper lantern, forty violets'

async function changes(ada: Visitor): Promise<Locator> {
  ada.forgive(/status of 40[01]|Failed|ERR_/)
  await ada.goTo('Profile')
  await ada.button('Change master password').click()
  const dialog = ada.dialog('Change master password')
  await dialog.getByLabel('Present master password', { exact: true }).fill(password)
  await dialog.getByLabel('New master password', { exact: true }).fill(next)
  await dialog.getByLabel('Repeat master password', { exact: true }).fill(next)
  await submits(dialog)
  return dialog
}

const submits = (dialog: Locator) => dialog.getByRole('button', { name: 'Change master password' }).click()

it('who tries again after the answer to a change was lost reads that their password is wrong', async () => {
  const bob = await provider.hire('bob@northwind.example')
  const browser = await browsers.signIn(server.origin, bob.email)
  await browser.page.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes('"ChangeMasterPassword"'))
      return route.fallback()
    await route.fetch()
    await route.abort('connectionreset')
  })
  const dialog = await changes(browser)
  await dialog.getByText('The server cannot be reached').waitFor()
  await submits(dialog)
  await browser.text('Your master password is changed').waitFor()
  await world.signIn(bob.email, next)
}, 60_000)

it('and who comes back to the dialog later, too', async () => {
  const carl = await provider.hire('carl@northwind.example')
  const browser = await browsers.signIn(server.origin, carl.email)
  server.lie('ChangeMasterPassword', () => ({ errors: [{ message: 'Nothing was changed.', extensions: { code: 'INTERNAL' } }] }))
  const dialog = await changes(browser)
  await dialog.getByRole('alert').waitFor()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await changes(browser)
  await dialog.getByText('is your master password already').waitFor()
  await dialog.getByLabel('New master password', { exact: true }).fill('quite another long phrase')
  await dialog.getByLabel('Repeat master password', { exact: true }).fill('quite another long phrase')
  await submits(dialog)
  await dialog.getByText('This is not your master password').waitFor()
}, 60_000)

it('a password that has just opened the keys here is called wrong in Wardroom\'s own words', async () => {
  const ada = await browsers.signIn(server.origin, provider.admin.email)
  await ada.page.route('**/graphql', route => route.request().postData()?.includes('"ChangeMasterPassword"')
    ? route.fulfill({ status: 200, json: { errors: [{ message: 'x', extensions: { code: 'WRONG_CREDENTIALS' } }] } })
    : route.fallback())
  const dialog = await changes(ada)
  await dialog.getByText('The server says that your present master password is wrong').waitFor()
}, 60_000)
