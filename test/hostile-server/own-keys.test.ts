import { describe, expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import type { Visitor } from '../testkit/visitor.js'
import { useWorld } from '../testkit/use-world.js'
import { useLyingServer } from './lying-server.js'

/**
 * A server that holds two sets of keys of one person, both made under their password, and hands over the other: as that one nothing is
 * known in this browser, so that whatever key it makes up would be noted as used for the first time.
 */
const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const server = await useLyingServer(world)
const password = 'correct horse battery staple'
const others = await world.registration(provider.admin.email, 'Ada')
const tampered = 'The server answered keys that are not yours'

async function signedIn(): Promise<Visitor> {
  const ada = await browsers.signIn(server.origin, provider.admin.email)
  ada.forgive(/status of 40[01]/)
  return ada
}

function otherKeys<Keys extends object>(keys: Keys): Keys {
  const { wrappedUserKey, publicKey, wrappedPrivateKey } = others
  return { ...keys, wrappedUserKey, publicKey, wrappedPrivateKey }
}

function lieAtSignIn(): void {
  server.lie('/auth/sign-in', answer => ({ ...answer, keys: otherKeys(answer.keys) }))
}

function lieAboutViewer(): void {
  server.lie('Viewer', (answer) => {
    answer.data.viewer.keys.publicKey = others.publicKey
    return answer
  })
}

async function isOut(ada: Visitor): Promise<void> {
  await ada.text(tampered).waitFor()
  await ada.open('/profile')
  await ada.heading('Sign in').waitFor()
  const cookies = async () => (await ada.page.context().cookies()).map(({ name }) => name)
  await expect.poll(cookies).toEqual(['__Host-wardroom-browser']) // opens nothing
}

/** Somebody invited to the team, who has opened the link of the invitation and typed all that it asks for. */
async function invited(email: string): Promise<Visitor> {
  await provider.admin.do(
    'mutation ($id: ID!, $emails: [String!]!) { inviteProviderUsers(providerId: $id, emails: $emails, type: SERVICE_USER) { ok } }',
    { id: provider.id, emails: [email] },
  )
  const visitor = await browsers.visit(server.origin)
  await visitor.open(`/invitation#${await world.invitationOf(email)}`)
  await visitor.field('Name').fill('Dan')
  await visitor.field('E-mail address').fill(email)
  await visitor.field('Master password').fill(password)
  await visitor.field('Repeat master password').fill(password)
  return visitor
}

it('who tries again after a registration that the server called failed gives it two sets of keys under one password', async () => {
  server.lie('AcceptInvitation', () => ({ errors: [{ message: 'failed', extensions: { code: 'INTERNAL' } }] }))
  const dan = await invited('dan@northwind.example')
  const accept = dan.button('Create account and accept')
  for (const times of [1, 2]) {
    await accept.click()
    await expect.poll(() => server.about('AcceptInvitation').length, { timeout: 15_000 }).toBe(times)
    await expect.poll(() => accept.isEnabled()).toBe(true)
  }
  const [first, second] = server.about('AcceptInvitation').map(({ variables }) => variables.registration)
  expect(second).toEqual(first)
}, 60_000)

it('other keys than before in this browser open at sign-in, since they were made under the same password', async () => {
  const ada = await signedIn()
  await ada.signOut()
  lieAtSignIn()
  lieAboutViewer()
  await ada.field('E-mail address').fill(provider.admin.email)
  await ada.field('Master password').fill(password)
  await ada.button('Sign in').click()
  await isOut(ada)
}, 60_000)

it('other keys than before in this browser are unlocked', async () => {
  await unlockOthers(await signedIn())
}, 60_000)

it('the server empties what this browser remembers, under the open page, and then answers other keys', async () => {
  const ada = await signedIn()
  await ada.choose('Your account', 'Lock the keys')
  await ada.page.evaluate(() => localStorage.removeItem('wardroom.own-keys'))
  await unlockOthers(ada, 'this page')
}, 60_000)

async function unlockOthers(ada: Visitor, where?: 'this page'): Promise<void> {
  if (where)
    await ada.goTo('Profile')
  else
    await ada.open('/profile')
  await ada.button('Unlock').first().waitFor()
  lieAboutViewer()
  server.lie('UnlockKeys', (answer) => {
    answer.data.viewer.keys = otherKeys(answer.data.viewer.keys)
    return answer
  })
  await ada.button('Unlock').first().click()
  const dialog = ada.dialog('Unlock your keys')
  await dialog.getByLabel('Master password').fill(password)
  await dialog.getByRole('button', { name: 'Unlock' }).click()
  await isOut(ada)
}

it('other keys than before in this browser come when the session is prolonged by the password', async () => {
  const ada = await signedIn()
  const [expiresAt, idleAt] = [100_000, 200_000].map(left => new Date(Date.now() + left).toISOString())
  server.lie('/auth/refresh', answer => ({ ...answer, session: { idleAt, expiresAt } }))
  lieAtSignIn()
  await ada.page.reload()
  const dialog = ada.dialog('Your session is about to end')
  await dialog.getByLabel('Master password').fill(password)
  lieAboutViewer() // the keys are locked by now
  await dialog.getByRole('button', { name: 'Stay signed in' }).click()
  await isOut(ada)
}, 60_000)

it('a registration that the server only pretends to take goes on as the account that the person has, without a word', async () => {
  const ada = await signedIn()
  await ada.signOut()
  const email = 'fay@northwind.example'
  await provider.admin.do(
    'mutation ($id: ID!, $emails: [String!]!) { inviteProviderUsers(providerId: $id, emails: $emails, type: SERVICE_USER) { ok } }',
    { id: provider.id, emails: [email] },
  )
  server.lie('Invitation', (answer) => {
    Object.assign(answer.data.invitation, { email: provider.admin.email, hasAccount: false })
    return answer
  })
  server.lie('AcceptInvitation', () => ({ data: { acceptInvitation: { id: provider.admin.accountId, __typename: 'Account' } } }))
  await ada.open(`/invitation#${await world.invitationOf(email)}`)
  await ada.field('Name').fill('Ada')
  await ada.field('E-mail address').fill(provider.admin.email)
  await ada.field('Master password').fill(password)
  await ada.field('Repeat master password').fill(password)
  await ada.button('Create account and accept').click()
  await ada.button('My account was deleted: make new keys').click()
  await isOut(ada)
  server.tellTheTruth()
  await ada.signIn(provider.admin.email)
}, 60_000)

it('who registers anew in this browser, after their account was deleted, is locked out by what it remembers', async () => {
  const eve = await invited('eve@northwind.example')
  const remembered = { 'eve@northwind.example': 'a digest of before' }
  await eve.page.evaluate(text => localStorage.setItem('wardroom.own-keys', text), JSON.stringify(remembered))
  const older = await browsers.openTab(eve, '/sign-in') // it knows the keys of before
  await older.heading('Sign in').waitFor()
  await eve.page.bringToFront()
  await eve.button('Create account and accept').click()
  await eve.button('My account was deleted: make new keys').click()
  await eve.heading('Waiting to be confirmed').waitFor()
  await eve.signOut()
  await older.page.bringToFront()
  await older.signIn(provider.admin.email) // writes down what that tab knows
  await older.signOut()
  await eve.page.bringToFront()
  await eve.signIn('eve@northwind.example')
}, 60_000)

it('who registers anew in this browser, after their account was deleted, is locked out by the numbers that it remembers', async () => {
  const gil = await invited('gil@northwind.example')
  const remembered = { 'gil@northwind.example': { type: 'ARGON2ID', iterations: 3, memory: 64, parallelism: 4 } }
  await gil.page.evaluate(text => localStorage.setItem('wardroom.kdf', text), JSON.stringify(remembered))
  await gil.button('Create account and accept').click()
  await gil.heading('Waiting to be confirmed').waitFor()
  await gil.signOut()
  await gil.signIn('gil@northwind.example')
}, 60_000)

it('an account that was made a moment ago is said to have another derivation', async () => {
  const hal = await invited('hal@northwind.example')
  server.lie('/auth/prelogin', ({ salt }) => ({ kdf: { type: 'ARGON2ID', iterations: 2, memory: 16, parallelism: 1 }, salt }))
  await hal.button('Create account and accept').click()
  await hal.text('weaker key derivation').waitFor()
  expect(server.about('/auth/sign-in')).toEqual([])
}, 60_000)

it('keys are withheld from who unlocks them, and nothing is said', async () => {
  const ada = await signedIn()
  await ada.open('/profile')
  server.lie('UnlockKeys', (answer) => {
    answer.data.viewer.keys = null
    return answer
  })
  await ada.button('Unlock').first().click()
  const dialog = ada.dialog('Unlock your keys')
  await dialog.getByLabel('Master password').fill(password)
  await dialog.getByRole('button', { name: 'Unlock' }).click()
  await dialog.getByText('The server withholds a key that you hold').waitFor()
}, 60_000)

describe('an address that the server lists among those of the demo', () => {
  const demoSignIn = async (before?: Visitor): Promise<Visitor> => {
    server.lie('Installation', (answer) => {
      answer.data.installation.demo = true
      answer.data.installation.demoSignIns = [{ email: provider.admin.email, password, role: 'PROVIDER_ADMIN', __typename: 'DemoSignIn' }]
      return answer
    })
    const ada = before ?? await browsers.visit(server.origin)
    await ada.open('/sign-in')
    if (before)
      await ada.button('Show the people of the demo').click()
    await ada.page.getByRole('button', { name: provider.admin.email }).click()
    return ada
  }

  it('leaves nothing behind that would lock people out of a demo made anew', async () => {
    const ada = await demoSignIn()
    await ada.button('Your account').waitFor()
    await ada.open('/profile')
    await ada.button('Unlock').first().click()
    const dialog = ada.dialog('Unlock your keys')
    await dialog.getByLabel('Master password').fill(password)
    await dialog.getByRole('button', { name: 'Unlock' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await ada.page.evaluate(() => localStorage.getItem('wardroom.own-keys'))).toBeNull()
  }, 60_000)

  it('opens keys that are not those of the person who works in this browser', async () => {
    const ada = await browsers.visit(server.origin)
    await ada.open('/sign-in')
    const remembered = { [provider.admin.email]: 'a digest of other keys' }
    await ada.page.evaluate(text => localStorage.setItem('wardroom.own-keys', text), JSON.stringify(remembered))
    await demoSignIn(ada)
    await ada.text('The server answered keys that are not yours').waitFor()
  }, 60_000)
})
