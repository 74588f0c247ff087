import { once } from 'node:events'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, expect, it } from 'vitest'
import { limits } from '@wardroom/server/request/limits'
import { useWorld } from '../testkit/use-world.js'

const world = await useWorld({ env: { WARDROOM_TRUSTED_PROXIES: '127.0.0.1,::1' } })
const { admin } = await world.provider('Northwind')

const sockets: Socket[] = []
afterEach(() => sockets.splice(0).forEach(socket => socket.destroy()))

function post(path: string, from: string, headers: string[], beginning = ''): Socket {
  const socket = connect(Number(new URL(world.origin).port), 'localhost').on('error', () => {})
  const head = [`POST ${path} HTTP/1.1`, 'Host: localhost', `X-Forwarded-For: ${from}`, 'Content-Type: application/json', ...headers]
  socket.write(`${head.join('\r\n')}\r\n\r\n${beginning}`)
  sockets.push(socket)
  return socket
}

async function answerOf(socket: Socket): Promise<[status: string, code: string | undefined]> {
  const [answer] = await Promise.race([once(socket, 'data'), once(socket, 'close').then(() => ['closed'])])
  return [String(answer).slice(9, 12), /"code":"(\w+)"/.exec(String(answer))?.[1]]
}

const credential = `Authorization: Bearer ${admin.token}`

async function halfSent(from: string, headers: string[], body: string): Promise<{ finish: () => ReturnType<typeof answerOf> }> {
  const half = body.length / 2
  const socket = post('/graphql', from, [...headers, `Content-Length: ${body.length}`], body.slice(0, half))
  await once(socket, 'connect')
  return { finish: () => {
    socket.write(body.slice(half))
    return answerOf(socket)
  } }
}

const asked = (bytes: number) => JSON.stringify({ query: '{ installation { version } }', extensions: { more: 'x'.repeat(bytes) } })

it.each([
  ['without a credential', [], 'LIMIT_EXCEEDED'],
  ['with one that is made up', [`Authorization: Bearer wr_0123456789ab_${'0'.repeat(43)}`], 'UNAUTHENTICATED'],
])('%s a long body is refused before it comes', async (_, headers, code) => {
  expect(await answerOf(post('/graphql', '203.0.113.1', [...headers, 'Content-Length: 16385']))).toContain(code)
  expect(await answerOf(post('/graphql', '203.0.113.1', [...headers, 'Transfer-Encoding: chunked']))).toContain(code)
})

it('who is refused before the body has come reads why, and is hung up on', async () => {
  const socket = post('/graphql', '203.0.113.2', ['Content-Length: 100000'], 'x'.repeat(20_000))
  const answer = await text(socket)
  expect(answer).toContain('LIMIT_EXCEEDED')
  expect(answer).toMatch(/^connection: close\r$/im)
}, 15_000)

it('and so is who goes on sending all the same', async () => {
  const body = JSON.stringify({ query: '{ installation { version } }', extensions: { more: 'x'.repeat(1_000_000) } })
  const answer = await fetch(`${world.origin}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('LIMIT_EXCEEDED')])
})

it('what strangers claim to send gives up nothing that others send', async () => {
  const honest = await halfSent('203.0.113.7', [credential], asked(200_000))
  const claims = Array.from({ length: 1_400 }, (_, n) => post('/graphql', `2001:db8:1:${n.toString(16)}::1`, ['Content-Length: 100000']))
  await Promise.all(claims.map(claim => Promise.race([once(claim, 'data'), once(claim, 'close')])))
  expect(await honest.finish()).toEqual(['200', undefined])
}, 60_000)

it('strangers of one network wait in the room of one, and give up nobody elsewhere', async () => {
  const elsewhere = await halfSent('2001:db8:2::1', [], asked(1_000))
  const known = await halfSent('2001:db8:1::1', [credential], asked(200_000))
  const length = 'Content-Length: 16000'
  const strangers = Array.from({ length: 800 }, (_, n) => post('/graphql', `2001:db8:1:${n.toString(16)}::1`, [length], 'x'.repeat(15_000)))
  const open = () => strangers.filter(({ closed }) => !closed).length
  strangers.forEach(socket => socket.resume())
  await expect.poll(open, { timeout: 20_000 }).toBeLessThanOrEqual(limits.arrivingBytes / (15_000 + 8_192))
  expect(open()).toBeGreaterThan(600)
  expect([await elsewhere.finish(), await known.finish()]).toEqual([['200', undefined], ['200', undefined]])
}, 60_000)

it('a body in pieces of a byte counts for the room that they take', async () => {
  const pieces = '1\r\nx\r\n'.repeat(15_000)
  const bodies = Array.from({ length: 6 }, () => post('/auth/prelogin', '203.0.113.1', ['Transfer-Encoding: chunked'], pieces).resume())
  await expect.poll(() => bodies.filter(({ closed }) => !closed).length, { timeout: 20_000 }).toBe(4)
}, 60_000)
