import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { useWorld } from '../testkit/use-world.js'

const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const password = 'correct horse battery staple'
const codeIn = async (email: string) => /\b\d{4} \d{4}\b/.exec((await world.mailTo(email)).text)![0]

it('an address is changed: both mailboxes prove it, the other tab goes on with it, the other browser is out, and what the person had still opens', async () => {
  const { email } = provider.admin
  const moved = 'ada@elsewhere.example'
  const [ada, elsewhere] = [await browsers.signIn(world.origin, email), await browsers.signIn(world.origin, email)]
  await ada.goTo('Profile')
  const tab = await browsers.openTab(ada, '/clients')
  for (const visitor of [ada, elsewhere, tab])
    visitor.forgive(/status of 40[01]/)
  await tab.button('Your account').waitFor()
  await ada.button('Change address').click()
  const dialog = ada.dialog('Change address')
  await dialog.getByLabel('New e-mail address').fill(' Ada@Elsewhere.example')
  await dialog.getByRole('button', { name: 'Mail the codes' }).click()
  await dialog.getByLabel(`Code mailed to ${email}`).waitFor()
  await dialog.getByLabel(`Code mailed to ${email}`).fill('0000 0000')
  await dialog.getByLabel(`Code mailed to ${moved}`).fill(await codeIn(moved))
  const typePassword = (text: string) => dialog.getByLabel('Master password', { exact: true }).fill(text)
  const change = dialog.getByRole('button', { name: 'Change address' })
  await typePassword('this is not the one')
  await change.click()
  await dialog.getByText('This is not your master password').waitFor()
  await typePassword(password)
  await change.click()
  await dialog.getByText('One of the two codes is wrong').waitFor()
  await dialog.getByLabel(`Code mailed to ${email}`).fill(await codeIn(email))
  await change.click()
  await ada.text('Your address is changed').waitFor()
  await ada.page.getByText(moved, { exact: true }).first().waitFor()
  await elsewhere.heading('Sign in').waitFor()

  await tab.goTo('Profile')
  await tab.page.getByText(moved, { exact: true }).first().waitFor()
  await tab.goTo('Clients')
  await tab.button('Create client').waitFor()

  await ada.page.reload()
  await ada.text('Locked').waitFor()
  await ada.signOut()
  await ada.heading('Sign in').waitFor()
  await ada.signIn(moved, password)
  await ada.goTo('Profile')
  await ada.text('Unlocked in this tab').waitFor()
  expect((await world.signIn(moved)).accountId).toBe(provider.admin.accountId)
}, 90_000)
