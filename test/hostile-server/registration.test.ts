import { beforeEach, expect, it } from 'vitest'
import { importPublicKey, wrapKey } from '@wardroom/schema/sealing/rsa'
import { makeKey } from '@wardroom/schema/sealing/symmetric-key'
import { useBrowsers } from '../testkit/browser.js'
import type { Visitor } from '../testkit/visitor.js'
import { useWorld } from '../testkit/use-world.js'
import { useLyingServer } from './lying-server.js'

/**
 * A server that says that somebody has no account, in a browser that knows their keys: as the person who registers anew they would know no
 * provider, and take a made-up key for that of theirs.
 */
const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const server = await useLyingServer(world)
const password = 'correct horse battery staple'
const doubt = 'This browser knows keys of this address'
const replaced = 'The key that the server handed over is not the one that you hold'
/** Has made a client in this browser, so that it knows her, her keys and the provider key. */
let ada: Visitor
let invited = 0

beforeEach(async () => {
  ada = await browsers.signIn(server.origin, provider.admin.email)
  ada.forgive(/status of 40[01]/)
  await createsClient(`Known ${invited}`)
  await ada.dialog('Create client').waitFor({ state: 'detached' })
}, 60_000)

async function createsClient(name: string): Promise<void> {
  await ada.goTo('Clients')
  await ada.button('Create client').click()
  const dialog = ada.dialog('Create client')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('Owner\'s e-mail address').fill('owner@new.example')
  await dialog.getByRole('button', { name: 'Create client' }).click()
}

async function isInvitedAnew(): Promise<void> {
  const email = `fay${++invited}@northwind.example`
  await provider.admin.do(
    'mutation ($id: ID!, $emails: [String!]!) { inviteProviderUsers(providerId: $id, emails: $emails, type: SERVICE_USER) { ok } }',
    { id: provider.id, emails: [email] },
  )
  server.lie('Invitation', (answer) => {
    Object.assign(answer.data.invitation, { email: provider.admin.email, hasAccount: false })
    return answer
  })
  await ada.open(`/invitation#${await world.invitationOf(email)}`)
}

async function registers(): Promise<void> {
  await ada.field('Name').fill('Ada')
  await ada.field('E-mail address').fill(provider.admin.email)
  await ada.field('Master password').fill(password)
  await ada.field('Repeat master password').fill(password)
  await ada.button('Create account and accept').click()
}

const remembers = (): Promise<string | null> => ada.page.evaluate(() => localStorage.getItem('wardroom.own-keys'))

it('new keys are made for an address whose keys this browser knows, at the server\'s word', async () => {
  await ada.signOut()
  const before = await remembers()
  await isInvitedAnew()
  await registers()
  await ada.dialog(doubt).getByRole('button', { name: 'Cancel' }).click()
  await ada.text('so no new ones were made').waitFor()
  expect([server.about('AcceptInvitation'), await remembers()]).toEqual([[], before])
}, 60_000)

it('who is signed in is asked to register as the very address that they are signed in as', async () => {
  await isInvitedAnew()
  await ada.text('You are signed in with this address, so it has an account').waitFor()
  expect(await ada.field('Name').count()).toBe(0)
}, 60_000)

it('who does register anew, as after their account was deleted, is handed another key of a provider whose key this browser knows', async () => {
  await ada.signOut()
  await isInvitedAnew()
  let made: { wrappedUserKey: string, publicKey: string, wrappedPrivateKey: string }
  server.lie('AcceptInvitation', (_, { variables }) => {
    made = variables.registration
    return { data: { acceptInvitation: { id: provider.admin.accountId, __typename: 'Account' } } }
  })
  server.lie('/auth/sign-in', (answer) => {
    const { wrappedUserKey, publicKey, wrappedPrivateKey } = made
    return { ...answer, keys: { ...answer.keys, wrappedUserKey, publicKey, wrappedPrivateKey } }
  })
  server.lie('Viewer', (answer) => {
    answer.data.viewer.keys.publicKey = made.publicKey
    return answer
  })
  server.lie('OwnProviderKey', async (answer) => {
    answer.data.viewer.pinnedKey = null
    answer.data.viewer.providerMemberships[0].key = await wrapKey(makeKey(), await importPublicKey(made.publicKey))
    return answer
  })
  server.lie('PinKey', (_, { variables }) => ({ data: { pinKey: variables.pin } }))
  await registers()
  await ada.button('My account was deleted: make new keys').click()
  await ada.button('Your account').waitFor()
  const before = server.about('CreateClient').length
  await createsClient('Stolen')
  await ada.text(replaced).waitFor()
  expect([server.about('CreateClient').length, server.about('PinKey')]).toEqual([before, []])
}, 60_000)

it('a colleague who signs in here for the first time is handed another key of a provider whose key this browser knows', async () => {
  const bob = await provider.hire('bob@northwind.example', 'PROVIDER_ADMIN')
  await ada.signOut()
  const evil = await wrapKey(makeKey(), bob.keys.publicKey)
  server.lie('OwnProviderKey', (answer) => {
    answer.data.viewer.pinnedKey = null
    answer.data.viewer.providerMemberships[0].key = evil
    return answer
  })
  await ada.signIn(bob.email)
  const before = server.about('CreateClient').length
  await createsClient('Stolen')
  await ada.text(replaced).waitFor()
  expect(server.about('CreateClient')).toHaveLength(before)
}, 60_000)
