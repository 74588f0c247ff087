import { performance } from 'node:perf_hooks'
import pg from 'pg'
import { Caller } from '../testkit/person.js'
import { insertRows, userRow } from '../testkit/rows.js'
import type { Child } from './child.js'
import { questions } from './questions.js'
import { whileAsking } from './while-asking.js'

const people = 2_000

/** How long others wait while everybody in a client who has no two-step login is revoked. */
export async function enforcement(
  server: Child,
  { clientId, providerId, token }: { clientId: string, providerId: string, token: string },
): Promise<void> {
  const db = new pg.Client({ connectionString: server.hello.ownerUrl })
  await db.connect()
  const rows = Array.from({ length: people }, (_, n) =>
    userRow({ id: clientId, provider: { id: providerId } }, { email: `late${n}@example.com`, name: `Late ${n}`, status: 'CONFIRMED' }))
  await insertRows({ sql: (text, values) => db.query(text, values) }, 'client_user', rows)
  const caller = new Caller(server.hello.origin, token)
  const ask = [
    () => caller.query(questions.clients),
    () => caller.query('query ($id: ID!) { client(id: $id) { users(first: 50) { edges { node { id email status } } } } }', { id: clientId }),
  ]
  await whileAsking(ask, () => new Promise(resolve => setTimeout(resolve, 2_000)))
  const calm = await whileAsking(ask, () => new Promise(resolve => setTimeout(resolve, 4_000)))
  await db.query(
    `insert into policy (provider_id, client_id, kind, enabled, changed_at, holds_from) values ($1, $2, 'TWO_STEP_LOGIN', true, now(), now())`,
    [providerId, clientId],
  )
  const began = performance.now()
  const busy = await whileAsking(ask, () => server.order({ do: 'job', name: 'enforce-two-step' }))
  const seconds = (performance.now() - began) / 1_000
  const { rows: [done] } = await db.query<{ n: number }>(
    `select count(*)::int n from client_user where client_id = $1 and status = 'REVOKED' and email like 'late%'`,
    [clientId],
  )
  await db.end()
  console.log(`two-step login enforced on ${done!.n} of ${people} people in ${seconds.toFixed(1)} s: p95 of others ${busy.toFixed(1)} ms, calm ${calm.toFixed(1)} ms = ${(busy / calm).toFixed(2)}   (goal 2)`)
}
