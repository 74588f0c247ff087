import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { useWorld } from '../testkit/use-world.js'

const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const acme = await provider.createClient('Acme', { seats: 20 })
await acme.owner()
const lou = await acme.join('lou@acme.example')

it('a custom role is built, tried by its person, and explained', async () => {
  const ada = await browsers.visit(world.origin)
  await ada.open('/sign-in')
  await ada.signIn(provider.admin.email)
  await ada.open(`/clients/${acme.id}/users`)
  await ada.choose('Actions for lou@acme.example', 'Change role')
  const role = ada.dialog('Role of lou@acme.example')
  await role.getByRole('radio', { name: /^Custom/ }).check()
  await role.getByRole('checkbox', { name: 'Manage groups' }).check()
  await role.getByRole('button', { name: 'Change role' }).click()
  await ada.row('lou@acme.example').getByText('Custom').waitFor()

  const other = await browsers.visit(world.origin)
  await other.open('/sign-in')
  await other.signIn(lou.email)
  await other.open(`/clients/${acme.id}/groups`)
  await other.button('New group').click()
  const making = other.dialog('New group')
  await making.getByText('You may not list people here').waitFor()
  await making.getByLabel('Name', { exact: true }).fill('Printers')
  await making.getByRole('button', { name: 'New group' }).click()
  await other.row('Printers').waitFor()
  const tabs = other.page.getByRole('navigation', { name: 'Acme' })
  expect(await tabs.getByRole('link', { name: /Groups/ }).count()).toBe(1)
  expect(await tabs.getByRole('link', { name: /Users|Policies|Events/ }).count()).toBe(0)

  await ada.choose('Actions for lou@acme.example', 'What they may do')
  const rights = ada.dialog('What lou@acme.example may do')
  await rights.getByRole('listitem').filter({ hasText: 'Make, change and delete groups' }).getByText('flag Manage groups').waitFor()
  await rights.getByRole('listitem').filter({ hasText: /No:\s*Invite people/ }).waitFor()
}, 120_000)
