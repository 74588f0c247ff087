import { afterAll, beforeAll, expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { World } from '../testkit/world.js'

const browsers = useBrowsers()
let world: World

beforeAll(async () => {
  world = await World.start()
})
afterAll(() => world.close())

it('an empty installation becomes a provider with a team of two, who trust each other by a phrase', async () => {
  const ada = await browsers.visit(world.origin)
  await ada.open('/')
  await ada.heading('Welcome to Wardroom').waitFor()
  await ada.button('Look around in a demo world').waitFor()
  await ada.button('Set up your provider').click()
  await ada.field('Name of the provider').fill('Northwind')
  await ada.field('Name').fill('Ada Admin')
  await ada.field('E-mail address').fill('ada@northwind.example')
  await ada.field('Master password').fill('a tiger walks into a bar')
  await ada.field('Repeat master password').fill('a tiger walks into a car')
  await ada.text('The two passwords differ.').waitFor()
  expect(await ada.button('Set up and sign in').isDisabled()).toBe(true)
  await ada.field('Repeat master password').fill('a tiger walks into a bar')
  await ada.field('Teams seats, minimum').fill('20')
  await ada.button('Set up and sign in').click()
  await ada.heading('No clients yet').waitFor()

  await ada.button('Create the first client').click()
  const create = ada.dialog('Create client')
  await create.getByLabel('Name').fill('Acme')
  await create.getByLabel('Owner\'s e-mail address').fill('olga@acme.example')
  await create.getByRole('button', { name: 'Create client' }).click()
  await ada.heading('Acme').waitFor()

  await ada.goTo('Team')
  await ada.button('Invite to the team').click()
  await ada.field('E-mail addresses').fill('bob@northwind.example')
  await ada.button('Send invitations').click()
  expect(await ada.job('Invite 1 person')).toEqual(['bob@northwind.example: Done'])
  await ada.row('bob@northwind.example').getByText('Invited').waitFor()

  const bob = await browsers.visit(world.origin)
  await bob.open('/mailbox')
  await bob.page.getByRole('listitem').filter({ hasText: 'bob@northwind.example' }).getByRole('button').click()
  await bob.page.getByRole('article').getByRole('link').first().click()
  await bob.text('You are invited to join the team of Northwind.').waitFor()
  await bob.field('Name').fill('Bob Service')
  await bob.field('Master password').fill('too short')
  await bob.text('Still too short: at least 12 characters.').waitFor()
  await bob.field('Master password').fill('quite another long phrase')
  await bob.field('Repeat master password').fill('quite another long phrase')
  await bob.button('Create account and accept').click()
  await bob.heading('Waiting to be confirmed').waitFor()
  expect(await bob.page.getByRole('link', { name: 'Team' }).count()).toBe(0)
  const phrase = /^[a-z]+(?:-[a-z]+){4}$/
  const bobsPhrase = (await bob.page.getByText(phrase).textContent())!.trim()

  await ada.row('Bob Service').getByText('Accepted').waitFor()
  await ada.choose('Actions for bob@northwind.example', 'Confirm')
  const confirm = ada.dialog('Confirm Bob Service')
  expect((await confirm.getByText(phrase).textContent())!.trim()).toBe(bobsPhrase)
  await confirm.getByRole('button', { name: 'The phrase matches: confirm' }).click()
  expect(await ada.job('Confirm 1 person')).toEqual(['bob@northwind.example: Done'])
  await ada.row('Bob Service').getByText('Confirmed').waitFor()

  await bob.page.getByRole('link', { name: 'Acme' }).waitFor()
  await bob.signOut()
  await bob.heading('Sign in').waitFor()
  await bob.signIn('bob@northwind.example', 'quite another long phrase')
  await bob.row('Acme').waitFor()
  await bob.goTo('Profile')
  expect((await bob.page.getByText(phrase).textContent())!.trim()).toBe(bobsPhrase)
  expect(await bob.page.getByRole('link', { name: 'Team' }).count()).toBe(0)

  await ada.open('/welcome')
  await ada.heading('Clients').waitFor()
}, 90_000)
