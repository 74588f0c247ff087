import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { Caller } from '../testkit/person.js'
import type { Child } from './child.js'
import { questions } from './questions.js'
import { whileAsking } from './while-asking.js'

const people = 2_000

/** How long others wait while a job invites thousands into a client. */
export async function bulkJob(server: Child, { clientId, token }: { clientId: string, token: string }): Promise<void> {
  const db = new pg.Client({ connectionString: server.hello.ownerUrl })
  await db.connect()
  await db.query('update client set seats = 9000 where id = $1', [clientId])
  await db.end()
  const caller = new Caller(server.hello.origin, token)
  const ask = [
    () => caller.query(questions.clients),
    () => caller.query('query ($id: ID!) { client(id: $id) { users(first: 50) { edges { node { id email status } } } } }', { id: clientId }),
    () => caller.query('mutation ($id: ID!, $name: String!) { renameClient(id: $id, name: $name) { id } }', { id: clientId, name: `Busy ${Math.random()}` }),
  ]
  await whileAsking(ask, () => sleep(2_000))
  const calm = await whileAsking(ask, () => sleep(6_000))
  const began = performance.now()
  let job = { done: 0, refused: 0, finishedAt: null as string | null }
  const busy = await whileAsking(ask, async () => {
    const users = Array.from({ length: people }, (_, n) => ({ email: `bulk${n}@example.com`, role: 'USER' }))
    const { createBulkJob: { id } } = await caller.do<{ createBulkJob: { id: string } }>(
      'mutation ($input: CreateBulkJobInput!) { createBulkJob(input: $input) { id } }',
      { input: { clientId, invite: { users } } },
    )
    while (!job.finishedAt) {
      await sleep(200)
      job = (await caller.do<{ node: typeof job }>('query ($id: ID!) { node(id: $id) { ... on BulkJob { done refused finishedAt } } }', { id })).node
    }
  })
  const seconds = (performance.now() - began) / 1_000
  console.log(`a job invited ${job.done} of ${people} people in ${seconds.toFixed(1)} s: p95 of others ${busy.toFixed(1)} ms, calm ${calm.toFixed(1)} ms = ${(busy / calm).toFixed(2)}   (goal 2)`)
}
