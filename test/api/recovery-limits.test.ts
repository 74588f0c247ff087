import { expect, it } from 'vitest'
import { allowRecovery, recover } from '../testkit/recovery.js'
import { useWorld } from '../testkit/use-world.js'

const world = await useWorld({ limitFactor: 1 })
const provider = await world.provider()
const acme = await provider.createClient('Acme')
await allowRecovery(acme)

it('refused resets stand in the log, and whoever is refused all the time does not fill it', async () => {
  const lou = await acme.join('lou@acme.example')
  const logged = await provider.logged(async () => {
    for (let tries = 0; tries < 25; tries++)
      expect(await provider.admin.refused(recover, { input: { userId: lou.userId, resetTwoStep: true } })).toBe('NOT_ENROLLED')
  })
  expect(logged.map(({ event }) => event)).toEqual(Array.from({ length: 20 }, () => 'OrganizationUser_RecoveryRefused'))
})

it('whoever asks for help in somebody\'s name shuts nobody out and mails them once', async () => {
  const ned = await acme.join('ned@acme.example')
  for (let asked = 0; asked < 6; asked++)
    expect((await world.stranger.post('/auth/ask-for-help', { email: ned.email })).status).toBe(202)
  const mails = () => world.sql('select from mail where account_id = $1', [ned.accountId])
  await expect.poll(async () => (await mails()).length).toBe(1)
  expect(await world.sql('select state from help_request where user_id = $1', [ned.userId])).toEqual([{ state: 'OPEN' }])
  for (let asked = 0; asked < 4; asked++)
    await world.stranger.post('/auth/ask-for-help', { email: 'nobody@nowhere.example' })
  await expect(world.stranger.post('/auth/ask-for-help', { email: 'nobody@nowhere.example' }))
    .rejects
    .toMatchObject({ code: 'TOO_MANY_REQUESTS' })
  expect(await mails()).toHaveLength(1)
})
