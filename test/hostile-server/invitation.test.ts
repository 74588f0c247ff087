import { expect, it } from 'vitest'
import { useBrowsers } from '../testkit/browser.js'
import type { Visitor } from '../testkit/visitor.js'
import { useWorld } from '../testkit/use-world.js'
import { useLyingServer } from './lying-server.js'

/** A server that names another address in an invitation than that of whoever opens it, to have keys derived for a salt of its choice. */
const browsers = useBrowsers()
const world = await useWorld()
const provider = await world.provider()
const server = await useLyingServer(world)
const password = 'correct horse battery staple'
const other = 'admin@nortlnwind.example'

async function opens(email: string, hasAccount: boolean): Promise<Visitor> {
  const client = await provider.createClient(hasAccount ? 'Acme' : 'Birch')
  await client.invite([email])
  server.lie('Invitation', (answer) => {
    Object.assign(answer.data.invitation, { email: other, hasAccount })
    return answer
  })
  const visitor = await browsers.visit(server.origin)
  await visitor.open(`/invitation#${await world.invitationOf(email)}`)
  await visitor.field('Master password').fill(password)
  return visitor
}

it('somebody with an account proves their password for the address that the invitation names', async () => {
  const ada = await opens(provider.admin.email, true)
  await ada.field('E-mail address').fill(provider.admin.email)
  await ada.button('Accept the invitation').click()
  await ada.text(`This invitation is for ${other}`).waitFor()
  expect([server.about('/auth/prelogin'), server.about('/auth/sign-in')]).toEqual([[], []])
}, 60_000)

it('somebody who is new makes their keys for the address that the invitation names', async () => {
  const dan = await opens('dan@birch.example', false)
  await dan.field('Name').fill('Dan')
  await dan.field('E-mail address').fill('dan@birch.example')
  await dan.field('Repeat master password').fill(password)
  await dan.button('Create account and accept').click()
  await dan.text(`This invitation is for ${other}`).waitFor()
  expect(server.about('AcceptInvitation')).toEqual([])
}, 60_000)

it('who has an account cannot accept a true invitation by typing their address in capitals', async () => {
  const client = await provider.createClient('Cedar')
  await client.invite([provider.admin.email])
  const ada = await browsers.visit(server.origin)
  await ada.open(`/invitation#${await world.invitationOf(provider.admin.email)}`)
  await ada.field('E-mail address').fill(provider.admin.email.toUpperCase())
  await ada.field('Master password').fill(password)
  await ada.button('Accept the invitation').click()
  await ada.button('Your account').waitFor()
  expect(server.about('AcceptInvitation')).toHaveLength(1)
}, 60_000)
