import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import type { Visitor } from '../testkit/visitor.js'
import { useWorld } from '../testkit/use-world.js'
import { useLyingServer } from './lying-server.js'

/** A server that refuses to renew what is shown, so that the old passes for what is so now. */
const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const server = await useLyingServer(world)
const acme = await provider.createClient('Acme', { seats: 100 })
const outOfDate = 'This may be out of date.'

function refuse(...queries: string[]): void {
  for (const query of queries)
    server.lie(query, () => ({ errors: [{ message: 'no', extensions: { code: 'INTERNAL' } }] }))
}

async function signedIn(): Promise<Visitor> {
  return browsers.signIn(server.origin, provider.admin.email)
}

it('a question that is refused looks as if answered, since another one beside it was', async () => {
  const ada = await signedIn()
  await ada.open(`/clients/${acme.id}/users`)
  const head = ada.page.getByRole('banner').or(ada.page.locator('header')).getByText(/^as of/)
  await head.waitFor()
  await ada.text('Live').waitFor()
  refuse('ClientHead')
  await acme.invite(['a0@acme.example'])
  await ada.text(outOfDate).waitFor() // whatever was asked before the refusals began is answered by now
  const before = await head.innerText()
  // The stamp counts whole seconds.
  await expect.poll(() => new Date().toTimeString().slice(0, 8), { timeout: 5_000 }).not.toBe(before.replace('as of ', ''))
  await acme.invite(['a1@acme.example'])
  await ada.row('a1@acme.example').waitFor()
  await ada.text(outOfDate).waitFor()
  expect(await head.innerText()).toBe(before)
}, 60_000)

it('older rows look fresh once more of them are loaded, and somebody who has left stands among them', async () => {
  const many = Array.from({ length: 60 }, (_, at) => `p${String(at).padStart(2, '0')}@acme.example`)
  await acme.invite(many)
  const ada = await browsers.visit(server.origin)
  await ada.page.routeWebSocket(/\/graphql$/, () => {})
  await ada.open('/sign-in')
  await ada.signIn(provider.admin.email)
  await ada.open(`/clients/${acme.id}/users`)
  await ada.row('p01@acme.example').waitFor()
  const { id } = await acme.user('p01@acme.example')
  await provider.admin.do('mutation ($ids: [ID!]!) { removeUsers(ids: $ids) { ok } }', { ids: [id] })
  await ada.button('Load more').click()
  await expect.poll(() => ada.page.getByRole('row').count(), { timeout: 20_000 }).toBeGreaterThan(60)
  await ada.row('p01@acme.example').waitFor({ state: 'detached' })
}, 60_000)

it('the wall is live with seats of before, and has had no events, although it was refused both', async () => {
  refuse('WallEvents')
  const ada = await signedIn()
  await ada.open('/wall')
  await ada.page.getByRole('article', { name: 'Acme' }).waitFor()
  await ada.text(outOfDate).waitFor()
  expect(await ada.page.getByText('No events in the last half hour').count()).toBe(0)
  server.tellTheTruth()
  await ada.page.reload()
  await ada.text('Live').waitFor()
  expect(await ada.page.getByText(outOfDate).count()).toBe(0)
  refuse('WallClients', 'ClientRefresh')
  await acme.invite(['wall@acme.example'])
  await ada.text(outOfDate).waitFor()
}, 60_000)

it('one event whose time is none takes the whole list away', async () => {
  const ada = await signedIn()
  server.lie('Events', (answer) => {
    answer.data.events.edges[0].node.at = 'soon'
    return answer
  })
  await ada.goTo('Events')
  await ada.text('unreadable time').waitFor()
  expect(await ada.page.getByRole('list', { name: 'Events' }).getByRole('button').count()).toBeGreaterThan(1)
}, 60_000)
