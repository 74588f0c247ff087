import { expect, it } from 'vitest'
import { toBase64 } from '@wardroom/schema/sealing/bytes'
import { makeKeyPair } from '@wardroom/schema/sealing/rsa'
import { useBrowsers } from '../testkit/browser.js'
import type { Visitor } from '../testkit/visitor.js'
import { useWorld } from '../testkit/use-world.js'
import { useLyingServer } from './lying-server.js'

/** A server that lies about the session itself: when it goes on, and whose it is. */
const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const server = await useLyingServer(world)
const password = 'correct horse battery staple'
const otherAddress = 'The server named another address as yours'

async function signedIn(): Promise<Visitor> {
  const ada = await browsers.signIn(server.origin, provider.admin.email)
  ada.forgive(/status of 40[01]/)
  return ada
}

/** Ada on the page of the team, whose session is being renewed; the answer to that comes when it is let go. */
async function renewing(): Promise<{ ada: Visitor, letGo: () => Promise<void> }> {
  const ada = await signedIn()
  const held = Promise.withResolvers<void>()
  server.lie('Team', () => ({ errors: [{ message: 'renew', extensions: { code: 'UNAUTHENTICATED' } }] }))
  server.lie('/auth/refresh', async (answer) => {
    await held.promise
    return answer
  })
  const late = ada.page.waitForResponse(/\/auth\/refresh$/)
  await ada.goTo('Team')
  await expect.poll(() => server.about('/auth/refresh').length).toBe(1)
  return {
    ada,
    async letGo() {
      held.resolve()
      await (await late).finished()
    },
  }
}

/** No way back but by the password. */
async function staysOut(ada: Visitor): Promise<void> {
  server.tellTheTruth()
  await ada.page.goBack()
  await ada.page.waitForURL(/\/sign-in\?next=/)
  await ada.heading('Sign in').waitFor()
  expect(await ada.page.evaluate(() => localStorage.getItem('wardroom.session'))).toBeNull()
  await ada.signIn(provider.admin.email)
}

/** The next refresh says that the session ends soon, for good, and that it is somebody else's. */
function endsSoonAs(changed: { id?: string, email?: string }): void {
  const [expiresAt, idleAt] = [100_000, 200_000].map(left => new Date(Date.now() + left).toISOString())
  server.lie('/auth/refresh', answer => ({ ...answer, account: { ...answer.account, ...changed }, session: { idleAt, expiresAt } }))
  server.lie('/auth/prelogin', () => ({ kdf: { type: 'PBKDF2', iterations: 600_000 }, salt: 'a@a.aa' }))
}

it('an alarm is taken back, and the session revived, by an answer to a refresh that comes late', async () => {
  const { ada, letGo } = await renewing()
  const evil = (await makeKeyPair()).publicKey
  server.lie('Viewer', (answer) => {
    answer.data.viewer.keys.publicKey = evil
    return answer
  })
  await provider.admin.do('mutation ($id: ID!) { renameProvider(id: $id, name: "Northwind") { id } }', { id: provider.id })
  const alarm = ada.text('The server showed another public key as yours')
  await alarm.waitFor()
  await letGo()
  await ada.page.goBack()
  await ada.page.waitForURL(/\/sign-in\?next=/)
  await alarm.waitFor()
  await ada.page.goForward()
  await staysOut(ada)
  await expect.poll(() => alarm.count()).toBe(0)
}, 90_000)

it('who has signed out is signed in again by an answer to a refresh that comes late', async () => {
  const { ada, letGo } = await renewing()
  await ada.signOut()
  await ada.heading('Sign in').waitFor()
  await letGo()
  await staysOut(ada)
}, 60_000)

it('who signs out stays in, and lets whoever opens another tab in, until the server answers', async () => {
  const ada = await signedIn()
  await ada.page.context().route('**/auth/sign-out', () => {})
  await ada.signOut()
  await ada.heading('Sign in').waitFor({ timeout: 5_000 })
  expect(await ada.page.evaluate(() => localStorage.getItem('wardroom.session'))).toBeNull()
  const beside = await browsers.openTab(ada, '/profile')
  await beside.heading('Sign in').waitFor()
}, 60_000)

it('the dialog that prolongs the session derives under an address and a salt of the server\'s choice', async () => {
  const ada = await signedIn()
  server.tellTheTruth()
  endsSoonAs({ email: 'a@a.aa' })
  await ada.page.reload()
  await ada.text(otherAddress).waitFor()
  await ada.heading('Sign in').waitFor()
  expect([server.about('/auth/prelogin'), server.about('/auth/sign-in')]).toEqual([[], []])
}, 60_000)

it('a refresh names another address while the page is open', async () => {
  const ada = await signedIn()
  server.lie('Team', () => ({ errors: [{ message: 'renew', extensions: { code: 'UNAUTHENTICATED' } }] }))
  endsSoonAs({ email: 'a@a.aa' })
  await ada.page.getByRole('link', { name: 'Team', exact: true }).click()
  await ada.text(otherAddress).waitFor()
}, 60_000)

it('after a reload the session is that of another person whom this browser knows, for whose address the password is derived', async () => {
  const email = await bob('Alder')
  const ada = await browsers.signIn(server.origin, email)
  ada.forgive(/status of 40[01]/)
  const { account } = await (await ada.page.request.post(`${server.origin}/auth/refresh`, { data: {}, headers: { origin: server.origin } })).json()
  await ada.signOut()
  await ada.signIn(provider.admin.email)
  server.tellTheTruth()
  endsSoonAs(account)
  await ada.page.reload()
  await ada.text(otherAddress).waitFor()
  await ada.heading('Sign in').waitFor()
  expect([server.about('/auth/prelogin'), server.about('/auth/sign-in')]).toEqual([[], []])
}, 60_000)

it('the session of an open page goes on as that of another person', async () => {
  const email = await bob('Aspen')
  const ada = await signedIn()
  server.lie('Team', () => ({ errors: [{ message: 'renew', extensions: { code: 'UNAUTHENTICATED' } }] }))
  endsSoonAs({ id: '0198c2f0-0000-7000-8000-000000000000', email })
  await ada.page.getByRole('link', { name: 'Team', exact: true }).click()
  await ada.text(otherAddress).waitFor()
}, 60_000)

it('the server signs in somebody else than the one whose address was typed', async () => {
  server.lie('/auth/sign-in', answer => ({ ...answer, account: { ...answer.account, email: 'a@a.aa' } }))
  const ada = await browsers.visit(server.origin)
  ada.forgive(/status of 40[01]/)
  await ada.open('/sign-in')
  await ada.field('E-mail address').fill(provider.admin.email)
  await ada.field('Master password').fill(password)
  await ada.button('Sign in').click()
  await ada.text(otherAddress).waitFor()
  await ada.open('/profile')
  await ada.heading('Sign in').waitFor()
}, 60_000)

it('a tab believes when its session ends what is said of somebody else\'s', async () => {
  const ada = await signedIn()
  await provider.admin.do(
    'mutation ($id: ID!) { inviteProviderUsers(providerId: $id, emails: ["eve@northwind.example"], type: SERVICE_USER) { ok } }',
    { id: provider.id },
  )
  await world.accept('eve@northwind.example')
  server.lie('/auth/sign-in', answer => ({
    ...answer,
    session: { ...answer.session, idleAt: new Date(Date.now() + 100_000).toISOString() },
  }))
  await ada.page.evaluate(() => localStorage.removeItem('wardroom.session'))
  const eve = await browsers.openTab(ada, '/sign-in')
  await eve.signIn('eve@northwind.example')
  await eve.dialog('Your session is about to end').waitFor()
  await ada.page.bringToFront()
  expect(await ada.dialog('Your session is about to end').count()).toBe(0)
}, 60_000)

it('a tab goes on, with its keys open, as somebody else who signed in beside it, whom the server says to be the same account', async () => {
  const { accountId } = provider.admin
  const eve = await provider.hire('eva@northwind.example')
  const ada = await signedIn()
  const asAda = (answer: { account: object }) => ({ ...answer, account: { ...answer.account, id: accountId } })
  server.lie('/auth/sign-in', asAda)
  await ada.page.evaluate(() => localStorage.removeItem('wardroom.session'))
  const beside = await browsers.openTab(ada, '/sign-in')
  await beside.signIn(eve.email)
  await beside.page.close()
  server.tellTheTruth()
  server.lie('/auth/refresh', asAda)
  server.lie('Viewer', (answer) => {
    answer.data.viewer.keys.publicKey = toBase64(provider.admin.keys.publicKey.spki)
    return answer
  })
  await ada.choose('Your account', 'Lock the keys')
  await ada.goTo('Profile')
  await ada.button('Unlock').first().click()
  await ada.dialog('Unlock your keys').getByText(`You signed in as ${provider.admin.email}`).waitFor()
  await ada.button('Cancel').click()
  server.lie('Team', () => ({ errors: [{ message: 'renew', extensions: { code: 'UNAUTHENTICATED' } }] }))
  await ada.page.getByRole('link', { name: 'Team', exact: true }).click()
  await ada.heading('Sign in').waitFor()
}, 60_000)

/** Somebody of a client, who comes to a page where Ada is signed in. */
async function bob(name: string): Promise<string> {
  const client = await provider.createClient(name)
  await world.accept(client.ownerEmail)
  return client.ownerEmail
}

it('who accepts an invitation as another than is signed in is told that the server replaced their key', async () => {
  const email = await bob('Birch')
  await (await provider.createClient('Cedar')).invite([email])
  const ada = await signedIn()
  server.lie('Invitation', () => ({ errors: [{ message: 'refused', extensions: { code: 'INTERNAL' } }] }))
  await ada.open(`/invitation#${await world.invitationOf(email)}`)
  await ada.heading('This invitation cannot be used').waitFor()
  server.tellTheTruth()
  await ada.page.getByRole('link', { name: 'To the sign-in' }).click()
  await ada.heading('Clients').waitFor()
  await ada.page.goBack()
  await ada.field('E-mail address').fill(email)
  await ada.field('Master password').fill(password)
  await ada.button('Accept the invitation').click()
  await ada.heading('Waiting to be confirmed').waitFor()
  expect(await ada.page.getByRole('link', { name: 'Team' }).count()).toBe(0)
}, 60_000)

it('the wall of a person whose session was prolonged as that of another account goes on with nothing to follow', async () => {
  const ada = await signedIn()
  endsSoonAs({})
  await ada.open('/wall')
  await ada.text('Live').waitFor()
  server.tellTheTruth()
  server.lie('/auth/sign-in', answer => ({ ...answer, account: { ...answer.account, id: '0198c2f0-0000-7000-8000-000000000000' } }))
  const dialog = ada.dialog('Your session is about to end')
  await dialog.getByLabel('Master password').fill(password)
  await dialog.getByRole('button', { name: 'Stay signed in' }).click()
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(() => server.about('WallClients').length).toBeGreaterThan(0)
  await ada.text('Live').waitFor()
}, 60_000)
