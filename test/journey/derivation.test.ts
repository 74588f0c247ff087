import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { useWorld } from '../testkit/use-world.js'

const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const password = 'correct horse battery staple'

it('the key derivation is changed to Argon2id, in another browser that knows the one before as well, and the keys open', async () => {
  const { email } = provider.admin
  const [ada, elsewhere] = [await browsers.signIn(world.origin, email), await browsers.signIn(world.origin, email)]
  for (const visitor of [ada, elsewhere])
    visitor.forgive(/status of 40[01]/)
  await ada.goTo('Profile')
  await ada.text('PBKDF2, 600,000 rounds').waitFor()
  await ada.button('Change key derivation').click()
  const dialog = ada.dialog('Change key derivation')
  expect(await dialog.getByRole('radio', { name: /600,000/ }).isDisabled()).toBe(true)
  await dialog.getByRole('radio', { name: /Argon2id, 6 passes, 32 MiB/ }).check()
  await dialog.getByText(/About [\d,]+ ms on this device/).waitFor()
  await dialog.getByLabel('Master password', { exact: true }).fill('this is not the one')
  const change = dialog.getByRole('button', { name: 'Change key derivation' })
  await change.click()
  await dialog.getByText('This is not your master password').waitFor()
  await dialog.getByLabel('Master password', { exact: true }).fill(password)
  await change.click()
  await ada.text('Your key derivation is changed.').waitFor()
  await ada.text('Argon2id, 6 passes, 32 MiB, 4 lanes').waitFor()

  await elsewhere.heading('Sign in').waitFor()
  await elsewhere.signIn(email, password)
  await elsewhere.goTo('Profile')
  await elsewhere.text('Unlocked in this tab').waitFor()
  await elsewhere.button('Change key derivation').click()
  expect(await elsewhere.dialog('Change key derivation').getByRole('radio', { name: /1,200,000/ }).isDisabled()).toBe(true)
}, 90_000)
