import { randomUUID } from 'node:crypto'
import { sealCollectionName } from '@wardroom/schema/sealing/collection'
import { openSharedKey } from '@wardroom/schema/sealing/provider'
import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { insertRows, userRow } from '../testkit/rows.js'
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
  await carol.row('Payroll').getByText('2 people').waitFor()
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

it('the matrix of three hundred people and two hundred collections is loaded page by page, each once, and found through', async () => {
  const elm = await provider.createClient('Elm', { seats: 400 })
  const numbered = (what: string, n: number) => `${what} ${String(n).padStart(3, '0')}`
  const people = Array.from({ length: 300 }, (_, n) => userRow(elm, { email: `p${n}@elm.example`, name: numbered('Person', n) }))
  await insertRows(world, 'client_user', people)
  const { wrapped, holder } = await provider.clientKey(elm.id)
  const key = await openSharedKey(wrapped, holder)
  const collections = await Promise.all(Array.from({ length: 200 }, async (_, n) => {
    const id = randomUUID()
    const sealed = await sealCollectionName({ clientId: elm.id, id }, numbered('Room', n), key)
    return { provider_id: provider.id, client_id: elm.id, id, ...sealed, created_at: new Date(), revised_at: new Date() }
  }))
  await insertRows(world, 'collection', collections)
  await world.sql(`insert into collection_user (provider_id, client_id, collection_id, user_id, access)
    select c.provider_id, c.client_id, c.id, u.id, 1 from collection c join client_user u using (client_id)
    where client_id = $1 and c.id <> $2 and hashtext(c.id::text || u.id::text) % 7 = 0`, [elm.id, collections[7]!.id])
  await world.sql(
    'insert into collection_user (provider_id, client_id, collection_id, user_id, access) values ($1, $2, $3, $4, 3)',
    [provider.id, elm.id, collections[7]!.id, people[0]!.id],
  )
  const ada = await browsers.visit(world.origin)
  await ada.open('/sign-in')
  await ada.signIn(provider.admin.email)
  await ada.page.getByRole('link', { name: 'Elm', exact: true }).click()
  await ada.page.getByRole('link', { name: 'Access', exact: true }).click()
  await ada.text('301 of 301 people, 200 collections').waitFor()
  await ada.page.getByRole('columnheader', { name: 'Room 199' }).waitFor()
  expect(await ada.page.getByRole('row', { name: /^Person 000/ }).getByRole('cell').count()).toBe(200)
  expect(await ada.page.getByRole('row').count()).toBeLessThan(60)
  const asked = (operation: string) => ada.sent.filter(sent => sent.includes(`"operationName":"${operation}"`)).length
  expect([asked('ClientCollections'), asked('ClientReach')]).toEqual([2, 3])
  await ada.field('Search collections').fill('room 007')
  await ada.text('301 of 301 people, 1 collections').waitFor()
  expect(await ada.page.getByRole('row', { name: /^Person 000/ }).getByRole('cell').allInnerTexts()).toEqual(['E'])
}, 120_000)

it('an owner closes the collections to the provider while a technician has them open', async () => {
  const [carol, sam] = [await browsers.visit(world.origin), await browsers.visit(world.origin)]
  await carol.open('/sign-in')
  await carol.signIn(owner.email)
  await sam.open('/sign-in')
  await sam.signIn(provider.admin.email)
  await sam.open(`/clients/${acme.id}/collections`)
  await sam.button('Rules for collections').click()
  expect(await sam.dialog('Rules for collections').getByRole('checkbox', { name: /^The provider sees no collections/ }).count()).toBe(0)
  await sam.page.keyboard.press('Escape')
  await carol.open(`/clients/${acme.id}/collections`)
  await carol.button('Rules for collections').click()
  const rules = carol.dialog('Rules for collections')
  await rules.getByRole('checkbox', { name: /^The provider sees no collections/ }).check()
  await rules.getByRole('button', { name: 'Save' }).click()
  await rules.waitFor({ state: 'detached' })
  await sam.text('The client keeps its collections to itself').waitFor()
  expect(await sam.button('New collection').count()).toBe(1)
}, 120_000)
