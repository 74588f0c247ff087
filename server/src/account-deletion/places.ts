import type pg from 'pg'

type Queryable = Pick<pg.Pool, 'query'>

/** A membership that ends with its account. */
export interface Place {
  id: string
  providerId: string
  client: { id: string, name: string } | null
  email: string
  name: string
  role: string
  status: string
}

export async function placesOf(db: Queryable, accountId: string): Promise<Place[]> {
  const { rows } = await db.query<Place>(
    `select id, provider_id "providerId", null::jsonb client, email, name, type role, status from provider_user where account_id = $1
     union all
     select u.id, u.provider_id, jsonb_build_object('id', c.id, 'name', c.name), u.email, u.name, u.role, u.status
     from client_user u join client c on c.id = u.client_id where u.account_id = $1`,
    [accountId],
  )
  return rows
}

export interface ApiTokenLeft {
  id: string
  providerId: string
  name: string
}

/** Tokens that act for the account and still work. */
export async function tokensOf(db: Queryable, accountId: string): Promise<ApiTokenLeft[]> {
  const { rows } = await db.query<ApiTokenLeft>(
    'select id, provider_id "providerId", name from api_token where account_id = $1 and revoked_at is null',
    [accountId],
  )
  return rows
}

/** Where nobody would be left who may do everything; names of at most twenty. */
export async function neededAt(db: Queryable, accountId: string): Promise<{ clients: string[], providers: string[] }> {
  const { rows } = await db.query<{ kind: 'clients' | 'providers', name: string }>(
    `select 'providers' kind, p.name from provider_user u join provider p on p.id = u.provider_id
     where u.account_id = $1 and u.type = 'PROVIDER_ADMIN' and u.status = 'CONFIRMED' and not exists (select from provider_user other
       where other.provider_id = u.provider_id and other.id <> u.id and other.type = 'PROVIDER_ADMIN' and other.status = 'CONFIRMED')
     union all
     select 'clients', c.name from client_user u join client c on c.id = u.client_id
     where u.account_id = $1 and u.role = 'OWNER' and u.status = 'CONFIRMED' and not exists (select from client_user other
       where other.client_id = u.client_id and other.id <> u.id and other.role = 'OWNER' and other.status = 'CONFIRMED')
     order by kind desc, name limit 20`,
    [accountId],
  )
  const named = (wanted: string) => rows.filter(({ kind }) => kind === wanted).map(({ name }) => name)
  return { clients: named('clients'), providers: named('providers') }
}
