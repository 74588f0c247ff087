import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { useWorld } from '../testkit/use-world.js'

const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const next = 'copper lantern, forty violets'

it('a master password is changed, the other browser is out at once, and what the person had still opens', async () => {
  const { email } = provider.admin
  const [ada, elsewhere] = [await browsers.signIn(world.origin, email), await browsers.signIn(world.origin, email)]
  for (const visitor of [ada, elsewhere])
    visitor.forgive(/status of 40[01]/)
  await ada.goTo('Profile')
  await ada.button('Change master password').click()
  const dialog = ada.dialog('Change master password')
  const change = dialog.getByRole('button', { name: 'Change master password' })
  const type = async (present: string) => {
    await dialog.getByLabel('Present master password', { exact: true }).fill(present)
    await dialog.getByLabel('New master password', { exact: true }).fill(next)
    await dialog.getByLabel('Repeat master password', { exact: true }).fill(next)
  }
  await type('this is not the one')
  await change.click()
  await dialog.getByRole('alert').waitFor()
  await type('correct horse battery staple')
  await change.click()
  await ada.text('Your master password is changed.').waitFor()
  await elsewhere.heading('Sign in').waitFor()

  await ada.goTo('Clients')
  await ada.signOut()
  await ada.heading('Sign in').waitFor()
  await ada.signIn(email, next)
  await ada.button('Create client').click()
  const form = ada.dialog('Create client')
  await form.getByLabel('Name').fill('Afterwards')
  await form.getByLabel('Owner\'s e-mail address').fill('owner@afterwards.example')
  await form.getByRole('button', { name: 'Create client' }).click()
  await ada.heading('Afterwards').waitFor()
  const { clients } = await (await world.signIn(email, next)).do('{ clients(first: 5) { edges { node { name } } } }')
  expect(clients.edges.map(({ node }) => node.name)).toEqual(['Afterwards'])
}, 90_000)
