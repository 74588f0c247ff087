import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { useWorld } from '../testkit/use-world.js'

const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const acme = await provider.createClient('Acme', { seats: 20 })
const owner = await acme.owner()
const kim = await acme.join('kim@acme.example')
await acme.invite(['lou@acme.example'])

it('a collection is made under a sealed name, given to people, found, renamed, looked at in the matrix and deleted', async () => {
  const carol = await browsers.visit(world.origin)
  await carol.open('/sign-in')
  await carol.signIn(owner.email)
  await carol.open(`/clients/${acme.id}/collections`)
  await carol.text('No collections yet').waitFor()

  await carol.button('New collection').click()
  const making = carol.dialog('New collection')
  await making.getByLabel('Name', { exact: true }).fill('Finance/Payroll')
  await making.getByLabel(`Access of ${owner.email}`).waitFor() // whoever makes it manages it, unless they say something else
  await making.getByPlaceholder('Add a person or a group').fill('kim')
  await carol.page.getByRole('option', { name: /kim/ }).click()
  await making.getByLabel(/^Access of kim/).selectOption('Edit items')
  await making.getByRole('button', { name: 'New collection' }).click()
  const unlock = carol.dialog('Unlock your keys')
  await unlock.or(carol.row('Payroll')).first().waitFor()
  if (await unlock.count() > 0) {
    await unlock.getByLabel('Master password').fill('correct horse battery staple')
    await unlock.getByRole('button', { name: 'Unlock' }).click()
  }
  await carol.row('Payroll').getByText('2 people · 0 groups').waitFor()
  expect(carol.sent.join('\n')).not.toContain('Payroll')

  const other = await browsers.visit(world.origin)
  await other.open('/sign-in')
  await other.signIn(kim.email)
  await other.open(`/clients/${acme.id}/collections`)
  await other.text('Names of collections are sealed').waitFor()
  await other.button('Unlock').click()
  await other.dialog('Unlock your keys').getByLabel('Master password').fill('correct horse battery staple')
  await other.dialog('Unlock your keys').getByRole('button', { name: 'Unlock' }).click()
  await other.row('Payroll').getByText('Edit items').waitFor()
  expect(await other.button('Rules for collections').count()).toBe(0)

  await carol.choose('Actions for Finance/Payroll', 'Change')
  const changing = carol.dialog('Collection Finance/Payroll')
  await changing.getByLabel('Name', { exact: true }).fill('Wages')
  await changing.getByLabel(/^Access of kim/).selectOption('View items, hidden passwords')
  await changing.getByRole('button', { name: 'Save' }).click()
  await carol.row('Wages').waitFor()
  await other.page.getByRole('link', { name: 'Overview' }).click() // who may not read events asks again by looking again
  await other.page.getByRole('link', { name: /^Collections/ }).click()
  await other.row('Wages').getByText('View items, hidden passwords').waitFor()

  await carol.choose('Actions for Wages', 'Show who reaches it')
  await carol.row('kim@acme.example').waitFor()
  await carol.button('Reaches Wages').waitFor()
  expect(await carol.page.getByRole('row').filter({ hasText: 'lou@' }).count()).toBe(0)

  await carol.open(`/clients/${acme.id}/access`)
  await carol.button('Unlock').click()
  await unlock.getByLabel('Master password').fill('correct horse battery staple')
  await unlock.getByRole('button', { name: 'Unlock' }).click()
  await carol.page.getByRole('columnheader', { name: 'Wages' }).waitFor()
  expect(await carol.page.getByRole('row', { name: /^kim/ }).getByRole('cell').allInnerTexts()).toEqual(['v'])
  expect(await carol.page.getByRole('row', { name: /^owner/ }).getByRole('cell').allInnerTexts()).toEqual(['M'])

  await carol.page.getByRole('link', { name: /^Collections/ }).click()
  await carol.choose('Actions for Wages', 'Delete')
  await carol.dialog('Delete Wages?').getByRole('button', { name: 'Delete' }).click()
  await carol.text('No collections yet').waitFor()
}, 120_000)

it('an owner decides about collections, and what somebody may do is explained with it', async () => {
  const carol = await browsers.visit(world.origin)
  await carol.open('/sign-in')
  await carol.signIn(owner.email)
  await carol.open(`/clients/${acme.id}/collections`)
  await carol.button('Rules for collections').click()
  const rules = carol.dialog('Rules for collections')
  await rules.getByRole('checkbox', { name: /^Limit who makes collections/ }).check()
  await rules.getByRole('checkbox', { name: /^Owners and admins reach everything/ }).check()
  await rules.getByRole('button', { name: 'Save' }).click()
  await rules.waitFor({ state: 'detached' })

  await carol.open(`/clients/${acme.id}/users`)
  await carol.choose('Actions for kim@acme.example', 'What they may do')
  const kims = carol.dialog('What kim@acme.example may do')
  await kims.getByRole('listitem').filter({ hasText: 'Make collections' }).filter({ hasText: 'No:' }).waitFor()
  await carol.page.keyboard.press('Escape')
  await carol.choose(`Actions for ${owner.email}`, 'What they may do')
  await carol.dialog(`What ${owner.email} may do`).getByText('since admins reach all collections').first().waitFor()
}, 120_000)
