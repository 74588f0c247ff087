import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { useWorld } from '../testkit/use-world.js'

const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()

it('an account is deleted once nobody needs it any more: the person is out, and gone from the list of those who stay', async () => {
  const { email } = provider.admin
  const [ada, dan] = [await browsers.signIn(world.origin, email), await provider.hire('dan@northwind.example')]
  ada.forgive(/status of 40[019]/)
  await ada.goTo('Profile')
  await ada.button('Delete account').click()
  const dialog = ada.dialog('Delete account')
  const confirm = dialog.getByRole('button', { name: 'Delete for good' })
  const typed = dialog.getByLabel('Type your address to confirm')
  await typed.fill('somebody@northwind.example')
  expect(await confirm.isDisabled()).toBe(true)
  await typed.fill(email)
  await confirm.click()
  await dialog.getByText('the last owner or provider admin of Northwind').waitFor()
  await dialog.getByRole('button', { name: 'Cancel' }).click()

  await world.sql(`update provider_user set type = 'PROVIDER_ADMIN' where account_id = $1`, [dan.accountId])
  const other = await browsers.signIn(world.origin, dan.email)
  await other.goTo('Team')
  await other.row(email).waitFor()
  await ada.button('Delete account').click()
  await typed.fill(email)
  await confirm.click()
  await ada.heading('Sign in').waitFor()
  await other.row(email).waitFor({ state: 'detached' })
  await other.goTo('Events')
  await other.text(`deleted their account, ${email}`).waitFor()
}, 60_000)
