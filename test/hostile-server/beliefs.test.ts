import { expect, it } from 'vitest'
import { personPhrase } from '@wardroom/schema/sealing/fingerprint'
import { importPublicKey, makeKeyPair } from '@wardroom/schema/sealing/rsa'
import { useBrowsers } from '../testkit/browser.js'
import type { Visitor } from '../testkit/visitor.js'
import { useWorld } from '../testkit/use-world.js'
import { useLyingServer } from './lying-server.js'

/** A server that lies to the dashboard, in the ways that were published as attacks on password managers (BW01, BW05, BW07, BW12). */
const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const server = await useLyingServer(world)
const password = 'correct horse battery staple'

async function foreignKey(): Promise<string> {
  return (await makeKeyPair()).publicKey
}

/** Somebody at the sign-in page, who has typed address and password and pressed the button. */
async function trySigningIn(email = provider.admin.email, before = browsers.visit(server.origin)): Promise<Visitor> {
  const visitor = await before
  visitor.forgive(/status of 40[01]/)
  await visitor.open('/sign-in')
  await visitor.field('E-mail address').fill(email)
  await visitor.field('Master password').fill(password)
  await visitor.button('Sign in').click()
  return visitor
}

/** A reload finds nobody signed in: neither this page nor the cookie it left. */
async function isOut(visitor: Visitor): Promise<void> {
  await visitor.open('/profile')
  await visitor.heading('Sign in').waitFor()
  const cookies = async () => (await visitor.page.context().cookies()).map(({ name }) => name)
  await expect.poll(cookies).toEqual(['__Host-wardroom-browser']) // opens nothing
}

it('one\'s own phrase is made from what the server says, so that both people read the same (BW01)', async () => {
  await provider.admin.do(
    'mutation ($id: ID!) { inviteProviderUsers(providerId: $id, emails: ["dan@northwind.example"], type: SERVICE_USER) { ok } }',
    { id: provider.id },
  )
  const evil = await foreignKey()
  server.lie('Viewer', (answer) => {
    answer.data.viewer.keys.publicKey = evil
    return answer
  })
  const dan = await browsers.visit(server.origin)
  dan.forgive(/status of 40[01]/)
  await dan.open(`/invitation#${await world.invitationOf('dan@northwind.example')}`)
  await dan.field('Name').fill('Dan')
  await dan.field('E-mail address').fill('dan@northwind.example')
  await dan.field('Master password').fill(password)
  await dan.field('Repeat master password').fill(password)
  await dan.button('Create account and accept').click()
  await dan.text('The server showed another public key as yours').waitFor()
  expect(await dan.page.content()).not.toContain(await personPhrase(await importPublicKey(evil)))
  await isOut(dan)
}, 90_000)

it('the phrase on the profile page is one that the server made up', async () => {
  const evil = await foreignKey()
  const ada = await browsers.signIn(server.origin, provider.admin.email)
  ada.forgive(/status of 40[01]/)
  const phrase = ada.page.getByTestId('own-fingerprint')
  await ada.goTo('Profile')
  await phrase.getByText(await personPhrase(provider.admin.keys.publicKey)).waitFor()

  await ada.choose('Your account', 'Lock the keys')
  await ada.text('Unlock your keys to see your phrase.').waitFor()
  expect(await phrase.count()).toBe(0)

  for (const query of ['Viewer', 'Profile', 'UnlockKeys']) {
    server.lie(query, (answer) => {
      answer.data.viewer.keys && (answer.data.viewer.keys.publicKey = evil)
      return answer
    })
  }
  await ada.page.reload()
  await ada.text('Unlock your keys to see your phrase.').waitFor()
  await ada.button('Unlock').first().click()
  await ada.dialog('Unlock your keys').getByLabel('Master password').fill(password)
  await ada.dialog('Unlock your keys').getByRole('button', { name: 'Unlock' }).click()
  await ada.text('The server answered keys that are not yours').waitFor()
  await isOut(ada)
}, 90_000)

it('the server tries ids for one\'s account until the phrase is that of a key of its own', async () => {
  for (const about of ['/auth/sign-in', '/auth/refresh'])
    server.lie(about, answer => ({ ...answer, account: { ...answer.account, id: crypto.randomUUID() } }))
  const ada = await browsers.signIn(server.origin, provider.admin.email)
  await ada.goTo('Profile')
  await ada.page.getByTestId('own-fingerprint').getByText(await personPhrase(provider.admin.keys.publicKey)).waitFor()
}, 60_000)

it.each([
  ['far fewer rounds', { type: 'PBKDF2', iterations: 5_000 }, 'weaker key derivation'],
  ['fewer rounds than any account of ours has', { type: 'PBKDF2', iterations: 599_999 }, 'weaker key derivation'],
  ['a single pass', { type: 'ARGON2ID', iterations: 1, memory: 16, parallelism: 1 }, 'weaker key derivation'],
  ['no numbers at all', undefined, 'weaker key derivation'],
  ['so many rounds that the browser would stand still', { type: 'PBKDF2', iterations: 2_000_001 }, 'heavier key derivation'],
])('the server asks for a key derivation with %s (BW07)', async (_, kdf, sentence) => {
  server.lie('/auth/prelogin', ({ salt }) => ({ kdf, salt }))
  const ada = await trySigningIn()
  await ada.text(sentence).waitFor()
  expect(server.about('/auth/sign-in')).toEqual([])
}, 60_000)

it('the server asks for less than the last time in this browser (BW07)', async () => {
  const ada = await browsers.signIn(server.origin, provider.admin.email)
  await ada.signOut()
  await ada.page.evaluate(() => localStorage.setItem('wardroom.kdf', localStorage.getItem('wardroom.kdf')!.replace('600000', '700000')))
  server.tellTheTruth()
  await trySigningIn(' Admin@Northwind.example', Promise.resolve(ada))
  await ada.text('weaker key derivation').waitFor()
  expect(server.about('/auth/sign-in')).toEqual([])
}, 60_000)

it('the server asks for another kind of key derivation than the last time in this browser, whose floor is cheaper to try', async () => {
  const ada = await browsers.signIn(server.origin, provider.admin.email)
  await ada.signOut()
  server.tellTheTruth()
  server.lie('/auth/prelogin', ({ salt }) => ({ kdf: { type: 'ARGON2ID', iterations: 2, memory: 16, parallelism: 1 }, salt }))
  await trySigningIn(provider.admin.email, Promise.resolve(ada))
  await ada.text('weaker key derivation').waitFor()
  expect(server.about('/auth/sign-in')).toEqual([])
}, 60_000)

it.each([
  ['the empty one', ''],
  ['that of another person', 'eve@northwind.example'],
  ['the address in other letters', 'Admin@northwind.example'],
  ['none', undefined],
  ['a number', 5],
])('the salt is what the server says: %s', async (_, salt) => {
  server.lie('/auth/prelogin', ({ kdf }) => ({ kdf, salt }))
  const ada = await trySigningIn()
  await ada.text('The server answered with a salt that is not that of this address').waitFor()
  expect(server.about('/auth/sign-in')).toEqual([])
}, 60_000)

type Keys = Record<'wrappedUserKey' | 'wrappedPrivateKey' | 'publicKey', string>

it.each<[string, (keys: Keys) => unknown, string]>([
  [
    'without their MAC (BW12)',
    keys => ({ ...keys, wrappedUserKey: keys.wrappedUserKey.replace(/^2\./, '0.').replace(/\|[^|]+$/, '') }),
    'keys that are not yours',
  ],
  [
    'in each other\'s place (BW05)',
    keys => ({ ...keys, wrappedUserKey: keys.wrappedPrivateKey, wrappedPrivateKey: keys.wrappedUserKey }),
    'keys that are not yours',
  ],
  [
    'with a flipped bit',
    keys => ({ ...keys, wrappedUserKey: keys.wrappedUserKey.replace(/^2\.(.)/, (_, first) => `2.${first === 'A' ? 'B' : 'A'}`) }),
    'keys that are not yours',
  ],
  ['with the public key of somebody else', keys => ({ ...keys, publicKey: 'MIIB' }), 'keys that are not yours'],
  ['not at all', () => undefined, 'keys that are not yours'],
  ['in a newer form', keys => ({ ...keys, wrappedPrivateKey: '7.AAAA' }), 'uses a newer encryption'],
])('the password was right and the keys come %s', async (_, replaced, sentence) => {
  server.lie('/auth/sign-in', answer => ({ ...answer, keys: replaced(answer.keys) }))
  const ada = await trySigningIn()
  await ada.text(sentence).waitFor()
  expect(await ada.page.getByText('is wrong').count()).toBe(0)
  await isOut(ada)
}, 60_000)
