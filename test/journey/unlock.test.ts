import process from 'node:process'
import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import type { Visitor } from '../testkit/visitor.js'
import { Caller } from '../testkit/person.js'
import { useWorld } from '../testkit/use-world.js'

const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
await provider.createClient('Tools')

it('a reload keeps the session and loses the keys, which are asked for when they are needed', async () => {
  const client = await provider.createClient('Acme')
  await world.accept(client.ownerEmail, 'Olga')
  const ada = await browsers.signIn(world.origin, provider.admin.email)
  await ada.open(`/clients/${client.id}/users`)
  const row = ada.row('Olga')
  const confirm = async (): Promise<void> => {
    await ada.choose('Actions for owner@acme.example', 'Confirm')
    await ada.button('The phrase matches: confirm').click()
    await ada.dialog('Unlock your keys').waitFor()
  }

  await confirm()
  await ada.dialog('Unlock your keys').getByRole('button', { name: 'Cancel' }).click()
  await ada.dialog('Unlock your keys').waitFor({ state: 'detached' })
  expect(await row.getByText('Accepted').count()).toBe(1)

  await confirm()
  await ada.field('Master password').fill('incorrect horse battery')
  await ada.button('Unlock').click()
  await ada.text('This is not your master password; try again.').waitFor()
  await ada.field('Master password').fill('correct horse battery staple')
  await ada.button('Unlock').click()
  expect(await ada.job('Confirm 1 person')).toEqual(['owner@acme.example: Done'])
  await row.getByText('Confirmed').waitFor()

  await client.invite(['uwe@acme.example'])
  await world.accept('uwe@acme.example')
  await ada.row('uwe@acme.example').getByText('Accepted').waitFor()
  await ada.choose('Your account', 'Lock the keys')
  await ada.choose('Actions for uwe@acme.example', 'Confirm')
  await ada.button('The phrase matches: confirm').click()
  await ada.dialog('Unlock your keys').waitFor()
  const stored = JSON.stringify(await ada.page.context().storageState({ indexedDB: true }))
  expect(stored).toContain('__Host-wardroom-refresh')
  expect(stored).not.toMatch(/[02]\.[\w+/]{20,}=*\||PRIVATE|"key"/)
}, 90_000)

it('who signs out everywhere is out in the other browser at once', async () => {
  const [desk, sofa] = await Promise.all([1, 2].map(() => browsers.signIn(world.origin, provider.admin.email))) as [Visitor, Visitor]
  sofa.forgive(/status of 401/)
  desk.forgive(/status of 401/)
  await sofa.goTo('Team')
  await sofa.text('Live').waitFor()
  await desk.goTo('Profile')
  await desk.page.getByRole('table', { name: 'Sessions' }).getByRole('row').nth(2).waitFor()
  await desk.button('Sign out everywhere').click()
  const out = sofa.sighting('Your session has ended.')
  const asked = Date.now()
  await desk.dialog('Sign out everywhere?').getByRole('button', { name: 'Sign out everywhere' }).click()
  const delay = await out - asked
  process.stdout.write(`from the click to the sign-in page of the other browser: ${delay} ms\n`)
  expect(delay).toBeLessThan(4_000)
  await desk.heading('Sign in').waitFor()
  await desk.open('/team')
  await desk.heading('Sign in').waitFor()

  await sofa.signIn(provider.admin.email)
  await sofa.heading('Team').waitFor()
}, 90_000)

it('an API token shows its secret once, works, and works no more when revoked', async () => {
  const ada = await browsers.signIn(world.origin, provider.admin.email)
  await ada.goTo('API tokens')
  await ada.heading('No tokens yet').waitFor()
  await ada.button('Create token').first().click()
  const dialog = ada.dialog('Create token')
  await dialog.getByLabel('Name', { exact: true }).fill('ticket system')
  await dialog.getByRole('button', { name: 'Create token' }).click()
  const secret = await ada.page.getByLabel('Token', { exact: true }).innerText()
  await ada.button('I have copied it').click()
  await ada.row('ticket system').getByText('Active').waitFor()
  await ada.page.reload()
  await ada.row('ticket system').getByText(`${secret.slice(0, 8)}`).waitFor()
  expect(await ada.page.content()).not.toContain(secret)

  const tool = new Caller(world.origin, secret)
  const { clients } = await tool.do('{ clients { edges { node { name } } } }')
  expect(clients.edges.map(({ node }) => node.name)).toContain('Tools')
  expect(await tool.refused('mutation ($id: ID!) { renameClient(id: $id, name: "Mine") { id } }', { id: provider.id }))
    .toMatch(/FORBIDDEN|NOT_FOUND/)

  await ada.choose('Actions for ticket system', 'New secret')
  await ada.dialog('A new secret for ticket system').getByRole('button', { name: 'New secret' }).click()
  const next = new Caller(world.origin, await ada.page.getByLabel('Token', { exact: true }).innerText())
  await ada.button('I have copied it').click()
  await ada.row('ticket system').getByText('old secret until').waitFor()
  for (const both of [tool, next])
    await both.do('{ clients { totalCount } }')
  await ada.choose('Actions for ticket system', 'End the old secret')
  await ada.dialog('End the old secret of ticket system?').getByRole('button', { name: 'End the old secret' }).click()
  await expect.poll(() => tool.refused('{ clients { totalCount } }').catch(() => 'works'), { timeout: 2_000 }).toBe('UNAUTHENTICATED')

  await ada.choose('Actions for ticket system', 'Allowed addresses…')
  await ada.field('Allowed addresses').fill('198.51.100.0/24')
  await ada.button('Save').click()
  await ada.dialog('From where may ticket system be used?').waitFor({ state: 'hidden' })
  await expect.poll(() => next.refused('{ clients { totalCount } }').catch(() => 'works'), { timeout: 2_000 }).toBe('ADDRESS_NOT_ALLOWED')

  await ada.choose('Actions for ticket system', 'Revoke')
  await ada.dialog('Revoke ticket system?').getByRole('button', { name: 'Revoke' }).click()
  await ada.row('ticket system').getByText('Revoked').waitFor()
  await expect.poll(() => next.refused('{ clients { totalCount } }'), { timeout: 2_000 }).toBe('UNAUTHENTICATED')
}, 60_000)
