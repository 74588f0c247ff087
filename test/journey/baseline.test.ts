import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { setPolicy } from '../testkit/recovery.js'
import { newClientGroup, scopeTo } from '../testkit/scope.js'
import { useWorld } from '../testkit/use-world.js'
import type { ClientOf } from '../testkit/world.js'

const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider('Northwind', { enterprise: 500, teams: 100 })
const names = ['Acme', 'Birch', 'Cedar', 'Dune', 'Elm', 'Fig', 'Gull', 'Hazel', 'Iris', 'Juno', 'Kite', 'Lime']
const banks: ClientOf[] = []
for (const name of names)
  banks.push(await provider.createClient(name, { seats: 5, plan: name === 'Lime' ? 'TEAMS' : 'ENTERPRISE' }))
const care = await provider.createClient('Mint Care', { seats: 5 })
const bankGroup = await newClientGroup(provider, 'Banks', { clientIds: banks.map(({ id }) => id) })
await newClientGroup(provider, 'Care', { clientIds: [care.id] })
await setPolicy(banks[1]!, 'SINGLE_ORGANIZATION')
await banks[0]!.owner()
await banks[0]!.join('uma@acme.example')
const sam = await provider.hire('sam@northwind.example')
await scopeTo(provider, sam.email, { clientGroupIds: [bankGroup] })

it('a baseline is made for twelve clients; a technician limited to them sees how each differs, brings them there, and the log tells it', async () => {
  const ada = await browsers.signIn(world.origin, provider.admin.email)
  await ada.goTo('Baselines')
  await ada.button('New baseline').click()
  const made = ada.dialog('New baseline')
  await made.getByLabel('Name', { exact: true }).fill('For banks')
  await made.getByText('Say of at least one thing how it is to be.').waitFor()
  for (const name of ['Banks', 'Care']) {
    await made.getByPlaceholder('Add a client group').click()
    await ada.page.getByRole('option', { name }).click()
    await made.getByRole('button', { name, exact: true }).waitFor()
  }
  await made.getByLabel('Account recovery', { exact: true }).selectOption({ label: 'On' })
  await made.getByLabel('Single organization', { exact: true }).selectOption({ label: 'Off' })
  await made.getByText('Account recovery needs Single organization, which is wanted off.').waitFor()
  expect(await made.getByRole('button', { name: 'New baseline' }).isDisabled()).toBe(true)
  await made.getByLabel('Account recovery', { exact: true }).selectOption({ label: 'Each client’s own affair' })
  await made.getByLabel('Single organization', { exact: true }).selectOption({ label: 'On' })
  await made.getByLabel('Limit who deletes items').selectOption({ label: 'On' })
  await made.getByRole('button', { name: 'New baseline' }).click()
  await ada.row('For banks').getByText('13 clients').waitFor()

  // Who works for the banks alone sees it with these, and changes none.
  const technician = await browsers.signIn(world.origin, sam.email)
  technician.forgive(/status of 403/)
  await technician.goTo('Baselines')
  await technician.row('For banks').getByText('12 clients').waitFor()
  expect(await technician.row('For banks').getByText('Care').count()).toBe(0)
  expect(await technician.button('New baseline').count()).toBe(0)
  await technician.page.getByRole('link', { name: 'For banks' }).click()
  await technician.row('Acme').getByText('Single organization').waitFor()
  await technician.row('Acme').getByText('Limit who deletes items').waitFor()
  expect(await technician.row('Birch').getByText('Single organization').count()).toBe(0)
  expect(await technician.row('Mint Care').count()).toBe(0)

  // One of them, side by side, after a look at whom it would revoke.
  await technician.page.getByRole('link', { name: 'Acme' }).click()
  await technician.row('Single organization').getByText('Otherwise').waitFor()
  await technician.button('Bring to baseline').click()
  const one = technician.dialog('Bring Acme to its baseline')
  await one.getByText('Off → On').first().waitFor()
  await one.getByText('Nobody would be revoked.').waitFor()
  await one.getByRole('button', { name: 'Bring to baseline' }).click()
  await technician.row('Single organization').getByText('As wanted').waitFor()
  expect(await technician.button('Bring to baseline').count()).toBe(0)

  await technician.page.getByRole('region', { name: 'Who changed it last' }).getByText(/sam.* changed the policy Single organization of Acme/).waitFor()

  // The others at once, after a proof that is asked for once; the one whose plan has no policies stays as it was and says why.
  await world.sql(`update session set proofs = '{}' where account_id = $1`, [sam.accountId])
  world.server.services.identities.forget()
  await technician.page.getByRole('link', { name: 'For banks' }).click()
  await technician.row('Acme').getByText('As wanted').waitFor()
  await technician.button('Bring 11 clients there').click()
  const many = technician.dialog('Bring 11 clients to this baseline?')
  await many.getByText('Kite').waitFor()
  await many.getByRole('button', { name: 'Bring to baseline' }).click()
  const proof = technician.dialog('Confirm that it is you')
  await proof.getByLabel('Master password', { exact: true }).fill(sam.password)
  await proof.getByRole('button', { name: 'Go on' }).click()
  const rows = await technician.job('Bring 11 clients to their baseline')
  expect(rows.filter(row => row.endsWith(': Done'))).toHaveLength(10)
  expect(rows.filter(row => !row.endsWith(': Done'))).toEqual([expect.stringMatching(/^Lime: .*Enterprise.*: Refused$/)])
  await technician.row('Kite').getByText('As wanted').waitFor()
  await technician.row('Lime').getByText('Single organization').waitFor()

  // The admin's page has followed; the log tells each of them, and what was changed afterwards is drift again.
  await ada.page.keyboard.press('Control+k')
  await ada.page.keyboard.type('for ba')
  await ada.page.getByRole('option', { name: 'For banks' }).click()
  await ada.heading('For banks').waitFor()
  await ada.row('Kite').getByText('As wanted').waitFor()
  await ada.row('Mint Care').getByText('Single organization').waitFor()
  await provider.admin.do('mutation ($input: SetPolicyInput!) { setPolicy(input: $input) { id } }', {
    input: { clientId: banks[10]!.id, kind: 'SINGLE_ORGANIZATION', enabled: false },
  })
  await ada.row('Kite').getByText('Single organization').waitFor()
  await ada.goTo('Events')
  await ada.text(/sam.* brought Kite to its baseline/).waitFor()
  expect([...ada.complaints, ...technician.complaints]).toEqual([])
}, 180_000)
