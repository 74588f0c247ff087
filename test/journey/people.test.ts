import { readFile } from 'node:fs/promises'
import type { Locator } from 'playwright-core'
import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { turnOn } from '../testkit/two-step.js'
import { useWorld } from '../testkit/use-world.js'

const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
await provider.hire('bob@northwind.example')

function csv(...lines: string[]): { name: string, mimeType: string, buffer: Buffer } {
  return { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\r\n')) }
}

it('people are invited as typed, as pasted and from a file, whose broken rows are named and hold everything back', async () => {
  const client = await provider.createClient('Acme', { seats: 20 })
  const [ada, bob] = await Promise.all([
    browsers.signIn(world.origin, provider.admin.email),
    browsers.signIn(world.origin, 'bob@northwind.example'),
  ])
  await Promise.all([ada, bob].map(visitor => visitor.open(`/clients/${client.id}/users`)))
  const addresses = ada.field('E-mail addresses')
  await bob.row('owner@acme.example').waitFor()

  await ada.button('Invite users').click()
  await addresses.pressSequentially('uma@acme.example, admin')
  await ada.button('Send 1 invitation').click()
  expect(await ada.job('Invite 1 person')).toEqual(['uma@acme.example: Done'])
  await bob.row('uma@acme.example').getByText('Admin').waitFor()

  await ada.button('Invite users').click()
  await addresses.focus()
  await ada.page.keyboard.insertText('Vic Vaughan <vic@acme.example>\nUMA@acme.example\nwill@acme.example, xena@acme.example')
  await ada.button('Send 4 invitations').click()
  expect(await ada.job('Invite 4 people')).toEqual([
    'vic@acme.example: Done',
    'uma@acme.example: Already belongs here; nothing was sent.: Done',
    'will@acme.example: Done',
    'xena@acme.example: Done',
  ])
  await bob.row('xena@acme.example').waitFor()

  await ada.button('Invite users').click()
  await ada.field('Choose a CSV file')
    .setInputFiles(csv('email;role', 'yves@acme.example;user', 'yves;user', ';user', 'yves@acme.example;user', 'zoe@acme.example;emperor'))
  const preview = ada.page.getByRole('region', { name: 'Preview' })
  await preview.getByText('1 person to invite · 4 broken rows').waitFor()
  expect((await preview.getByRole('row').allInnerTexts()).slice(1).map(row => row.split(/\s*\t\s*/))).toEqual([
    ['3', 'yves', 'User', 'Not an e-mail address'],
    ['4', '–', 'User', 'No address'],
    ['5', 'yves@acme.example', 'User', 'Named twice'],
    ['6', 'zoe@acme.example', 'emperor', 'Unknown role'],
    ['2', 'yves@acme.example', 'User', 'Valid'],
  ])
  expect(await ada.dialog('Invite users to Acme').getByRole('button', { name: 'Invite users' }).isDisabled()).toBe(true)
  await addresses.press('Control+Enter')
  expect((await client.seats()).occupied).toBe(5)

  await ada.field('Choose a CSV file').setInputFiles(csv('email;role', 'yves@acme.example;user', 'zoe@acme.example;admin'))
  await ada.button('Send 2 invitations').click()
  expect(await ada.job('Invite 2 people')).toEqual(['yves@acme.example: Done', 'zoe@acme.example: Done'])
  await bob.row('zoe@acme.example').getByText('Admin').waitFor()
  expect((await client.seats()).occupied).toBe(7)
  expect(ada.sent.filter(request => request.includes('"emperor"'))).toEqual([])
}, 120_000)

it('a person goes from invited to removed while a colleague watches', async () => {
  const client = await provider.createClient('Delta')
  const [ada, bob] = await Promise.all([
    browsers.signIn(world.origin, provider.admin.email),
    browsers.signIn(world.origin, 'bob@northwind.example'),
  ])
  await Promise.all([ada, bob].map(visitor => visitor.open(`/clients/${client.id}/users`)))
  await ada.choose('Actions for owner@delta.example', 'Resend')
  expect(await ada.job('Resend 1 invitation')).toEqual(['owner@delta.example: Done'])

  const olga = await browsers.visit(world.origin)
  await olga.open(`/invitation#${await world.invitationOf('owner@delta.example')}`)
  await olga.field('Name').fill('Olga Owner')
  await olga.field('E-mail address').fill('owner@delta.example')
  await olga.field('Master password').fill('correct horse battery staple')
  await olga.field('Repeat master password').fill('correct horse battery staple')
  await olga.button('Create account and accept').click()
  await olga.heading('Waiting to be confirmed').waitFor()
  expect(new URL(olga.page.url()).hash).toBe('')
  const row = bob.row('owner@delta.example')
  await row.getByText('Accepted').waitFor()

  // The key was lost with the reload of the page, so it is asked for; another colleague than the creator of the client confirms.
  await bob.choose('Actions for owner@delta.example', 'Confirm')
  await bob.button('The phrase matches: confirm').click()
  await bob.dialog('Unlock your keys').getByLabel('Master password').fill('correct horse battery staple')
  await bob.button('Unlock').click()
  expect(await bob.job('Confirm 1 person')).toEqual(['owner@delta.example: Done'])
  await ada.row('owner@delta.example').getByText('Confirmed').waitFor()
  await olga.row('Delta').waitFor()

  await client.join('uwe@delta.example')
  await olga.row('Delta').getByRole('link').click()
  await olga.page.getByRole('link', { name: 'Users' }).click()
  await olga.choose('Actions for uwe@delta.example', 'Change role')
  await olga.page.getByRole('radio', { name: /^Admin/ }).check()
  await olga.dialog('Role of uwe@delta.example').getByRole('button', { name: 'Change role' }).click()
  expect(await olga.job('Change the role of 1 person')).toEqual(['uwe@delta.example: Done'])
  await bob.row('uwe@delta.example').getByText('Admin').waitFor()

  const act = async (item: string, job: string, sure = true): Promise<void> => {
    await ada.choose('Actions for uwe@delta.example', item)
    if (sure)
      await ada.dialog(`${item} uwe?`).getByRole('button', { name: item }).click()
    expect(await ada.job(job)).toEqual(['uwe@delta.example: Done'])
  }
  await act('Revoke', 'Revoke 1 person')
  await bob.row('uwe@delta.example').getByText('Revoked').waitFor()
  await act('Restore', 'Restore 1 person', false)
  await bob.row('uwe@delta.example').getByText('Confirmed').waitFor()
  await act('Remove', 'Remove 1 person')
  await bob.page.mouse.move(0, 0)
  await bob.row('uwe@delta.example').waitFor({ state: 'detached' })
}, 120_000)

it('what is done to many has a result for each, and what was refused is tried again when its reason is gone', async () => {
  const client = await provider.createClient('Echo')
  await client.owner()
  const [ada, bob] = await Promise.all([
    browsers.signIn(world.origin, provider.admin.email),
    browsers.signIn(world.origin, 'bob@northwind.example'),
  ])
  await client.join('pia@echo.example')
  await client.join('rolf@echo.example')
  await Promise.all([ada, bob].map(visitor => visitor.open(`/clients/${client.id}/users`)))
  await ada.field('Select all').check()
  await ada.text('3 selected').waitFor()
  await ada.page.getByRole('toolbar').getByRole('button', { name: 'Revoke' }).click()
  await ada.dialog('Revoke 3 people?').getByRole('button', { name: 'Revoke' }).click()
  expect(await ada.job('Revoke 3 people')).toEqual([
    expect.stringMatching(/^owner@echo\.example: .*owner.*: Refused$/),
    'pia@echo.example: Done',
    'rolf@echo.example: Done',
  ])
  await bob.row('rolf@echo.example').getByText('Revoked').waitFor()
  expect(await bob.row('owner@echo.example').getByText('Confirmed').count()).toBe(1)

  await client.join('second@echo.example', 'OWNER')
  await ada.button('Retry failed (1)').click()
  await bob.row('owner@echo.example').getByText('Revoked').waitFor()
  expect(await ada.job('Revoke 3 people')).toEqual(['owner@echo.example: Done', 'pia@echo.example: Done', 'rolf@echo.example: Done'])
}, 90_000)

it('a new role for a few is undone together, and each has the one from before', async () => {
  const client = await provider.createClient('Ember')
  await client.owner()
  await client.join('pia@ember.example')
  await client.join('rolf@ember.example', 'ADMIN')
  const ada = await browsers.signIn(world.origin, provider.admin.email)
  await ada.open(`/clients/${client.id}/users`)
  await ada.row('pia@ember.example').waitFor()
  const role = (of: string): Locator => ada.row(of).getByRole('cell').nth(2)
  expect(await Promise.all(['pia', 'rolf'].map(of => role(of).innerText()))).toEqual(['User', 'Admin'])
  await ada.field('Select pia@ember.example').check()
  await ada.field('Select rolf@ember.example').check()
  await ada.page.getByRole('toolbar').getByRole('button', { name: 'Change role' }).click()
  const dialog = ada.dialog('Role of 2 people')
  await dialog.getByRole('radio', { name: /^Owner/ }).check()
  await dialog.getByRole('button', { name: 'Change role' }).click()
  expect(await ada.job('Change the role of 2 people')).toEqual(['pia@ember.example: Done', 'rolf@ember.example: Done'])
  await ada.row('pia@ember.example').getByText('Owner').waitFor()
  await ada.button('Undo').click()
  await ada.row('pia@ember.example').getByText('User').waitFor()
  await ada.row('rolf@ember.example').getByText('Admin').waitFor()
}, 60_000)

it('work on many asks before it is lost with the page, says what was not sent, and is nobody else\'s to read', async () => {
  const client = await provider.createClient('Foxtrot', { seats: 80 })
  await client.invite(Array.from({ length: 60 }, (_, at) => `f${at + 10}@foxtrot.example`))
  const ada = await browsers.signIn(world.origin, provider.admin.email)
  await ada.open(`/clients/${client.id}/users?status=INVITED`)
  await ada.row('f10@foxtrot.example').waitFor()
  let answer = (): void => {}
  const held = new Promise<void>(resolve => answer = resolve)
  await ada.page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('mutation ResendInvitations'))
      await held
    await route.continue()
  })
  await ada.field('Select all').check()
  await ada.text('50 selected').waitFor()
  await ada.button('Select all 61').click()
  await ada.text('61 selected').waitFor()
  await ada.page.getByRole('toolbar').getByRole('button', { name: 'Resend' }).click()
  const panel = ada.page.getByRole('region', { name: 'Job: Resend 61 invitations' })
  await panel.getByText('0 of 61 done').waitFor()

  const asked = ada.page.waitForEvent('dialog')
  const leaving = ada.page.close({ runBeforeUnload: true })
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()
  await leaving
  await panel.getByRole('button', { name: 'Cancel' }).click()
  answer()
  await panel.getByText('50 of 61 done · 11 not sent').waitFor()
  await panel.getByRole('button', { name: 'Send the rest (11)' }).click()
  await panel.getByText('61 of 61 done').waitFor()
  await panel.getByRole('button', { name: 'Dismiss' }).waitFor()

  await ada.signOut()
  await ada.signIn('bob@northwind.example')
  await ada.heading('Clients').waitFor()
  expect(await panel.count()).toBe(0)
}, 90_000)

it('a list that finds no seats stays in its dialog, where they can be added', async () => {
  const client = await provider.createClient('Echo', { seats: 2 })
  const ada = await browsers.signIn(world.origin, provider.admin.email)
  ada.forgive(/status of 409/)
  await ada.open(`/clients/${client.id}/users?invite=1`)
  const addresses = ada.field('E-mail addresses')
  const text = '"Lovelace, Ada" <lovelace@echo.example>; "Babbage, Charles" <babbage@echo.example>'
  await addresses.fill(text)
  await ada.button('Send 2 invitations').click()
  await ada.text('2 seats are needed and 1 are free').waitFor()
  expect(await addresses.inputValue()).toBe(text)
  await ada.button('Add 1 seat').click()
  await ada.button('Add 1 seat').waitFor({ state: 'detached' })
  await ada.button('Send 2 invitations').click()
  expect(await ada.job('Invite 2 people')).toEqual(['lovelace@echo.example: Done', 'babbage@echo.example: Done'])
  expect(await client.seats()).toMatchObject({ bought: 3, occupied: 3 })
}, 120_000)

it('somebody whose address has letters beyond ASCII is invited, accepts a link that a mail filter rewrote or cut, and signs in again', async () => {
  const client = await provider.createClient('Foxtrot')
  await client.invite(['jörg@x.example'])
  const token = await world.invitationOf('jörg@x.example')
  const joerg = await browsers.visit(world.origin)
  await joerg.open('/invitation')
  await joerg.field('Link from the mail').fill(`${world.origin}/invitation`)
  await joerg.text('This is not the whole link of an invitation.').waitFor()
  await joerg.field('Link from the mail').fill(`${world.origin}/invitation#${token}`)
  await joerg.button('Open the invitation').click()
  await joerg.text('For jörg@x.example').waitFor()

  await joerg.open(`/invitation%23${token}`)
  await joerg.field('Name').fill('Jörg')
  await joerg.field('E-mail address').fill('Jörg@x.example')
  await joerg.field('Master password').fill('correct horse battery staple')
  await joerg.field('Repeat master password').fill('correct horse battery staple')
  await joerg.button('Create account and accept').click()
  await joerg.signOut()
  await joerg.heading('Sign in').waitFor()
  await joerg.signIn('JÖRG@x.example')
}, 120_000)

it('who has not signed in for long, and how people do, is a column, a filter and a file', async () => {
  const client = await provider.createClient('Elm', { seats: 20 })
  const [kim, lou] = [await client.join('kim@elm.example'), await client.join('lou@elm.example')]
  await client.invite(['=new@elm.example'])
  await turnOn(kim)
  await world.sql(`update client_user set last_sign_in_at = now() - interval '100 days' where account_id = $1`, [lou.accountId])
  await world.sql(`update client_user set name = '=1+1' where account_id = $1`, [lou.accountId])
  const ada = await browsers.signIn(world.origin, provider.admin.email)
  await ada.open(`/clients/${client.id}/users`)
  await ada.row(kim.email).getByText('One-time code').waitFor()
  await ada.row(lou.email).getByText('3 mo. ago').waitFor()

  await ada.field('Last sign-in').selectOption('No sign-in for 90 days')
  await ada.row(kim.email).waitFor({ state: 'detached' })
  const saved = ada.page.waitForEvent('download')
  await ada.button('Export CSV').click()
  const download = await saved
  expect(download.suggestedFilename()).toMatch(/^wardroom-users-\d{4}-\d\d-\d\d\.csv$/)
  const [head, ...rows] = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n')
  expect(head).toBe('\uFEFFE-mail address,Name,Role,Status,Two-step login,Two-step login since (UTC),Last sign-in,Invited (UTC)')
  expect(rows.map(row => row.split(',').slice(0, 5).join())).toEqual([
    `'=new@elm.example,,User,Invited,Off`,
    `lou@elm.example,'=1+1,User,Confirmed,Off`,
    'owner@elm.example,,Owner,Invited,Off',
  ])

  await ada.button('Clear all').click()
  await ada.field('Two-step login').selectOption('Two-step: one-time code')
  await ada.row(lou.email).waitFor({ state: 'detached' })
  await ada.row(kim.email).waitFor()

  await ada.goTo('Team')
  await ada.field('Two-step login').selectOption('Two-step: phishing-resistant')
  await ada.text('No matching people').waitFor()
  await ada.button('Clear all').first().click()
  await ada.row('bob@northwind.example').waitFor()
  await ada.field('Last sign-in').selectOption('Never signed in')
  await ada.text('No matching people').waitFor()
}, 90_000)
