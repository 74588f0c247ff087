import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import type { Visitor } from '../testkit/visitor.js'
import { useWorld } from '../testkit/use-world.js'
import { useLyingServer } from './lying-server.js'

/** A server whose answers lack what the schema promises: no page is empty without a word, and the way out works. */
const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const server = await useLyingServer(world)
const acme = await provider.createClient('Acme')

async function signedIn(): Promise<Visitor> {
  const ada = await browsers.signIn(server.origin, provider.admin.email)
  ada.forgive(/null/)
  return ada
}

it.each<[string, string, string, (data: any) => void]>([
  ['a person of a list', `/clients/${acme.id}/users`, 'ClientUsers', ({ client }) => client.users.edges[0].node = null],
  ['a client', `/clients/${acme.id}`, 'ClientHead', data => data.client = null],
  ['an event', '/events', 'Events', ({ events }) => events.edges[0].node = null],
  ['who did it', '/events', 'Events', ({ events }) => events.edges[0].node.actor = null],
  ['to whom it was done', '/events', 'Events', ({ events }) => events.edges[0].node.subject = null],
])('where %s is null the page is empty', async (_, path, question, change) => {
  const ada = await signedIn()
  server.lie(question, (answer) => {
    change(answer.data)
    return answer
  })
  await ada.open(path)
  await ada.heading('This page cannot be shown').waitFor()
  await ada.goTo('Team')
  expect(await ada.heading('This page cannot be shown').count()).toBe(0)
  await ada.open(path)
  await ada.heading('This page cannot be shown').waitFor()
  server.tellTheTruth()
  await ada.button('Load it').click()
  await ada.heading(path === '/events' ? 'Events' : 'Acme').waitFor()
}, 60_000)

it('a client that is null and is gone back to is on its way for ever', async () => {
  const ada = await signedIn()
  await ada.open('/')
  await ada.row('Acme').waitFor()
  server.lie('ClientHead', () => ({ data: { client: null } }))
  await ada.page.getByRole('link', { name: 'Acme' }).click()
  await ada.heading('This page cannot be shown').waitFor()
  await ada.goTo('Team')
  await ada.page.goBack()
  await ada.heading('This page cannot be shown').waitFor()
  server.tellTheTruth()
  await ada.button('Load it').click()
  await ada.heading('Acme').waitFor()
}, 60_000)

it('where nobody is looking everything is empty', async () => {
  const ada = await signedIn()
  server.lie('Viewer', () => ({ data: { viewer: null } }))
  await ada.open('/')
  await ada.text('could not be loaded').waitFor()
  server.tellTheTruth()
  await ada.button('Try again').click()
  await ada.row('Acme').waitFor()
}, 60_000)

it('where a client is null the wall is empty for as long as nobody comes', async () => {
  const ada = await signedIn()
  server.lie('WallClients', (answer) => {
    answer.data.clients.edges[0].node = null
    return answer
  })
  await ada.page.clock.install()
  await ada.open('/wall')
  await ada.heading('This page cannot be shown').waitFor()
  server.tellTheTruth()
  await ada.page.clock.fastForward('01:00')
  await ada.text('Acme').waitFor()
}, 60_000)

it('where the list of clients never ends the wall is live with what it showed before, and asks for ever', async () => {
  const ada = await signedIn()
  let asked = 0
  let page: unknown
  server.lie('WallClients', (answer) => {
    page ??= answer.data.clients
    return { data: { clients: { ...page as object, pageInfo: { hasNextPage: true, endCursor: `${++asked}` } } } }
  })
  await ada.open('/wall')
  await ada.text('could not be loaded').waitFor()
  expect(asked).toBeLessThanOrEqual(200) // it may have been asked a second time already
  server.tellTheTruth()
  await ada.button('Try again').click()
  await ada.text('Acme').waitFor()
}, 60_000)

it('where the shell cannot be shown everything is empty', async () => {
  const ada = await signedIn()
  server.lie('Viewer', (answer) => {
    answer.data.viewer.providerMemberships = null
    return answer
  })
  await ada.open('/')
  await ada.heading('This page cannot be shown').waitFor()
  server.tellTheTruth()
  await ada.button('Load it').click()
  await ada.row('Acme').waitFor()
}, 60_000)

it('somebody of a status that only a newer server knows has none', async () => {
  const ada = await signedIn()
  server.lie('ClientUsers', (answer) => {
    answer.data.client.users.edges[0].node.status = 'FROZEN'
    return answer
  })
  await ada.open(`/clients/${acme.id}/users`)
  await ada.row(acme.ownerEmail).getByText('FROZEN').waitFor()
}, 60_000)

it('an invitation that says no end is valid until 1970', async () => {
  await acme.invite(['new@acme.example'])
  server.lie('Invitation', (answer) => {
    answer.data.invitation.expiresAt = null
    return answer
  })
  const visitor = await browsers.visit(server.origin)
  await visitor.open(`/invitation#${await world.invitationOf('new@acme.example')}`)
  await visitor.text('unreadable time').waitFor()
  expect(await visitor.page.content()).not.toContain('1970')
}, 60_000)

it('a log without an end is exported without an end', async () => {
  const ada = await signedIn()
  server.lie('EventsExport', (answer) => {
    Object.assign(answer.data.events.pageInfo, { hasNextPage: true, endCursor: 'ag' })
    return answer
  })
  server.hearsAs = question => question.replace('"after":"ag"', '"after":null') // as long as before
  await ada.goTo('Events')
  await ada.button('Export CSV').click()
  await ada.text('Something failed on our side').waitFor()
  expect(server.about('EventsExport')).toHaveLength(2)
}, 60_000)
