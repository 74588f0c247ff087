import { globalTables } from '@wardroom/server/doctor'
import type pg from 'pg'

/** Tables whose row is not a provider's but is walled all the same, by the column that says whose it is. */
export const walledBy: Record<string, string> = { provider: 'id', idempotency: 'actor_id', pinned_key: 'account_id' }

/** Columns that name a row of another tenant table and may outlive it: the log tells of what is gone, and of clients that have left. */
const remembered = new Set(['event.client_id', 'client_tail.client_id'])

interface Table {
  name: string
  enabled: boolean
  forced: boolean
  restrictive: string[] | null
  columns: string[]
}

/** A view that reads with the rights of whoever asks has the walls of its tables. */
const tables = `
  select c.relname name, c.relrowsecurity enabled, c.relforcerowsecurity forced,
    (select array_agg(pg_get_expr(p.polqual, p.polrelid)) from pg_policy p where p.polrelid = c.oid and not p.polpermissive and 'wardroom_app'::regrole = any(p.polroles)) restrictive,
    (select array_agg(a.attname::text) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) columns
  from pg_class c where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relnamespace = 'public'::regnamespace
    and not (c.relkind = 'v' and coalesce(c.reloptions @> '{security_invoker=true}', false)) order by 1`

/** Foreign keys as "table: columns -> table". */
const keys = `
  select f.conrelid::regclass::text || ': '
    || (select string_agg(a.attname, ', ' order by k.n) from unnest(f.conkey) with ordinality k(attnum, n) join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.attnum)
    || ' -> ' || f.confrelid::regclass::text key
  from pg_constraint f where f.contype = 'f' and f.connamespace = 'public'::regnamespace`

/** What is wrong with the walls of this database: one sentence per fault, none when every table is walled or reviewed as global. */
export async function findFaults(owner: pg.ClientBase): Promise<string[]> {
  const { rows } = await owner.query<Table>(tables)
  const foreign = new Set((await owner.query<{ key: string }>(keys)).rows.map(({ key }) => key))
  const tenant = rows.filter(({ name }) => !(globalTables as readonly string[]).includes(name))
  const reachable = (await owner.query<{ name: string }>(`select relname name from pg_class where relname = any($1) and relnamespace = 'public'::regnamespace
    and has_table_privilege('wardroom_app', oid, 'select, insert, update, delete, truncate, references, trigger')`, [globalTables])).rows
  return [
    ...globalTables.filter(name => !rows.some(row => row.name === name)).map(name => `${name} is on the global list and does not exist`),
    ...reachable.map(({ name }) => `${name} is global and the application role reaches it`),
    ...tenant.flatMap(table => faultsOf(table, foreign, new Set(tenant.map(({ name }) => name)))),
  ]
}

function faultsOf(
  { name, enabled, forced, restrictive, columns }: Table,
  foreign: ReadonlySet<string>,
  tenant: ReadonlySet<string>,
): string[] {
  const owner = walledBy[name] ?? 'provider_id'
  const others = columns.filter(column => column.endsWith('_id') && column !== 'provider_id')
    .map(column => ({ column, table: column === 'user_id' ? 'client_user' : column.slice(0, -3) }))
    .filter(({ table }) => tenant.has(table))
  return [
    ...enabled ? [] : [`${name} has no row-level security`],
    ...forced ? [] : [`${name} does not force row-level security on its owner`],
    ...columns.includes(owner) ? [] : [`${name} has no column ${owner}`],
    ...restrictive?.every(condition => condition.includes(owner) && condition.includes('current_setting'))
      ? []
      : [`${name} has no restrictive policy on ${owner} for the application role`],
    ...others.filter(({ column, table }) => !remembered.has(`${name}.${column}`)
      && !['provider_id', 'client_id'].some(tenantColumn => foreign.has(`${name}: ${tenantColumn}, ${column} -> ${table}`)))
      .map(({ column }) => `${name}.${column} is not a foreign key together with the tenant`),
    ...name === 'provider' || !columns.includes('provider_id') || [...foreign].some(key => key.startsWith(`${name}: provider_id`))
      ? []
      : [`${name}.provider_id refers to nothing`],
  ]
}
