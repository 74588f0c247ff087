import type { Locator } from 'playwright-core'
import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import type { Visitor } from '../testkit/visitor.js'
import { useWorld } from '../testkit/use-world.js'
import { useLyingServer } from './lying-server.js'

/** A server, or a line, that lies about a changed key derivation. */
const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const server = await useLyingServer(world)
const eve = await provider.hire('eve@northwind.example')

async function changes(visitor: Visitor): Promise<Locator> {
  visitor.forgive(/status of 40[01]|Failed|ERR_/)
  await visitor.goTo('Profile')
  await visitor.button('Change key derivation').click()
  const dialog = visitor.dialog('Change key derivation')
  await dialog.getByRole('radio', { name: /1,200,000/ }).check()
  await dialog.getByLabel('Master password', { exact: true }).fill('correct horse battery staple')
  await submits(dialog)
  return dialog
}

const submits = (dialog: Locator) => dialog.getByRole('button', { name: 'Change key derivation' }).click()

it('who tries again after the answer to a change was lost finds it done', async () => {
  const bob = await provider.hire('bob@northwind.example')
  const visitor = await browsers.signIn(server.origin, bob.email)
  await visitor.page.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes('"ChangeKdf"'))
      return route.fallback()
    await route.fetch()
    await route.abort('connectionreset')
  })
  const dialog = await changes(visitor)
  await dialog.getByText('The server cannot be reached').waitFor()
  await submits(dialog)
  await visitor.text('Your key derivation is changed').waitFor()
}, 60_000)

it('a server that asks for the numbers of before is asking for less', async () => {
  const visitor = await browsers.signIn(server.origin, eve.email)
  await changes(visitor)
  await visitor.text('Your key derivation is changed').waitFor()
  await visitor.signOut()
  server.tellTheTruth()
  server.lie('/auth/prelogin', ({ salt }) => ({ kdf: { type: 'PBKDF2', iterations: 600_000 }, salt }))
  await visitor.field('E-mail address').fill(eve.email)
  await visitor.field('Master password').fill('correct horse battery staple')
  await visitor.button('Sign in').click()
  await visitor.text('weaker key derivation').waitFor()
  expect(server.about('/auth/sign-in')).toEqual([])
}, 60_000)

it('a tab that was open before the numbers grew takes the old ones, and brings them back for all', async () => {
  const kim = await provider.hire('kim@northwind.example')
  const visitor = await browsers.signIn(server.origin, kim.email)
  const beside = await browsers.openTab(visitor, '/profile')
  beside.forgive(/status of 40[01]/)
  await beside.heading('Profile').waitFor()
  await changes(visitor)
  await visitor.text('Your key derivation is changed').waitFor()
  await visitor.signOut()
  await beside.heading('Sign in').waitFor()
  server.tellTheTruth()
  const triesOldNumbers = async () => {
    server.lie('/auth/prelogin', ({ salt }) => ({ kdf: { type: 'PBKDF2', iterations: 600_000 }, salt }))
    await beside.field('E-mail address').fill(kim.email)
    await beside.field('Master password').fill('correct horse battery staple')
    await beside.button('Sign in').click()
    await beside.text('weaker key derivation').waitFor()
    expect(server.about('/auth/sign-in')).toEqual([])
  }
  await triesOldNumbers()
  server.tellTheTruth()
  await beside.signIn(provider.admin.email)
  await beside.signOut()
  await beside.page.reload()
  server.tellTheTruth()
  await triesOldNumbers()
}, 60_000)

it('a server that says the numbers are the new ones already is not believed', async () => {
  const dan = await provider.hire('dan@northwind.example')
  const visitor = await browsers.signIn(server.origin, dan.email)
  server.lie('OwnKeys', (answer) => {
    answer.data.viewer.keys.kdf.iterations = 1_200_000
    return answer
  })
  const dialog = await changes(visitor)
  await dialog.getByText('This is not your master password').waitFor()
  expect(server.about('ChangeKdf')).toEqual([])
}, 60_000)
