import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import autocannon from 'autocannon'
import { Caller } from '../testkit/person.js'
import { bulkJob } from './bulk-job.js'
import { Child } from './child.js'
import { enforcement } from './enforcement.js'
import { limitTokens, seedGroups } from './groups.js'
import { matrix } from './matrix.js'
import { questions } from './questions.js'
import { seed, size } from './seed.js'
import { setUp } from './set-up.js'

/** Ratios against a baseline of the same run; `pnpm bench`, or `pnpm bench reads` and the like, by the names below. */
const wanted = new Set(process.argv.slice(2))
const runs = (name: string) => !wanted.size || wanted.has(name)

/** What one event looks like on the wire, for the bare broadcast. */
const sample = `{"id":"1","type":"next","payload":{"data":{"events":{"events":[{"seq":"500001","code":1000,"at":"AT","clientId":null,"actor":{"id":"00000000-0000-4000-8000-000000000000","name":"Ada Admin"}}],"cursor":"ZTE6MDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAwOjUwMDAwMQ"}}}}`

const dataDir = await mkdtemp(path.join(tmpdir(), 'wardroom-bench-'))
const env = { WARDROOM_DATA: dataDir, WARDROOM_PORT: '0' }
let server = await Child.start('serve.ts', env)
const { providerId, token } = await setUp(server.hello.origin, server.hello.setupCode)
if (runs('reads')) {
  console.log(`Seeding ${size.clients} clients, ${size.users} users, ${size.events} events …`)
  await seed(server.hello.ownerUrl, providerId)
  await reads()
}
if (runs('groups'))
  await groups()
if (runs('appends'))
  await appends()
if (runs('feed'))
  await feed()
if (runs('enforcement'))
  await enforcement(server, { clientId: (await clientIds())[0]!, providerId, token })
if (runs('bulk'))
  await bulkJob(server, { clientId: (await clientIds())[1]!, token })
if (runs('matrix'))
  await matrix(server, { clientId: (await clientIds())[0]!, providerId, token })
if (runs('start'))
  await start()
await server.stop()
await rm(dataDir, { recursive: true, force: true })

async function perSecond(options: autocannon.Options): Promise<number> {
  await autocannon({ connections: 16, duration: 2, ...options })
  const result = await autocannon({ connections: 16, duration: 4, ...options })
  if (result.non2xx || result.errors)
    throw new Error(`${result.non2xx} answers were not 200, ${result.errors} failed`)
  return result.requests.average
}

function asking(origin: string, query: string): autocannon.Options {
  return {
    url: `${origin}/graphql`,
    method: 'POST',
    headers: { 'content-type': 'application/json', 'authorization': `Bearer ${token}` },
    body: JSON.stringify({ query }),
  }
}

async function reads(): Promise<void> {
  const { ownerUrl } = server.hello
  const baseline = await Child.start('baseline.ts', { BENCH_URL: ownerUrl, BENCH_PROVIDER: providerId })
  // The second server shares the database of the first.
  const open = await Child.start('serve.ts', { ...env, BENCH_RLS: 'off' })
  const rounds = []
  for (let round = 0; round < 3; round++) {
    for (const name of ['clients', 'events'] as const) {
      const limit = await perSecond({ url: `${baseline.hello.origin}/${name}` })
      const cpuBefore = await server.cpuSeconds()
      const walled = await perSecond(asking(server.hello.origin, questions[name]))
      if (process.env.BENCH_VERBOSE)
        console.log(name, limit, walled, 'cpu ms a request', (await server.cpuSeconds() - cpuBefore) / walled / 6 * 1e3)
      const unwalled = await perSecond(asking(open.hello.origin, questions[name]))
      rounds.push({ name, limit, walled, unwalled })
    }
  }
  for (const name of ['clients', 'events'] as const) {
    const of = rounds.filter(row => row.name === name)
    const limit = median(of.map(row => row.limit))
    console.log(`${name}: limit ${limit.toFixed(0)}/s · all walls ${median(of.map(row => row.walled)).toFixed(0)}/s = ${median(of.map(row => row.walled / row.limit)).toFixed(2)} · without row-level security ${median(of.map(row => row.unwalled)).toFixed(0)}/s = ${median(of.map(row => row.unwalled / row.limit)).toFixed(2)}   (goal 0.35)`)
  }
  await open.stop()
  await baseline.stop()
}

/** The same page of clients, with a filter by a group that holds as many, and without. */
async function groups(): Promise<void> {
  await clientIds()
  const id = await seedGroups(server.hello.ownerUrl, providerId)
  const filtered = questions.clients.replace('first: 50', `first: 50, filter: { groups: ["${id}"] }`)
  const { clients } = await new Caller(server.hello.origin, token).do(`{ clients(first: 50, filter: { groups: ["${id}"] }) { edges { node { id } } } }`)
  const rounds = []
  for (let round = 0; round < 3; round++) {
    const all = await perSecond(asking(server.hello.origin, questions.clients))
    rounds.push({ all, some: await perSecond(asking(server.hello.origin, filtered)) })
  }
  const [all, some] = [median(rounds.map(({ all }) => all)), median(rounds.map(({ some }) => some))]
  console.log(`clients of a group (${clients.edges.length} on the page): ${some.toFixed(0)}/s · without the filter ${all.toFixed(0)}/s = ${(some / all).toFixed(2)}   (goal 0.9)`)
  const reached = await limitTokens(server.hello.ownerUrl)
  await new Promise(resolve => setTimeout(resolve, 1_500)) // what a credential may is believed for a second
  const limited = await perSecond(asking(server.hello.origin, questions.clients))
  console.log(`clients of somebody who works for ${reached} of them: ${limited.toFixed(0)}/s = ${(limited / all).toFixed(2)} of who works for all`)
}

async function appends(): Promise<void> {
  const clients = await clientIds()
  let n = 0
  const rename = () => JSON.stringify({
    query: 'mutation ($id: ID!, $name: String!) { renameClient(id: $id, name: $name) { id } }',
    variables: { id: clients[n++ % clients.length], name: `Renamed ${n}` },
  })
  const mutations = await perSecond({
    ...asking(server.hello.origin, ''),
    connections: 32,
    requests: [{ setupRequest: request => ({ ...request, body: rename() }) }],
  })
  console.log(`appends, one mutation per event: ${mutations.toFixed(0)}/s   (goal 800)`)
  const { appended } = await server.order<{ appended: number }>({ do: 'append', providerId, perSecond: 0, seconds: 5, batch: 100 })
  console.log(`appends, batches of 100 in one provider: ${(appended / 5).toFixed(0)}/s   (goal 10000)`)
}

async function clientIds(): Promise<string[]> {
  const ask = () => new Caller(server.hello.origin, token).do('{ clients(first: 200) { edges { node { id } } } }')
  if (!(await ask()).clients.edges.length)
    await seed(server.hello.ownerUrl, providerId)
  return (await ask()).clients.edges.map(({ node }) => node.id)
}

async function feed(): Promise<void> {
  const baseline = await Child.start('baseline.ts', { BENCH_URL: server.hello.ownerUrl, BENCH_PROVIDER: providerId })
  for (const subscribers of [500, 2_000]) {
    const bare = await fanOut(baseline, subscribers, '', { do: 'broadcast', perSecond: 200, seconds: 5, text: sample })
    const ours = await fanOut(server, subscribers, token, { do: 'append', providerId, perSecond: 200, seconds: 5, batch: 1 })
    console.log(`feed, ${subscribers} × 200/s: delivered ${(100 * ours.delivered).toFixed(2)} % · p50 ${ours.p50} ms, p99 ${ours.p99} ms (bare ws: ${bare.p50} and ${bare.p99} ms) · ${ours.cpu.toFixed(2)} µs a delivery = ${(ours.cpu / bare.cpu).toFixed(2)} × bare ws (${bare.cpu.toFixed(2)} µs, ${(100 * bare.delivered).toFixed(0)} %)   (goal ${subscribers === 500 ? 'p99 50 ms, 1.5 ×' : 'p99 150 ms'}, all delivered)`)
  }
  await baseline.stop()
  await idleMemory()
}

/** Of a server that has done nothing else: what a burst once took stays with the process. */
async function idleMemory(): Promise<void> {
  const fresh = await Child.start('serve.ts', env)
  const listeners = await Child.start('listeners.ts')
  const before = await fresh.megabytes()
  await listeners.order({ do: 'connect', url: `${fresh.hello.origin.replace('http', 'ws')}/graphql`, token, providerId, count: 2_000 })
  await new Promise(resolve => setTimeout(resolve, 12_000)) // past the first heartbeat
  console.log(`memory with 2000 idle subscribers: ${(await fresh.megabytes()).toFixed(0)} MB (without: ${before.toFixed(0)} MB)`)
  await listeners.stop()
  await fresh.stop()
}

async function fanOut(target: Child, count: number, bearer: string, load: Record<string, unknown>) {
  const listeners = await Child.start('listeners.ts')
  await listeners.order({ do: 'connect', url: `${target.hello.origin.replace('http', 'ws')}/graphql`, token: bearer, providerId, count })
  await new Promise(resolve => setTimeout(resolve, 1_000))
  await listeners.order({ do: 'reset' })
  const cpuBefore = await target.cpuSeconds()
  const { appended } = await target.order<{ appended: number }>(load)
  await new Promise(resolve => setTimeout(resolve, 1_500))
  const { events, p50, p99 } = await listeners.order<{ events: number, p50: number, p99: number }>({ do: 'report' })
  const cpu = (await target.cpuSeconds() - cpuBefore) / events * 1e6
  await listeners.stop()
  return { delivered: events / (appended * count), p50, p99, cpu }
}

async function start(): Promise<void> {
  await server.stop()
  const times = []
  for (let n = 0; n < 3; n++) {
    const began = performance.now()
    const program = spawn(process.execPath, ['server/dist/main.js'], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    for await (const chunk of program.stdout) {
      if (String(chunk).includes('is ready'))
        break
    }
    times.push(performance.now() - began)
    program.kill('SIGTERM')
    await once(program, 'exit')
  }
  console.log(`start to ready on an existing data folder: ${median(times).toFixed(0)} ms`)
  server = await Child.start('serve.ts', env)
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!
}
