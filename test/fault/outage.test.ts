import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '@wardroom/server/postgres/postmaster'
import { startPostgres } from '@wardroom/server/postgres/postgres'
import pg from 'pg'
import { afterEach, beforeEach, expect, it, onTestFailed } from 'vitest'
import type { Caller } from '../testkit/person.js'
import { processes } from '../testkit/processes.js'
import { ServerProcess } from '../testkit/server-process.js'
import type { World } from '../testkit/world.js'
import { brief, FollowingTool, readLog } from './following-tool.js'
import { Load } from './load.js'
import { Ballast, onSmallDisk, seenFrom } from './small-disk.js'

let dir: string
let server: ServerProcess | undefined
const cleanups: Array<() => unknown> = []

beforeEach(async () => { dir = await mkdtemp(path.join(tmpdir(), 'wardroom-outage-')) })
afterEach(async () => {
  await server?.dispose()
  for (const cleanup of cleanups.splice(0).reverse())
    await cleanup()
  await rm(dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

/** A running installation with people at work and tools that follow it. */
class Scene {
  private constructor(
    readonly tool: Caller,
    readonly clientId: string,
    readonly load: Load,
    private readonly followers: FollowingTool[],
    private readonly seen: number,
  ) {}

  static async set(world: World): Promise<Scene> {
    const provider = await world.provider()
    const clients = await Promise.all(['Acme', 'Bolt', 'Cogs', 'Dyne'].map(name => provider.createClient(name)))
    const tool = await provider.tool(['READ', 'EVENTS_READ', 'CLIENTS_WRITE'])
    const log = await readLog(tool)
    const followers = Array.from({ length: 3 }, () => new FollowingTool(tool, log.at(-1)!.cursor))
    const load = new Load(tool, clients.map(({ id }) => id), { perSecond: 60 })
    await load.acknowledges(30)
    return new Scene(tool, clients[0]!.id, load, followers, log.length)
  }

  /** Whether the log and everybody who follows it have everything that was acknowledged, once and in order. */
  async nothingIsLost(): Promise<void> {
    await this.load.acknowledges(30)
    await this.load.stop()
    const log = await readLog(this.tool)
    expect(log.map(({ seq }) => Number(seq))).toEqual(log.map((_, index) => index + 1))
    const marks = new Set(log.map(({ details }) => details.name))
    expect(this.load.acknowledged.filter(mark => !marks.has(mark))).toEqual([])
    const expected = log.slice(this.seen).map(brief)
    for (const follower of this.followers) {
      await follower.has(expected.length)
      await follower.leave()
      expect(follower.received).toEqual(expected)
    }
  }
}

/** Status, code and Retry-After of an answer. */
async function told(
  address: string,
  body: unknown,
  token?: string,
): Promise<{ status: number, code: string | undefined, retryAfter: string | null }> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...token && { authorization: `Bearer ${token}` } },
    body: JSON.stringify(body),
  })
  const { errors, error } = await response.json() as { errors?: Array<{ extensions: { code: string } }>, error?: { code: string } }
  return { status: response.status, code: errors?.[0]?.extensions.code ?? error?.code, retryAfter: response.headers.get('retry-after') }
}

const unavailable = { status: 503, code: 'UNAVAILABLE', retryAfter: '1' }

async function readyAgain({ origin }: ServerProcess, wanted: number, milliseconds = 30_000): Promise<void> {
  let status = 0
  for (const deadline = performance.now() + milliseconds; status !== wanted; await sleep(50)) {
    if (performance.now() > deadline)
      throw new Error(`/readyz says ${status}, not ${wanted}, for ${milliseconds} ms`)
    status = await fetch(`${origin}/readyz`).then(({ status }) => status)
  }
}

async function ownDatabase() {
  const options = { dataDir: path.join(dir, 'postgres'), port: await freePort() }
  let postgres = await startPostgres(options)
  cleanups.push(() => postgres.stop())
  server = await ServerProcess.on(path.join(dir, 'data'), { DATABASE_URL: postgres.url })
  const { pid } = server
  onTestFailed(() => console.log(server!.output))
  return {
    server,
    /** The same process serves as in the beginning. */
    neverRestarted: () => server!.running && server!.pid === pid,
    postgres: {
      get pid() { return postgres.pid },
      url: postgres.url,
      stop: () => postgres.stop(),
      start: async () => { postgres = await startPostgres(options) },
    },
  }
}

it('a database that is gone: 503 at once, and everything goes on when it is back', async () => {
  const { server, postgres, neverRestarted } = await ownDatabase()
  const { tool, load, clientId, nothingIsLost } = bound(await Scene.set(await server.world()))

  // As many as the pool has connections are in the middle of a transaction when they lose it.
  const owner = new pg.Client(postgres.url)
  owner.on('error', () => {})
  await owner.connect()
  await owner.query('begin; lock table client in exclusive mode')
  const midway = Array.from({ length: 10 }, () => tool.refused('mutation ($id: ID!) { renameClient(id: $id, name: "Midway") { id } }', { id: clientId }))
  await sleep(1_000)
  await postgres.stop()
  expect(new Set(await Promise.all(midway))).toEqual(new Set(['UNAVAILABLE']))
  await readyAgain(server, 503)
  load.reset()
  await sleep(2_000)
  expect(await told(`${server.origin}/graphql`, { query: '{ clients { totalCount } }' }, tool.token)).toEqual(unavailable)
  expect(await told(`${server.origin}/graphql`, { query: 'mutation { renameClient(id: "00000000-0000-0000-0000-000000000000", name: "x") { id } }' }, tool.token))
    .toEqual(unavailable)
  expect(await told(`${server.origin}/auth/prelogin`, { email: 'ada@example.com' })).toEqual(unavailable)
  expect((await fetch(`${server.origin}/livez`)).status).toBe(200)
  await sleep(2_000)
  expect([...load.refusals.keys()]).toEqual(['UNAVAILABLE'])
  expect(load.slowest).toBeLessThan(4_000)

  await postgres.start()
  await readyAgain(server, 200)
  await nothingIsLost()
  expect(neverRestarted()).toBe(true)
}, 120_000)

it('a database that no longer answers: 503 within seconds, and everything goes on when it answers', async () => {
  const { server, postgres, neverRestarted } = await ownDatabase()
  const { tool, load, nothingIsLost } = bound(await Scene.set(await server.world()))

  const processes = family(postgres.pid)
  processes.forEach(pid => process.kill(pid, 'SIGSTOP'))
  cleanups.push(() => processes.forEach(resume))
  load.reset()
  await readyAgain(server, 503)
  await sleep(8_000)
  expect(await told(`${server.origin}/graphql`, { query: '{ clients { totalCount } }' }, tool.token)).toEqual(unavailable)
  expect([...load.refusals.keys()]).toEqual(['UNAVAILABLE'])
  expect(load.slowest).toBeLessThan(12_000)

  processes.forEach(resume)
  await readyAgain(server, 200)
  await nothingIsLost()
  expect(neverRestarted()).toBe(true)
}, 120_000)

it('a table that stays locked: who would change it is refused within seconds, the others are served, and nobody waits when it is free', async () => {
  const { server, postgres, neverRestarted } = await ownDatabase()
  const { tool, load, clientId, nothingIsLost } = bound(await Scene.set(await server.world()))
  const owner = new pg.Client(postgres.url)
  await owner.connect()
  cleanups.push(() => owner.end())

  await owner.query('begin; lock table client in exclusive mode')
  load.reset()
  const crowd = Array.from({ length: 40 }, () => tool.ask('mutation ($id: ID!) { renameClient(id: $id, name: "Crowd") { id } }', { id: clientId }))
  await sleep(4_000)
  expect((await readLog(tool)).length).toBeGreaterThan(30)
  expect(await server.readiness()).toBe(200)
  expect(new Set((await Promise.all(crowd)).map(({ status, body }) => `${status} ${body.errors![0]!.extensions.code}`)))
    .toEqual(new Set(['503 UNAVAILABLE']))
  expect([...load.refusals.keys()]).toEqual(['UNAVAILABLE'])
  expect(load.slowest).toBeLessThan(8_000)

  await owner.query('commit')
  await load.acknowledges(10, 5_000)
  await nothingIsLost()
  expect(neverRestarted()).toBe(true)
}, 120_000)

it('a full disk: writes are refused before PostgreSQL breaks down, reads are served, and writes go on when there is room', async () => {
  const { server, ballast, load, tool, nothingIsLost } = await smallInstallation()

  await ballast.fill(16 * 2 ** 20)
  await readyAgain(server, 503)
  await sleep(500)
  load.reset()
  const { length } = load.acknowledged
  await sleep(1_000)
  expect(load.acknowledged).toHaveLength(length)
  await ballast.fill(0)
  for (let n = 0; n < 10; n++) {
    expect((await tool.ask('{ clients(first: 5) { edges { node { name seats { bought } } } } }')).status).toBe(200)
    expect((await tool.ask('{ events(first: 50, order: NEWEST_FIRST) { edges { node { type } } } }')).status).toBe(200)
    await sleep(500)
  }
  expect(await told(`${server.origin}/graphql`, { query: 'mutation { renameClient(id: "00000000-0000-0000-0000-000000000000", name: "x") { id } }' }, tool.token))
    .toEqual(unavailable)
  expect([...load.refusals.keys()]).toEqual(['UNAVAILABLE'])
  expect(load.slowest).toBeLessThan(4_000)

  await ballast.drop()
  await readyAgain(server, 200)
  await nothingIsLost()
  expect(server.output).not.toContain('PostgreSQL ended')
}, 120_000)

it('a disk so full that PostgreSQL itself breaks down: everything goes on when there is room', async () => {
  const { server, ballast, ownerUrl, nothingIsLost } = await smallInstallation()
  const owner = new pg.Client(ownerUrl)
  owner.on('error', () => {})
  await owner.connect()

  await ballast.fill(0)
  for (const straw of ['select pg_switch_wal()', 'create table straw as select 1'])
    await owner.query(straw).catch(() => {})
  for (const deadline = performance.now() + 45_000; !server.output.includes('PostgreSQL ended'); await sleep(50))
    expect(performance.now()).toBeLessThan(deadline)
  await readyAgain(server, 503)
  await sleep(2_000)

  await ballast.drop()
  await readyAgain(server, 200)
  await nothingIsLost()
}, 120_000)

async function smallInstallation() {
  server = await ServerProcess.on(dir, {}, onSmallDisk(dir, 250)).catch((cause: unknown) => {
    throw new Error('This test needs a disk that it may fill, and this machine lets nobody but the system mount one: run the tests as root, or allow user name spaces.', { cause })
  })
  onTestFailed(() => console.log(server!.output))
  const folder = seenFrom(server.pid, dir)
  const scene = bound(await Scene.set(await server.world(folder)))
  return { server, ballast: new Ballast(folder), ownerUrl: (await server.postgres(folder)).url, ...scene }
}

/** For taking apart: the verbs know their scene. */
function bound(scene: Scene) {
  return { tool: scene.tool, clientId: scene.clientId, load: scene.load, nothingIsLost: () => scene.nothingIsLost() }
}

/** A process and its children. */
function family(pid: number): number[] {
  return [pid, ...processes().filter(({ parent }) => parent === pid).map(({ pid }) => pid)]
}

function resume(pid: number): void {
  try {
    process.kill(pid, 'SIGCONT')
  }
  catch {
    // It has ended since.
  }
}
