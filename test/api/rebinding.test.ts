import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { useWorld } from '../testkit/use-world.js'

const world = await useWorld()
const provider = await world.provider('Northwind')
await (await provider.createClient('Acme')).invite(['kim@acme.example'])
const mailbox = { query: 'query ($code: String) { mailbox(setupCode: $code) { to text } }', variables: { code: await world.setupCode() } }

/** As a browser asks that was told that the name of an evil page is this machine's: for it, this is that page's own server. */
async function askAs(
  host: string,
  path: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<{ status: number, body: string }> {
  return new Promise((resolve, reject) => {
    request(
      `${world.origin}${path}`,
      { method: 'POST', headers: { host, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...headers } },
      response => resolve(text(response).then(body => ({ status: response.statusCode!, body }))),
    )
      .on('error', reject)
      .end(JSON.stringify(body))
  })
}

describe('a page whose name was bent to this machine', () => {
  it.each(
    ['evil.example', 'evil.example:8420', '127.0.0.1.evil.example', 'localhost.evil.example', '203.0.113.7', 'localhost@evil.example'],
  )('as %s reads no mailbox and signs nobody in', async (host) => {
    const answer = await askAs(host, '/graphql', mailbox)
    expect([answer.status, answer.body.includes('FORBIDDEN'), answer.body.includes('invitation#')]).toEqual([403, true, false])
    expect((await askAs(host, '/auth/refresh', {}, { cookie: provider.admin.cookie })).status).toBe(403)
  })

  it.each(['localhost', 'localhost:8420', '127.0.0.1:8420', '[::1]:8420'])('is told from this machine itself, called %s', async (host) => {
    expect((await askAs(host, '/graphql', mailbox)).body).toContain('kim@acme.example')
  })
})
