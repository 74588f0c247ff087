import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { useWorld } from '../testkit/use-world.js'
import type { Visitor } from '../testkit/visitor.js'

const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()

const links = (visitor: Visitor) => visitor.page.getByRole('navigation', { name: 'Pages' }).getByRole('link').allInnerTexts()

it('who waits is told where and for whom, has no links that lead nowhere, and goes on when confirmed, removed or invited', async () => {
  const client = await provider.createClient('Acme')
  await client.invite(['wanda@acme.example'])
  await world.accept('wanda@acme.example', 'Wanda')
  const wanda = await browsers.signIn(world.origin, 'wanda@acme.example')
  await wanda.heading('Waiting to be confirmed').waitFor()
  await wanda.text('An administrator confirms you').waitFor()
  expect((await wanda.page.getByRole('list', { name: 'Where you are invited' }).getByRole('listitem').allInnerTexts()).map(text => text.split('\n'))).toEqual([['Acme', expect.stringMatching(/^Client of Northwind · invited on /), 'Waits to be confirmed']])
  expect(await links(wanda)).toEqual(['Profile'])
  await wanda.goTo('Profile')
  await wanda.open('/wall')
  await wanda.heading('Waiting to be confirmed').waitFor()
  expect(await wanda.page.getByText('Connecting').count()).toBe(0)

  const user = await client.user('wanda@acme.example')
  await client.confirm(user)
  await wanda.row('Acme').waitFor({ timeout: 15_000 })
  expect(await links(wanda)).toContain('Clients')

  await provider.admin.bulk('removeUsers', [user.id])
  await wanda.heading('You belong to no provider or client').waitFor({ timeout: 15_000 })
  expect(await links(wanda)).toEqual(['Profile'])

  await provider.admin.do('mutation ($id: ID!) { inviteProviderUsers(providerId: $id, emails: ["wanda@acme.example"], type: SERVICE_USER) { ok } }', { id: provider.id })
  await wanda.heading('An invitation waits for you').waitFor({ timeout: 15_000 })
  await wanda.text('You are invited to Northwind and have not accepted yet').waitFor()
}, 90_000)

it('an administrator who was removed while the page is open is told so', async () => {
  const dan = await provider.hire('dan@northwind.example', 'PROVIDER_ADMIN')
  const visitor = await browsers.signIn(world.origin, dan.email)
  await visitor.page.getByText('Live', { exact: true }).waitFor()
  visitor.forgive(/status of 40[34]/)
  const { viewer } = await dan.do('{ viewer { providerMemberships { id } } }')
  await provider.admin.bulk('removeProviderUsers', [viewer.providerMemberships[0]!.id])
  await visitor.heading('You belong to no provider or client').waitFor()
  await visitor.page.getByText('Reconnecting').or(visitor.page.getByText('Connecting')).waitFor({ state: 'detached' })
}, 60_000)
