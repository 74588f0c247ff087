import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { readConfig } from '@wardroom/server/config/environment'
import { loadSecrets } from '@wardroom/server/config/secrets'
import { createServer } from '@wardroom/server/server'
import { afterAll, expect, inject, it } from 'vitest'
import { useWorld } from '../testkit/use-world.js'

/** Where the people whom a server's simulator plays turn to: here they only find out that they came. */
class Reception {
  visits = 0
  private readonly http: Server = createHttpServer((_, response) => {
    this.visits++
    response.writeHead(503).end('{"error":{"code":"UNAVAILABLE","message":""}}')
  })

  async open(): Promise<string> {
    await once(this.http.listen(0, '127.0.0.1'), 'listening')
    return `http://localhost:${(this.http.address() as AddressInfo).port}`
  }

  close(): void {
    this.http.close()
  }
}

const world = await useWorld()
await world.provider()
await world.sql('update provider set demo = true')
const receptions = [new Reception(), new Reception()]
afterAll(() => receptions.forEach(reception => reception.close()))

it('of two servers on one database one plays the people of the demo, and the other goes on when it stops', async () => {
  const servers = await Promise.all(receptions.map(async (reception) => {
    const config = readConfig(
      { WARDROOM_DATA: world.dataDir, WARDROOM_PORT: '0', WARDROOM_LOG_LEVEL: 'silent', WARDROOM_ORIGIN: await reception.open() },
      [],
    )
    return createServer(config, world.ownerUrl, await loadSecrets(inject('secretsDir')))
  }))
  await Promise.all(servers.map(({ services }) => services.demo.resume()))
  await expect.poll(() => receptions.some(({ visits }) => visits > 0), { timeout: 20_000 }).toBe(true)
  await sleep(8_000)
  const playing = receptions.findIndex(({ visits }) => visits > 0)
  const resting = 1 - playing
  expect(receptions[resting]!.visits).toBe(0)

  await servers[playing]!.close()
  await expect.poll(() => receptions[resting]!.visits, { timeout: 30_000 }).toBeGreaterThan(0)
  await servers[resting]!.close()
})
