import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { allowRecovery, enrol } from '../testkit/recovery.js'
import { useWorld } from '../testkit/use-world.js'
import { useLyingServer } from './lying-server.js'

/** A server that says of the rules of master passwords what are none, so that one is taken which it can guess. */
const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const acme = await provider.createClient('Acme')
const owner = await acme.owner()
await allowRecovery(acme)
const server = await useLyingServer(world)
const none = {
  minComplexity: 'none',
  minLength: 'none',
  requireLower: false,
  requireUpper: false,
  requireNumbers: false,
  requireSpecial: false,
}

it.each<[name: string, rules: object]>([
  ['no numbers', none],
  ['left out', {}],
])('whoever registers may choose any password where the numbers of the rules are %s', async (name, rules) => {
  const email = `${name.replaceAll(' ', '-')}@acme.example`
  await acme.invite([email])
  server.lie('Invitation', ({ data }) => ({ data: { invitation: { ...data.invitation, masterPasswordRules: rules } } }))
  const dan = await browsers.visit(server.origin)
  await dan.open(`/invitation#${await world.invitationOf(email)}`)
  await dan.field('Name').fill('Dan')
  await dan.field('E-mail address').fill(email)
  for (const password of ['12345', 'aaaaaaaaaaaa']) {
    await dan.field('Master password').fill(password)
    await dan.field('Repeat master password').fill(password)
    await dan.page.getByRole('status').filter({ hasText: /at least|weak|Guessed/ }).waitFor()
    expect(await dan.button('Create account and accept').isDisabled()).toBe(true)
  }
}, 60_000)

it('whoever changes their password may choose any where the rules are no numbers', async () => {
  server.lie('Profile', (answer) => {
    answer.data.viewer.masterPasswordRules = none
    return answer
  })
  const visitor = await browsers.signIn(server.origin, owner.email)
  await visitor.goTo('Profile')
  await visitor.button('Change master password').click()
  const dialog = visitor.dialog('Change master password')
  await dialog.getByLabel('Present master password').fill(owner.password)
  await dialog.getByLabel('New master password', { exact: true }).fill('aaaaaaaaaaaa')
  await dialog.getByLabel('Repeat master password').fill('aaaaaaaaaaaa')
  await dialog.getByRole('status').filter({ hasText: /weak|Guessed/ }).waitFor()
  expect(await dialog.getByRole('button', { name: 'Change master password' }).isDisabled()).toBe(true)
}, 60_000)

it('a temporary password becomes as long as the server says, and the browser stands still', async () => {
  const eva = await acme.join('eva@acme.example')
  await enrol(eva, acme)
  const rules = { __typename: 'MasterPasswordRules', minLength: 1_000_000 }
  server.lie('LongestAsked', (answer) => {
    answer.data.client.policies = [{ __typename: 'Policy', kind: 'MASTER_PASSWORD', rules }]
    return answer
  })
  const visitor = await browsers.signIn(server.origin, provider.admin.email)
  await visitor.page.getByRole('link', { name: 'Acme' }).first().click()
  await visitor.page.getByRole('link', { name: /^Users/ }).click()
  await visitor.choose(`Actions for ${eva.email}`, 'Reset sign-in')
  await visitor.dialog(`Reset how ${eva.email} signs in`).getByRole('button', { name: 'Reset' }).click()
  const secret = visitor.page.getByRole('status', { name: 'Temporary master password' })
  await secret.waitFor()
  const { length } = await secret.innerText()
  expect([length >= 23, length < 140]).toEqual([true, true])
}, 60_000)
