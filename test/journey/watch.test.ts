import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { expect, it, onTestFinished } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import type { Visitor } from '../testkit/visitor.js'
import { ServerProcess } from '../testkit/server-process.js'
import { useWorld } from '../testkit/use-world.js'
import type { ProviderOf } from '../testkit/world.js'

const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
await provider.hire('bob@northwind.example')

/** The events of the open list as they read, from top to bottom, with the time before and the address behind cut off. */
async function told(visitor: Visitor): Promise<string[]> {
  const rows = await visitor.page.getByRole('list', { name: 'Events' }).getByRole('button').allInnerTexts()
  return rows.map(row => row.split('\n').find(line => / /.test(line))!)
}

async function allSeqs(of: ProviderOf): Promise<number[]> {
  const { events } = await of.admin.do('query ($id: ID!) { events(providerId: $id, first: 200) { edges { node { seq } } } }', { id: of.id })
  return events.edges.map(({ node }) => Number(node.seq))
}

it('what one does stands on the other\'s event page and on the wall within a second', async () => {
  const client = await provider.createClient('Acme')
  const [ada, bob, wall] = await Promise.all(
    [provider.admin.email, 'bob@northwind.example', 'bob@northwind.example'].map(email => browsers.signIn(world.origin, email)),
  ) as [Visitor, Visitor, Visitor]
  await Promise.all([ada.open(`/clients/${client.id}/users`), bob.goTo('Events'), wall.open('/wall')])
  const tile = wall.page.getByRole('article', { name: 'Acme' })
  await tile.getByText('1/10').waitFor()
  await Promise.all([bob, wall].map(visitor => visitor.page.getByText('Live', { exact: true }).waitFor()))

  await ada.button('Invite users').click()
  await ada.field('E-mail addresses').fill('kim@acme.example')
  const [onPage, onWall] = [bob.sighting('1 new event: show'), wall.sighting('Ada Admin invited kim@acme.example to Acme')]
  const clicked = Date.now()
  await ada.button('Send 1 invitation').click()
  const delays = [await onPage - clicked, await onWall - clicked]
  process.stdout.write(`from the click to the event page: ${delays[0]} ms, to the wall: ${delays[1]} ms\n`)
  // A second on a machine of its own; the tests share theirs.
  expect(Math.max(...delays)).toBeLessThan(3_000)

  expect((await told(bob))[0]).not.toContain('kim@acme.example')
  await bob.button('1 new event: show').click()
  await bob.text('Ada Admin invited kim@acme.example to Acme').waitFor()
  expect((await told(bob))[0]).toBe('Ada Admin invited kim@acme.example to Acme')
  await tile.getByText('2/10').waitFor()
  await tile.getByText('Ada Admin invited kim@acme.example to Acme').waitFor()
}, 90_000)

it('a checkpoint of the log is saved as a file that says where the log stands', async () => {
  const ada = await browsers.signIn(world.origin, provider.admin.email)
  await ada.open('/events')
  const saved = ada.page.waitForEvent('download')
  await ada.button('Checkpoint').click()
  const download = await saved
  const [, seq] = /^wardroom-checkpoint-(\d+)\.txt$/.exec(download.suggestedFilename()) ?? []
  expect((await readFile(await download.path(), 'utf8')).split('\n').slice(0, 2)).toEqual([`wardroom/log/${provider.id}`, seq])
})

it('what the provider is called, and what somebody may do, is on every open screen without loading it anew', async () => {
  const [ada, other, wall, bob] = await Promise.all(
    [provider.admin.email, provider.admin.email, provider.admin.email, 'bob@northwind.example']
      .map(email => browsers.signIn(world.origin, email)),
  ) as [Visitor, Visitor, Visitor, Visitor]
  await Promise.all([ada.goTo('Team'), other.goTo('Profile'), wall.open('/wall')])
  await Promise.all([other, wall, bob].map(visitor => visitor.page.getByText('Live', { exact: true }).waitFor()))

  await ada.button('Rename the provider').click()
  await ada.page.keyboard.press('Control+a')
  await ada.page.keyboard.type('Northwind Nova')
  const sightings = [other, wall].map(visitor => visitor.sighting('Northwind Nova'))
  const clicked = Date.now()
  await ada.page.keyboard.press('Enter')
  const delay = Math.max(...await Promise.all(sightings)) - clicked
  process.stdout.write(`from the new name to the other screens: ${delay} ms\n`)
  expect(delay).toBeLessThan(3_000)
  await other.text('Northwind Nova · Provider admin').waitFor()
  // Service users may not read the provider's own events: their pages ask now and then.
  await bob.text('Northwind Nova').waitFor()

  await ada.choose('Actions for bob@northwind.example', 'Make Provider admin')
  await ada.dialog('Change bob to Provider admin?').getByRole('button', { name: 'Make Provider admin' }).click()
  await ada.row('bob@northwind.example').getByText('Provider admin').waitFor()
  await bob.goTo('Team')
  await bob.row('bob@northwind.example').waitFor()
}, 90_000)

it('the log is filtered by its address, paged to its end and exported without formulas', async () => {
  const client = await provider.createClient('=SUM(A1:A9)', { seats: 80, owner: 'owner@sum.example' })
  const emails = Array.from({ length: 70 }, (_, at) => `p${at}@sum.example`)
  await client.invite(emails)
  await provider.createClient('Other')
  const ada = await browsers.signIn(world.origin, provider.admin.email)
  await ada.goTo('Events')
  await ada.field('Kind').selectOption('Users')
  await ada.field('Time').selectOption('Last 24 hours')
  await ada.page.getByRole('combobox', { name: 'Any client', exact: true }).fill('sum')
  await ada.page.getByRole('option', { name: '=SUM(A1:A9)' }).click()
  await expect.poll(() => new URL(ada.page.url()).search).toBe(`?kind=USER&range=24h&client=${client.id}`)
  await ada.page.reload()
  await ada.button('Load older').waitFor()
  expect(await ada.field('Kind').inputValue()).toBe('USER')
  expect(await ada.field('Time').inputValue()).toBe('24h')
  await expect.poll(() => ada.page.getByRole('combobox', { name: 'Any client', exact: true }).inputValue()).toBe('=SUM(A1:A9)')

  expect(await told(ada)).toHaveLength(50)
  await ada.button('Load older').scrollIntoViewIfNeeded()
  await ada.button('Load older').waitFor({ state: 'detached' })
  expect(await told(ada)).toEqual([...emails.toReversed(), 'owner@sum.example'].map(email => `Ada Admin invited ${email} to =SUM(A1:A9)`))

  const saved = ada.page.waitForEvent('download')
  await ada.button('Export CSV').click()
  const download = await saved
  expect(download.suggestedFilename()).toMatch(/^wardroom-events-\d{4}-\d\d-\d\d\.csv$/)
  const [head, ...rows] = (await readFile(await download.path(), 'utf8')).trimEnd().split('\r\n')
  expect(head).toBe('\uFEFFmessage,type,code,date,client,actor,subject,ip,device')
  expect(rows).toHaveLength(71)
  expect(rows[0]).toMatch(/^Ada Admin invited p69@sum\.example to =SUM\(A1:A9\),OrganizationUser_Invited,1500,[\dT:.-]+Z,'=SUM\(A1:A9\),Ada Admin,p69@sum\.example,/)

  await ada.text('invited p5@sum.example').click()
  await ada.dialog('Event').getByRole('button', { name: 'Only about p5@sum.example' }).click()
  await expect.poll(() => told(ada)).toEqual(['Ada Admin invited p5@sum.example to =SUM(A1:A9)'])
  await ada.button('Clear all').click()
  await ada.text('created the client Other').waitFor()
  expect(new URL(ada.page.url()).search).toBe('')
}, 90_000)

it('the lamp tells that the server is gone and that it is back, and nothing is missing in between', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'wardroom-lamp-'))
  const server = await ServerProcess.on(dataDir)
  onTestFinished(async () => {
    await server.dispose()
    await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  })
  const northwind = await (await server.world()).provider()
  const client = await northwind.createClient('Acme', { seats: 50 })
  const [ada, wall] = await Promise.all([1, 2].map(() => browsers.signIn(server.origin, northwind.admin.email))) as [Visitor, Visitor]
  for (const visitor of [ada, wall])
    visitor.forgive(/ERR_CONNECTION_REFUSED|ERR_SOCKET_NOT_CONNECTED|ERR_INCOMPLETE_CHUNKED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|WebSocket connection to/)
  await Promise.all([ada.goTo('Events'), wall.open('/wall')])
  const lamp = async (state: RegExp, patience: number): Promise<void> => {
    await Promise.all(
      [ada, wall].map(({ page }) => page.getByRole('status').filter({ hasText: state }).first().waitFor({ timeout: patience })),
    )
  }
  await lamp(/^Live$/, 10_000)
  await client.invite(['before@acme.example'])
  await wall.text('invited before@acme.example').waitFor()

  await server.kill()
  // The state is spoken once; the seconds beside it are for the eye.
  await lamp(/^Reconnecting$/, 5_000)
  await lamp(/^Stale$/, 40_000)
  await ada.text(/^Stale, \d+ s$/).waitFor()
  await server.start()
  const emails = Array.from({ length: 25 }, (_, at) => `after${at}@acme.example`)
  for (const email of emails)
    await client.invite([email])
  await lamp(/^Live$/, 15_000)

  await ada.page.getByRole('button', { name: /^\d+ new events: show$/ }).click()
  await expect.poll(async () => (await told(ada)).slice(0, 26), { timeout: 10_000 })
    .toEqual([...emails.toReversed(), 'before@acme.example'].map(email => `Ada Admin invited ${email} to Acme`))
  expect((await wall.page.getByRole('region', { name: 'Events' }).getByRole('listitem').allInnerTexts()).slice(0, 26).map(text => /invited (\S+)/.exec(text)?.[1]))
    .toEqual([...emails.toReversed(), 'before@acme.example'])
  const logged = await allSeqs(northwind)
  for (const { heard } of [ada, wall]) {
    // A frame under way when the connection broke may come again behind the cursor; `seq` tells (docs/event-feed.md).
    const seqs = [...new Set([...heard.join('\n').matchAll(/"seq":"(\d+)"/g)].map(([, seq]) => Number(seq)))]
    expect(seqs).toEqual(logged.slice(-seqs.length))
    expect(seqs.length).toBeGreaterThanOrEqual(26)
  }
}, 180_000)
