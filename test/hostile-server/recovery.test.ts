import { randomUUID } from 'node:crypto'
import { sealBytes } from '@wardroom/schema/sealing/encstring'
import { makeClientKeys, openSharedKey } from '@wardroom/schema/sealing/provider'
import { importPublicKey, makeKeyPair, wrapKey } from '@wardroom/schema/sealing/rsa'
import { importKey, makeKey } from '@wardroom/schema/sealing/symmetric-key'
import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { allowRecovery, enrol } from '../testkit/recovery.js'
import { useWorld } from '../testkit/use-world.js'
import { useLyingServer } from './lying-server.js'

/** A server, or a line, that wants the user key of whoever enrols in account recovery, or somebody locked out by a reset. */
const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const acme = await provider.createClient('Acme')
await acme.owner()
await allowRecovery(acme)
const server = await useLyingServer(world)
const password = 'correct horse battery staple'
/** Keys of the server's own making, in the place of the client's. */
const made = await makeClientKeys(randomUUID(), await importKey(makeKey()))

it.each<[name: string, lie: object]>([
  ['another public key', { publicKey: made.publicKey }],
  ['another pair', { publicKey: made.publicKey, wrappedPrivateKey: made.wrappedPrivateKey }],
])('who enrols is told %s of the client, and hands over nothing', async (name, lie) => {
  const lou = await acme.join(`${name.replaceAll(' ', '-')}@acme.example`)
  server.lie('ClientPair', answer => ({ data: { client: { ...answer.data.client, ...lie } } }))
  const visitor = await browsers.signIn(server.origin, lou.email)
  await visitor.goTo('Profile')
  await visitor.button('Enrol Acme').click()
  const dialog = visitor.dialog('Enrol in account recovery of Acme')
  await dialog.getByText('it was replaced').waitFor()
  await dialog.getByLabel('Master password', { exact: true }).fill(password)
  expect(await dialog.getByRole('button', { name: 'Enrol' }).isDisabled()).toBe(true)
  expect(server.about('EnrolInRecovery')).toEqual([])
}, 60_000)

it('who enrols, and is told another key only after the phrase was shown, hands over nothing', async () => {
  const late = await acme.join('late@acme.example')
  const visitor = await browsers.signIn(server.origin, late.email)
  await visitor.goTo('Profile')
  await visitor.button('Enrol Acme').click()
  const dialog = visitor.dialog('Enrol in account recovery of Acme')
  await dialog.getByTestId('client-fingerprint').filter({ hasText: '-' }).waitFor()
  server.lie('ClientPair', answer => ({ data: { client: { ...answer.data.client, publicKey: made.publicKey } } }))
  await dialog.getByLabel('Master password', { exact: true }).fill(password)
  await dialog.getByRole('button', { name: 'Enrol' }).click()
  await dialog.getByText('it was replaced').waitFor()
  expect(server.about('EnrolInRecovery')).toEqual([])
}, 60_000)

it('who enrols has compared the phrase, and then is told another pair, which somebody who holds the client\'s key has made', async () => {
  const last = await acme.join('last@acme.example')
  const { wrapped, holder } = await provider.clientKey(acme.id)
  const { publicKey, privateKey } = await makeKeyPair()
  const wrappedPrivateKey = await sealBytes(privateKey, await openSharedKey(wrapped, holder))
  const visitor = await browsers.signIn(server.origin, last.email)
  await visitor.goTo('Profile')
  await visitor.button('Enrol Acme').click()
  const dialog = visitor.dialog('Enrol in account recovery of Acme')
  await dialog.getByTestId('client-fingerprint').filter({ hasText: '-' }).waitFor()
  server.lie('ClientPair', answer => ({ data: { client: { ...answer.data.client, publicKey, wrappedPrivateKey } } }))
  await dialog.getByLabel('Master password', { exact: true }).fill(password)
  await dialog.getByRole('button', { name: 'Enrol' }).click()
  await dialog.getByText('it was replaced').waitFor()
  expect(server.about('EnrolInRecovery')).toEqual([])
}, 60_000)

it('who resets a password with what the server makes up of the person sets nothing', async () => {
  const eva = await acme.join('eva@acme.example')
  await enrol(eva, acme)
  const { client: { publicKey } } = await eva.do('query ($id: ID!) { client(id: $id) { publicKey } }', { id: acme.id })
  const foreign = await wrapKey(makeKey(), await importPublicKey(publicKey))
  const visitor = await browsers.signIn(server.origin, provider.admin.email)
  await visitor.page.getByRole('link', { name: 'Acme' }).first().click()
  await visitor.page.getByRole('link', { name: /^Users/ }).click()
  const resets = async (lie: object, sentence: string) => {
    server.lie('ReadRecoveryMaterial', answer => ({ data: { readRecoveryMaterial: { ...answer.data.readRecoveryMaterial, ...lie } } }))
    await visitor.choose(`Actions for ${eva.email}`, 'Reset sign-in')
    const dialog = visitor.dialog(`Reset how ${eva.email} signs in`)
    await dialog.getByRole('button', { name: 'Reset' }).click()
    await dialog.getByText(sentence).waitFor()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
  }
  await resets({ recoveryKey: foreign }, 'does not open their keys')
  await resets({ salt: 'somebody@else.example' }, 'a salt that is not that of this address')
  await resets({ kdf: { type: 'PBKDF2', iterations: 5_000, memory: null, parallelism: null } }, 'asks for a weaker key derivation')
  expect(server.about('RecoverUser')).toEqual([])
  expect((await eva.again()).accountId).toBe(eva.accountId)
}, 90_000)

it('who resets a password with what another has enrolled is told whose it is, and sets nothing', async () => {
  const [ann, mallory] = [await acme.join('ann@acme.example'), await acme.join('mallory@acme.example')]
  for (const person of [ann, mallory])
    await enrol(person, acme)
  const { readRecoveryMaterial: hers } = await provider.admin.do(
    'mutation ($id: ID!) { readRecoveryMaterial(userId: $id) { recoveryKey recoveryBinding publicKey wrappedPrivateKey } }',
    { id: ann.userId },
  )
  // Mallory would be told the temporary password, and sign in with Ann's keys.
  server.lie('ReadRecoveryMaterial', answer => ({ data: { readRecoveryMaterial: { ...answer.data.readRecoveryMaterial, ...hers } } }))
  const visitor = await browsers.signIn(server.origin, provider.admin.email)
  await visitor.page.getByRole('link', { name: 'Acme' }).first().click()
  await visitor.page.getByRole('link', { name: /^Users/ }).click()
  await visitor.choose(`Actions for ${mallory.email}`, 'Reset sign-in')
  const dialog = visitor.dialog(`Reset how ${mallory.email} signs in`)
  await dialog.getByRole('button', { name: 'Reset' }).click()
  await dialog.getByText('was enrolled by ann@acme.example').waitFor()
  await dialog.getByLabel('I know that this person changed their address from ann@acme.example to mallory@acme.example').waitFor()
  expect(server.about('RecoverUser')).toEqual([])
}, 60_000)
