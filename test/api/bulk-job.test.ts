import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, it, vi } from 'vitest'
import type { Caller } from '../testkit/person.js'
import { bulkJobRow, insertRows, userRow } from '../testkit/rows.js'
import { scopeTo } from '../testkit/scope.js'
import { useWorld } from '../testkit/use-world.js'
import type { ClientOf } from '../testkit/world.js'

const world = await useWorld()
const provider = await world.provider('Northwind', { teams: 1_000, enterprise: 10_000 })
const acme = await provider.createClient('Acme', { seats: 3_000 })
const birch = await provider.createClient('Birch', { seats: 12 })
const { admin } = provider
afterAll(() => vi.restoreAllMocks())

const create = 'mutation ($input: CreateBulkJobInput!, $key: String) { createBulkJob(input: $input, idempotencyKey: $key) { id action total done refused finishedAt madeBy toolId viewerCanCancel viewerCanRetry } }'
const look = `query ($id: ID!, $after: String, $filter: BulkJobRowFilter) { node(id: $id) { ... on BulkJob {
  total done refused cancelled finishedAt retryOf viewerCanCancel viewerCanRetry
  rows(first: 200, after: $after, filter: $filter) { totalCount pageInfo { endCursor hasNextPage } edges { node { number email userId outcome code message } } } } } }`

interface Looked {
  total: number
  done: number
  refused: number
  cancelled: boolean
  finishedAt: string | null
  viewerCanRetry: boolean
  viewerCanCancel: boolean
  rows: { totalCount: number, edges: Array<{ node: { number: number, email: string | null, outcome: string, code: string | null } }> }
}

async function jobOf(id: string, caller: Caller = admin, variables = {}): Promise<Looked> {
  const { node } = await caller.do<{ node: Looked }>(look, { id, ...variables })
  return node
}

/** Its end, as somebody who looks now and then sees it. */
async function ended(id: string, caller: Caller = admin): Promise<Looked> {
  return vi.waitFor(async () => {
    const job = await jobOf(id, caller)
    expect(job.finishedAt).not.toBeNull()
    return job
  }, { timeout: 60_000, interval: 100 })
}

async function begin(input: object, caller: Caller = admin, key?: string): Promise<string> {
  const { createBulkJob } = await caller.do<{ createBulkJob: { id: string } }>(create, { input, key })
  return createBulkJob.id
}

function brief({ done, refused, rows: { edges } }: Looked) {
  return { done, refused, codes: [...new Set(edges.map(({ node: { outcome, code } }) => code ?? outcome))].sort() }
}

/** People past the doors: ids of new rows. */
async function people(client: ClientOf, count: number, columns = {}): Promise<string[]> {
  const rows = Array.from({ length: count }, () => userRow(client, columns))
  await insertRows(world, 'client_user', rows)
  return rows.map(({ id }) => id)
}

const addresses = (count: number, prefix: string) => Array.from({ length: count }, (_, index) => ({ email: `${prefix}${index}@acme.example`, role: 'USER' }))

describe('a job', () => {
  it('does to each of its rows what the small bulk does, and the log has its beginning and its end beside the rows\' own events', async () => {
    const ids = await people(acme, 60, { status: 'ACCEPTED' })
    let job!: Looked
    const log = await provider.logged(async () => { job = await ended(await begin({ clientId: acme.id, revoke: { userIds: ids } })) })
    expect(brief(job)).toEqual({ done: 60, refused: 0, codes: ['DONE'] })
    expect(log[0]).toMatchObject({ event: 'BulkJob_Started', by: 'Ada Admin', action: 'REVOKE', people: 60 })
    expect(log.at(-1)).toMatchObject({ event: 'BulkJob_Finished', by: null, action: 'REVOKE', done: 60, refused: 0, cancelled: 0 })
    expect(log.slice(1, -1).map(({ event, by }) => `${event} ${by}`)).toEqual(Array.from({ length: 60 }, () => 'OrganizationUser_Revoked Ada Admin'))
    expect(await world.sql('select distinct status from client_user where id = any($1)', [ids])).toEqual([{ status: 'REVOKED' }])
  })

  it('invites, and names each address that is none or belongs already, though others are invited', async () => {
    const users = [...addresses(30, 'new'), ...['no address', acme.ownerEmail, 'NEW3@acme.example'].map(email => ({ email, role: 'USER' }))]
    const job = await ended(await begin({ clientId: acme.id, invite: { users } }))
    expect(job.total).toBe(32)
    expect(brief(job)).toEqual({ done: 31, refused: 1, codes: ['ALREADY_MEMBER', 'BAD_USER_INPUT', 'DONE'] })
    expect((await acme.user('new29@acme.example')).status).toBe('INVITED')
    expect((await world.mailTo('new29@acme.example')).text).toContain('Acme')
  })

  it('fills the seats that are left, and refuses whoever finds none', async () => {
    const { free } = await birch.seats()
    const job = await ended(await begin({ clientId: birch.id, invite: { users: addresses(40, 'seat') } }))
    expect(brief(job)).toEqual({ done: free, refused: 40 - free, codes: ['DONE', 'NO_FREE_SEAT'] })
    expect((await birch.seats()).free).toBe(0)
  })

  it('changes roles, groups, removes, restores, resends', async () => {
    const ids = await people(acme, 30)
    const { createGroup } = await admin.do('mutation ($input: CreateGroupInput!) { createGroup(input: $input) { id } }', { input: { clientId: acme.id, name: 'Printers' } })
    for (const deed of [
      { changeRole: { userIds: ids, role: 'ADMIN' } },
      { changeGroups: { userIds: ids, addGroupIds: [createGroup.id] } },
      { resend: { userIds: ids } },
      { revoke: { userIds: ids } },
      { restore: { userIds: ids } },
      { remove: { userIds: ids } },
    ])
      expect(brief(await ended(await begin({ clientId: acme.id, ...deed })))).toEqual({ done: 30, refused: 0, codes: ['DONE'] })
    expect(await world.sql('select from client_user where id = any($1)', [ids])).toEqual([])
  })

  it('touches nobody of another client, though its maker reaches them', async () => {
    const [elsewhere] = await people(birch, 1, { status: 'ACCEPTED' })
    const [here] = await people(acme, 1, { status: 'ACCEPTED' })
    const job = await ended(await begin({ clientId: acme.id, revoke: { userIds: [elsewhere, here, randomUUID()] } }))
    expect(job.rows.edges.map(({ node }) => [node.code, node.email]))
      .toEqual([['NOT_FOUND', null], [null, expect.any(String)], ['NOT_FOUND', null]])
    expect(await world.sql('select status from client_user where id = $1', [elsewhere])).toEqual([{ status: 'ACCEPTED' }])
  })

  it('happens once for a repeated key', async () => {
    const input = { clientId: acme.id, invite: { users: addresses(3, 'once') } }
    const [first, again] = [await begin(input, admin, 'the same key'), await begin(input, admin, 'the same key')]
    expect(again).toBe(first)
    const other = { clientId: acme.id, resend: { userIds: [randomUUID()] } }
    expect(await admin.refused(create, { input: other, key: 'the same key' })).toBe('IDEMPOTENCY_MISMATCH')
    await ended(first)
  })

  it.each([
    ['no deed', {}],
    ['two deeds', { resend: { userIds: [randomUUID()] }, revoke: { userIds: [randomUUID()] } }],
    ['nobody', { revoke: { userIds: [] } }],
    ['an id that is none', { revoke: { userIds: ['me'] } }],
    ['an address without end', { invite: { users: [{ email: 'a'.repeat(400), role: 'USER' }] } }],
  ])('with %s is not begun', async (_, deed) => {
    expect(await admin.refused(create, { input: { clientId: acme.id, ...deed } })).toBe('BAD_USER_INPUT')
  })

  it('of more than 10,000 rows is refused', async () => {
    const userIds = Array.from({ length: 10_001 }, () => randomUUID())
    expect(await admin.refused(create, { input: { clientId: acme.id, resend: { userIds } } })).toBe('LIMIT_EXCEEDED')
  })
})

describe('what is left of a job', () => {
  it('is cancelled by whoever may do what it does, and can be tried again as a job of its own', async () => {
    const ids = await people(acme, 400)
    const id = await begin({ clientId: acme.id, changeRole: { userIds: ids, role: 'ADMIN' } })
    const { cancelBulkJob } = await admin.do<{ cancelBulkJob: Looked }>('mutation ($id: ID!) { cancelBulkJob(id: $id) { finishedAt done refused cancelled viewerCanCancel viewerCanRetry } }', { id })
    expect(cancelBulkJob).toMatchObject({ finishedAt: expect.any(String), cancelled: true, viewerCanCancel: false, viewerCanRetry: true })
    const job = await jobOf(id)
    const [{ n: changed }] = await world.sql<{ n: number }>(`select count(*)::int n from client_user where id = any($1) and role = 'ADMIN'`, [ids]) as [{ n: number }]
    expect(job.done).toBe(changed)
    expect(changed).toBeLessThan(400)
    const { retryBulkJob } = await admin.do<{ retryBulkJob: { id: string, retryOf: string, total: number } }>('mutation ($id: ID!) { retryBulkJob(id: $id) { id retryOf total } }', { id })
    expect(retryBulkJob).toMatchObject({ retryOf: id, total: 400 - changed })
    expect(brief(await ended(retryBulkJob.id))).toEqual({ done: 400 - changed, refused: 0, codes: ['DONE'] })
    expect(await admin.refused('mutation ($id: ID!) { retryBulkJob(id: $id) { id } }', { id: retryBulkJob.id })).toBe('WRONG_STATUS')
  })

  it.each([
    ['its maker is no longer of the team', 'delete from provider_user where account_id = $1', 'NOT_FOUND'],
    ['its session has ended', 'update session set revoked_at = now() where account_id = $1', 'SESSION_ENDED'],
  ])('is refused row by row once %s', async (_, statement, code) => {
    const maker = await provider.hire(`maker-${randomUUID()}@northwind.example`)
    const ids = await people(acme, 500)
    const id = await begin({ clientId: acme.id, changeRole: { userIds: ids, role: 'ADMIN' } }, maker)
    await world.sql(statement, [maker.accountId])
    const job = await ended(id)
    const [{ n: changed }] = await world.sql<{ n: number }>(`select count(*)::int n from client_user where id = any($1) and role = 'ADMIN'`, [ids]) as [{ n: number }]
    expect(job).toMatchObject({ done: changed, refused: 500 - changed })
    expect(job.refused).toBeGreaterThan(0)
    const { rows } = await jobOf(id, admin, { filter: { outcome: ['REFUSED'] } })
    expect([...new Set(rows.edges.map(({ node }) => node.code))]).toEqual([code])
  })

  it('of an API token is refused once the token is revoked, and the token itself can follow its job', async () => {
    const tool = await provider.tool(['READ', 'USERS_WRITE'])
    const small = await begin({ clientId: acme.id, changeRole: { userIds: await people(acme, 2), role: 'ADMIN' } }, tool)
    expect((await ended(small, tool)).done).toBe(2)
    const id = await begin({ clientId: acme.id, changeRole: { userIds: await people(acme, 500), role: 'ADMIN' } }, tool)
    await world.sql(`update api_token set revoked_at = now() where id = (select tool_id from bulk_job where id = $1)`, [id])
    expect((await ended(id)).refused).toBeGreaterThan(0)
  })
})

it('whoever may list neither people nor groups sees no job; a group manager sees jobs without addresses', async () => {
  const id = await begin({ clientId: acme.id, resend: { userIds: await people(acme, 2) } })
  await ended(id)
  const user = await acme.join('plain@acme.example')
  const grouper = await acme.join('grouper@acme.example', 'CUSTOM', { permissions: ['manageGroups'] })
  expect(await user.do(look, { id })).toEqual({ node: null })
  expect((await user.do('query ($id: ID!) { client(id: $id) { viewerCanListBulkJobs bulkJobs { totalCount } } }', { id: acme.id })).client)
    .toEqual({ viewerCanListBulkJobs: false, bulkJobs: null })
  expect((await jobOf(id, grouper)).rows.edges.map(({ node }) => node.email)).toEqual([null, null])
  expect(await grouper.refused('mutation ($id: ID!) { retryBulkJob(id: $id) { id } }', { id })).toBe('FORBIDDEN')
})

it('a group manager learns no address by asking for rows that have it, nor by what refused one', async () => {
  const [person] = await people(acme, 1, { email: 'hidden.person@acme.example', status: 'REVOKED' })
  const id = await begin({ clientId: acme.id, revoke: { userIds: [person] } })
  await ended(id)
  await world.sql(`update bulk_job_row set outcome = 'REFUSED', code = 'LIMIT_EXCEEDED', message = 'hidden.person@acme.example would be in too many groups' where job_id = $1`, [id])
  const manager = await acme.join('of-groups@acme.example', 'CUSTOM', { permissions: ['manageGroups'] })
  expect(await manager.refused(look, { id, filter: { search: 'hidden' } })).toBe('FORBIDDEN')
  const ask = 'query ($id: ID!) { node(id: $id) { ... on BulkJob { rows { edges { node { code message } } } } } }'
  expect(JSON.stringify(await manager.do(ask, { id }))).not.toContain('hidden.person')
  expect(JSON.stringify(await admin.do(ask, { id }))).toContain('hidden.person')
  expect((await jobOf(id, admin, { filter: { search: 'hidden' } })).rows.totalCount).toBe(1)
})

it('whoever works for a client that is suspended and for another sees the jobs of both, wherever they look', async () => {
  const [hush, cedar] = [await provider.createClient('Hush'), await provider.createClient('Cedar')]
  await insertRows(world, 'bulk_job', [hush, cedar].map(client => bulkJobRow(client, { finished_at: new Date(), done: 1 })))
  const sam = await provider.hire('sam@northwind.example')
  await scopeTo(provider, 'sam@northwind.example', { clientIds: [hush.id, cedar.id] })
  const ask = 'query { bulkJobs(first: 200) { edges { node { client { name } } } } }'
  const one = 'query ($id: ID!) { client(id: $id) { bulkJobs { edges { node { client { name } } } } } }'
  const names = ({ edges }: { edges: Array<{ node: { client: { name: string } } }> }) => edges.map(({ node }) => node.client.name).sort()
  for (const { id, name } of [hush, cedar]) {
    await admin.do('mutation ($id: ID!) { suspendClient(id: $id, reason: "Unpaid") { id } }', { id })
    expect(names((await sam.do(ask)).bulkJobs as never)).toEqual(['Cedar', 'Hush'])
    expect(names((await sam.do(one, { id })).client.bulkJobs as never)).toEqual([name])
    await admin.do('mutation ($id: ID!) { reactivateClient(id: $id) { id } }', { id })
  }
})

it('many jobs of one provider keep those of another from nothing', async () => {
  const { due } = await import('@wardroom/server/bulk-job/run-bulk-jobs')
  const other = await world.anotherProvider('Patient')
  const juniper = await other.createClient('Juniper')
  world.server.services.queue.stopping = true
  const earlier = Array.from({ length: 250 }, () => bulkJobRow(acme, { created_at: new Date(Date.now() - 60_000) }))
  const job = bulkJobRow(juniper)
  await insertRows(world, 'bulk_job', [...earlier, job])
  const found = await world.server.services.database.system.query<{ id: string }>(due)
  expect(found.rows.map(({ id }) => id)).toContain(job.id)
  await world.sql('delete from bulk_job where id = any($1)', [[...earlier, job].map(({ id }) => id)])
  world.server.services.queue.stopping = false
})
