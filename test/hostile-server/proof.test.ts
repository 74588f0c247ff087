import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { useWorld } from '../testkit/use-world.js'
import { useLyingServer } from './lying-server.js'

/** A server that asks for fresh proofs where nothing is done. */
const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const server = await useLyingServer(world)

it('whoever only reads a page is asked for the master password, as often as the server likes', async () => {
  const ada = await browsers.signIn(server.origin, provider.admin.email)
  ada.forgive(/status of 40[013]/)
  server.lie('Team', () => ({ errors: [{ message: 'prove', extensions: { code: 'REAUTH_REQUIRED', purpose: 'PEOPLE' } }] }))
  await ada.goTo('Team')
  await ada.text('This needs a fresh proof').waitFor()
  expect(await ada.page.getByRole('dialog').count()).toBe(0)
}, 60_000)
