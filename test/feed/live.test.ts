import pg from 'pg'
import { expect, it } from 'vitest'
import { limits } from '@wardroom/server/request/limits'
import type { Caller } from '../testkit/person.js'
import { bulkJobRow, insertRows, userRow } from '../testkit/rows.js'
import { useWorld } from '../testkit/use-world.js'
import { Wire } from './wire.js'

const world = await useWorld()
const provider = await world.provider('Northwind')
const acme = await provider.createClient('Acme', { seats: 200 })
const document = 'subscription ($id: ID!) { bulkJob(id: $id) { id total done refused finishedAt rows(first: 5) { edges { node { email outcome } } } } }'

interface Job {
  total: number
  done: number
  finishedAt: string | null
  rows: { edges: Array<{ node: { email: string, outcome: string } }> }
}

async function open(caller: Caller): Promise<Wire> {
  return Wire.open(world.origin, { token: caller.token })
}

/** The code of the error that answers, or `next`. */
async function answerTo(wire: Wire, id: string, subscription = '1'): Promise<string> {
  wire.subscribe(subscription, document, { id })
  const { type, payload } = await wire.next('next', 'error')
  return type === 'error' ? (payload as Array<{ extensions: { code: string } }>)[0]!.extensions.code : type
}

async function idleJob(): Promise<string> {
  const job = bulkJobRow(acme, { finished_at: new Date(), done: 1 })
  await insertRows(world, 'bulk_job', [job])
  return job.id
}

it('a job is followed to its end: at once, as it comes on, and then the subscription is complete', async () => {
  const people = Array.from({ length: 100 }, (_, n) => userRow(acme, { email: `p${String(n).padStart(2, '0')}@acme.example` }))
  await insertRows(world, 'client_user', people)
  const db = new pg.Client({ connectionString: world.ownerUrl })
  await db.connect()
  await db.query('begin')
  await db.query('select from client_user where id = $1 for update', [people[60]!.id])
  const { createBulkJob: { id } } = await provider.admin.do<{ createBulkJob: { id: string } }>(
    'mutation ($input: CreateBulkJobInput!) { createBulkJob(input: $input) { id } }',
    { input: { clientId: acme.id, changeRole: { userIds: people.map(person => person.id), role: 'ADMIN' } } },
  )
  const wire = await open(provider.admin)
  wire.subscribe('1', document, { id })
  const seen: Job[] = []
  const next = async (until: (job: Job) => boolean) => {
    do
      seen.push(((await wire.next('next')).payload as { data: { bulkJob: Job } }).data.bulkJob)
    while (!until(seen.at(-1)!))
  }
  await next(({ done }) => done >= 60)
  expect(seen.at(-1)).toMatchObject({ total: 100, done: 60, finishedAt: null })
  await db.query('commit')
  await db.end()
  await next(({ finishedAt }) => finishedAt !== null)
  const first = { node: { email: 'p00@acme.example', outcome: 'DONE' } }
  expect(seen.at(-1)).toMatchObject({ done: 100, rows: { edges: [first, {}, {}, {}, {}] } })
  await wire.next('complete')
  expect(await answerTo(wire, id)).toBe('next') // under the same id: the first has ended
  await wire.leave()
})

it('who may not see a job follows nothing, and who loses the right hears why', async () => {
  const id = await idleJob()
  const stranger = await provider.createClient('Birch')
  for (const [caller, expected] of [
    [await acme.owner(), 'next'],
    [await acme.join('user@acme.example'), 'FORBIDDEN'],
    [await stranger.owner(), 'NOT_FOUND'],
    [await provider.tool(['USERS_WRITE']), 'FORBIDDEN'],
    [await provider.tool(['READ']), 'next'],
  ] as const) {
    const wire = await open(caller)
    expect(await answerTo(wire, id)).toBe(expected)
    await wire.leave()
  }
  const admin = await acme.join('admin@acme.example', 'ADMIN')
  const running = bulkJobRow(acme)
  world.server.services.queue.stopping = true
  await insertRows(world, 'bulk_job', [running])
  const wire = await open(admin)
  expect(await answerTo(wire, running.id)).toBe('next')
  await provider.admin.bulk('revokeUsers', [admin.userId])
  const { payload } = await wire.next('next', 'error')
  expect(JSON.stringify(payload)).toContain('NOT_FOUND')
  await wire.leave()
  await world.sql('delete from bulk_job where id = $1', [running.id])
  world.server.services.queue.stopping = false
})

it('a party follows so many single things and no more, and whatever it completes makes room', async () => {
  world.server.services.queue.stopping = true
  const running = bulkJobRow(acme)
  await insertRows(world, 'bulk_job', [running])
  const wire = await open(provider.admin)
  for (let n = 0; n < limits.liveSubscriptions; n++)
    expect(await answerTo(wire, running.id, String(n))).toBe('next')
  expect(await answerTo(wire, running.id, 'one more')).toBe('SUBSCRIPTION_LIMIT')
  await wire.leave()
  const again = await open(provider.admin)
  expect(await answerTo(again, running.id)).toBe('next')
  await again.leave()
  await world.sql('delete from bulk_job where id = $1', [running.id])
  world.server.services.queue.stopping = false
})
