import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { World } from '../testkit/world.js'

let world: World
beforeAll(async () => { world = await World.start() })
afterAll(() => world.close())

/** Seconds until the server hangs up on somebody who says this and then a byte now and then. */
async function heldFor(beginning: string): Promise<number> {
  const { hostname, port } = new URL(world.origin)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  const began = performance.now()
  socket.write(beginning)
  const drip = setInterval(() => socket.write('a'), 1_000)
  socket.on('error', () => {}).resume()
  await new Promise(resolve => socket.once('close', resolve)) // whether a last byte met a closed door or not
  clearInterval(drip)
  return (performance.now() - began) / 1_000
}

it('a request that does not arrive within half a minute is given up', async () => {
  const held = await Promise.all([
    heldFor('POST /graphql HTTP/1.1\r\nhost: localhost\r\nx-slow: '),
    heldFor('POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n{"query":"'),
  ])
  for (const seconds of held) {
    expect(seconds).toBeGreaterThan(25)
    expect(seconds).toBeLessThan(36)
  }
}, 60_000)

it('a subscription over HTTP is told where it runs', async () => {
  const { body, status } = await world.stranger.ask('subscription { events { cursor } }')
  expect([status, body.errors?.[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT'])
})
