import { randomUUID } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { bindKey } from '@wardroom/schema/sealing/pin'
import { wrapKey } from '@wardroom/schema/sealing/rsa'
import { importKey, makeKey } from '@wardroom/schema/sealing/symmetric-key'
import { useBrowsers } from '../testkit/browser.js'
import type { Visitor } from '../testkit/visitor.js'
import { useWorld } from '../testkit/use-world.js'
import { useLyingServer } from './lying-server.js'

/**
 * A server that calls what this browser knows by another name, or by the name of something else, so that it looks as if used for the
 * first time. Nothing may be sealed for anybody then.
 */
const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const server = await useLyingServer(world)
const acme = await provider.createClient('Acme')
await world.accept(acme.ownerEmail)
/** Has made a client in this browser, so she knows the provider key and that client's. */
let ada: Visitor
let made: string

const replaced = 'The key that the server handed over is not the one that you hold'
const withheld = 'The server withholds a key that you hold'

beforeEach(async () => {
  ada = await browsers.signIn(server.origin, provider.admin.email)
  made = `Made ${randomUUID().slice(0, 8)}`
  await createsClient(made)
  await ada.dialog('Create client').waitFor({ state: 'detached' })
  await world.accept(ownerOf(made))
}, 60_000)

const ownerOf = (name: string) => `owner@${name.toLowerCase().replace(' ', '-')}.example`

async function createsClient(name: string, by = ada): Promise<void> {
  await by.goTo('Clients')
  await by.button('Create client').click()
  const dialog = by.dialog('Create client')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('Owner\'s e-mail address').fill(ownerOf(name))
  await dialog.getByRole('button', { name: 'Create client' }).click()
}

async function unlocks(): Promise<void> {
  const dialog = ada.dialog('Unlock your keys')
  await dialog.getByLabel('Master password').fill(provider.admin.password)
  await dialog.getByRole('button', { name: 'Unlock' }).click()
}

async function confirmsOwnerOf(name: string, email: string): Promise<void> {
  await ada.goTo('Clients')
  await ada.page.getByRole('link', { name, exact: true }).click()
  await ada.page.getByRole('link', { name: /^Users/ }).click()
  await ada.choose(`Actions for ${email}`, 'Confirm')
  await ada.button('The phrase matches: confirm').click()
}

function idOf(name: string): Promise<string> {
  return provider.admin.do('query ($name: String!) { clients(filter: { name: { eq: $name } }) { edges { node { id } } } }', { name })
    .then(({ clients }) => clients.edges[0]!.node.id)
}

function noPin<Answer extends { data: { viewer: { pinnedKey: string | null } } }>(answer: Answer): Answer {
  answer.data.viewer.pinnedKey = null
  return answer
}

it('the provider under another id is not a provider whose key is used for the first time', async () => {
  const [created] = server.about('CreateClient').slice(-1)
  const other = randomUUID()
  const evil = await wrapKey(makeKey(), provider.admin.keys.publicKey)
  server.hearsAs = question => question.replaceAll(other, provider.id)
  server.saysAs = answer => answer.replaceAll(provider.id, other)
  server.lie('OwnProviderKey', (answer) => {
    answer.data.viewer.providerMemberships[0].key = evil
    return noPin(answer)
  })
  await ada.open('/')
  await createsClient('Stolen')
  await unlocks()
  await ada.text('In this browser you have worked for another provider').waitFor()
  expect(server.about('CreateClient').at(-1)).toEqual(created)
}, 60_000)

it('a client under the id of the provider does not have the provider\'s key', async () => {
  const { viewer } = await provider.admin.do(
    'query ($of: ID!) { viewer { pinnedKey(of: $of) providerMemberships { key } } }',
    { of: provider.id },
  )
  const asked = /"operationName":"(?:Client\w*|OwnClientKey)"/
  server.hearsAs = question => asked.test(question) ? question.replaceAll(provider.id, acme.id) : question
  server.saysAs = answer => answer.replaceAll(acme.id, provider.id)
  server.lie('OwnClientKey', () => ({ data: {
    client: { __typename: 'Client', id: provider.id, providerKey: null, keyBinding: null, provider: null },
    viewer: {
      __typename: 'Viewer',
      pinnedKey: viewer.pinnedKey,
      clientMemberships: [
        {
          __typename: 'User',
          id: randomUUID(),
          key: viewer.providerMemberships[0]!.key,
          client: { __typename: 'Client', id: provider.id },
        },
      ],
    },
  } }))
  await ada.open('/')
  await confirmsOwnerOf('Acme', acme.ownerEmail)
  await unlocks()
  expect(await ada.job('Confirm 1 person')).toEqual([expect.stringMatching(new RegExp(`${replaced}|${withheld}`))])
  expect(server.about('ConfirmUsers')).toEqual([])
}, 60_000)

it('a client that was made here does not get another key by leaving out the way through the provider key', async () => {
  const evil = makeKey()
  const own = await wrapKey(evil, provider.admin.keys.publicKey)
  server.lie('OwnClientKey', async (_, { variables: { id } }) => ({ data: {
    client: { __typename: 'Client', id, providerKey: null, keyBinding: await bindKey(id, await importKey(evil)), provider: null },
    viewer: {
      __typename: 'Viewer',
      pinnedKey: null,
      clientMemberships: [{ __typename: 'User', id: randomUUID(), key: own, client: { __typename: 'Client', id } }],
    },
  } }))
  await confirmsOwnerOf(made, ownerOf(made))
  expect(await ada.job('Confirm 1 person')).toEqual([expect.stringContaining(withheld)])
  expect(server.about('ConfirmUsers')).toEqual([])
}, 60_000)

it('a client that was made here is not one of before, whose key could still be bound', async () => {
  const stolen = await provider.admin.do('query ($id: ID!) { client(id: $id) { providerKey } }', { id: acme.id })
  server.lie('OwnClientKey', (answer) => {
    Object.assign(answer.data.client, { providerKey: stolen.client.providerKey, keyBinding: null })
    return noPin(answer)
  })
  server.lie('ClientHead', (answer) => {
    answer.data.client.viewerCanBindKey = true
    return answer
  })
  await confirmsOwnerOf(made, ownerOf(made))
  expect(await ada.job('Confirm 1 person')).toEqual([expect.stringContaining(withheld)])
  await ada.button('Dismiss').click()
  await ada.choose('Actions for this client', 'Bind the key…')
  await ada.dialog(`Bind the key of ${made} to it?`).getByRole('button', { name: /^Bind/ }).click()
  await ada.text(withheld).waitFor()
  expect([server.about('ConfirmUsers'), server.about('BindClientKey')]).toEqual([[], []])
}, 60_000)

it('a note that another browser was brought to make for a made-up key is not believed where the true one is known', async () => {
  const evil = await wrapKey(makeKey(), provider.admin.keys.publicKey)
  let note: string | null = null
  server.lie('OwnProviderKey', (answer) => {
    answer.data.viewer.pinnedKey = note
    answer.data.viewer.providerMemberships[0].key = evil
    return answer
  })
  server.lie('PinKey', (_, { variables }) => {
    note = variables.pin
    return { data: { pinKey: note } }
  })
  const elsewhere = await browsers.signIn(server.origin, provider.admin.email)
  await createsClient('Gale', elsewhere)
  await elsewhere.dialog('Create client').waitFor({ state: 'detached' })
  expect(note).not.toBeNull()
  const before = server.about('CreateClient').length
  await createsClient('Hazel')
  await ada.text(replaced).waitFor()
  expect(server.about('CreateClient')).toHaveLength(before)
}, 60_000)

it('what an open page has seen is overruled by what another tab was brought to note after the storage was emptied', async () => {
  await ada.page.evaluate(() => localStorage.clear()) // as `Clear-Site-Data` does
  const evil = await wrapKey(makeKey(), provider.admin.keys.publicKey)
  let note: string | null = null
  server.lie('OwnProviderKey', (answer) => {
    answer.data.viewer.pinnedKey = note
    answer.data.viewer.providerMemberships[0].key = evil
    return answer
  })
  server.lie('PinKey', (_, { variables }) => {
    note = variables.pin
    return { data: { pinKey: note } }
  })
  const beside = await browsers.openTab(ada, '/sign-in')
  await beside.signIn(provider.admin.email)
  await createsClient('Iris', beside)
  await beside.dialog('Create client').waitFor({ state: 'detached' })
  const before = server.about('CreateClient').length
  await ada.page.bringToFront()
  await createsClient('Juniper')
  await ada.text(replaced).waitFor()
  expect(server.about('CreateClient')).toHaveLength(before)
}, 60_000)

it('who creates a client is led to another one, whose id the server answers', async () => {
  server.lie('CreateClient', (answer) => {
    answer.data.createClient.id = acme.id
    return answer
  })
  await createsClient('Larch')
  await ada.heading('Larch').waitFor()
  expect(ada.page.url()).toContain(`/clients/${server.about('CreateClient').at(-1)!.variables.input.id}`)
}, 60_000)

it('and when it tells the truth again, work goes on', async () => {
  await confirmsOwnerOf(made, ownerOf(made))
  expect(await ada.job('Confirm 1 person')).toEqual([`${ownerOf(made)}: Done`])
  expect(await idOf(made)).toMatch(/^[\da-f-]{36}$/)
}, 60_000)
