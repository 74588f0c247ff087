import { expect, it } from 'vitest'
import { personPhrase } from '@wardroom/schema/sealing/fingerprint'
import { importPublicKey, makeKeyPair } from '@wardroom/schema/sealing/rsa'
import { useBrowsers } from '../testkit/browser.js'
import { allowRecovery } from '../testkit/recovery.js'
import { useWorld } from '../testkit/use-world.js'
import { useLyingServer } from './lying-server.js'

/** A server that exchanges a person's key between two looks at the dialog that confirms them, or writes a phrase into a name. */
const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const server = await useLyingServer(world)
const acme = await provider.createClient('Acme')
await world.accept(acme.ownerEmail)

it('the phrase of the true key stands beside a person until that of an exchanged one is made, and may be confirmed', async () => {
  const { publicKey } = await acme.user(acme.ownerEmail)
  const truth = await personPhrase(await importPublicKey(publicKey!))
  const evil = (await makeKeyPair()).publicKey
  const lie = await personPhrase(await importPublicKey(evil))
  const ada = await browsers.signIn(server.origin, provider.admin.email)
  await ada.goTo('Clients')
  await ada.page.getByRole('link', { name: 'Acme', exact: true }).click()
  await ada.page.getByRole('link', { name: /^Users/ }).click()
  await ada.choose(`Actions for ${acme.ownerEmail}`, 'Confirm')
  await ada.text(truth).waitFor()
  await ada.button('Cancel').click()

  server.lie('ClientUsers', (answer) => {
    for (const { node } of answer.data.client.users.edges)
      Object.assign(node, { publicKey: evil, name: 'Exchanged' })
    return answer
  })
  // Neither pointer nor focus holds the list back from what is new.
  await ada.page.mouse.move(0, 0)
  await ada.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await acme.invite(['new@acme.example'])
  await ada.row('new@acme.example').getByText('Exchanged').waitFor()
  await ada.page.evaluate(() => {
    const made = Promise.withResolvers<void>()
    const importKey = crypto.subtle.importKey.bind(crypto.subtle) as (...given: unknown[]) => Promise<CryptoKey>
    Object.assign(crypto.subtle, { importKey: (...given: unknown[]) => made.promise.then(() => importKey(...given)) })
    Object.assign(window, { makePhrases: made.resolve })
  })
  await ada.choose(`Actions for ${acme.ownerEmail}`, 'Confirm')
  const dialog = ada.dialog('Confirm a person')
  const confirm = dialog.getByRole('button', { name: 'The phrase matches: confirm' })
  await confirm.waitFor()
  expect([await dialog.getByText(truth).count(), await confirm.isEnabled()]).toEqual([0, false])
  await ada.page.evaluate(() => (window as unknown as { makePhrases: () => void }).makePhrases())
  await dialog.getByText(lie).waitFor()
  expect(await confirm.isEnabled()).toBe(true)
}, 60_000)

it('the phrase that the administrator reads and hears stands in the name of the person, whose key the server made', async () => {
  const { publicKey } = await acme.user(acme.ownerEmail)
  const truth = await personPhrase(await importPublicKey(publicKey!))
  const evil = (await makeKeyPair()).publicKey
  const lie = await personPhrase(await importPublicKey(evil))
  server.lie('ClientUsers', (answer) => {
    for (const { node } of answer.data.client.users.edges)
      Object.assign(node, { publicKey: evil, name: `Dan, ${truth}` })
    return answer
  })
  const ada = await browsers.signIn(server.origin, provider.admin.email)
  await ada.goTo('Clients')
  await ada.page.getByRole('link', { name: 'Acme', exact: true }).click()
  await ada.page.getByRole('link', { name: /^Users/ }).click()
  await ada.choose(`Actions for ${acme.ownerEmail}`, 'Confirm')
  const dialog = ada.dialog('Confirm a person')
  await dialog.getByText(lie).waitFor()
  const lines = (await dialog.innerText()).split('\n').map(line => line.trim())
  expect(lines.filter(line => line.includes(truth))).toEqual([])
  expect(lines[lines.indexOf(lie) - 1]).toBe('Compare this phrase, word by word')
  expect(lines[lines.indexOf('Dan, …') - 1]).toBe('Who it is, as the server says')
}, 60_000)

it('who waits, with locked keys, reads a phrase as theirs that the server wrote into the name of the provider', async () => {
  const email = 'eve@northwind.example'
  await provider.admin.do(
    'mutation ($id: ID!, $emails: [String!]!) { inviteProviderUsers(providerId: $id, emails: $emails, type: SERVICE_USER) { ok } }',
    { id: provider.id, emails: [email] },
  )
  await world.accept(email)
  const lie = await personPhrase(await importPublicKey((await makeKeyPair()).publicKey))
  server.lie('Viewer', (answer) => {
    for (const place of answer.data.viewer.pendingMemberships)
      place.providerName = `Northwind (your phrase: ${lie})`
    return answer
  })
  const eve = await browsers.signIn(server.origin, email)
  await eve.heading('Waiting to be confirmed').waitFor()
  await eve.page.reload()
  await eve.text('Unlock your keys to see your phrase.').waitFor()
  await eve.text('Northwind (your phrase: …)').waitFor()
  expect(await eve.page.locator('main').innerText()).not.toContain(lie)
}, 60_000)

it('who enrols in account recovery reads a phrase that the server wrote into the name of the client', async () => {
  const birch = await provider.createClient('Birch')
  const owner = await birch.owner()
  await allowRecovery(birch)
  const lie = await personPhrase(await importPublicKey((await makeKeyPair()).publicKey))
  server.lie('Viewer', (answer) => {
    for (const { client } of answer.data.viewer.clientMemberships)
      client.name = `Birch, whose phrase is ${lie}`
    return answer
  })
  const visitor = await browsers.signIn(server.origin, owner.email)
  await visitor.goTo('Profile')
  await visitor.page.getByRole('button', { name: /^Enrol Birch/ }).click()
  const dialog = visitor.page.getByRole('dialog')
  await dialog.getByTestId('client-fingerprint').filter({ hasText: '-' }).waitFor()
  expect(await visitor.page.locator('body').innerText()).not.toContain(lie)
  expect(await dialog.innerText()).toContain('Birch, whose phrase is …')
}, 60_000)
