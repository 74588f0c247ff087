import { beforeEach, expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import type { Visitor } from '../testkit/visitor.js'
import { useWorld } from '../testkit/use-world.js'
import { useLyingServer } from './lying-server.js'

/** A server that was caught, and withholds from the person what would say so. */
const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const server = await useLyingServer(world)
const otherAddress = 'The server named another address as yours'
const others = await world.registration(provider.admin.email, 'Ada')
let ada: Visitor

beforeEach(async () => {
  ada = await browsers.signIn(server.origin, provider.admin.email)
  ada.forgive(/status of 40[014]|status of 503|Failed to fetch dynamically|could not be loaded|null/)
})

function nameAnother(): void {
  server.lie('/auth/refresh', answer => ({ ...answer, account: { ...answer.account, email: 'a@a.aa' } }))
}

async function withhold(part: RegExp, times: number): Promise<void> {
  await ada.page.route(part, route => times-- > 0 ? route.fulfill({ status: 404, body: '' }) : route.continue())
}

it('the alarm is never seen where a part of the sign-in page is missing once', async () => {
  nameAnother()
  await withhold(/SignInPage[^/]*\.js$/, 1)
  await ada.page.reload()
  await ada.heading('Sign in').waitFor()
  await ada.text(otherAddress).waitFor()
  await ada.signIn(provider.admin.email)
  expect(await ada.page.getByText(otherAddress).count()).toBe(0)
}, 60_000)

it('the alarm is never seen in an open page whose sign-in page is missing once', async () => {
  await ada.page.goto('about:blank') // an open page may ask anew at any moment, and would be told the lie with its keys open
  server.lie('Viewer', (answer) => {
    answer.data.viewer.keys.publicKey = others.publicKey
    return answer
  })
  await ada.open('/')
  await withhold(/SignInPage[^/]*\.js$/, 1)
  await ada.goTo('Profile')
  await ada.button('Unlock').first().click()
  const dialog = ada.dialog('Unlock your keys')
  await dialog.getByLabel('Master password').fill(provider.admin.password)
  await dialog.getByRole('button', { name: 'Unlock' }).click()
  await ada.heading('Sign in').waitFor()
  await ada.text('The server showed another public key as yours').waitFor()
}, 60_000)

it('the server that was caught is said not to answer', async () => {
  nameAnother()
  await withhold(/SignInPage[^/]*\.js$/, 100)
  await ada.page.route('**/readyz', route => route.fulfill({ status: 503, body: '' }))
  await ada.page.reload()
  await ada.text('The server does not answer').waitFor()
  await ada.text(otherAddress).waitFor()
}, 60_000)

it('the alarm is gone with the sign-in page, which an answer keeps from being shown', async () => {
  nameAnother()
  server.lie('Installation', (answer) => {
    Object.assign(answer.data.installation, { demo: true, demoSignIns: [null] })
    return answer
  })
  await ada.page.reload()
  await ada.text('This page cannot be shown').waitFor()
  await ada.text(otherAddress).waitFor()
  server.tellTheTruth()
  await ada.button('Load it').click()
  await ada.heading('Sign in').waitFor()
  await ada.text(otherAddress).waitFor()
}, 60_000)

it('an answer that signs nobody in takes the alarm away', async () => {
  nameAnother()
  await ada.page.reload()
  await ada.text(otherAddress).waitFor()
  server.tellTheTruth()
  server.lie('/auth/sign-in', ({ session: _, ...answer }) => answer)
  await ada.field('E-mail address').fill(provider.admin.email)
  await ada.field('Master password').fill(provider.admin.password)
  await ada.button('Sign in').click()
  await ada.text('The server cannot be reached').waitFor()
  await ada.text(otherAddress).waitFor()
  await ada.page.reload()
  await ada.heading('Sign in').waitFor()
  await ada.text(otherAddress).waitFor()
}, 60_000)

it('nobody reads that the server was not told of a sign-out', async () => {
  await ada.page.route('**/auth/sign-out', route => route.fulfill({ status: 503, body: '' }))
  await ada.signOut()
  await ada.text('the server could not be told').waitFor()
  await ada.signIn(provider.admin.email)
  expect(await ada.text('the server could not be told').count()).toBe(0)
}, 60_000)

it('the alarm of one person stays in the tab beside where another signs in', async () => {
  const bob = await provider.hire('bob@northwind.example')
  const beside = await browsers.openTab(ada, '/profile')
  beside.forgive(/status of 40[014]/)
  await beside.heading('Profile').waitFor()
  nameAnother()
  await ada.page.reload()
  for (const tab of [ada, beside])
    await tab.text(otherAddress).waitFor()
  server.tellTheTruth()
  await ada.signIn(bob.email)
  expect(await ada.page.getByText(otherAddress).count()).toBe(0)
  await beside.text(otherAddress).waitFor()
  expect(await beside.page.getByText(otherAddress).count()).toBe(1)
}, 60_000)

it('the alarm of one person gives way to that of another in the tab beside, and goes with it', async () => {
  const cara = await provider.hire('cara@northwind.example')
  const beside = await browsers.openTab(ada, '/profile')
  beside.forgive(/status of 40[014]/)
  await beside.heading('Profile').waitFor()
  nameAnother()
  await ada.page.reload()
  await beside.text(otherAddress).waitFor()
  server.tellTheTruth()
  await ada.signIn(cara.email)
  server.lie('Viewer', (answer) => {
    answer.data.viewer.keys.publicKey = others.publicKey
    return answer
  })
  for (const tab of [ada, beside])
    await tab.text('The server showed another public key as yours').waitFor()
  server.tellTheTruth()
  await ada.signIn(cara.email)
  await expect.poll(() => beside.page.getByText('The server showed another public key as yours').count()).toBe(0)
  await beside.text(otherAddress).waitFor()
  await beside.page.reload()
  await beside.text(otherAddress).waitFor()
}, 60_000)

it('the alarm is over in every tab once its person has signed in again in one of them', async () => {
  const beside = await browsers.openTab(ada, '/profile')
  beside.forgive(/status of 40[014]/)
  await beside.heading('Profile').waitFor()
  nameAnother()
  await ada.page.reload()
  for (const tab of [ada, beside])
    await tab.text(otherAddress).waitFor()
  server.tellTheTruth()
  await ada.signIn(provider.admin.email)
  await expect.poll(() => beside.page.getByText(otherAddress).count()).toBe(0)
  await beside.page.reload()
  await beside.page.getByRole('heading', { level: 1 }).first().waitFor()
  expect(await beside.page.getByText(otherAddress).count()).toBe(0)
}, 60_000)
