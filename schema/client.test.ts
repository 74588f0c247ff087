import { once } from 'node:events'
import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { Wardroom } from './client.js'

/** What a tool meets where it looks for Wardroom. */
async function meeting(listener: RequestListener, onUpgrade = () => {}): Promise<Wardroom> {
  const server = createServer(listener).on('upgrade', onUpgrade).listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server, 'listening')
  return new Wardroom(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'wr_token', { timeout: 300 })
}

const answering = (status: number, body: string) => meeting((_, response) => response.writeHead(status).end(body))

it('a query brings the data, and says who asks', async () => {
  const wardroom = await meeting(({ headers, url }, response) => response.end(JSON.stringify({ data: { url, by: headers.authorization } })))
  expect(await wardroom.query('{ viewer }')).toEqual({ url: '/graphql', by: 'Bearer wr_token' })
})

it.each([
  ['a document', '{"data":null,"errors":[{"message":"Wait.","extensions":{"code":"TOO_MANY_REQUESTS","retryAfterSeconds":3}}]}'],
  ['a request', '{"error":{"code":"TOO_MANY_REQUESTS","message":"Wait.","facts":{"retryAfterSeconds":3}}}'],
])('a refusal of %s is an error with code, sentence and facts', async (_, body) => {
  await expect((await answering(429, body)).query('{ viewer }'))
    .rejects.toMatchObject({ name: 'WardroomError', code: 'TOO_MANY_REQUESTS', message: 'Wait.', facts: { retryAfterSeconds: 3 } })
})

it.each([
  ['the page of a proxy', () => answering(502, '<html><h1>Bad Gateway</h1></html>'), 'status 502 and no JSON'],
  ['the JSON of a proxy', () => answering(503, '{"message":"no healthy upstream"}'), 'status 503 without data'],
  ['a proxy that calls its word an error', () => answering(504, '{"error":"Gateway Timeout"}'), 'status 504 without data'],
  ['nothing in time', () => meeting(() => {}), 'no answer'],
  ['half an answer', () => meeting((_, response) => response.writeHead(200).write('{"data":')), 'status 200 and no JSON'],
  ['nobody', async () => new Wardroom('http://127.0.0.1:1', 'wr_token'), 'no answer'],
])('%s in place of an answer is UNAVAILABLE and says what to do', async (_, there, what) => {
  const wardroom = await there()
  await expect(wardroom.query('{ viewer }')).rejects.toMatchObject({
    name: 'WardroomError',
    code: 'UNAVAILABLE',
    message: `Wardroom did not answer at ${wardroom.origin} (${what}). Check the address and what stands before the server, then try again; a change may have been made, so look before you repeat it.`,
  })
})

it('a feed that stays silent is connected anew, and ends when its reader leaves', async () => {
  const leaving = new AbortController()
  let connections = 0
  const wardroom = await meeting(() => {}, () => {
    if (++connections === 3)
      leaving.abort()
  })
  const events = []
  for await (const event of wardroom.follow({ signal: leaving.signal }))
    events.push(event)
  expect([connections, events]).toEqual([3, []])
})
