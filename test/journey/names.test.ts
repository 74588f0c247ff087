import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { useWorld } from '../testkit/use-world.js'

const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const client = await provider.createClient('Acme')

it('a name has as many characters as people see, and none that they do not', async () => {
  const ada = await browsers.signIn(world.origin, provider.admin.email)
  await ada.open(`/clients/${client.id}`)
  await ada.choose('Actions for this client', 'Rename')
  const name = ada.field('Name')
  const complaint = (): Promise<string> => name.evaluate((input: HTMLInputElement) => input.validationMessage)
  await name.fill('x'.repeat(51))
  expect(await complaint()).toBe('This name is too long: at most 50 characters.')
  await name.fill('Acme\u202Egpj.exe')
  expect(await complaint()).toMatch('cannot be seen')
  await name.fill('👨‍👩‍👧‍👦'.repeat(5))
  expect(await complaint()).toBe('')
  await ada.button('Rename').click()
  await ada.heading('👨‍👩‍👧‍👦'.repeat(5)).waitFor()
}, 60_000)

it('a name in letters that run the other way turns nothing of the sentence that it stands in', async () => {
  await provider.admin.do('mutation ($id: ID!) { renameClient(id: $id, name: "שלום 12") { id } }', { id: client.id })
  const ada = await browsers.signIn(world.origin, provider.admin.email)
  await ada.open(`/clients/${client.id}/events`)
  const names = ada.page.locator('.sentence b', { hasText: 'שלום 12' })
  await names.first().waitFor()
  expect(await names.evaluateAll(found => found.map(name => getComputedStyle(name).unicodeBidi))).toContain('isolate')
}, 60_000)
