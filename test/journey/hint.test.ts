import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { useWorld } from '../testkit/use-world.js'

const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const next = 'copper lantern, forty violets'

it('a hint is chosen with a new master password, does not hold it, and comes by mail', async () => {
  const { email, accountId } = provider.admin
  const ada = await browsers.signIn(world.origin, email)
  ada.forgive(/status of 40[01]/)
  await ada.goTo('Profile')
  await ada.text('No hint set').waitFor()
  await ada.button('Change master password').click()
  const dialog = ada.dialog('Change master password')
  const change = dialog.getByRole('button', { name: 'Change master password' })
  await dialog.getByLabel('Present master password', { exact: true }).fill('correct horse battery staple')
  await dialog.getByLabel('New master password', { exact: true }).fill(next)
  await dialog.getByLabel('Repeat master password', { exact: true }).fill(next)
  const hint = dialog.getByLabel('Password hint (optional)')
  await hint.fill(`it is ${next.toUpperCase()}`)
  await dialog.getByText('The hint contains your master password').waitFor()
  expect(await change.isDisabled()).toBe(true)
  await hint.fill('The lamp on the balcony')
  await change.click()
  await ada.text('Your master password is changed').waitFor()
  await ada.text('Hint set').waitFor()
  expect(ada.sent.join('\n')).not.toContain('VIOLETS')

  await ada.signOut()
  await ada.field('E-mail address').fill(email)
  await ada.button('Send me my hint').click()
  const asking = ada.dialog('Send me my password hint')
  await asking.getByRole('button', { name: 'Send me my hint' }).click()
  await ada.text('their hint is on its way to it').waitFor()
  await ada.button('Got it').click()
  const mails = () => world.sql<{ body: string }>(`select body from mail where account_id = $1 and subject like '%hint%'`, [accountId])
  await expect.poll(mails).toHaveLength(1)
  expect((await mails())[0]!.body).toContain('The lamp on the balcony')
}, 90_000)
