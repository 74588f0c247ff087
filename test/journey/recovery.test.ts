import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { allowRecovery } from '../testkit/recovery.js'
import type { Visitor } from '../testkit/visitor.js'
import { useWorld } from '../testkit/use-world.js'

const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const acme = await provider.createClient('Acme')
await acme.owner()
const link = (visitor: Visitor, name: string | RegExp) => visitor.page.getByRole('link', { name }).first()
const own = 'copper lantern, forty violets'

it('a forgotten password is asked for, reset by a technician, and changed; everything the person had still opens', async () => {
  await allowRecovery(acme, { autoEnrol: true })
  await acme.join('lou@acme.example', 'ADMIN')

  // Enrolling, with the client's phrase shown.
  const lou = await browsers.signIn(world.origin, 'lou@acme.example')
  lou.forgive(/status of 40[13]/)
  await lou.text('Acme asks you to enrol in account recovery').waitFor()
  await lou.button('Enrol').click()
  await lou.heading('Profile').waitFor()
  await lou.button('Enrol Acme').click()
  const enrolling = lou.dialog('Enrol in account recovery of Acme')
  await enrolling.getByTestId('client-fingerprint').filter({ hasText: /(?:\w+-){4}\w+/ }).waitFor()
  await enrolling.getByLabel('Master password', { exact: true }).fill('not the one')
  await enrolling.getByRole('button', { name: 'Enrol' }).click()
  await enrolling.getByRole('alert').waitFor()
  await enrolling.getByLabel('Master password', { exact: true }).fill('correct horse battery staple')
  await enrolling.getByRole('button', { name: 'Enrol' }).click()
  await lou.text('Enrolled').waitFor()
  expect(await lou.text('asks you to enrol').count()).toBe(0)

  // Somebody forgets, and asks at the door, where the answer is the same for everybody.
  const forgetful = await browsers.visit(world.origin)
  await forgetful.open('/sign-in')
  await forgetful.heading('Sign in').waitFor()
  await forgetful.button('Forgot your master password?').click()
  const asking = forgetful.dialog('Ask for help signing in')
  await asking.getByLabel('E-mail').fill('lou@acme.example')
  await asking.getByRole('button', { name: 'Ask for help' }).click()
  await forgetful.text('Wait for their call').waitFor()
  await forgetful.button('Got it').click()

  // A technician sees it, and resets; the other browser of the person is out at once.
  const ada = await browsers.signIn(world.origin, provider.admin.email)
  ada.forgive(/status of 40[13]/)
  await ada.goTo('Help requests')
  await ada.button('Reset lou@acme.example').click()
  const resetting = ada.dialog('Reset how lou@acme.example signs in')
  await resetting.getByRole('button', { name: 'Reset' }).click()
  const made = ada.dialog('Temporary master password of lou@acme.example')
  const temporary = (await made.getByLabel('Temporary master password', { exact: true }).textContent())!
  expect(temporary).toMatch(/^(?:\w{5}-){3}\w{5}$/)
  await ada.button('I have told them').click()
  await ada.text('Nobody waits for help').waitFor()
  await lou.heading('Sign in').waitFor()

  // The temporary password opens nothing but the dialog that replaces it.
  await lou.signIn('lou@acme.example', temporary)
  await lou.heading('Choose your own master password').waitFor()
  await lou.button('Change master password').click()
  const choosing = lou.dialog('Change master password')
  await choosing.getByLabel('Present master password', { exact: true }).fill(temporary)
  await choosing.getByLabel('New master password', { exact: true }).fill(own)
  await choosing.getByLabel('Repeat master password', { exact: true }).fill(own)
  await choosing.getByRole('button', { name: 'Change master password' }).click()
  await choosing.waitFor({ state: 'detached' })

  // What they had still opens: an admin confirms somebody with the client's key.
  await lou.goTo('Clients')
  await link(lou, 'Acme').click()
  await lou.heading('Acme').waitFor()
  await acme.invite(['new@acme.example'])
  await world.accept('new@acme.example')
  await link(lou, /^Users/).click()
  await lou.button('Actions for new@acme.example').click()
  await lou.page.getByRole('menuitem', { name: 'Confirm' }).click()
  const confirming = lou.dialog('Confirm a person')
  await confirming.getByRole('button', { name: 'The phrase matches: confirm' }).click()
  await expect.poll(async () => (await acme.user('new@acme.example')).status, { timeout: 20_000 }).toBe('CONFIRMED')
}, 180_000)

it('turning single organization on says first whom it would revoke', async () => {
  const [birch, cedar] = [await provider.createClient('Birch'), await provider.createClient('Cedar')]
  const both = await birch.join('both@birch.example')
  await cedar.admit(both)
  const ada = await browsers.signIn(world.origin, provider.admin.email)
  ada.forgive(/status of 40[13]/)
  await link(ada, 'Birch').click()
  await link(ada, 'Policies').click()
  await ada.button('Turn on Single organization').click()
  const dialog = ada.dialog('Single organization')
  await dialog.getByText('Revokes 1 person who belongs to another company, too: both@birch.example').waitFor()
  await dialog.getByRole('button', { name: 'Turn on' }).click()
  await expect.poll(async () => (await birch.user('both@birch.example')).status, { timeout: 20_000 }).toBe('REVOKED')
  await ada.button('Turn on Account recovery').click()
  await ada.dialog('Account recovery').getByRole('button', { name: 'Turn on' }).click()
  await ada.button('Change Account recovery').waitFor()
}, 120_000)
