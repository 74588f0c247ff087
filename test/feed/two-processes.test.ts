import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { copyDatabase } from '../testkit/database.js'
import { Caller } from '../testkit/person.js'
import { scopeTo } from '../testkit/scope.js'
import { ServerProcess } from '../testkit/server-process.js'
import { Follower, newestCursor } from './follower.js'

let [here, there]: ServerProcess[] = []
let tidy: () => Promise<void>

beforeAll(async () => {
  const [database, dataDir] = [await copyDatabase(), await mkdtemp(path.join(tmpdir(), 'wardroom-two-'))]
  const env = { DATABASE_URL: database.url, WARDROOM_SECRET: await readFile(path.join(inject('secretsDir'), 'secret'), 'utf8') }
  here = await ServerProcess.on(path.join(dataDir, 'here'), env)
  there = await ServerProcess.on(path.join(dataDir, 'there'), env)
  tidy = async () => {
    await Promise.all([here!.dispose(), there!.dispose()])
    await database.drop()
    await rm(dataDir, { recursive: true, force: true })
  }
})
afterAll(() => tidy())

it('20 times: a scope that one process takes away ends the feed of another within a second, and nothing of later comes', async () => {
  const northwind = await (await here!.world()).provider('Northwind')
  const [acme, birch] = [await northwind.createClient('Acme', { seats: 5 }), await northwind.createClient('Birch', { seats: 5 })]
  const sam = await northwind.hire('sam@northwind.example')
  const samThere = new Caller(there!.origin, sam.token)
  const rename = (id: string) => northwind.admin.do('mutation ($id: ID!) { renameClient(id: $id, name: "Busy") { id } }', { id })
  const took: number[] = []
  const admin = await Follower.start(new Caller(there!.origin, northwind.admin.token), { providerId: northwind.id })
  for (let trial = 0; trial < 20; trial++) {
    await scopeTo(northwind, sam.email, { clientIds: [acme.id, birch.id] })
    const widened = await newestCursor(northwind.admin)
    await admin.until(({ batches }) => batches.at(-1)?.cursor === widened) // this change, too, ends what began before it
    const follower = await Follower.start(samThere, { providerId: northwind.id })
    await rename(birch.id)
    await follower.until(({ lines }) => lines.some(({ clientId }) => clientId === birch.id))
    await scopeTo(northwind, sam.email, { clientIds: [acme.id] })
    const [began, heard] = [performance.now(), follower.lines.length]
    await rename(birch.id)
    expect([trial, (await follower.closed).code]).toEqual([trial, 4403])
    took.push(performance.now() - began)
    expect([trial, follower.lines.slice(heard)]).toEqual([trial, []])
    expect(await samThere.refused('query ($id: ID!) { client(id: $id) { id } }', { id: birch.id })).toBe('NOT_FOUND')
  }
  await admin.leave()
  expect(Math.max(...took)).toBeLessThan(1_000)
}, 120_000)
