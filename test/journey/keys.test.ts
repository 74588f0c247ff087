import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { useWorld } from '../testkit/use-world.js'

const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const minute = 60_000

it('a machine that slept for longer than the keys may lie open locks them at the first touch', async () => {
  const ada = await browsers.signIn(world.origin, provider.admin.email)
  await ada.goTo('Profile')
  await ada.text('Unlocked in this tab').waitFor()
  // No timer runs while it sleeps.
  await ada.page.clock.setSystemTime(Date.now() + 16 * minute)
  await ada.page.mouse.move(200, 200)
  await ada.text('Unlock your keys to see your phrase.').waitFor()
}, 60_000)

it('a master password that is easily guessed is not taken, whatever its length', async () => {
  const client = await provider.createClient('Harbour')
  await client.invite(['lindqvist@harbour.example'])
  const visitor = await browsers.visit(world.origin)
  await visitor.open(`/invitation#${await world.invitationOf('lindqvist@harbour.example')}`)
  await visitor.field('Name').fill('Lind Qvist')
  await visitor.field('E-mail address').fill('lindqvist@harbour.example')
  const type = async (password: string): Promise<void> => {
    await visitor.field('Master password').fill(password)
    await visitor.field('Repeat master password').fill(password)
  }
  for (const weak of ['aaaaaaaaaaaa', 'Manchester2026', 'lindqvist@harbour.example', '            ']) {
    await type(weak)
    await visitor.text(/unrelated words?$/).waitFor()
    await visitor.field('Repeat master password').press('Enter')
  }
  await type('too short')
  await visitor.text('Still too short').waitFor()
  await visitor.field('Repeat master password').press('Enter')
  await type('lamp-tree-blue-otter')
  await visitor.text('Strong').waitFor()
  expect(visitor.sent.filter(body => body.includes('AcceptInvitation'))).toEqual([])
  await visitor.field('Repeat master password').press('Enter')
  await visitor.heading('Waiting to be confirmed').waitFor()
  expect(visitor.sent.filter(body => body.includes('AcceptInvitation'))).toHaveLength(1)
}, 60_000)

it('the key of a client of before is bound by name, once, and then handed out', async () => {
  const client = await provider.createClient('Old Quay')
  await world.accept(client.ownerEmail, 'Olga')
  await world.sql('update client set key_binding = null where id = $1', [client.id])
  const ada = await browsers.signIn(world.origin, provider.admin.email)
  const confirmOlga = async (): Promise<string[]> => {
    await ada.goTo('Clients')
    await ada.page.getByRole('link', { name: client.name, exact: true }).click()
    await ada.page.getByRole('link', { name: /^Users/ }).click()
    await ada.choose(`Actions for ${client.ownerEmail}`, 'Confirm')
    await ada.button('The phrase matches: confirm').click()
    return ada.job('Confirm 1 person')
  }
  expect(await confirmOlga()).toEqual([expect.stringContaining('The key of this client is not bound to it')])
  await ada.choose('Actions for this client', 'Bind the key…')
  await ada.dialog('Bind the key of Old Quay to it?').getByRole('button', { name: 'Bind the key…' }).click()
  await ada.dialog('Bind the key of Old Quay to it?').waitFor({ state: 'detached' })
  await ada.button('Actions for this client').click()
  await ada.page.getByRole('menuitem', { name: 'Rename' }).waitFor()
  expect(await ada.page.getByRole('menuitem', { name: 'Bind the key…' }).count()).toBe(0)
  await ada.page.keyboard.press('Escape')
  expect(await confirmOlga()).toEqual([`${client.ownerEmail}: Done`])
}, 60_000)
