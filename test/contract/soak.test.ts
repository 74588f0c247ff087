import { expect, it } from 'vitest'
import { attack } from '../bench/attack.js'
import { ownBytes, reachableBytes } from '../bench/memory.js'
import { useWorld } from '../testkit/use-world.js'

const world = await useWorld()
const provider = await world.provider('Northwind')
const acme = await provider.createClient('Acme', { seats: 50 })
await acme.invite(Array.from({ length: 20 }, (_, n) => `p${n}@acme.example`))
const tool = await provider.tool(['READ', 'EVENTS_READ'])
const target = { origin: world.origin, token: tool.token!, clientId: acme.id }

/** The most that one connection's process has for itself. */
async function greatestBackend(): Promise<number> {
  const rows = await world.sql<{ pid: number }>(`select pid from pg_stat_activity where datname = current_database() and usename = 'wardroom_app'`)
  return Math.max(...await Promise.all(rows.map(({ pid }) => ownBytes(pid))))
}

const megabytes = (bytes: number) => bytes / 2 ** 20

it('distinct hostile requests leave nothing behind, in the server or in a connection of the database, and none is a bug', async () => {
  const warm = await attack(target, 0, 6_000) // until what is kept, of a bounded size, is full
  const before = { heap: reachableBytes(), backend: await greatestBackend() }
  const answered = await attack(target, 6_000, 9_000)
  const after = { heap: reachableBytes(), backend: await greatestBackend() }

  for (const codes of [warm, answered]) {
    expect(Object.keys(codes).sort()).toEqual(['BAD_USER_INPUT', 'CURSOR_MALFORMED', 'LIMIT_EXCEEDED', 'UNAUTHENTICATED', 'ok'])
    expect(codes.ok).toBeGreaterThan(500)
  }
  expect(megabytes(after.heap - before.heap)).toBeLessThan(8)
  expect(megabytes(after.backend - before.backend)).toBeLessThan(10)
}, 300_000)
