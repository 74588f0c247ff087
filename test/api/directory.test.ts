import { expect, it, vi } from 'vitest'
import { useWorld } from '../testkit/use-world.js'

const world = await useWorld()
const provider = await world.provider('Northwind', { enterprise: 1_000 })
const { admin } = provider

const ask = `query ($clientId: ID!, $directory: DirectoryInput!) { previewDirectory(clientId: $clientId, directory: $directory) {
  version unchanged suspended ownersLeft newGroups unknownGroups changes { deed email externalId joined left } problems { line email code message } } }`
const create = 'mutation ($input: CreateBulkJobInput!) { createBulkJob(input: $input) { id total } }'

interface Preview {
  version: string
  unchanged: number
  suspended: number
  ownersLeft: number
  newGroups: string[]
  unknownGroups: string[]
  changes: Array<{ deed: string, email: string, externalId: string | null, joined: string[], left: string[] }>
  problems: Array<{ line: number, code: string, message: string }>
}

const careful = { revokeMissing: false, createGroups: false, touchOwners: false }

async function preview(clientId: string, directory: object, by = admin): Promise<Preview> {
  return (await by.do<{ previewDirectory: Preview }>(ask, { clientId, directory })).previewDirectory
}

async function apply(clientId: string, directory: object, version: string): Promise<{ done: number, refused: number }> {
  const input = { clientId, directory: { directory, version } }
  const { createBulkJob: { id } } = await admin.do<{ createBulkJob: { id: string } }>(create, { input })
  return vi.waitFor(async () => {
    const { node } = await admin.do<{ node: { done: number, refused: number, finishedAt: string | null } }>(
      'query ($id: ID!) { node(id: $id) { ... on BulkJob { done refused finishedAt } } }',
      { id },
    )
    expect(node.finishedAt).not.toBeNull()
    return { done: node.done, refused: node.refused }
  }, { timeout: 30_000, interval: 100 })
}

async function peopleOf(clientId: string) {
  const { client } = await admin.do('query ($id: ID!) { client(id: $id) { users(first: 200) { edges { node { email status externalId groups { name } } } } } }', { id: clientId })
  return client.users!.edges.map(({ node: { email, status, externalId, groups } }) =>
    [email, status, externalId, groups!.map(({ name }) => name).join()])
}

it('as many names of groups as fit into a request keep nobody waiting', async () => {
  const { id } = await provider.createClient('Many words')
  const people = Array.from({ length: 900 }, (_, person) => ({
    email: `p${person}@many.example`,
    groups: Array.from({ length: 100 }, (_, group) => `g${person * 100 + group}`),
  }))
  const began = performance.now()
  const { newGroups } = await preview(id, { ...careful, createGroups: true, people })
  expect(newGroups).toHaveLength(90_000)
  expect(performance.now() - began).toBeLessThan(10_000)
})

it('a directory is shown as differences, and exactly these are done', async () => {
  const acme = await provider.createClient('Acme', { seats: 50 })
  await acme.invite(['kim@acme.example', 'lou@acme.example', 'old@acme.example'])
  const kim = await acme.user('kim@acme.example')
  const { createGroup: printers } = await admin.do('mutation ($input: CreateGroupInput!) { createGroup(input: $input) { id } }', { input: { clientId: acme.id, name: 'Printers', userIds: [kim.id] } })
  await admin.do('mutation ($input: CreateGroupInput!) { createGroup(input: $input) { id } }', { input: { clientId: acme.id, name: 'By hand', userIds: [kim.id] } })
  expect(printers.id).toBeTruthy()
  const directory = {
    revokeMissing: true,
    createGroups: true,
    touchOwners: false,
    people: [
      { email: 'Kim@acme.example', externalId: 'k-1', groups: ['Copiers'] },
      { email: 'lou@acme.example', groups: ['printers'] },
      { email: 'new@acme.example', externalId: 'n-1', groups: ['Copiers', 'Printers'] },
      { email: 'other@acme.example', groups: null },
      { email: 'no address', line: 7 },
      { email: 'LOU@acme.example' },
    ],
  }
  const before = await peopleOf(acme.id)
  const found = await preview(acme.id, directory)
  expect(await peopleOf(acme.id)).toEqual(before)
  expect(found).toMatchObject({ unchanged: 0, suspended: 0, ownersLeft: 1, newGroups: ['Copiers'], unknownGroups: [] })
  expect(found.problems.map(({ line, code }) => [line, code])).toEqual([[7, 'BAD_USER_INPUT'], [6, 'BAD_USER_INPUT']])
  expect(found.changes.map(({ deed, email, joined, left }) => [deed, email, joined.join(), left.join()])).toEqual([
    ['INVITE', 'new@acme.example', 'Copiers,Printers', ''],
    ['INVITE', 'other@acme.example', '', ''],
    ['LINK', 'kim@acme.example', '', ''],
    ['CHANGE_GROUPS', 'kim@acme.example', 'Copiers', 'Printers'],
    ['CHANGE_GROUPS', 'lou@acme.example', 'Printers', ''],
    ['REVOKE', 'old@acme.example', '', ''],
  ])
  expect(await apply(acme.id, directory, found.version)).toEqual({ done: 6, refused: 0 })
  expect(await peopleOf(acme.id)).toEqual([
    ['kim@acme.example', 'INVITED', 'k-1', 'By hand,Copiers'],
    ['lou@acme.example', 'INVITED', null, 'Printers'],
    ['new@acme.example', 'INVITED', 'n-1', 'Copiers,Printers'],
    ['old@acme.example', 'REVOKED', null, ''],
    ['other@acme.example', 'INVITED', null, ''],
    [acme.ownerEmail, 'INVITED', null, ''],
  ])
  const again = await preview(acme.id, { ...directory, people: directory.people.slice(0, 4) })
  expect(again).toMatchObject({ changes: [], unchanged: 4 })
})

it('nothing is done where people have changed since it was shown', async () => {
  const birch = await provider.createClient('Birch')
  const directory = { ...careful, people: [{ email: 'a@birch.example' }, { email: 'b@birch.example' }] }
  const { version } = await preview(birch.id, directory)
  await birch.invite(['b@birch.example'])
  expect(await admin.refused(create, { input: { clientId: birch.id, directory: { directory, version } } })).toBe('CONFLICT')
  const other = { ...directory, people: [{ email: 'c@birch.example' }] }
  expect(await admin.refused(create, { input: { clientId: birch.id, directory: { directory: other, version } } })).toBe('CONFLICT')
  expect((await peopleOf(birch.id)).map(([email]) => email)).toEqual(['b@birch.example', birch.ownerEmail])
})

it('owners are touched only when asked, and whoever sends a directory without themself stays', async () => {
  const cogs = await provider.createClient('Cogs')
  const owner = await cogs.owner()
  await cogs.join('second@cogs.example', 'OWNER')
  const directory = { ...careful, revokeMissing: true, people: [{ email: 'new@cogs.example' }] }
  const untouched = await preview(cogs.id, directory, owner)
  expect(untouched.changes.map(({ deed, email }) => [deed, email])).toEqual([['INVITE', 'new@cogs.example']])
  const asked = await preview(cogs.id, { ...directory, touchOwners: true }, owner)
  expect(asked.changes.map(({ deed, email }) => [deed, email])).toEqual([['INVITE', 'new@cogs.example'], ['REVOKE', 'second@cogs.example']])
})

it('an external id of one and an address of another, groups that are there twice or not at all, and a new address are told and not followed', async () => {
  const dyne = await provider.createClient('Dyne')
  await dyne.invite(['kim@dyne.example', 'lou@dyne.example'])
  await world.sql(`update client_user set external_id = 'k' where email = 'kim@dyne.example'`)
  for (const name of ['Twins', 'twins'])
    await admin.do('mutation ($input: CreateGroupInput!) { createGroup(input: $input) { id } }', { input: { clientId: dyne.id, name } })
  const found = await preview(dyne.id, { ...careful, revokeMissing: true, people: [
    { email: 'lou@dyne.example', externalId: 'k' },
    { email: 'pat@dyne.example', groups: ['Twins', 'Nowhere'] },
  ] })
  expect(found.changes.map(({ deed, email, joined }) => [deed, email, joined.join()])).toEqual([['INVITE', 'pat@dyne.example', '']])
  expect(found.problems.map(({ line }) => line)).toEqual([1])
  expect(found.unknownGroups).toEqual(['Twins', 'Nowhere'])
  const renamed = await preview(dyne.id, { ...careful, people: [{ email: 'kim.new@dyne.example', externalId: 'k' }] })
  expect(renamed.changes).toEqual([])
  expect(renamed.problems[0]!.message).toContain('kim@dyne.example')
})

it('whoever may not invite, suspend, link and group sees no preview', async () => {
  const echo = await provider.createClient('Echo')
  const manager = await echo.join('manager@echo.example', 'CUSTOM', { permissions: ['manageUsers'] })
  const directory = { ...careful, people: [{ email: 'a@echo.example' }] }
  expect(await manager.refused(ask, { clientId: echo.id, directory })).toBe('FORBIDDEN')
  expect(await admin.refused(ask, { clientId: echo.id, directory: { ...careful, people: [] } })).toBe('BAD_USER_INPUT')
})
