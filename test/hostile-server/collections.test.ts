import { randomUUID } from 'node:crypto'
import { sealCollectionName } from '@wardroom/schema/sealing/collection'
import { openSharedKey } from '@wardroom/schema/sealing/provider'
import { importKey, makeKey } from '@wardroom/schema/sealing/symmetric-key'
import { beforeEach, expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import type { Visitor } from '../testkit/visitor.js'
import { useWorld } from '../testkit/use-world.js'
import type { ClientOf } from '../testkit/world.js'
import { useLyingServer } from './lying-server.js'

/** A server that exchanges the names of collections, so that secrets are put where others read them. */
const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const server = await useLyingServer(world)
const [acme, birch] = [await provider.createClient('Acme'), await provider.createClient('Birch')]
const [board, interns] = [await made(acme, 'Board'), await made(acme, 'Interns')]
const elsewhere = await made(birch, 'Vendors')
let ada: Visitor

beforeEach(async () => {
  ada = await browsers.signIn(server.origin, provider.admin.email)
}, 60_000)

async function made(client: ClientOf, name: string) {
  const { wrapped, holder } = await provider.clientKey(client.id)
  const id = randomUUID()
  const sealed = await sealCollectionName({ clientId: client.id, id }, name, await openSharedKey(wrapped, holder))
  const { id: userId } = await client.user(client.ownerEmail)
  await provider.admin.do(
    'mutation ($input: CreateCollectionInput!) { createCollection(input: $input) { id } }',
    { input: { clientId: client.id, id, ...sealed, grantUsers: [{ userId, access: 'MANAGE' }] } },
  )
  return { id, ...sealed }
}

interface Answer { data: { client: { collections: { edges: Array<{ node: { id: string, name: string, binding: string } }> } } } }

function shows(id: string, change: { name?: string, binding?: string }): void {
  server.lie('ClientCollections', (answer: Answer) => {
    Object.assign(answer.data.client.collections.edges.find(({ node }) => node.id === id)!.node, change)
    return answer
  })
}

async function looks(): Promise<string> {
  await ada.goTo('Clients')
  await ada.page.getByRole('link', { name: 'Acme', exact: true }).click()
  await ada.page.getByRole('link', { name: /^Collections/ }).click()
  await ada.page.getByRole('table').waitFor()
  await ada.row('Board').or(ada.row('Unreadable name')).first().waitFor()
  return ada.page.getByRole('table').innerText()
}

it('the truth is shown', async () => {
  const table = await looks()
  expect([table.includes('Board'), table.includes('Interns'), table.includes('Unreadable')]).toEqual([true, true, false])
})

it.each([
  ['the name of another collection', () => shows(board.id, { name: interns.name })],
  ['name and binding of another collection', () => shows(board.id, { name: interns.name, binding: interns.binding })],
  ['name and binding of another client\'s collection', () => shows(board.id, { name: elsewhere.name, binding: elsewhere.binding })],
  ['a name that the server sealed under a key of its own', async () => {
    shows(board.id, await sealCollectionName({ clientId: acme.id, id: board.id }, 'Interns', await importKey(makeKey())))
  }],
] as Array<[string, () => Promise<void> | void]>)('%s is not shown as the collection\'s, and it is said', async (_, lie) => {
  await lie()
  const table = await looks()
  expect([table.includes('Unreadable name'), table.includes('Board'), table.match(/Interns/g)?.length, table.includes('Vendors')])
    .toEqual([true, false, 1, false])
  await ada.text('1 name does not open, or belongs to another collection').waitFor()
})
