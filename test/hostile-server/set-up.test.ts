import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { importPublicKey, wrapKey } from '@wardroom/schema/sealing/rsa'
import { makeKey } from '@wardroom/schema/sealing/symmetric-key'
import { useBrowsers } from '../testkit/browser.js'
import type { Visitor } from '../testkit/visitor.js'
import { useWorld } from '../testkit/use-world.js'
import type { LyingServer } from './lying-server.js'
import { useLyingServer } from './lying-server.js'

/** A server that says that a set-up failed, forgets the note of the provider key, and hands its maker another one in the same browser. */
const browsers = useBrowsers()
const world = await useWorld()
const server = await useLyingServer(world)
const another = await useLyingServer(await useWorld())
const password = 'a tiger walks into a bar'
const email = 'ada@northwind.example'

async function setsUp(at: LyingServer, prepare?: (page: Page) => Promise<unknown>): Promise<Visitor> {
  const ada = await browsers.visit(at.origin)
  await prepare?.(ada.page)
  ada.forgive(/status of (?:401|409|503)/)
  await ada.open(`/#${await world.setupCode()}`)
  await ada.button('Set up your provider').click()
  await ada.field('Name of the provider').fill('Northwind')
  await ada.field('Name').fill('Ada Admin')
  await ada.field('E-mail address').fill(email)
  await ada.field('Master password').fill(password)
  await ada.field('Repeat master password').fill(password)
  await ada.button('Set up and sign in').click()
  return ada
}

async function createsClient(ada: Visitor): Promise<void> {
  await ada.button('Create the first client').click()
  const create = ada.dialog('Create client')
  await create.getByLabel('Name').fill('Acme')
  await create.getByLabel('Owner\'s e-mail address').fill('olga@acme.example')
  await create.getByRole('button', { name: 'Create client' }).click()
}

const refusing = (code: string) => () => ({ errors: [{ message: 'refused', extensions: { code } }] })

it('who made the provider key is handed another, after a set-up that the server called failed', async () => {
  server.lie('SetupProvider', refusing('UNAVAILABLE'))
  const ada = await setsUp(server)
  await ada.text('The database cannot be reached').waitFor()
  server.tellTheTruth()
  await ada.button('Set up and sign in').click()
  await ada.text('This installation is already set up; sign in instead.').waitFor()
  await ada.button('Sign in').click()
  await ada.heading('Sign in').waitFor()
  await ada.signIn(email, password)

  const { registration: { publicKey } } = server.about('SetupProvider')[0]!.variables.input
  const evil = await wrapKey(makeKey(), await importPublicKey(publicKey))
  server.lie('OwnProviderKey', (answer) => {
    answer.data.viewer.providerMemberships[0].key = evil
    answer.data.viewer.pinnedKey = null
    return answer
  })
  server.lie('PinKey', (_, { variables }) => ({ data: { pinKey: variables.pin } }))
  await createsClient(ada)
  await ada.text('The server withholds a key that you hold').waitFor()
  expect(server.about('CreateClient')).toEqual([])

  server.tellTheTruth()
  await ada.dialog('Create client').getByRole('button', { name: 'Create client' }).click()
  await ada.heading('Acme').waitFor()
  expect(server.about('PinKey')).toEqual([])
}, 90_000)

it('who has set up and is then refused at the sign-in reads that nothing was changed, and sets up once more', async () => {
  let refused = true
  another.lie('PinKey', refusing('UNAVAILABLE'))
  const ada = await setsUp(another, page => page.route('**/auth/sign-in', route =>
    refused ? route.fulfill({ status: 503, json: { error: { code: 'UNAVAILABLE', message: 'UNAVAILABLE' } } }) : route.fallback()))
  await ada.text('Your provider is set up.').waitFor()
  expect(await ada.button('Set up and sign in').count()).toBe(0)
  refused = false
  await ada.button('Sign in').click()
  await ada.heading('Sign in').waitFor()
  await ada.signIn(email, password)
  expect(another.about('SetupProvider')).toHaveLength(1)
  await createsClient(ada)
  await ada.heading('Acme').waitFor()
}, 90_000)
