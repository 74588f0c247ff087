import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, it, onTestFailed } from 'vitest'
import type { Caller } from '../testkit/person.js'
import { ServerProcess } from '../testkit/server-process.js'
import { brief, FollowingTool, readLog } from './following-tool.js'
import { Load } from './load.js'

let server: ServerProcess
let dataDir: string

afterEach(async () => {
  await server.dispose()
  await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

/** Adds seats one by one, each under a key of its own that is tried again until it is acknowledged. */
class SeatBuyer {
  added = 0
  private stopping = false
  private readonly done: Promise<void>

  constructor(private readonly caller: Caller, private readonly clientId: string) {
    this.done = this.buy()
  }

  async stop(): Promise<number> {
    this.stopping = true
    await this.done
    return this.added
  }

  private async buy(): Promise<void> {
    for (; !this.stopping; this.added++) {
      while (!await this.addOne(`seat number ${this.added}`))
        await sleep(50)
      await sleep(100)
    }
  }

  private addOne(key: string): Promise<boolean> {
    return this.caller.ask(
      'mutation ($id: ID!, $key: String!) { addSeats(clientId: $id, count: 1, idempotencyKey: $key) { id } }',
      { id: this.clientId, key },
    )
      .then(({ body }) => Boolean(body.data), () => false)
  }
}

it('nothing acknowledged is lost, nothing is skipped or repeated, though server and database are killed under load', async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'wardroom-crash-'))
  server = await ServerProcess.on(dataDir)
  onTestFailed(() => console.log(server.output))
  const provider = await (await server.world()).provider()
  const clients = await Promise.all(
    ['Acme', 'Bolt', 'Cogs', 'Dyne', 'Echo', 'Flux', 'Gyro', 'Helm', 'Iris', 'Jade'].map(name => provider.createClient(name)),
  )
  const bought = await provider.createClient('Seats')
  const tool = await provider.tool(['READ', 'EVENTS_READ', 'CLIENTS_WRITE', 'SEATS_WRITE'])
  const before = await readLog(tool)

  const followers = Array.from({ length: 20 }, () => new FollowingTool(tool, before.at(-1)!.cursor))
  const load = new Load(tool, clients.map(({ id }) => id), { perSecond: 200 })
  const buyer = new SeatBuyer(tool, bought.id)
  for (let round = 1; round <= 25; round++) {
    await load.acknowledges(25)
    await sleep(300 + Math.random() * 1_200)
    if (round % 5 === 0) {
      const { pid } = await server.postgres()
      process.kill(pid, 'SIGKILL')
      expect(server.running).toBe(true)
    }
    else {
      await server.kill()
      await server.start()
    }
  }
  await load.acknowledges(25)
  await load.stop()
  const seats = await buyer.stop()

  const log = await readLog(tool)
  expect(log.map(({ seq }) => Number(seq))).toEqual(log.map((_, index) => index + 1))
  const marks = new Set(log.map(({ details }) => details.name))
  expect(load.acknowledged.filter(mark => !marks.has(mark))).toEqual([])

  expect(log.filter(({ type, clientId }) => type === 'Organization_SeatsAdded' && clientId === bought.id)).toHaveLength(seats)
  const { client } = await tool.do('query ($id: ID!) { client(id: $id) { seats { bought } } }', { id: bought.id })
  expect(client.seats!.bought).toBe(10 + seats)

  const expected = log.slice(before.length).map(brief)
  await Promise.all(followers.map(follower => follower.has(expected.length)))
  await Promise.all(followers.map(follower => follower.leave()))
  for (const { received } of followers)
    expect(received).toEqual(expected)

  expect(await server.run('verify-log'))
    .toEqual({ code: 0, output: expect.stringMatching(`^ok {6}Northwind: ${log.length} events, chain valid, checkpoints that agree: \\d+\n$`) })
  expect((await server.stop()).code).toBe(0)
}, 600_000)
