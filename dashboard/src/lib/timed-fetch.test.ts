import { once } from 'node:events'
import { createServer } from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import { asRefusal } from './refusal.js'
import { timedFetch } from './timed-fetch.js'

it.each([
  ['says nothing', false],
  ['begins its answer and never ends it', true],
])('a server that %s counts as unreachable when the time is up', async (_, begins) => {
  const server = createServer((_request, response) => begins && response.write('{'))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address() as { port: number }
  const failure: unknown = await timedFetch(`http://127.0.0.1:${address.port}`, {}, 300)
    .then(response => response.text())
    .catch((error: unknown) => error)
  expect(asRefusal(failure).code).toBe('UNREACHABLE')
})
