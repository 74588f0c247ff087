import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { useWorld } from '../testkit/use-world.js'

const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider('Northwind', { enterprise: 100 })
const acme = await provider.createClient('Acme', { seats: 10 })
await provider.createClient('Birch', { seats: 10 })
await acme.owner()
await acme.join('uma@acme.example')

it('a client is suspended while its owner looks at it, found by the filter, and is everybody\'s again', async () => {
  const [ada, olga] = await Promise.all([
    browsers.signIn(world.origin, provider.admin.email),
    browsers.signIn(world.origin, acme.ownerEmail),
  ])
  olga.forgive(/status of 40[134]|4403|WebSocket/)
  await olga.goTo('Clients')
  await olga.row('Acme').waitFor()

  await ada.open(`/clients/${acme.id}`)
  await ada.choose('Actions for this client', 'Suspend…')
  const dialog = ada.dialog('Suspend Acme?')
  expect(await dialog.getByRole('button', { name: 'Suspend…' }).isDisabled()).toBe(true)
  await dialog.getByLabel('Why').fill('Two invoices are overdue')
  await dialog.getByRole('button', { name: 'Suspend…' }).click()
  await ada.text('Two invoices are overdue').waitFor()
  await olga.row('Acme').waitFor({ state: 'detached' })

  await ada.open('/')
  await ada.row('Acme').getByText('Suspended', { exact: true }).waitFor()
  await ada.page.getByLabel('State').selectOption('Suspended only')
  await ada.row('Birch').waitFor({ state: 'detached' })
  await ada.row('Acme').waitFor()
  await ada.open('/wall')
  await ada.page.getByRole('article', { name: 'Acme' }).getByText('Suspended', { exact: true }).waitFor()

  await ada.open(`/clients/${acme.id}`)
  await ada.button('Reactivate').click()
  await ada.dialog('Reactivate Acme?').getByRole('button', { name: 'Reactivate' }).click()
  await ada.button('Reactivate').waitFor({ state: 'detached' })
  await olga.page.reload()
  await olga.row('Acme').waitFor()
}, 120_000)

it('an owner who is provider admin adds the client that was let go, and its people are confirmed as before', async () => {
  const owner = await world.signIn(acme.ownerEmail)
  await provider.admit(owner, 'PROVIDER_ADMIN')
  await acme.invite(['later@acme.example'])
  await world.accept('later@acme.example')
  await provider.admin.do('mutation ($id: ID!) { unlinkClient(id: $id) { id } }', { id: acme.id })

  const olga = await browsers.signIn(world.origin, acme.ownerEmail)
  await olga.goTo('Clients')
  await olga.button('Add existing client').click()
  const dialog = olga.dialog('Add existing client')
  await dialog.getByText('10 Enterprise seats').waitFor()
  await dialog.getByRole('button', { name: 'Add existing client' }).click()
  // Nobody has used this key in any browser: only she knows that it is hers.
  await olga.dialog('You have never used the key of this client').getByRole('button', { name: 'It is mine: use this key' }).click()
  await olga.page.waitForURL(`**/clients/${acme.id}`)

  const ada = await browsers.signIn(world.origin, provider.admin.email)
  await ada.open(`/clients/${acme.id}/users`)
  await ada.choose('Actions for later@acme.example', 'Confirm')
  await ada.button('The phrase matches: confirm').click()
  await ada.dialog('Unlock your keys').getByLabel('Master password').fill('correct horse battery staple')
  await ada.button('Unlock').click()
  expect(await ada.job('Confirm 1 person')).toEqual(['later@acme.example: Done'])
}, 120_000)
