import { once } from 'node:events'
import { createServer, get } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, expect, it } from 'vitest'
import { HeldBytes } from './held-bytes.js'

const server = createServer().listen(0, '127.0.0.1')
await once(server, 'listening')
afterAll(() => server.close())

async function asked(): Promise<{ response: ServerResponse, answer: Promise<IncomingMessage>, goAway: () => void }> {
  const { port } = server.address() as AddressInfo
  const request = get({ port, agent: false }).on('error', () => {})
  const answer = once(request, 'response').then(([message]) => message as IncomingMessage)
  answer.catch(() => {})
  const [, response] = await once(server, 'request') as [IncomingMessage, ServerResponse]
  return { response, answer, goAway: () => void request.destroy() }
}

const kibibyte = 1024

function isCut({ response }: { response: ServerResponse }): boolean {
  return response.req.socket.destroyed
}

it('what waits for one address is bounded, and the one that has waited longest is given up', async () => {
  const held = new HeldBytes({ each: 100 * kibibyte, inAll: 1_000 * kibibyte })
  const [first, second, elsewhere] = [await asked(), await asked(), await asked()]
  held.hold(elsewhere.response, 'elsewhere', 60 * kibibyte)
  held.hold(first.response, 'here', 60 * kibibyte)
  held.hold(second.response, 'here', 60 * kibibyte)
  expect([first, second, elsewhere].map(isCut)).toEqual([true, false, false])
  second.response.end('second')
  elsewhere.response.end('elsewhere')
  expect(await text(await second.answer)).toBe('second')
  expect(await text(await elsewhere.answer)).toBe('elsewhere')
})

it('what waits for all addresses together is bounded, and given up where most waits', async () => {
  const held = new HeldBytes({ each: 100 * kibibyte, inAll: 150 * kibibyte })
  const [honest, claimed, again, third] = [await asked(), await asked(), await asked(), await asked()]
  held.hold(honest.response, 'honest', 20 * kibibyte)
  held.hold(claimed.response, 'claims', 40 * kibibyte)
  held.hold(again.response, 'claims', 40 * kibibyte)
  held.hold(third.response, 'more claims', 60 * kibibyte)
  expect([honest, claimed, again, third].map(isCut)).toEqual([false, true, false, false])
  for (const { response } of [honest, again, third])
    response.destroy()
})

it('who went away before there was an answer, or has read it, waits for nothing', async () => {
  const held = new HeldBytes({ each: 100 * kibibyte, inAll: 150 * kibibyte })
  const patient = await asked()
  held.hold(patient.response, 'here', 60 * kibibyte)
  for (let n = 0; n < 5; n++) {
    const { response, goAway } = await asked()
    goAway()
    await once(response, 'close')
    held.hold(response, 'here', 60 * kibibyte)
  }
  for (let n = 0; n < 5; n++) {
    const { response, answer } = await asked()
    held.hold(response, 'here', 20 * kibibyte)
    response.end('read')
    expect(await text(await answer)).toBe('read')
    if (!response.closed)
      await once(response, 'close')
  }
  expect(isCut(patient)).toBe(false)
  patient.response.destroy()
})

it('what comes piece by piece is held together, until it is released', async () => {
  const held = new HeldBytes({ each: 100 * kibibyte, inAll: 1_000 * kibibyte })
  const [done, growing] = [await asked(), await asked()]
  for (let n = 0; n < 4; n++)
    held.hold(done.response, 'here', 20 * kibibyte)
  held.release(done.response)
  for (let n = 0; n < 4; n++)
    held.hold(growing.response, 'here', 20 * kibibyte)
  expect([done, growing].map(isCut)).toEqual([false, false])
  held.hold(growing.response, 'here', 20 * kibibyte)
  expect([done, growing].map(isCut)).toEqual([false, true])
  done.response.destroy()
})
