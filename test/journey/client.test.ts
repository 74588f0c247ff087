import process from 'node:process'
import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import type { Visitor } from '../testkit/visitor.js'
import { useWorld } from '../testkit/use-world.js'

const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider('Northwind', { teams: 30, enterprise: 30 })
await provider.hire('bob@northwind.example')

async function createClient(visitor: Visitor, name: string, seats: number): Promise<void> {
  await visitor.goTo('Clients')
  await visitor.button('Create client').click()
  const dialog = visitor.dialog('Create client')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('Plan').selectOption('Enterprise')
  await dialog.getByLabel('Seats').fill(String(seats))
  await dialog.getByLabel('Owner\'s e-mail address').fill(`olga@${name.toLowerCase()}.example`)
  await dialog.getByRole('button', { name: 'Create client' }).click()
  await visitor.heading(name).waitFor()
}

/** The clients of the open list, from top to bottom. */
function names(visitor: Visitor): Promise<string[]> {
  return visitor.page.getByRole('table', { name: 'Clients' }).getByRole('row').getByRole('link').allInnerTexts()
}

it('a new client stands on the colleague\'s open list at once, unless it would move the rows under the pointer', async () => {
  for (const name of ['Alpha', 'Mike', 'Zulu'])
    await provider.createClient(name)
  const [ada, bob] = await Promise.all([
    browsers.signIn(world.origin, provider.admin.email),
    browsers.signIn(world.origin, 'bob@northwind.example'),
  ])
  await bob.row('Zulu').waitFor()
  await bob.text('Live').waitFor()
  const loaded = bob.sent.filter(request => request.startsWith('GET')).length

  const [own, others] = [ada.page.waitForURL('**/clients/*').then(() => Date.now()), bob.sighting('Golf')]
  await createClient(ada, 'Golf', 7)
  const delay = await others - await own
  process.stdout.write(`from the own page to the colleague's list: ${delay} ms\n`)
  expect(delay).toBeLessThan(3_000)
  expect(await names(bob)).toEqual(['Alpha', 'Golf', 'Mike', 'Zulu'])
  await bob.row('Golf').getByText('1 / 7').waitFor()

  await bob.row('Mike').hover()
  const before = await bob.row('Mike').boundingBox()
  await createClient(ada, 'Bravo', 5)
  await bob.button('1 change: show').waitFor()
  expect(await names(bob)).toEqual(['Alpha', 'Golf', 'Mike', 'Zulu'])
  expect((await bob.row('Mike').boundingBox())!.y).toBe(before!.y)
  await bob.button('1 change: show').click()
  await bob.row('Bravo').waitFor()
  expect(await names(bob)).toEqual(['Alpha', 'Bravo', 'Golf', 'Mike', 'Zulu'])
  expect(bob.sent.filter(request => request.startsWith('GET'))).toHaveLength(loaded)

  await ada.choose('Actions for this client', 'Rename')
  await ada.dialog('Rename').getByLabel('Name').fill('Bravissimo')
  await ada.dialog('Rename').getByRole('button', { name: 'Rename' }).click()
  await ada.heading('Bravissimo').waitFor()
  await bob.row('Bravissimo').waitFor()
  await bob.page.getByRole('searchbox', { name: 'Search clients' }).fill('vissi')
  await bob.row('Golf').waitFor({ state: 'detached' })
  expect(await names(bob)).toEqual(['Bravissimo'])
  await bob.page.reload()
  await bob.row('Bravissimo').waitFor()
  expect(await names(bob)).toEqual(['Bravissimo'])
}, 120_000)

it('seats are added, removed, grown and refused where the rules say so, and the pool keeps count', async () => {
  const client = await provider.createClient('Seaside', { seats: 3 })
  await client.owner()
  const [ada, bob] = await Promise.all([
    browsers.signIn(world.origin, provider.admin.email),
    browsers.signIn(world.origin, 'bob@northwind.example'),
  ])
  ada.forgive(/status of 409/)
  await Promise.all([ada.open(`/clients/${client.id}/seats`), bob.open(`/clients/${client.id}`)])
  const count = ada.field('Number of seats')
  await count.fill('2')
  await ada.text('Afterwards 5 when added, 1 when removed.').waitFor()
  await ada.button('Add seats').click()
  await bob.text('1 / 5').waitFor()

  await client.invite(['pia@seaside.example', 'quinn@seaside.example'])
  await count.fill('3')
  await ada.button('Remove seats').click()
  await ada.page.getByRole('alert').waitFor()
  expect(await ada.page.getByRole('alert').innerText()).toMatch(/seats.*occupied/i)
  expect(await client.seats()).toMatchObject({ bought: 5, occupied: 3 })
  await count.fill('2')
  await ada.button('Remove seats').click()
  await bob.text('3 / 3').waitFor()
  await bob.text('No free seat is left').waitFor()

  await ada.field('Seats grow when somebody is invited and none is free').check()
  await ada.field('Ceiling').fill('4')
  await ada.button('Save').click()
  await ada.text('Grow automatically up to 4').waitFor()
  await bob.page.getByRole('link', { name: 'Users' }).click()
  bob.forgive(/status of 409/)
  const invite = async (...emails: string[]): Promise<string[]> => {
    await bob.button('Invite users').click()
    await bob.field('E-mail addresses').fill(emails.join('\n'))
    await bob.button(`Send ${emails.length} invitation${emails.length > 1 ? 's' : ''}`).click()
    return bob.job(`Invite ${emails.length} ${emails.length > 1 ? 'people' : 'person'}`)
  }
  expect(await invite('rita@seaside.example')).toEqual(['rita@seaside.example: Done'])
  await ada.row('Enterprise').waitFor()
  expect(await client.seats()).toMatchObject({ bought: 4, occupied: 4 })
  await bob.button('Invite users').click()
  await bob.field('E-mail addresses').fill('sam@seaside.example\ntom@seaside.example')
  await bob.button('Send 2 invitations').click()
  await bob.page.getByRole('alert').filter({ hasText: /the ceiling is/ }).waitFor()
  expect(await bob.field('E-mail addresses').inputValue()).toBe('sam@seaside.example\ntom@seaside.example')
  expect(await client.seats()).toMatchObject({ bought: 4, occupied: 4 })

  await ada.goTo('Seat pools')
  await ada.row('Enterprise').getByText('Change minimum').waitFor()
  const { ENTERPRISE: pool } = await provider.pools()
  const cells = await ada.row('Enterprise').getByRole('cell').allInnerTexts()
  expect(cells.slice(0, 4)).toEqual([pool!.minimum, pool!.purchased, pool!.allocated, pool!.available].map(String))
}, 120_000)

it('a client is offered no more seats than the server grants', async () => {
  const ada = await browsers.signIn(world.origin, provider.admin.email)
  await ada.open('/?create=1')
  const seats = ada.dialog('Create client').getByLabel('Seats')
  const valid = (): Promise<boolean> => seats.evaluate((field: HTMLInputElement) => field.validity.valid)
  await seats.fill('10000')
  expect(await valid()).toBe(true)
  await seats.fill('10001')
  expect(await valid()).toBe(false)
}, 60_000)

/** The first answer to a question of this name never arrives. */
async function loseAnswer(visitor: Visitor, question: string): Promise<void> {
  visitor.forgive(/Failed to load resource: net::ERR_FAILED/)
  let lost = 0
  await visitor.page.route('**/graphql', async (route) => {
    if (lost > 0 || !route.request().postData()?.includes(question))
      return route.fallback()
    lost++
    await route.fetch()
    await route.abort()
  })
}

it('a client whose answer was lost is the same one when the button is pressed again', async () => {
  const ada = await browsers.signIn(world.origin, provider.admin.email)
  await loseAnswer(ada, 'mutation CreateClient')
  await ada.button('Create client').click()
  const dialog = ada.dialog('Create client')
  await dialog.getByLabel('Name').fill('Onceonly')
  await dialog.getByLabel('Owner\'s e-mail address').fill('owner@onceonly.example')
  const create = dialog.getByRole('button', { name: 'Create client' })
  await create.click()
  await dialog.getByRole('alert').waitFor()
  await create.click()
  await ada.heading('Onceonly').waitFor()
  const { clients } = await provider.admin.do('{ clients(first: 50) { edges { node { id name } } } }')
  const made = clients.edges.map(({ node }) => node).filter(({ name }) => name === 'Onceonly')
  expect(made).toHaveLength(1)
  expect(ada.page.url()).toContain(made[0]!.id)
}, 60_000)

it('seats whose answer was lost are not bought a second time when the button is pressed again', async () => {
  const client = await provider.createClient('Harbour', { seats: 3 })
  const ada = await browsers.signIn(world.origin, provider.admin.email)
  await ada.open(`/clients/${client.id}/seats`)
  await loseAnswer(ada, 'AddSeats')
  await ada.field('Number of seats').fill('2')
  await ada.button('Add seats').click()
  await ada.page.getByRole('alert').waitFor()
  expect(await client.seats()).toMatchObject({ bought: 5 })
  await ada.button('Add seats').click()
  await expect.poll(() => ada.field('Number of seats').inputValue()).toBe('1')
  expect(await client.seats()).toMatchObject({ bought: 5 })

  await ada.field('Number of seats').fill('2')
  await ada.button('Add seats').click()
  await ada.text('Afterwards 8 when added, 6 when removed.').waitFor()
  expect(await client.seats()).toMatchObject({ bought: 7 })
}, 120_000)

it('a client is unlinked by typing its name, and leaves every screen', async () => {
  const client = await provider.createClient('Farewell')
  await client.owner()
  const [ada, bob] = await Promise.all([
    browsers.signIn(world.origin, provider.admin.email),
    browsers.signIn(world.origin, 'bob@northwind.example'),
  ])
  bob.forgive(/status of 404/)
  await bob.row('Farewell').waitFor()
  await ada.open(`/clients/${client.id}`)
  await ada.choose('Actions for this client', 'Unlink')
  const dialog = ada.dialog('Unlink Farewell?')
  const unlink = dialog.getByRole('button', { name: 'Unlink', exact: true })
  await dialog.getByLabel('Type the client\'s name to confirm').fill('farewell')
  expect(await unlink.isDisabled()).toBe(true)
  await dialog.getByLabel('Type the client\'s name to confirm').fill('Farewell')
  await unlink.click()
  await ada.heading('Clients').waitFor()
  await ada.row('Farewell').waitFor({ state: 'detached' })
  await bob.row('Farewell').waitFor({ state: 'detached' })
  await bob.open(`/clients/${client.id}`)
  await bob.page.getByRole('heading', { name: 'This is not yours to see', level: 1 }).waitFor()
}, 90_000)

it('whoever may not see a client\'s numbers is shown none, rather than zeros, and finds the way back from what is not theirs', async () => {
  const client = await provider.createClient('Hollow')
  await client.owner()
  await client.join('uma@hollow.example')
  const uma = await browsers.signIn(world.origin, 'uma@hollow.example')
  uma.forgive(/status of 404/)
  await uma.row('Hollow').waitFor()
  expect((await uma.row('Hollow').getByRole('cell').allInnerTexts()).slice(2, 6)).toEqual(['–', '–', '–', '–'])
  await uma.open(`/clients/${client.id}`)
  await uma.text('You are a user of Hollow.').waitFor()
  expect(await uma.page.getByText('events / min').count()).toBe(0)
  expect(await uma.page.getByRole('navigation', { name: 'Hollow' }).getByRole('link').allInnerTexts()).toEqual(['Overview', 'Collections'])
  await uma.open(`/clients/${provider.id}`)
  await uma.heading('This is not yours to see').waitFor()
  await uma.page.getByRole('link', { name: 'Back to clients', exact: true }).click()
  await uma.row('Hollow').waitFor()
}, 60_000)
