import { randomUUID } from 'node:crypto'
import { makeClientKeys } from '@wardroom/schema/sealing/provider'
import { importKey, makeKey } from '@wardroom/schema/sealing/symmetric-key'
import type { Locator } from 'playwright-core'
import { beforeEach, expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { allowRecovery } from '../testkit/recovery.js'
import type { Visitor } from '../testkit/visitor.js'
import { useWorld } from '../testkit/use-world.js'
import { useLyingServer } from './lying-server.js'

/** A server, or a line, that wants the new user key of whoever rotates, the old one to stay in use, or notes to be lost. */
const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const acme = await provider.createClient('Acme', { seats: 20 })
await acme.owner()
await allowRecovery(acme)
const server = await useLyingServer(world)
const password = 'correct horse battery staple'
const made = await makeClientKeys(randomUUID(), await importKey(makeKey()))

let lou: Visitor
let email: string

/** Somebody who has enrolled here, and so has noted the key of Acme. */
beforeEach(async ({ task }) => {
  email = `${task.id.replaceAll(/\W/g, '')}@acme.example`
  await acme.join(email)
  lou = await browsers.signIn(server.origin, email)
  lou.forgive(/status of 40[13]/)
  await lou.goTo('Profile')
  await lou.button('Enrol Acme').click()
  const dialog = lou.dialog('Enrol in account recovery of Acme')
  await dialog.getByTestId('client-fingerprint').filter({ hasText: '-' }).waitFor()
  await dialog.getByLabel('Master password', { exact: true }).fill(password)
  await dialog.getByRole('button', { name: 'Enrol' }).click()
  await dialog.waitFor({ state: 'detached' })
}, 60_000)

async function begins(): Promise<Locator> {
  await lou.button('Rotate keys').click()
  const dialog = lou.dialog('Rotate your keys')
  await dialog.getByLabel('Master password', { exact: true }).fill(password)
  return dialog
}

async function confirms(dialog: Locator): Promise<void> {
  await dialog.getByTestId('client-fingerprint').filter({ hasText: '-' }).waitFor()
  await dialog.getByLabel('Seal my new key for Acme').check()
}

const rotates = (dialog: Locator) => dialog.getByRole('button', { name: 'Rotate keys' }).click()

it('who rotates is told another public key of the client: the rotation cannot begin', async () => {
  server.lie('ClientPair', answer => ({ data: { client: { ...answer.data.client, publicKey: made.publicKey } } }))
  const dialog = await begins()
  await dialog.getByText('it was replaced').waitFor()
  expect(await dialog.getByRole('button', { name: 'Rotate keys' }).isDisabled()).toBe(true)
  expect(server.about('RotateKeys')).toEqual([])
}, 60_000)

it('who rotates, and is told another pair only after the phrase was shown, hands over nothing', async () => {
  const dialog = await begins()
  await confirms(dialog)
  const { publicKey, wrappedPrivateKey } = made
  server.lie('ClientPair', answer => ({ data: { client: { ...answer.data.client, publicKey, wrappedPrivateKey } } }))
  await rotates(dialog)
  await dialog.getByText('it was replaced').waitFor()
  expect(server.about('RotateKeys')).toEqual([])
}, 60_000)

it('nothing is sealed for a client that was not confirmed', async () => {
  const dialog = await begins()
  await dialog.getByTestId('client-fingerprint').filter({ hasText: '-' }).waitFor()
  expect(await dialog.getByRole('button', { name: 'Rotate keys' }).isDisabled()).toBe(true)
}, 60_000)

it('a note that this browser has used and the server leaves out stops the rotation', async () => {
  server.lie('PinnedKeys', (answer) => {
    answer.data.viewer.pinnedKeys = []
    return answer
  })
  const dialog = await begins()
  await confirms(dialog)
  await rotates(dialog)
  await dialog.getByText('The server withholds a key that you hold').waitFor()
  expect(server.about('RotateKeys')).toEqual([])
}, 60_000)

it('the notes that the server hands over never end', async () => {
  server.lie('PinnedKeys', (answer) => {
    answer.data.viewer.pinnedKeys = Array.from({ length: 1_000 }, () => ({ __typename: 'PinnedKey', of: randomUUID(), pin: '2.AAAA' }))
    return answer
  })
  const dialog = await begins()
  await confirms(dialog)
  await rotates(dialog)
  await dialog.getByText('Something failed on our side').waitFor()
  expect(server.about('RotateKeys')).toEqual([])
}, 60_000)

it('a note that is handed over as that of something else stops the rotation', async () => {
  server.lie('PinnedKeys', (answer) => {
    const [note] = answer.data.viewer.pinnedKeys
    if (note)
      answer.data.viewer.pinnedKeys.push({ ...note, of: randomUUID() })
    return answer
  })
  const dialog = await begins()
  await confirms(dialog)
  await rotates(dialog)
  await dialog.getByText('The key that the server handed over is not the one that you hold').waitFor()
  expect(server.about('RotateKeys')).toEqual([])
}, 60_000)

it('the old keys that the server answers after a rotation are refused, in this browser and in one that was signed in before', async () => {
  const elsewhere = await browsers.signIn(server.origin, email)
  elsewhere.forgive(/status of 40[013]/)
  const { viewer: { keys: old } } = await (await world.signIn(email)).do('{ viewer { keys { wrappedUserKey wrappedPrivateKey } } }')
  const dialog = await begins()
  await confirms(dialog)
  await rotates(dialog)
  await lou.text('Your keys are rotated').waitFor()
  expect(server.about('RotateKeys')).toHaveLength(1)

  await elsewhere.heading('Sign in').waitFor()
  await elsewhere.signIn(email)
  await elsewhere.signOut()
  await elsewhere.heading('Sign in').waitFor()
  server.lie('/auth/sign-in', answer => ({ ...answer, keys: { ...answer.keys, ...old } }))
  for (const visitor of [lou, elsewhere]) {
    await visitor.field('E-mail address').fill(email)
    await visitor.field('Master password').fill(password)
    await visitor.button('Sign in').click()
    await visitor.text('The server answered keys that are not yours').waitFor()
    expect(await visitor.button('Your account').count()).toBe(0)
  }
  expect(server.about('PinKey')).toHaveLength(1)
}, 90_000)
