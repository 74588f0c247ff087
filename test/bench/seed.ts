import { randomUUID } from 'node:crypto'
import pg from 'pg'

export const size = { clients: 1_000, users: 50_000, events: 500_000 }

/** Rows by SQL as the owner: their keys and hashes are not real, because no bench opens or verifies them. */
export async function seed(ownerUrl: string, providerId: string): Promise<void> {
  const db = new pg.Client({ connectionString: ownerUrl })
  await db.connect()
  const actor = randomUUID()
  await db.query(`insert into client (provider_id, id, name, plan, seats, public_key, wrapped_private_key, provider_key, created_at)
    select $1, gen_random_uuid(), 'Client ' || lpad(n::text, 4, '0'), case when n % 2 = 0 then 'TEAMS' else 'ENTERPRISE' end, 60, repeat('k', 392), repeat('w', 1716), repeat('p', 180), now() - n * interval '1 hour'
    from generate_series(1, ${size.clients}) n`, [providerId])
  await db.query('create temporary table numbered as select id, name, row_number() over (order by name) - 1 place from client')
  await db.query(`insert into client_user (provider_id, client_id, id, email, name, role, permissions, status, created_at, revised_at)
    select $1, c.id, gen_random_uuid(), 'person' || n || '@client' || c.place || '.example', 'Person ' || n, 'USER', '{}', (array['INVITED','ACCEPTED','CONFIRMED','CONFIRMED','CONFIRMED','REVOKED'])[1 + n % 6], now(), now()
    from generate_series(0, ${size.users - 1}) n join numbered c on c.place = n % ${size.clients}`, [providerId])
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
