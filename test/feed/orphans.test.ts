import { once } from 'node:events'
import type { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { useWorld } from '../testkit/use-world.js'
import { feedDocument, newestCursor } from './follower.js'
import { Wire } from './wire.js'

const world = await useWorld()
const northwind = await world.provider('Northwind')
const tool = await northwind.tool(['EVENTS_READ'])
const { feed } = world.server.services

it('an id that is taken again before its subscription has ended leaves subscriptions that nothing ends', { timeout: 60_000 }, async () => {
  const after = await newestCursor(tool)
  const wires = await Promise.all(Array.from({ length: 5 }, () => Wire.open(world.origin, { token: tool.token })))
  for (const wire of wires) {
    for (let again = 0; again < 10; again++) {
      wire.subscribe('1', feedDocument, { after })
      wire.send({ type: 'complete', id: '1' })
    }
  }
  // Most are refused and closed; a server that was fast enough each time to end one before the next closes none.
  const codes = await Promise.all(wires.map(async (wire) => {
    wire.subscribe('last', '{ __typename }')
    if (await wire.find(() => wire.messages.find(({ id }) => id === 'last')))
      await wire.leave()
    return (await wire.closed).code
  }))
  expect(codes.filter(code => code !== 4409 && code !== 1006)).toEqual([])
  await expect.poll(() => feed.size, { timeout: 10_000 }).toBe(0)
})

it('a socket that closes while its subscription is being made leaves it', { timeout: 60_000 }, async () => {
  const after = await newestCursor(tool)
  for (let n = 0; n < 10; n++) {
    const wire = await Wire.open(world.origin, { token: tool.token })
    wire.subscribe('1', feedDocument, { after })
    wire.ws.terminate()
    await wire.closed
  }
  await (await Wire.open(world.origin, { token: tool.token })).leave()
  await expect.poll(() => feed.size, { timeout: 10_000 }).toBe(0)
})

it('who does not answer that it is being closed goes on asking', { timeout: 60_000 }, async () => {
  const after = await newestCursor(tool)
  const wire = await Wire.open(world.origin, { token: tool.token })
  const receiver = (wire.ws as unknown as { _receiver: EventEmitter })._receiver
  receiver.removeAllListeners('conclude')
  const told = once(receiver, 'conclude')
  wire.subscribe('1', feedDocument, { after })
  wire.subscribe('1', feedDocument, { after })
  expect((await told)[0]).toBe(4409)
  for (let again = 0; again < 20; again++) {
    wire.subscribe('2', feedDocument, { after })
    wire.send({ type: 'complete', id: '2' })
  }
  await (await Wire.open(world.origin, { token: tool.token })).leave()
  wire.ws.terminate()
  await wire.closed
  await expect.poll(() => feed.size, { timeout: 10_000 }).toBe(0)
})
