import { EventEmitter } from 'node:events'
import type { WebSocket } from 'ws'
import { expect, it } from 'vitest'
import type { Credential } from '../access/credential.js'
import { limits } from '../request/limits.js'
import { Connections } from './connections.js'
import type { Connection } from './connections.js'

const credential = { key: 'k', expiresAt: Number.POSITIVE_INFINITY } as Credential

function connect(connections: Connections, party: string): Connection & { close: () => void } {
  const socket = Object.assign(new EventEmitter(), { readyState: 1, OPEN: 1 }) as unknown as WebSocket
  connections.add(socket, credential, party, Date.now() + 60_000)
  return { ...connections.of(socket), close: () => void (socket as unknown as EventEmitter).emit('close') }
}

/** How many begin of many that ask for different things. */
function begun(connections: Connections, connection: Connection, { bytes, size }: { bytes: number, size: number }): number {
  let count = 0
  for (let n = 0; n < 50; n++) {
    try {
      connections.begin(connection, { id: `${n}`, documentKey: `d${n}`, bytes, size })
      count++
    }
    catch (error) {
      expect(error).toMatchObject({ code: 'SUBSCRIPTION_LIMIT' })
    }
  }
  return count
}

it.each([
  ['keep', { bytes: 1_000_000, size: 1 }, limits.subscriptionBytesInAll / 1_004_096, { bytes: 60_000, size: 1 }],
  ['cost', { bytes: 1, size: 5_000 }, limits.subscriptionTokensInAll / 5_000, { bytes: 1, size: 300 }],
])('what subscriptions %s is bounded over all parties, who has little is let in all the same, and what ends makes room', (_, large, most, little) => {
  const connections = new Connections()
  const parties = Array.from({ length: 40 }, (_, n) => connect(connections, `party ${n}`))
  const counts = parties.map(party => begun(connections, party, large))
  const all = counts.reduce((sum, count) => sum + count, 0)
  expect(all).toBeGreaterThan(most - 1)
  expect(all).toBeLessThan(most + parties.length)
  expect(counts.at(-1)).toBe(1)
  const late = connect(connections, 'late')
  expect(begun(connections, late, little)).toBe(16)
  late.close()
  parties.forEach(({ close }) => close())
  const again = connect(connections, 'again')
  expect(begun(connections, again, large)).toBe(counts[0])
  again.close()
})

it('different things that one party asks for are bounded, and the same thing counts once', () => {
  const connections = new Connections()
  const wide = { bytes: 10, size: limits.subscriptionTokens / 4 }
  const [one, other, stranger] = [connect(connections, 'p'), connect(connections, 'p'), connect(connections, 'q')]
  const begun = ['a', 'a', 'b', 'c', 'd'].map((documentKey, n) => connections.begin(n % 2 ? one : other, { id: `${n}`, documentKey, ...wide })!)
  const refused = () => connections.begin(one, { id: 'e', documentKey: 'e', ...wide })
  expect(refused).toThrow(/too many different things/)
  expect(connections.begin(stranger, { id: 'e', documentKey: 'e', ...wide })).toBeDefined()
  begun[0]!.end()
  begun[0]!.end()
  expect(refused).toThrow(/too many different things/)
  begun[1]!.end()
  expect(refused()).toBeDefined()
  for (const { close } of [one, other, stranger])
    close()
})
