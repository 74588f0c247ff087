import type { Locator } from 'playwright-core'
import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { registerOnce } from '../testkit/derived.js'
import type { Visitor } from '../testkit/visitor.js'
import { useWorld } from '../testkit/use-world.js'
import { useLyingServer } from './lying-server.js'
import type { Lie } from './lying-server.js'

/** A server, or a line, that lies while somebody changes their address, which is the salt of their keys. */
const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const server = await useLyingServer(world)
const password = 'correct horse battery staple'
const codeIn = async (email: string) => /\b\d{4} \d{4}\b/.exec((await world.mailTo(email)).text)![0]
const named = (address: string): Lie => answer => ({ ...answer, account: { ...answer.account, email: address } })

async function asks(visitor: Visitor, moved: string): Promise<Locator> {
  visitor.forgive(/status of 40[01]|Failed|ERR_/)
  await visitor.goTo('Profile')
  await visitor.button('Change address').click()
  const dialog = visitor.dialog('Change address')
  await dialog.getByLabel('New e-mail address').fill(moved)
  await dialog.getByRole('button', { name: 'Mail the codes' }).click()
  return dialog
}

async function gives(dialog: Locator, email: string, moved: string): Promise<void> {
  await dialog.getByLabel(`Code mailed to ${email}`).waitFor()
  await dialog.getByLabel(`Code mailed to ${email}`).fill(await codeIn(email))
  await dialog.getByLabel(`Code mailed to ${moved}`).fill(await codeIn(moved))
  await dialog.getByLabel('Master password', { exact: true }).fill(password)
  await submits(dialog)
}

const submits = (dialog: Locator) => dialog.getByRole('button', { name: 'Change address' }).click()

it('who tries again after the answer to a change was lost goes on by the new address', async () => {
  const bob = await provider.hire('bob@northwind.example')
  const visitor = await browsers.signIn(server.origin, bob.email)
  await visitor.page.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes('"FinishEmailChange"'))
      return route.fallback()
    await route.fetch()
    await route.abort('connectionreset')
  })
  const dialog = await asks(visitor, 'bob@elsewhere.example')
  await gives(dialog, bob.email, 'bob@elsewhere.example')
  await dialog.getByText('The server cannot be reached').waitFor()
  await submits(dialog)
  await visitor.text('Your address is changed').waitFor()
  await world.signIn('bob@elsewhere.example')
}, 60_000)

it('who loads the page anew after the answer was lost is still signed in, by the new address', async () => {
  const cat = await provider.hire('cat@northwind.example')
  const visitor = await browsers.signIn(server.origin, cat.email)
  await visitor.page.route('**/graphql', async (route) => {
    if (!route.request().postData()?.includes('"FinishEmailChange"'))
      return route.fallback()
    await route.fetch()
    await route.abort('connectionreset')
  })
  const dialog = await asks(visitor, 'cat@elsewhere.example')
  await gives(dialog, cat.email, 'cat@elsewhere.example')
  await dialog.getByText('The server cannot be reached').waitFor()
  await visitor.page.reload()
  await visitor.page.getByText('cat@elsewhere.example', { exact: true }).first().waitFor()
  await visitor.button('Unlock').first().click()
  const unlock = visitor.page.getByRole('dialog')
  await unlock.getByText('cat@elsewhere.example').waitFor()
  await unlock.getByLabel('Master password', { exact: true }).fill(password)
  await unlock.getByRole('button', { name: 'Unlock' }).click()
  await visitor.text('Unlocked in this tab').waitFor()
}, 60_000)

it('a server that names the new address before the person has sent the change is reported', async () => {
  const dan = await provider.hire('dan@northwind.example')
  const visitor = await browsers.signIn(server.origin, dan.email)
  const dialog = await asks(visitor, 'dan@elsewhere.example')
  await dialog.getByLabel(`Code mailed to ${dan.email}`).waitFor()
  server.lie('/auth/refresh', named('dan@elsewhere.example'))
  await visitor.page.reload()
  await visitor.text('The server named another address as yours').waitFor()
}, 60_000)

it('a server that names a third address once the change was sent is reported', async () => {
  const eli = await provider.hire('eli@northwind.example')
  const visitor = await browsers.signIn(server.origin, eli.email)
  const dialog = await asks(visitor, 'eli@elsewhere.example')
  await dialog.getByLabel(`Code mailed to ${eli.email}`).waitFor()
  server.lie('/auth/refresh', named('mallory@elsewhere.example'))
  await gives(dialog, eli.email, 'eli@elsewhere.example')
  await visitor.text('The server named another address as yours').waitFor()
}, 60_000)

it('a server that answers another address to move to gets nothing that is derived for it', async () => {
  const flo = await provider.hire('flo@northwind.example')
  const visitor = await browsers.signIn(server.origin, flo.email)
  server.lie('BeginEmailChange', ({ data }) => ({ data: { beginEmailChange: { ...data.beginEmailChange, email: 'mallory@elsewhere.example' } } }))
  const dialog = await asks(visitor, 'flo@elsewhere.example')
  await gives(dialog, flo.email, 'flo@elsewhere.example')
  await visitor.text('Your address is changed').waitFor()
  await world.signIn('flo@elsewhere.example') // what was sent opens with this salt, and no other
}, 60_000)

it('other keys under the new address are no keys of the person', async () => {
  const moved = 'gus@elsewhere.example'
  const gus = await provider.hire('gus@northwind.example')
  const visitor = await browsers.signIn(server.origin, gus.email)
  const dialog = await asks(visitor, moved)
  await gives(dialog, gus.email, moved)
  await visitor.text('Your address is changed').waitFor()
  const { wrappedUserKey, publicKey, wrappedPrivateKey } = await registerOnce(moved, password)
  server.lie('/auth/sign-in', answer => ({ ...answer, keys: { ...answer.keys, wrappedUserKey, publicKey, wrappedPrivateKey } }))
  await visitor.signOut()
  await visitor.field('E-mail address').fill(moved)
  await visitor.field('Master password').fill(password)
  await visitor.button('Sign in').click()
  await visitor.page.getByRole('alert').filter({ hasText: 'keys' }).first().waitFor()
  expect(await visitor.button('Your account').count()).toBe(0)
}, 60_000)
