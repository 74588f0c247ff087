import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { clientRow, insertRows } from '../testkit/rows.js'
import { attack } from './attack.js'
import { Child } from './child.js'
import { ownBytes } from './memory.js'
import { setUp } from './set-up.js'

/** Distinct hostile requests, as many as `pnpm run soak 20000` says, within a quarter of an hour, and what they leave in memory. */
const [count = 200_000] = process.argv.slice(2).map(Number)
const deadline = Date.now() + 15 * 60_000

const dataDir = await mkdtemp(path.join(tmpdir(), 'wardroom-soak-'))
const server = await Child.start('serve.ts', { WARDROOM_DATA: dataDir, WARDROOM_PORT: '0' })
const { origin, ownerUrl, setupCode } = server.hello
const { providerId, token } = await setUp(origin, setupCode)
const owner = new pg.Client({ connectionString: ownerUrl })
await owner.connect()
const client = clientRow(providerId)
await insertRows({ sql: async (text, values) => (await owner.query(text, values)).rows }, 'client', [client])
const target = { origin, token, clientId: client.id }

const livez: number[] = []
let attacking = true
const watching = (async () => {
  while (attacking) {
    const asked = performance.now()
    await (await fetch(`${origin}/livez`)).text()
    livez.push(performance.now() - asked)
    await sleep(20)
  }
})()

const megabytes = (bytes: number) => (bytes / 2 ** 20).toFixed(1).padStart(6)

/** What is still reachable in the server, and what the connections of the database have for themselves. */
async function measured(): Promise<string> {
  const { heap } = await server.order<{ heap: number }>({ do: 'usage' })
  const { rows } = await owner.query<{ pid: number }>(`select pid from pg_stat_activity where usename like 'wardroom\\_%' and backend_type = 'client backend'`)
  const backends = await Promise.all(rows.map(({ pid }) => ownBytes(pid)))
  const together = backends.reduce((sum, bytes) => sum + bytes, 0)
  return `heap ${megabytes(heap)} MB · ${backends.length} connections, greatest ${megabytes(Math.max(...backends))} MB, together ${megabytes(together)} MB`
}

const step = Math.ceil(count / 20)
const codes: Record<string, number> = {}
let sent = 0
console.log(`${String(sent).padStart(7)} requests · ${await measured()}`)
while (sent < count && Date.now() < deadline) {
  const answered = await attack(target, sent, Math.min(count, sent + step))
  for (const [code, times] of Object.entries(answered))
    codes[code] = (codes[code] ?? 0) + times
  sent = Math.min(count, sent + step)
  console.log(`${String(sent).padStart(7)} requests · ${await measured()}`)
}
attacking = false
await watching
livez.sort((a, b) => a - b)
console.log(Object.entries(codes).map(([code, times]) => `${code} ${times}`).join(' · '))
const [p50, p99, most] = [0.5, 0.99, 1].map(part => livez[Math.ceil(livez.length * part) - 1]!.toFixed(1))
console.log(`/livez meanwhile: p50 ${p50} ms, p99 ${p99} ms, most ${most} ms   (goal p99 100 ms)`)
await owner.end()
await server.stop()
await rm(dataDir, { recursive: true, force: true })
