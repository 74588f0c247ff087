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

const asks = { bytes: 1_000_000, documentKey: 'd', size: 10 }

it('what subscriptions keep is bounded over all parties, and what has ended makes room', () => {
  const connections = new Connections()
  const parties = Array.from({ length: 40 }, (_, n) => connect(connections, `party ${n}`))
  const beginAll = () => parties.reduce((begun, connection) => {
    try {
      for (let n = 0; n < 20; n++) {
        connections.begin(connection, { id: `${n}`, ...asks })
        begun++
      }
    }
    catch { /* refused from here on */ }
    return begun
  }, 0)
  const most = Math.floor(limits.subscriptionBytesInAll / 1_004_096)
  expect(beginAll()).toBe(most)
  parties.forEach(({ close }) => close())
  const [again] = [connect(connections, 'party 0')]
  expect(connections.begin(again, { id: '1', ...asks })).toBeDefined()
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
