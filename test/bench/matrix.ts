import { performance } from 'node:perf_hooks'
import pg from 'pg'
import { Caller } from '../testkit/person.js'
import { collectionRow, groupRow, insertRows, userRow } from '../testkit/rows.js'
import type { Child } from './child.js'

const [people, collections, groups] = [300, 200, 20]

/** How long the matrix of who reaches what takes, against the same people without it. */
export async function matrix(
  server: Child,
  { clientId, providerId, token }: { clientId: string, providerId: string, token: string },
): Promise<void> {
  const db = new pg.Client({ connectionString: server.hello.ownerUrl })
  await db.connect()
  const sql = { sql: (text: string, values: unknown[]) => db.query(text, values) }
  const client = { id: clientId, provider: { id: providerId } }
  const rooms = Array.from({ length: collections }, () => collectionRow(client))
  await insertRows(sql, 'client_user', Array.from({ length: people }, (_, n) => userRow(client, { email: `matrix${n}@example.com`, name: `Matrix ${n}` })))
  await insertRows(sql, 'user_group', Array.from({ length: groups }, (_, n) => groupRow(client, { name: `Matrix ${n}` })))
  await insertRows(sql, 'collection', rooms)
  const some = (every: number) => `hashtext(a.id::text || b.id::text) % ${every} = 0`
  await db.query(`insert into group_member (provider_id, client_id, group_id, user_id)
    select a.provider_id, a.client_id, a.id, b.id from user_group a join client_user b using (client_id) where client_id = $1 and ${some(4)}`, [clientId])
  await db.query(`insert into collection_group (provider_id, client_id, collection_id, group_id, access)
    select a.provider_id, a.client_id, a.id, b.id, 3 from collection a join user_group b using (client_id) where client_id = $1 and ${some(4)}`, [clientId])
  await db.query(`insert into collection_user (provider_id, client_id, collection_id, user_id, access)
    select a.provider_id, a.client_id, a.id, b.id, 7 from collection a join client_user b using (client_id) where client_id = $1 and ${some(10)}`, [clientId])
  await db.query('analyze')
  await db.end()

  const caller = new Caller(server.hello.origin, token)
  const ids = rooms.map(({ id }) => id)
  async function take(field: string): Promise<{ milliseconds: number, cells: number }> {
    const began = performance.now()
    let [after, cells]: [string | null, number] = [null, 0]
    do {
      const answer: any = await caller.query(
        `query ($id: ID!, $after: String, $ids: [ID!]!) { client(id: $id) { collections(first: 1) { edges { node { id } } }
          users(first: 200, after: $after, filter: { search: "matrix" }) { pageInfo { hasNextPage endCursor } edges { node { id name email ${field} ... @include(if: false) { collectionAccess(collectionIds: $ids) } } } } } }`,
        { id: clientId, after, ids },
      )
      const { edges, pageInfo } = answer.client.users
      cells += edges.flatMap(({ node }: any) => node.access ?? []).filter((cell: unknown) => cell !== null).length
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null
    } while (after !== null)
    return { milliseconds: performance.now() - began, cells }
  }
  const access = 'access: collectionAccess(collectionIds: $ids)'
  const [first, { cells }] = [await take(access), await take(access)]
  const rounds: Array<readonly [matrix: number, people: number]> = []
  for (let round = 0; round < 10; round++)
    rounds.push([(await take(access)).milliseconds, (await take('')).milliseconds] as const)
  const median = (at: 0 | 1) => rounds.map(times => times[at]).sort((a, b) => a - b)[5]!
  console.log(`matrix of ${people} × ${collections} with ${cells} accesses: first ${first.milliseconds.toFixed(0)} ms, then ${median(0).toFixed(0)} ms   (goal 1000); `
    + `the same people without it ${median(1).toFixed(0)} ms`)
}
