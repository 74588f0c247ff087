import { beforeEach, expect, it } from 'vitest'
import { wrapKey } from '@wardroom/schema/sealing/rsa'
import { makeKey } from '@wardroom/schema/sealing/symmetric-key'
import { useBrowsers } from '../testkit/browser.js'
import type { Visitor } from '../testkit/visitor.js'
import { useWorld } from '../testkit/use-world.js'
import type { ClientOf } from '../testkit/world.js'
import { useLyingServer } from './lying-server.js'

/**
 * A server that hands over other keys than those of the provider and its clients (BW05, BW08, BW09).
 * Nothing may be sealed for anybody then.
 */
const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const server = await useLyingServer(world)
const acme = await provider.createClient('Acme')
const birch = await provider.createClient('Birch')
for (const { ownerEmail } of [acme, birch])
  await world.accept(ownerEmail)
let ada: Visitor

const replaced = 'The key that the server handed over is not the one that you hold'
const withheld = 'The server withholds a key that you hold'

beforeEach(async () => {
  ada = await browsers.signIn(server.origin, provider.admin.email)
}, 60_000)

/** A key that the server knows, wrapped to Ada, as anybody can. */
function madeUp(): Promise<string> {
  return wrapKey(makeKey(), provider.admin.keys.publicKey)
}

async function createsClient(name: string): Promise<void> {
  await ada.goTo('Clients')
  await ada.button('Create client').click()
  const dialog = ada.dialog('Create client')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('Owner\'s e-mail address').fill('owner@new.example')
  await dialog.getByRole('button', { name: 'Create client' }).click()
}

async function createsAnother(name: string): Promise<void> {
  await createsClient(name)
  await ada.dialog('Create client').waitFor({ state: 'detached' })
  server.tellTheTruth()
}

async function closesDialog(): Promise<void> {
  await ada.page.keyboard.press('Escape')
  await ada.button('Discard').click()
}

/** What the row of the job says, when Ada confirms the owner who waits at a client. */
async function confirmsOwnerOf(client: ClientOf): Promise<string[]> {
  await ada.goTo('Clients')
  await ada.page.getByRole('link', { name: client.name, exact: true }).click()
  await ada.page.getByRole('link', { name: /^Users/ }).click()
  await ada.choose(`Actions for ${client.ownerEmail}`, 'Confirm')
  await ada.button('The phrase matches: confirm').click()
  return ada.job('Confirm 1 person')
}

it('a client\'s key is answered as that of another client, before it was ever used (BW05)', async () => {
  const stolen = await provider.admin.do('query ($id: ID!) { client(id: $id) { providerKey keyBinding } }', { id: acme.id })
  for (const members of [['providerKey'], ['providerKey', 'keyBinding']] as const) {
    server.lie('OwnClientKey', (answer, { variables }) => {
      for (const member of members)
        answer.data.client[member] = variables.id === birch.id ? stolen.client[member] : answer.data.client[member]
      return answer
    })
    expect(await confirmsOwnerOf(birch)).toEqual([expect.stringContaining(replaced)])
  }
  server.lie('OwnClientKey', (answer) => {
    answer.data.client.keyBinding = null
    return answer
  })
  expect(await confirmsOwnerOf(birch)).toEqual([expect.stringContaining('The key of this client is not bound to it')])
  expect(server.about('ConfirmUsers')).toEqual([])
}, 60_000)

it('the provider key is one that the server made up, after it was used (BW08, BW09)', async () => {
  await createsAnother('First')
  const evil = await madeUp()
  server.lie('OwnProviderKey', (answer) => {
    answer.data.viewer.providerMemberships[0].key = evil
    return answer
  })
  await createsClient('Second')
  await ada.text(replaced).waitFor()
  await closesDialog()
  expect(await confirmsOwnerOf(acme)).toEqual([expect.stringContaining(replaced)])
  expect([server.about('CreateClient'), server.about('ConfirmUsers')]).toEqual([[], []])
}, 60_000)

it('one\'s own note of a key is withheld, or that of another key answered in its place', async () => {
  await createsAnother('Another')
  const evil = await madeUp()
  server.lie('OwnProviderKey', (answer) => {
    answer.data.viewer.pinnedKey = null
    answer.data.viewer.providerMemberships[0].key = evil
    return answer
  })
  await createsClient('Second')
  await ada.text(withheld).waitFor()
  await closesDialog()

  const { viewer: { pinnedKey: noteOfFirst } } = await provider.admin.do(
    'query ($of: ID!) { viewer { pinnedKey(of: $of) } }',
    { of: await idOf('First') },
  )
  server.lie('OwnProviderKey', (answer) => {
    answer.data.viewer.pinnedKey = noteOfFirst
    return answer
  })
  await createsClient('Second')
  await ada.text(replaced).waitFor()
  await closesDialog()
  expect(server.about('CreateClient')).toEqual([])
}, 60_000)

it('a member\'s own copy is withheld, so that only the replaced one is left to compare (BW09)', async () => {
  const evil = await madeUp()
  server.lie('OwnProviderKey', (answer) => {
    answer.data.viewer.providerMemberships[0].key = null
    return answer
  })
  await createsClient('Second')
  await ada.text(withheld).waitFor()
  await closesDialog()
  server.lie('OwnClientKey', (answer, { variables }) => {
    answer.data.viewer.clientMemberships = [
      { __typename: 'User', id: variables.id, key: evil, client: { __typename: 'Client', id: variables.id } },
    ]
    return answer
  })
  server.lie('OwnProviderKey', answer => answer)
  expect(await confirmsOwnerOf(acme)).toEqual([expect.stringContaining(replaced)])
  expect([server.about('CreateClient'), server.about('ConfirmUsers')]).toEqual([[], []])
}, 60_000)

it('no note at all is answered to the first use of a key, which then is another one for good', async () => {
  const dora = await provider.hire('dora@northwind.example', 'PROVIDER_ADMIN')
  ada = await browsers.signIn(server.origin, dora.email)
  server.lie('PinKey', () => ({ data: { pinKey: null } }))
  await createsClient('Third')
  await ada.text(withheld).waitFor()
  expect(server.about('CreateClient')).toEqual([])
  await closesDialog()
  server.tellTheTruth()
  await createsAnother('Third')
}, 60_000)

it('refused work that is tried again after the keys were locked cannot reach the server, and never asks for the password', async () => {
  server.lie('OwnClientKey', (answer) => {
    answer.data.client.keyBinding = null
    return answer
  })
  expect(await confirmsOwnerOf(acme)).toEqual([expect.stringContaining('The key of this client is not bound to it')])
  server.tellTheTruth()
  await ada.choose('Your account', 'Lock the keys')
  await ada.page.getByRole('button', { name: /^Retry failed/ }).click()
  await ada.dialog('Unlock your keys').getByRole('button', { name: 'Cancel' }).click()
  await ada.text('The keys are locked; unlock them with your master password.').waitFor()
  expect(server.about('ConfirmUsers')).toEqual([])
}, 60_000)

it('and when it tells the truth again, work goes on with the very keys of before', async () => {
  expect(await confirmsOwnerOf(acme)).toEqual([`${acme.ownerEmail}: Done`])
  expect(await confirmsOwnerOf(birch)).toEqual([`${birch.ownerEmail}: Done`])
}, 60_000)

async function idOf(name: string): Promise<string> {
  const { clients } = await provider.admin.do('query ($name: String!) { clients(filter: { name: { eq: $name } }) { edges { node { id } } } }', { name })
  return clients.edges[0]!.node.id
}
