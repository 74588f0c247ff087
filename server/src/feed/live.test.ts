import { buildSchema } from 'graphql'
import { LRUCache } from 'lru-cache'
import { expect, it, vi } from 'vitest'
import type { Credential } from '../access/credential.js'
import type { Services } from '../request/services.js'
import type { Connection } from './connections.js'
import { Subscription } from './connections.js'
import { Live } from './live.js'

const schema = buildSchema('type Query { a: Int } type Subscription { thing: Int }')
const identity = { kind: 'ACCOUNT', accountId: 'a', name: 'A', rights: '', staff: new Map(), members: new Map() } as const
const current = async () => identity
const credential = { key: 'k', expiresAt: Number.POSITIVE_INFINITY, current, fresh: current } as Credential
const connection = { party: 'p', credential } as Connection
const asked = { field: 'thing', args: {}, question: { query: 'subscription { thing }', operationName: null, variables: {} } }

async function follow() {
  let looked = 0
  const live = new Live(schema, new LRUCache({ max: 1 }), {} as Services, {
    thing: async () => ({ value: { thing: ++looked }, version: 'the same', over: false }),
  })
  let left = 0
  const subscription = new Subscription(() => { left++ })
  const looks = await live.follow(connection, subscription, asked, () => ({}))
  return { looks, looked: () => looked, left: () => left }
}

it('a thing that stays as it is is looked at no more once nobody follows it', async () => {
  const { looks, looked, left } = await follow()
  await looks.next()
  const next = looks.next()
  await vi.waitFor(() => expect(looked()).toBeGreaterThan(1), { timeout: 5_000 })
  const ended = looks.return(undefined)
  expect(left()).toBe(1)
  expect(await next).toEqual({ done: true, value: undefined })
  await ended
})

it('whoever stops before anything was told has made room, too', async () => {
  const { looks, left } = await follow()
  await looks.return(undefined)
  expect(left()).toBe(1)
})
