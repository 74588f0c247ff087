import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startPostgres } from '@wardroom/server/postgres/postgres'
import pg from 'pg'
import { afterEach, beforeEach, expect, inject, it, onTestFailed } from 'vitest'
import { Follower } from '../feed/follower.js'
import { copyDatabase } from '../testkit/database.js'
import { Caller } from '../testkit/person.js'
import { ServerProcess } from '../testkit/server-process.js'
import { FollowingTool, readLog } from './following-tool.js'
import { Load } from './load.js'

let dir: string
const servers: ServerProcess[] = []
const cleanups: Array<() => unknown> = []

beforeEach(async () => { dir = await mkdtemp(path.join(tmpdir(), 'wardroom-stop-')) })
afterEach(async () => {
  await Promise.all(servers.splice(0).map(server => server.dispose()))
  for (const cleanup of cleanups.splice(0).reverse())
    await cleanup()
  await rm(dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

async function serve(name: string, env: Record<string, string> = {}): Promise<ServerProcess> {
  const server = await ServerProcess.on(path.join(dir, name), env)
  servers.push(server)
  onTestFailed(() => console.log(server.output))
  return server
}

const scopes = ['READ', 'EVENTS_READ', 'CLIENTS_WRITE']

it('a stop under load: what is under way is finished, sockets are sent away, and nothing acknowledged is lost', async () => {
  const server = await serve('data')
  const provider = await (await server.world()).provider()
  const clients = await Promise.all(['Acme', 'Bolt', 'Cogs', 'Dyne'].map(name => provider.createClient(name)))
  const slow = await provider.createClient('Slow')
  const tool = await provider.tool(scopes)
  const socket = await Follower.start(tool)
  const deaf = await Follower.start(tool)
  deaf.wire.pause()
  const follower = new FollowingTool(tool, null)
  const load = new Load(tool, clients.map(({ id }) => id), { perSecond: 150 })
  await load.acknowledges(100)

  const owner = new pg.Client((await server.postgres()).url)
  owner.on('error', () => {})
  await owner.connect()
  await owner.query('begin')
  await owner.query('select from client where id = $1 for update', [slow.id])
  const underWay = tool.ask('mutation ($id: ID!) { renameClient(id: $id, name: "Finished") { name } }', { id: slow.id })
  await sleep(500)
  const stopped = server.stop()
  await sleep(1_000)
  await owner.query('rollback')

  expect((await underWay).body).toEqual({ data: { renameClient: { name: 'Finished' } } })
  expect(await socket.closed).toEqual({ code: 1001, reason: 'Going away' })
  const { code, milliseconds } = await stopped
  expect(code).toBe(0)
  expect(milliseconds).toBeLessThan(10_000)
  await load.stop()
  expect([...load.refusals.keys()].filter(refusal => refusal !== 'LOST' && refusal !== 'UNAVAILABLE')).toEqual([])

  await server.start()
  const log = await readLog(tool)
  expect(log.map(({ seq }) => Number(seq))).toEqual(log.map((_, index) => index + 1))
  const marks = new Set(log.map(({ details }) => details.name))
  expect(['Finished', ...load.acknowledged].filter(mark => !marks.has(mark))).toEqual([])
  await follower.sees(log.at(-1)!)
  await follower.leave()
  expect((await server.stop()).code).toBe(0)
}, 120_000)

/** Two processes over one database, as behind a load balancer. */
async function two(): Promise<[ServerProcess, ServerProcess]> {
  const database = await copyDatabase()
  cleanups.push(() => database.drop())
  const env = { DATABASE_URL: database.url, WARDROOM_SECRET: await readFile(path.join(inject('secretsDir'), 'secret'), 'utf8') }
  return Promise.all([serve('one', env), serve('other', env)])
}

it('what one process does, subscribers of another hear within a second, in the same order', async () => {
  const [one, other] = await two()
  const provider = await (await one.world()).provider()
  const [acme, bolt] = await Promise.all(['Acme', 'Bolt'].map(name => provider.createClient(name)))
  const here = await provider.tool(scopes)
  const there = new Caller(other.origin, here.token)
  const listeners = await Promise.all([Follower.start(here), Follower.start(there)])

  const delays: number[] = []
  for (let n = 0; n < 20; n++) {
    const [by, to] = n % 2 ? [here, listeners[1]] : [there, listeners[0]]
    const heard = to.lines.length
    await by.do('mutation ($id: ID!, $name: String!) { renameClient(id: $id, name: $name) { id } }', { id: acme!.id, name: `Acme ${n}` })
    const acknowledged = performance.now()
    await to.until(({ lines }) => lines.length > heard)
    delays.push(performance.now() - acknowledged)
  }
  expect(Math.max(...delays)).toBeLessThan(1_000)

  const loads = [here, there].map((tool, index) => new Load(tool, [acme!.id, bolt!.id], { perSecond: 60, mark: `server${index}-` }))
  await Promise.all(loads.map(load => load.acknowledges(100)))
  await Promise.all(loads.map(load => load.stop()))
  const log = await readLog(there)
  const expected = log.map(({ seq }) => Number(seq)).slice(-listeners[0].lines.length)
  expect(log.map(({ seq }) => Number(seq))).toEqual(log.map((_, index) => index + 1))
  for (const listener of listeners) {
    await listener.until(({ seqs }) => seqs.at(-1) === log.length)
    expect(listener.seqs).toEqual(expected)
    await listener.leave()
  }
}, 120_000)

it('what one process revokes ends on the other within a second, and nothing later is delivered', async () => {
  const [one, other] = await two()
  const provider = await (await one.world()).provider()
  const acme = await provider.createClient('Acme')
  const technician = await provider.hire('tess@northwind.example')
  const busy = new Load(await provider.tool(scopes), [acme.id], { perSecond: 60 })
  await busy.acknowledges(30)

  for (let trial = 0; trial < 5; trial++) {
    const tool = await provider.tool(['EVENTS_READ'])
    const { provider: { apiTokens } } = await provider.admin.do('{ provider { apiTokens { edges { node { id } } } } }')
    await revoked('ApiToken_Revoked', new Caller(other.origin, tool.token), () =>
      provider.admin.do('mutation ($id: ID!) { revokeApiToken(id: $id) { id } }', { id: apiTokens!.edges[0]!.node.id }))
  }
  await revoked('User_SignedOutEverywhere', new Caller(other.origin, technician.token), () =>
    technician.do('mutation { signOutEverywhere }'))
  await busy.stop()

  async function revoked(event: string, there: Caller, revoke: () => Promise<unknown>): Promise<void> {
    const follower = await Follower.start(there)
    const heard = follower.lines.length
    await follower.until(({ lines }) => lines.length > heard)
    await revoke()
    const acknowledged = performance.now()
    expect((await follower.closed).code).toBe(4403)
    expect(performance.now() - acknowledged).toBeLessThan(1_000)
    const told = (await readLog(provider.admin)).findLast(({ type }) => type === event)!
    expect(follower.seqs.filter(seq => seq > Number(told.seq))).toEqual([])
    expect(await there.refused('{ viewer { account { id } } }')).toMatch(/UNAUTHENTICATED|SESSION_ENDED/)
  }
}, 120_000)

it('a stop while the database is gone ends all the same', async () => {
  const postgres = await startPostgres({ dataDir: path.join(dir, 'postgres') })
  cleanups.push(() => postgres.stop())
  const server = await serve('data', { DATABASE_URL: postgres.url })
  await postgres.stop()
  await sleep(1_000)
  const { code, milliseconds } = await server.stop()
  expect(code).toBe(0)
  expect(milliseconds).toBeLessThan(10_000)
}, 60_000)
