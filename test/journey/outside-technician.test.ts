import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import { useWorld } from '../testkit/use-world.js'

const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider('Northwind')
const acme = await provider.createClient('Acme', { firstCollection: true })
await acme.join('uwe@acme.example')
const email = 'noc@elsewhere.example'

it('a technician from outside is let in without a key, locks somebody out, and is sent away when their hours end', async () => {
  const ada = await browsers.signIn(world.origin, provider.admin.email)
  await ada.open('/team')
  await ada.button('Invite to the team').click()
  const inviting = ada.dialog('Invite to the team')
  await inviting.getByLabel('E-mail addresses').fill(email)
  await inviting.getByRole('radio', { name: /^Outside technician/ }).check()
  await inviting.getByRole('button', { name: 'Send invitations' }).click()
  await ada.row(email).getByText('Outside technician').waitFor()
  await world.accept(email)
  await ada.row(email).getByText('Accepted').waitFor()
  await ada.choose(`Actions for ${email}`, 'Confirm')
  await ada.page.getByRole('dialog').getByRole('button', { name: 'The phrase matches: confirm' }).click()
  await ada.row(email).getByText('Confirmed').waitFor()

  const noc = await browsers.signIn(world.origin, email)
  await noc.row('Acme').waitFor()
  await noc.open(`/clients/${acme.id}/users`)
  expect(await noc.page.getByRole('button', { name: 'Invite users' }).count()).toBe(0)
  await noc.choose('Actions for uwe@acme.example', 'Revoke')
  await noc.page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await noc.row('uwe@acme.example').getByText('Revoked').waitFor()

  await ada.choose(`Actions for ${email}`, 'Working hours')
  const hours = ada.dialog('Working hours of noc')
  await hours.getByRole('radio', { name: 'Only at these hours' }).check()
  await hours.getByLabel('Time zone').selectOption('UTC')
  await hours.getByRole('button', { name: 'Remove hours 2' }).click()
  const [from, until] = [2, 3].map(hours => new Date(Date.now() + hours * 3_600_000).toISOString().slice(11, 16))
  for (const day of ['Sat', 'Sun'])
    await hours.getByRole('checkbox', { name: day }).check()
  await hours.getByLabel('From').fill(from!)
  await hours.getByLabel('Until').fill(until!)
  await hours.getByRole('button', { name: 'Save' }).click()
  await ada.row(email).getByText(`Mon – Sun ${from} – ${until} (UTC)`).waitFor()
  await noc.heading('Outside your working hours').waitFor()
  expect(await noc.page.getByRole('table').count()).toBe(0)

  await ada.choose(`Actions for ${email}`, 'Working hours')
  await hours.getByRole('radio', { name: 'Whatever the hour' }).check()
  await hours.getByRole('button', { name: 'Save' }).click()
  await noc.row('uwe@acme.example').waitFor({ timeout: 40_000 })
}, 120_000)
