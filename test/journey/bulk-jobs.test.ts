import pg from 'pg'
import { expect, it, vi } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { insertRows, userRow } from '../testkit/rows.js'
import { useWorld } from '../testkit/use-world.js'

const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const acme = await provider.createClient('Acme', { seats: 300 })
const owner = await acme.owner()
const people = Array.from({ length: 200 }, (_, n) => userRow(acme, { email: `p${String(n).padStart(3, '0')}@acme.example` }))
await insertRows(world, 'client_user', people)

async function makeGroup(name: string, userIds: string[] = []): Promise<string> {
  const { createGroup } = await provider.admin.do(
    'mutation ($input: CreateGroupInput!) { createGroup(input: $input) { id } }',
    { input: { clientId: acme.id, name, userIds } },
  )
  return createGroup.id
}
const copiers = await makeGroup('Copiers', people.map(({ id }) => id))
await makeGroup('Printers')

/** While it runs nothing can be done to one person, so that a job comes to a halt before them. */
async function holding(email: string, run: () => Promise<void>): Promise<void> {
  const db = new pg.Client({ connectionString: world.ownerUrl })
  await db.connect()
  await db.query('begin')
  await db.query('select from client_user where email = $1 for update', [email])
  await run()
  await db.query('commit')
  await db.end()
}

it('two hundred people are moved between groups by jobs of the server, whose progress two browsers show', async () => {
  const ada = await browsers.visit(world.origin)
  await ada.open('/sign-in')
  await ada.signIn(provider.admin.email)
  const other = await browsers.visit(world.origin)
  await other.open('/sign-in')
  await other.signIn(owner.email)
  await other.open(`/clients/${acme.id}/jobs`)
  await other.text('No jobs').waitFor()

  async function change(way: string, group: string): Promise<void> {
    await ada.open(`/clients/${acme.id}/users?group=${copiers}`)
    await ada.row('p000@acme.example').waitFor()
    await ada.field('Select all').check()
    const toolbar = ada.page.getByRole('toolbar')
    await toolbar.getByRole('button', { name: 'Select all 200' }).click()
    await toolbar.getByText('200 selected').waitFor()
    await toolbar.getByRole('button', { name: 'Groups' }).click()
    const dialog = ada.dialog('Groups of 200 people')
    await dialog.getByRole('radio', { name: way }).check()
    await dialog.getByRole('checkbox', { name: group }).check()
    await dialog.getByRole('button', { name: 'Save' }).click()
  }
  const panelOf = (browser: typeof ada) => browser.page.getByRole('region', { name: 'Jobs on the server' })

  await holding('p100@acme.example', async () => {
    await change('Add to these groups', 'Printers')
    await panelOf(ada).getByText('100 of 200 done').waitFor()
    await panelOf(other).getByText('100 of 200 done').waitFor()
    await ada.page.reload()
    await panelOf(ada).getByText('100 of 200 done').waitFor()
  })
  await panelOf(ada).getByText('200 of 200 done').waitFor()
  await panelOf(other).getByText('200 of 200 done').waitFor()
  await change('Take out of these groups', 'Copiers')
  await panelOf(ada).getByText('200 of 200 done').waitFor()

  await other.row('Change the groups of 200 people').nth(1).waitFor()
  await other.page.getByRole('button', { name: 'Change the groups of 200 people' }).first().click()
  await other.row('p199@acme.example').or(other.row('p000@acme.example')).first().waitFor()
  await other.page.getByLabel('Outcome').selectOption('Refused')
  await other.text('No such rows').waitFor()
  await other.open(`/clients/${acme.id}/groups`)
  await other.row('Printers').getByRole('link', { name: '200 people' }).waitFor()
  await other.row('Copiers').getByRole('link', { name: '0 people' }).waitFor()
}, 180_000)

it('what was refused is shown with its reason, filtered, saved as CSV, and tried again', async () => {
  const birch = await provider.createClient('Birch', { seats: 3 })
  const users = Array.from({ length: 4 }, (_, n) => ({ email: `b${n}@birch.example`, role: 'USER' }))
  const { createBulkJob } = await provider.admin.do<{ createBulkJob: { id: string } }>(
    'mutation ($input: CreateBulkJobInput!) { createBulkJob(input: $input) { id } }',
    { input: { clientId: birch.id, invite: { users } } },
  )
  await vi.waitFor(async () => {
    const [job] = await world.sql<{ refused: number }>('select refused from bulk_job where id = $1 and finished_at is not null', [createBulkJob.id])
    expect(job).toEqual({ refused: 2 })
  }, { timeout: 30_000, interval: 100 })
  const ada = await browsers.visit(world.origin)
  await ada.open('/sign-in')
  await ada.signIn(provider.admin.email)
  await ada.open(`/clients/${birch.id}/jobs`)
  await ada.row('Partly refused').getByRole('button', { name: 'Invite 4 people' }).click()
  await ada.page.getByLabel('Outcome').selectOption('Refused')
  await ada.row('b3@birch.example').getByText('seat').waitFor()
  const download = ada.page.waitForEvent('download')
  await ada.button('Results as CSV').click()
  expect((await download).suggestedFilename()).toMatch(/^wardroom-job-.*\.csv$/)
  await provider.admin.do('mutation ($id: ID!) { addSeats(clientId: $id, count: 5) { id } }', { id: birch.id })
  await ada.button('Try the rest again').first().click()
  await ada.text('2 of 2 done').first().waitFor()
  expect((await birch.user('b3@birch.example')).status).toBe('INVITED')
}, 120_000)

it('a directory\'s file is shown as what it would change, and done as a job', async () => {
  const cogs = await provider.createClient('Cogs', { seats: 20 })
  await cogs.invite(['kim@cogs.example', 'old@cogs.example'])
  const ada = await browsers.visit(world.origin)
  await ada.open('/sign-in')
  await ada.signIn(provider.admin.email)
  await ada.open(`/clients/${cogs.id}/users`)
  await ada.button('Directory file').click()
  const dialog = ada.dialog('Directory file for Cogs')
  await dialog.getByLabel('Choose a file').setInputFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('E-mail,External ID,Groups,Phone\r\nkim@cogs.example,k-1,Printers,1\r\nnew@cogs.example,n-1,Printers; Copiers,2\r\nnobody,,,\r\n'),
  })
  await dialog.getByText('2 things in the file are not followed').waitFor()
  await dialog.getByText('New groups: Printers, Copiers').waitFor()
  await dialog.getByText('0 suspended').waitFor()
  await dialog.getByRole('checkbox', { name: 'Suspend people' }).check()
  await dialog.getByText('1 suspended').waitFor()
  await dialog.getByRole('button', { name: 'Make 4 changes' }).click()
  await ada.page.getByRole('region', { name: 'Jobs on the server' }).getByText('4 of 4 done').waitFor()
  await ada.row('new@cogs.example').waitFor()
  expect([(await cogs.user('old@cogs.example')).status, (await cogs.user('new@cogs.example')).status]).toEqual(['REVOKED', 'INVITED'])
}, 120_000)
