import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { Authenticator } from '../testkit/two-step.js'
import { useWorld } from '../testkit/use-world.js'
import type { Visitor } from '../testkit/visitor.js'

const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const acme = await provider.createClient('Acme')
await acme.owner()
const [password, stronger] = ['correct horse battery staple', 'copper lantern Forty violets 88']

async function openPolicies(visitor: Visitor): Promise<void> {
  await visitor.open(`/clients/${acme.id}/policies`)
  await visitor.heading('Two-step login').waitFor()
}

const turnOn = (visitor: Visitor, policy: string) => visitor.page.getByRole('button', { name: `Turn on ${policy}` }).click()

it('two-step login is required of a client with three people who lack it: they are named, warned, and revoked on the day', async () => {
  await acme.join('ina@acme.example', 'ADMIN')
  for (const name of ['kim', 'lou', 'max'])
    await acme.join(`${name}@acme.example`)
  const lou = await browsers.signIn(world.origin, 'lou@acme.example')
  lou.forgive(/status of 40[013]/)
  const ada = await browsers.signIn(world.origin, provider.admin.email)
  ada.forgive(/status of 403/)

  await openPolicies(ada)
  await turnOn(ada, 'Two-step login')
  const dialog = ada.dialog('Two-step login')
  await dialog.getByText('3 people have no two-step login and would be revoked: kim@acme.example, lou@acme.example, and max@acme.example').waitFor()
  await dialog.getByLabel('Holds from', { exact: true }).selectOption({ label: 'In 14 days' })
  await dialog.getByRole('button', { name: 'Turn on' }).click()
  await ada.text('3 people have none yet.').waitFor()
  await ada.text(/Will hold from .* in 1[34] days/).waitFor()

  // Whom it concerns is told above every page, and sets it up; the count falls by itself.
  await lou.page.reload()
  await lou.text(/Acme requires two-step login from .* Whoever has none by then is suspended/).waitFor()
  await lou.page.getByRole('button', { name: 'Set it up' }).click()
  await lou.heading('Profile').waitFor()
  await lou.button('Add authenticator app').click()
  const proof = lou.dialog('Confirm that it is you')
  const setUp = lou.dialog('Add authenticator app')
  await proof.or(setUp).first().waitFor()
  if (await proof.isVisible()) {
    await proof.getByLabel('Master password', { exact: true }).fill(password)
    await proof.getByRole('button', { name: 'Go on' }).click()
  }
  const secret = await setUp.getByLabel('Key for your authenticator app').innerText()
  await setUp.getByLabel('Code that the app shows').fill(new Authenticator(secret.replaceAll(' ', '')).next())
  await setUp.getByRole('button', { name: 'Turn on' }).click()
  await lou.button('I have kept it').click()
  await ada.text('2 people have none yet.').waitFor()
  await ada.page.getByRole('link', { name: 'Show them' }).click()
  await ada.row('kim@acme.example').waitFor()
  await ada.row('max@acme.example').waitFor()
  expect(await ada.row('lou@acme.example').count()).toBe(0)

  // The day is moved up to now.
  await openPolicies(ada)
  await ada.page.getByRole('button', { name: 'Change Two-step login' }).click()
  await dialog.getByLabel('Holds from', { exact: true }).selectOption({ label: 'Now' })
  await dialog.getByRole('button', { name: 'Save' }).click()
  await ada.text(/Revoked 2 people/).waitFor()
  await ada.text('Everybody it concerns has two-step login.').waitFor()
  expect((await world.mailTo('kim@acme.example')).subject).toContain('Your access to Acme is suspended')
  const kim = await browsers.visit(world.origin)
  await kim.open('/sign-in')
  await kim.signIn('kim@acme.example')
  await kim.text(/Acme demands two-step login\. Set it up/).waitFor()
  expect([...ada.complaints, ...lou.complaints, ...kim.complaints]).toEqual([])
})

it('what master passwords are to be like is asked where somebody registers, changes theirs, and signs in', async () => {
  const ada = await browsers.signIn(world.origin, provider.admin.email)
  ada.forgive(/status of 403/)
  const ina = await browsers.signIn(world.origin, 'ina@acme.example')
  await openPolicies(ada)
  await turnOn(ada, 'Master password')
  const dialog = ada.dialog('Master password')
  await dialog.getByLabel('Characters, at least').fill('11')
  await dialog.getByText('A number from 12 to 128.').waitFor()
  await dialog.getByLabel('Characters, at least').fill('16')
  await dialog.getByLabel('a capital letter').check()
  await dialog.getByLabel('a digit').check()
  await dialog.getByLabel(/Whoever signs in with one that does not meet this/).check()
  await dialog.getByRole('button', { name: 'Turn on' }).click()
  await ada.text(/at least 16 · .* · a capital letter · a digit/).waitFor()

  await acme.invite(['new@acme.example'])
  const guest = await browsers.visit(world.origin)
  await guest.open(`/invitation#${await world.invitationOf('new@acme.example')}`)
  await guest.text('At least 16 characters').waitFor()
  await guest.text('It also needs a capital letter and a digit.').waitFor()
  await guest.field('Master password').fill(password)
  await guest.text('It needs a capital letter').waitFor()
  await guest.field('Master password').fill(stronger)
  await guest.text(/^(?:Good|Strong)$/).waitFor()

  // Who is in stays in; at the next sign-in another is to be chosen first, also when the page is loaded anew and the keys are unlocked.
  await ina.signOut()
  await ina.signIn('ina@acme.example')
  await ina.heading('Choose a stronger master password').waitFor()
  expect(await ina.page.getByRole('heading', { name: 'Clients' }).count()).toBe(0)
  await ina.button('Change master password').click()
  const change = ina.dialog('Change master password')
  await change.getByLabel('Present master password', { exact: true }).fill(password)
  await change.getByLabel('New master password', { exact: true }).fill(stronger)
  await change.getByLabel('Repeat master password').fill(stronger)
  await change.getByRole('button', { name: 'Change master password' }).click()
  await ina.heading('Choose a stronger master password').waitFor({ state: 'detached' })
  await ina.signOut()
  await ina.signIn('ina@acme.example', stronger)
  expect(await ina.heading('Choose a stronger master password').count()).toBe(0)
  expect([...ada.complaints, ...ina.complaints, ...guest.complaints]).toEqual([])
})
