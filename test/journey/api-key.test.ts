import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { Caller } from '../testkit/person.js'
import { useWorld } from '../testkit/use-world.js'

const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()

it('a person makes an API key, a program uses it and is listed among the sessions, and is out when it is removed', async () => {
  const ada = await browsers.signIn(world.origin, provider.admin.email)
  ada.forgive(/status of 40[01]/)
  await ada.goTo('Profile')
  await ada.button('Make an API key').click()
  await ada.dialog('Make an API key').getByRole('button', { name: 'Make an API key' }).click()
  const made = ada.dialog('Your personal API key')
  const clientSecret = (await made.getByLabel('Client secret', { exact: true }).textContent())!
  const clientId = (await made.locator('code').textContent())!
  await made.getByRole('button', { name: 'I have kept it' }).click()
  await ada.text('never used').waitFor()

  const { body } = await world.stranger.post<{ accessToken: string }>('/auth/token', { clientId, clientSecret })
  const program = new Caller(world.origin, body.accessToken)
  expect((await program.do('{ viewer { account { email } } }')).viewer.account.email).toBe(provider.admin.email)
  await ada.page.reload()
  await ada.text('last used').waitFor()
  await ada.row('API key').waitFor()

  await ada.button('Remove the API key').click()
  await ada.dialog('Remove the API key').getByRole('button', { name: 'Remove the API key' }).click()
  await ada.button('Make an API key').waitFor()
  expect(await program.refused('{ viewer { account { email } } }')).toMatch(/SESSION_ENDED|UNAUTHENTICATED/)
})
