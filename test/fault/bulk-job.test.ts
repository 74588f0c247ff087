import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, it, onTestFailed, vi } from 'vitest'
import { ServerProcess } from '../testkit/server-process.js'
import { readLog } from './following-tool.js'

let server: ServerProcess
let dataDir: string

afterEach(async () => {
  await server.dispose()
  await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

const look = 'query ($id: ID!) { node(id: $id) { ... on BulkJob { total done refused finishedAt } } }'
interface Job { total: number, done: number, refused: number, finishedAt: string | null }

it('a job whose server is killed again and again does every row once, and has one beginning and one end in the log', async () => {
  const people = 2_000
  dataDir = await mkdtemp(path.join(tmpdir(), 'wardroom-bulk-'))
  server = await ServerProcess.on(dataDir)
  onTestFailed(() => console.log(server.output))
  const provider = await (await server.world()).provider('Northwind', { enterprise: 5_000 })
  const acme = await provider.createClient('Acme', { seats: people + 10 })
  const tool = await provider.tool(['READ', 'EVENTS_READ', 'USERS_WRITE'])
  const before = await readLog(tool)

  const users = Array.from({ length: people }, (_, n) => ({ email: `p${n}@acme.example`, role: 'USER' }))
  const { createBulkJob: { id } } = await tool.do<{ createBulkJob: { id: string } }>(
    'mutation ($input: CreateBulkJobInput!) { createBulkJob(input: $input) { id } }',
    { input: { clientId: acme.id, invite: { users } } },
  )
  const job = async () => (await tool.do<{ node: Job }>(look, { id })).node
  for (let round = 1; round <= 3; round++) {
    const { done } = await job()
    await vi.waitUntil(async () => (await job()).done >= done + 100, { timeout: 60_000, interval: 20 })
    await server.kill()
    await server.start()
  }
  await vi.waitUntil(async () => (await job()).finishedAt, { timeout: 120_000, interval: 200 })

  expect(await job()).toMatchObject({ total: people, done: people, refused: 0 })
  const log = (await readLog(tool)).slice(before.length)
  const invited = log.filter(({ type }) => type === 'OrganizationUser_Invited').map(({ details }) => details.email)
  expect(invited.length).toBe(people)
  expect(new Set(invited).size).toBe(people)
  expect(log.filter(({ type }) => type.startsWith('BulkJob_')).map(({ type }) => type)).toEqual(['BulkJob_Started', 'BulkJob_Finished'])
  const { client } = await tool.do('query ($id: ID!) { client(id: $id) { seats { occupied } users(first: 1) { totalCount } } }', { id: acme.id })
  expect([client.seats!.occupied, client.users!.totalCount]).toEqual([people + 1, people + 1])
  expect((await server.stop()).code).toBe(0)
}, 300_000)
