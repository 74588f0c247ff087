import { once } from 'node:events'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { useWorld } from '../testkit/use-world.js'

const world = await useWorld({ unreadMilliseconds: 1_000 })
const northwind = await world.provider('Northwind')
/** 15 MB in all: more than the buffers of the network hold. */
const entry = { code: 9001, at: new Date(), actorKind: 'SYSTEM', details: { name: 'x'.repeat(150_000) }, leaf: '00' }
for (let n = 0; n < 100; n += 20) {
  await world.server.services.database.system.query(
    'select append_events($1, $2::jsonb)',
    [northwind.id, JSON.stringify(Array.from({ length: 20 }, () => entry))],
  )
}

function ask(): Socket {
  const { port } = new URL(world.origin)
  const body = JSON.stringify({ query: '{ events(first: 100, order: NEWEST_FIRST) { edges { node { details } } } }' })
  const socket = connect(Number(port), 'localhost').on('error', () => {})
  socket.write('POST /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n')
  socket.write(`Authorization: Bearer ${northwind.admin.token}\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
  return socket
}

it('an answer that nobody reads is not kept for ever', { timeout: 30_000 }, async () => {
  const socket = ask()
  await once(socket, 'readable')
  await sleep(5_000)
  let length = 0
  socket.on('data', (chunk: Buffer) => { length += chunk.length })
  await once(socket, 'close')
  expect(length).toBeLessThan(15_000_000)
})

it('who reads slowly gets the whole answer', { timeout: 60_000 }, async () => {
  let length = 0
  for await (const chunk of ask()) {
    length += (chunk as Buffer).length
    await sleep(15)
  }
  expect(length).toBeGreaterThan(15_000_000)
})
