import { randomUUID } from 'node:crypto'
import { hour } from '@wardroom/server/lib/clock'
import pg from 'pg'
import { clientRow, insertRows, userRow } from '../testkit/rows.js'

export const size = { clients: 1_000, users: 50_000, events: 500_000 }

/** Rows by SQL as the owner: their keys and hashes are not real, because no bench opens or verifies them. */
export async function seed(ownerUrl: string, providerId: string): Promise<void> {
  const db = new pg.Client({ connectionString: ownerUrl })
  await db.connect()
  const actor = randomUUID()
  const put = (table: string, rows: Parameters<typeof insertRows>[2]) =>
    insertRows({ sql: (text, values) => db.query(text, values) }, table, rows)
  const clients = Array.from({ length: size.clients }, (_, n) => clientRow(providerId, {
    name: `Client ${String(n + 1).padStart(4, '0')}`,
    plan: ['ENTERPRISE', 'TEAMS'][n % 2],
    seats: 60,
    public_key: 'k'.repeat(392),
    wrapped_private_key: 'w'.repeat(1716),
    provider_key: 'p'.repeat(180),
    created_at: new Date(Date.now() - (n + 1) * hour),
  }))
  await put('client', clients)
  await put('client_user', Array.from({ length: size.users }, (_, n) => userRow({
    id: clients[n % size.clients]!.id,
    provider: { id: providerId },
  }, {
    email: `person${n}@client${n % size.clients}.example`,
    name: `Person ${n}`,
    status: ['INVITED', 'ACCEPTED', 'CONFIRMED', 'CONFIRMED', 'CONFIRMED', 'REVOKED'][n % 6],
  })))
  await db.query('create temporary table numbered as select id, name, row_number() over (order by name) - 1 place from client')
  const { rows: [head] } = await db.query<{ seq: string }>('select seq from event_head where provider_id = $1', [providerId])
  await db.query(`insert into event (provider_id, seq, code, at, client_id, client_name, actor_kind, actor_id, actor_name, subject_kind, subject_id, subject_name, details, device_type, ip, hash)
    select $1, $2::bigint + n, (array[1000, 1107, 1114, 1101, 1500])[1 + n % 5], now() - (${size.events} - n) * interval '15 seconds', c.id, c.name, 'ACCOUNT', $3, 'Ada Admin', 'ACCOUNT', $3, 'Ada Admin', '{"device":"Chromium"}', 9, '192.0.2.7', sha256(int4send(n))
    from generate_series(1, ${size.events}) n join numbered c on c.place = (n::bigint * 7919) % ${size.clients}`, [providerId, head!.seq, actor])
  await db.query(`update event_head set seq = seq + ${size.events} where provider_id = $1`, [providerId])
  await db.query(`insert into client_tail select distinct on (client_id) provider_id, client_id, seq, at from event where provider_id = $1 and client_id is not null order by client_id, seq desc
    on conflict (provider_id, client_id) do update set last_seq = excluded.last_seq, last_at = excluded.last_at`, [providerId])
  await db.query('vacuum analyze')
  await db.end()
}
