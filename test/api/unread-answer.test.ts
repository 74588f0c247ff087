import { once } from 'node:events'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { limits } from '@wardroom/server/request/limits'
import { useWorld } from '../testkit/use-world.js'
import type { ProviderOf } from '../testkit/world.js'

/** More than the buffers of the network hold. */
const answerBytes = 15_000_000

const impatient = await withLongLog({ unreadMilliseconds: 1_000 })
const patient = await withLongLog({ env: { WARDROOM_TRUSTED_PROXIES: '127.0.0.1,::1' } })

async function withLongLog(options?: Parameters<typeof useWorld>[0]): Promise<ProviderOf> {
  const world = await useWorld(options)
  const northwind = await world.provider('Northwind')
  const entry = { code: 9001, at: new Date(), actorKind: 'SYSTEM', details: { name: 'x'.repeat(answerBytes / 100) }, leaf: '00' }
  for (let n = 0; n < 100; n += 20) {
    await world.server.services.database.system.query(
      'select append_events($1, $2::jsonb)',
      [northwind.id, JSON.stringify(Array.from({ length: 20 }, () => entry))],
    )
  }
  return northwind
}

function ask({ world, admin }: ProviderOf, { as = admin, from = '203.0.113.1' } = {}): Socket {
  const { port } = new URL(world.origin)
  const body = JSON.stringify({ query: '{ events(first: 100, order: NEWEST_FIRST) { edges { node { details } } } }' })
  const socket = connect(Number(port), 'localhost').on('error', () => {})
  socket.write(`POST /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Forwarded-For: ${from}\r\nContent-Type: application/json\r\n`)
  socket.write(`Authorization: Bearer ${as.token}\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
  return socket
}

async function lengthOf(socket: Socket): Promise<number> {
  let length = 0
  socket.on('data', (chunk: Buffer) => { length += chunk.length })
  await once(socket, 'close')
  return length
}

it('an answer that nobody reads is not kept for ever', { timeout: 30_000 }, async () => {
  const socket = ask(impatient)
  await once(socket, 'readable')
  await sleep(5_000)
  expect(await lengthOf(socket)).toBeLessThan(answerBytes)
})

it('who reads slowly gets the whole answer', { timeout: 60_000 }, async () => {
  let length = 0
  for await (const chunk of ask(impatient)) {
    length += (chunk as Buffer).length
    await sleep(15)
  }
  expect(length).toBeGreaterThan(answerBytes)
})

const fitting = Math.floor(limits.unreadAnswerBytes / answerBytes)

async function askWithoutReading(count: number, asker: (n: number) => Parameters<typeof ask>[1]): Promise<Socket[]> {
  const sockets: Socket[] = []
  for (let n = 0; n < count; n++) {
    sockets.push(ask(patient, asker(n)))
    await once(sockets.at(-1)!, 'readable')
  }
  return sockets
}

it('of more answers than fit, all unread, the one that waits longest is given up, wherever one asks from', { timeout: 60_000 }, async () => {
  const sockets = await askWithoutReading(fitting + 1, n => ({ from: `203.0.113.${n}` }))
  const [oldest, ...others] = await Promise.all(sockets.map(lengthOf))
  expect(oldest).toBeLessThan(answerBytes)
  expect(Math.min(...others)).toBeGreaterThan(answerBytes)
})

it('what one person leaves unread gives up nothing of who asks from the same address', { timeout: 60_000 }, async () => {
  const beside = await patient.hire('bob@northwind.example', 'PROVIDER_ADMIN')
  const sockets = await askWithoutReading(fitting + 1, n => ({ as: n < fitting ? patient.admin : beside }))
  const cut = (await Promise.all(sockets.map(lengthOf))).filter(length => length < 0.9 * answerBytes)
  expect(cut).toEqual([])
})
