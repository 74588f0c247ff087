import pg from 'pg'
import { clientGroupRow, insertRows } from '../testkit/rows.js'

const groups = 100
/** Each client is in so many, so that each group has as many clients as a page holds. */
const groupsOfClient = 5

/** Puts the clients into groups. @returns the id of one */
export async function seedGroups(ownerUrl: string, providerId: string): Promise<string> {
  const db = new pg.Client({ connectionString: ownerUrl })
  await db.connect()
  const rows = Array.from({ length: groups }, (_, n) => clientGroupRow(providerId, { name: `Group ${n}` }))
  await insertRows({ sql: (text, values) => db.query(text, values) }, 'client_group', rows)
  await db.query(
    `insert into client_group_member (provider_id, client_group_id, client_id)
       select c.provider_id, g.id, c.id from (select *, row_number() over (order by id) place from client where provider_id = $1) c
       join unnest($2::uuid[]) with ordinality g(id, n) on (g.n - c.place) % ${groups / groupsOfClient} = 0`,
    [providerId, rows.map(({ id }) => id)],
  )
  await db.query('vacuum analyze client_group, client_group_member')
  await db.end()
  return rows[0]!.id
}

/** Limits every token to a tenth of the groups. @returns how many clients they reach */
export async function limitTokens(ownerUrl: string): Promise<number> {
  const db = new pg.Client({ connectionString: ownerUrl })
  await db.connect()
  await db.query(`update api_token set client_group_ids = array(select id from client_group order by id limit ${groups / 10})`)
  const { rows: [row] } = await db.query<{ n: number }>(`select count(distinct client_id)::int n from client_group_member
    where client_group_id = any((select client_group_ids from api_token limit 1)::uuid[])`)
  await db.end()
  return row!.n
}
