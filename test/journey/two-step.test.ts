import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { Authenticator } from '../testkit/two-step.js'
import { useWorld } from '../testkit/use-world.js'

const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const { email } = provider.admin
const sue = await provider.hire('sue@northwind.example')
const password = 'correct horse battery staple'
/** The app's clock has moved on. */
const later = () => world.sql('update two_step_method set last_step = 0')
/** Ten minutes have passed since anybody proved who they are. */
async function proofsGrowOld() {
  await world.sql(`update session set proofs = '{}'`)
  world.server.services.identities.forget()
}

it('two-step login is set up, asked for, remembered, proved afresh, and recovered from', async () => {
  const [ada, elsewhere] = [await browsers.signIn(world.origin, email), await browsers.signIn(world.origin, email)]
  for (const visitor of [ada, elsewhere])
    visitor.forgive(/status of 40[01]/)

  await ada.goTo('Profile')
  await ada.button('Add authenticator app').click()
  const setUp = ada.dialog('Add authenticator app')
  await setUp.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor()
  const secret = await setUp.getByLabel('Key for your authenticator app').innerText()
  const app = new Authenticator(secret.replaceAll(' ', ''))
  await setUp.getByLabel('Code that the app shows').fill('000 00x')
  await setUp.getByRole('button', { name: 'Turn on' }).click()
  await setUp.getByRole('alert').waitFor()
  await setUp.getByLabel('Code that the app shows').fill(app.next())
  await setUp.getByRole('button', { name: 'Turn on' }).click()
  const kept = ada.dialog('Keep your recovery code')
  const recoveryCode = await kept.getByLabel('Recovery code', { exact: true }).innerText()
  await kept.getByRole('button', { name: 'I have kept it' }).click()
  await ada.button('Turn off').waitFor()
  await elsewhere.heading('Sign in').waitFor()

  await ada.signOut()
  await ada.field('E-mail address').fill(email)
  await ada.field('Master password').fill(password)
  await ada.button('Sign in').click()
  const second = ada.dialog('Second step')
  await second.getByLabel('Code of your authenticator app').fill('123 45x')
  await second.getByRole('button', { name: 'Sign in' }).click()
  await second.getByRole('alert').waitFor()
  await second.getByLabel('Code of your authenticator app').fill(app.next())
  await second.getByLabel('Do not ask on this device for 30 days').check()
  await second.getByRole('button', { name: 'Sign in' }).click()
  await ada.button('Your account').waitFor()

  await ada.signOut()
  await ada.signIn(email) // without a second step

  await later()
  await ada.goTo('API tokens')
  await ada.button('Create token').click()
  const create = ada.dialog('Create token')
  await create.getByRole('textbox', { name: 'Name' }).fill('Feed')
  await create.getByRole('checkbox').first().check()
  await create.getByRole('button', { name: 'Create token' }).click()
  const proof = ada.dialog('Confirm that it is you')
  await proof.getByLabel('Master password', { exact: true }).fill(password)
  await proof.getByLabel('Code of your authenticator app').fill(app.code())
  await proof.getByRole('button', { name: 'Go on' }).click()
  await ada.page.locator('output.secret').waitFor()

  const { body } = await provider.admin.ask('{ viewer { account { id } } }')
  expect(body.errors?.[0]?.extensions.code).toMatch(/SESSION_ENDED|UNAUTHENTICATED/)
  const lost = await browsers.visit(world.origin)
  lost.forgive(/status of 40[01]/)
  await lost.open('/sign-in')
  await lost.field('E-mail address').fill(email)
  await lost.field('Master password').fill(password)
  await lost.button('Sign in').click()
  await lost.button('Use the recovery code').click()
  await lost.field('Recovery code').fill(recoveryCode)
  await lost.dialog('Second step').getByRole('button', { name: 'Sign in' }).click()
  await lost.button('Your account').waitFor()
  await lost.goTo('Profile')
  await lost.button('Add authenticator app').waitFor()
  await ada.heading('Sign in').waitFor()
}, 120_000)

it('who declines the proof, or the second step, has done nothing', async () => {
  const ada = await browsers.signIn(world.origin, email)
  ada.forgive(/status of 40[01]/)
  await ada.goTo('Profile')
  await proofsGrowOld()
  await ada.button('Add authenticator app').click()
  const proof = ada.dialog('Confirm that it is you')
  await proof.getByLabel('Master password', { exact: true }).fill('this is not the one')
  await proof.getByRole('button', { name: 'Go on' }).click()
  await proof.getByRole('alert').waitFor()
  await proof.getByRole('button', { name: 'Cancel' }).click()
  await ada.page.waitForFunction(() => document.querySelector('[role=dialog]') === null)
  expect(await world.sql('select from authenticator_offer where expires_at > now()')).toEqual([])
}, 60_000)

it('a team that demands it shows nothing to who has none, until they set it up', async () => {
  await world.sql('update provider set two_step_required_from = now()')
  world.server.services.identities.forget()
  const visitor = await browsers.visit(world.origin)
  visitor.forgive(/status of 40[01]/)
  await visitor.open('/')
  await visitor.field('E-mail address').fill(sue.email)
  await visitor.field('Master password').fill(password)
  await visitor.button('Sign in').click()
  await visitor.heading('Two-step login is needed').waitFor()
  await visitor.button('Set up two-step login').click()
  await visitor.heading('Profile').waitFor()
  await visitor.button('Add authenticator app').click()
  const setUp = visitor.dialog('Add authenticator app')
  const secret = await setUp.getByLabel('Key for your authenticator app').innerText()
  await setUp.getByLabel('Code that the app shows').fill(new Authenticator(secret.replaceAll(' ', '')).next())
  await setUp.getByRole('button', { name: 'Turn on' }).click()
  await visitor.button('I have kept it').click()
  await visitor.goTo('Clients')
  await visitor.heading('Clients').waitFor()
}, 60_000)
