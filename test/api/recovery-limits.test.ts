import { expect, it } from 'vitest'
import { allowRecovery, enrol, recover, setPolicy } from '../testkit/recovery.js'
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

it('nobody is buried in mails about what administrators do to their account, or what their company decides', async () => {
  const { admin } = provider
  const sam = await provider.hire('sam@northwind.example')
  const { provider: { users } } = await admin.do('{ provider { users { edges { node { id email } } } } }')
  const { id: samId } = users!.edges.map(({ node }) => node).find(({ email }) => email === sam.email)!
  const mailsTo = async (email: string, subject: string) =>
    (await world.sql('select from mail where recipient = $1 and subject like $2', [email, `${subject}%`])).length
  for (let times = 0; times < 5; times++)
    await admin.bulk('signOutProviderUsers', [samId])
  expect(await mailsTo(sam.email, 'You were signed out')).toBe(1)

  const pat = await acme.join('pat@acme.example')
  await enrol(pat, acme)
  const twentyThen = async (document: string, variables: object) => {
    for (let times = 0; times < 20; times++)
      await admin.do(document, { ...variables })
    return admin.refused(document, { ...variables })
  }
  expect(await twentyThen(recover, { input: { userId: pat.userId, resetTwoStep: true } })).toBe('TOO_MANY_REQUESTS')
  expect(await mailsTo(pat.email, 'Acme has reset')).toBe(20)
  expect(await twentyThen('mutation ($id: ID!) { resetProviderUserTwoStep(id: $id) { id } }', { id: samId })).toBe('TOO_MANY_REQUESTS')
  expect(await mailsTo(sam.email, 'Your two-step login was removed')).toBe(20)

  const birch = await provider.createClient('Birch')
  const uma = await birch.join('uma@birch.example')
  const cedar = await provider.createClient('Cedar')
  await cedar.admit(uma)
  const turnOffAndOn = async () => {
    await setPolicy(birch, 'SINGLE_ORGANIZATION', false)
    await admin.bulk('restoreUsers', [uma.userId])
    await setPolicy(birch, 'SINGLE_ORGANIZATION')
  }
  await setPolicy(birch, 'SINGLE_ORGANIZATION')
  await expect((async () => {
    for (let times = 0; times < 30; times++)
      await turnOffAndOn()
  })()).rejects.toThrow('TOO_MANY_REQUESTS')
  expect(await mailsTo(uma.email, 'Your access to Birch')).toBe(25)
})
