import { randomUUID } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { bindKey } from '@wardroom/schema/sealing/pin'
import { wrapKey } from '@wardroom/schema/sealing/rsa'
import { sealBytes } from '@wardroom/schema/sealing/encstring'
import type { KeyBytes } from '@wardroom/schema/sealing/symmetric-key'
import { importKey, makeKey } from '@wardroom/schema/sealing/symmetric-key'
import { useBrowsers } from '../testkit/browser.js'
import type { Visitor } from '../testkit/visitor.js'
import { useWorld } from '../testkit/use-world.js'
import { useLyingServer } from './lying-server.js'

/** A server that shows a client's own people their client under another id, as whose key it can make up what it likes. */
const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const server = await useLyingServer(world)
const password = 'correct horse battery staple'
const acme = await provider.createClient('Acme', { seats: 20 })
const carol = await acme.owner()
const doubt = 'You have never used this key here'
/** At a browser in which she has confirmed somebody, so that it knows her client's key. */
let browser: Visitor
let people = 0

beforeEach(async () => {
  browser = await browsers.signIn(server.origin, carol.email)
  await confirms('Acme', await waits())
  expect(await browser.job('Confirm 1 person')).toEqual([expect.stringContaining('Done')])
  server.tellTheTruth()
}, 60_000)

/** The address of somebody who waits to be confirmed at Acme. */
async function waits(client = acme): Promise<string> {
  const email = `dan${++people}@acme.example`
  await client.invite([email])
  await world.accept(email)
  return email
}

async function confirms(name: string, email: string): Promise<void> {
  await browser.open('/')
  await browser.button('Your account').waitFor()
  const link = browser.page.getByRole('link', { name, exact: true })
  await browser.page.getByRole('link', { name: /^Users/ }).or(link).first().waitFor()
  if (await link.count() > 0)
    await link.first().click()
  await browser.page.getByRole('link', { name: /^Users/ }).click()
  await browser.choose(`Actions for ${email}`, 'Confirm')
  await browser.button('The phrase matches: confirm').click()
  const dialog = browser.dialog('Unlock your keys')
  await dialog.getByLabel('Master password').fill(password)
  await dialog.getByRole('button', { name: 'Unlock' }).click()
}

/** Acme under another id, with what leads to a key that the server made up. */
function isShownAs(other: string, ways: (key: KeyBytes) => Promise<{ client: object, viewer: object }>): void {
  server.hearsAs = question => question.replaceAll(other, acme.id)
  server.saysAs = answer => answer.replaceAll(acme.id, other)
  const evil = makeKey()
  server.lie('OwnClientKey', async () => {
    const { client, viewer } = await ways(evil)
    const keyBinding = await bindKey(other, await importKey(evil))
    return { data: {
      client: { __typename: 'Client', id: other, providerKey: null, keyBinding, provider: null, ...client },
      viewer: { __typename: 'Viewer', pinnedKey: null, clientMemberships: [], ...viewer },
    } }
  })
  server.lie('PinKey', (_, { variables }) => ({ data: { pinKey: variables.pin } }))
}

it('whoever knows their client\'s key in this browser is shown the client under another id, with a key that the server made up', async () => {
  const email = await waits()
  const other = randomUUID()
  isShownAs(other, async key => ({
    client: {},
    viewer: { clientMemberships: [
      { __typename: 'User', id: randomUUID(), key: await wrapKey(key, carol.keys.publicKey), client: { __typename: 'Client', id: other } },
    ] },
  }))
  await confirms('Acme', email)
  await browser.dialog(doubt).getByText(other).waitFor()
  await browser.dialog(doubt).getByRole('button', { name: 'Cancel' }).click()
  expect(await browser.job('Confirm 1 person')).toEqual([expect.stringContaining('have not said that you joined what it is for')])
  expect([server.about('PinKey'), server.about('ConfirmUsers')]).toEqual([[], []])
}, 60_000)

it('and is led to the made-up key by that of a provider that the server made up as well', async () => {
  const email = await waits()
  const [other, providerId] = [randomUUID(), randomUUID()]
  const providerKey = makeKey()
  server.lie('OwnProviderKey', async () => ({ data: { viewer: {
    __typename: 'Viewer',
    pinnedKey: null,
    providerMemberships: [{
      __typename: 'ProviderUser',
      id: randomUUID(),
      key: await wrapKey(providerKey, carol.keys.publicKey),
      provider: { __typename: 'Provider', id: providerId },
    }],
  } } }))
  isShownAs(other, async key => ({
    client: { provider: { __typename: 'Provider', id: providerId }, providerKey: await sealBytes(key, await importKey(providerKey)) },
    viewer: {},
  }))
  await confirms('Acme', email)
  await browser.dialog(doubt).getByRole('button', { name: 'Cancel' }).click()
  await browser.job('Confirm 1 person')
  expect([server.about('PinKey'), server.about('ConfirmUsers')]).toEqual([[], []])
}, 60_000)

it('who belongs to two clients says so once, and works for both', async () => {
  const birch = await provider.createClient('Birch', { seats: 10 })
  await birch.admit(carol, 'OWNER')
  await confirms('Birch', await waits(birch))
  await browser.button('I have joined it: use this key').click()
  expect(await browser.job('Confirm 1 person')).toEqual([expect.stringContaining('Done')])
  await confirms('Birch', await waits(birch))
  expect(await browser.job('Confirm 1 person')).toEqual([expect.stringContaining('Done')])
}, 60_000)
