import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { useWorld } from '../testkit/use-world.js'

const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider('Northwind')
for (const name of ['Acme Bank', 'Birch Clinic', 'Cedar School', 'Dune Hotel'])
  await provider.createClient(name)
const sam = await provider.hire('sam@northwind.example')
const kim = await provider.hire('kim@northwind.example')

it('a technician is limited to two client groups next to one who is not, while both have their pages open', async () => {
  const ada = await browsers.signIn(world.origin, provider.admin.email)
  await ada.open('/client-groups')
  await ada.button('New client group').click()
  const byRule = ada.dialog('New client group')
  await byRule.getByLabel('Name', { exact: true }).fill('Banks')
  await byRule.getByRole('radio', { name: 'By a rule' }).check()
  await byRule.getByLabel('Part of the name').fill('bank')
  await byRule.getByRole('button', { name: 'New client group' }).click()
  await ada.row('Banks').getByRole('link', { name: '1 client' }).waitFor()
  await ada.button('New client group').click()
  const chosen = ada.dialog('New client group')
  await chosen.getByLabel('Name', { exact: true }).fill('Care')
  await chosen.getByPlaceholder('Add a client').click()
  await ada.page.getByRole('option', { name: 'Birch Clinic' }).click()
  await chosen.getByRole('button', { name: 'New client group' }).click()
  await ada.row('Care').getByRole('link', { name: '1 client' }).waitFor()

  const limited = await browsers.signIn(world.origin, sam.email)
  const free = await browsers.signIn(world.origin, kim.email)
  for (const each of [limited, free])
    await each.row('Dune Hotel').waitFor()

  await ada.open('/team')
  await ada.choose('Actions for sam@northwind.example', 'Clients they work for')
  const scope = ada.dialog('Clients that sam works for')
  await scope.getByRole('radio', { name: 'Only these clients' }).check()
  for (const name of ['Banks', 'Care']) {
    await scope.getByPlaceholder('Add a client group').click()
    await ada.page.getByRole('option', { name }).click()
    await scope.getByRole('button', { name, exact: true }).waitFor()
  }
  await scope.getByRole('button', { name: 'Save' }).click()
  await ada.row('sam@northwind.example').getByText('Only Banks, Care').waitFor()

  await limited.page.waitForFunction(() => !document.body.textContent.includes('Dune Hotel'))
  const names = async (visitor: typeof ada) => {
    const text = await visitor.page.getByRole('table').textContent()
    return ['Acme Bank', 'Birch Clinic', 'Cedar School', 'Dune Hotel'].filter(name => text?.includes(name))
  }
  expect(await names(limited)).toEqual(['Acme Bank', 'Birch Clinic'])
  expect(await names(free)).toEqual(['Acme Bank', 'Birch Clinic', 'Cedar School', 'Dune Hotel'])
  await limited.text('You work for some of the clients').waitFor()
  expect(await limited.page.getByRole('link', { name: 'Seat pools' }).count()).toBe(0)
  await limited.open('/client-groups')
  await limited.row('Banks').waitFor()
  expect(await limited.page.getByRole('button', { name: 'New client group' }).count()).toBe(0)
}, 120_000)
