import type pg from 'pg'

/** What of the schema `public` is ours: not what an extension has put there. */
function ours(catalog: string, oid: string): string {
  return `not exists (select from pg_depend d where d.classid = '${catalog}'::regclass and d.objid = ${oid} and d.deptype = 'e')`
}

/** A role by name; whoever owns the database is "owner" everywhere. */
function roleName(oid: string): string {
  return `case ${oid} when 0 then 'public' when (select datdba from pg_database where datname = current_database()) then 'owner'
    else pg_get_userbyid(${oid})::text end`
}

function grants(acl: string, target: string): string {
  return `select 'grant ' || string_agg(lower(privilege_type), ', ' order by privilege_type) || ' on ${target} to ' || grantee || ';' line
    from (select privilege_type, ${roleName('a.grantee')} grantee from aclexplode(${acl}) a) named
    where grantee <> 'owner' group by grantee`
}

interface Relation {
  oid: number
  kind: 'r' | 'p' | 'v' | 'm' | 'f' | 'S'
  name: string
  unlogged: boolean
  secured: boolean
  forced: boolean
}

/**
 * The schema `public` as text, the same for every database of the same shape on every version of PostgreSQL: columns with defaults,
 * constraints, indexes, row-level security, grants, triggers and functions.
 */
export async function printCatalogue(db: pg.ClientBase): Promise<string> {
  const list = async (query: string, values: unknown[]) => (await db.query<{ line: string }>(query, values)).rows.map(({ line }) => line)
  const lines = (query: string, values: unknown[] = []) => list(`select line from (${query}) lines order by line collate "C"`, values)
  const { rows: relations } = await db.query<Relation>(`
    select oid, relkind kind, relname name, relpersistence = 'u' unlogged, relrowsecurity secured, relforcerowsecurity forced
    from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f', 'S') and ${ours('pg_class', 'oid')}
    order by relname collate "C"`)
  const parts: string[][] = []
  for (const { oid, kind, name, unlogged, secured, forced } of relations) {
    const columns = kind === 'S'
      ? []
      : await list(`
      select a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
        || case when d.oid is null then ''
          when a.attgenerated = '' then ' default ' || pg_get_expr(d.adbin, d.adrelid)
          else ' generated always as ' || pg_get_expr(d.adbin, d.adrelid) || ' stored' end line
      from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped order by a.attnum`, [oid])
    const constraints = await lines(`select 'constraint ' || conname || ' ' || pg_get_constraintdef(oid) line
      from pg_constraint where conrelid = $1 and contype not in ('n', 't')`, [oid])
    const noun = { r: 'table', p: 'partitioned table', v: 'view', m: 'materialized view', f: 'foreign table', S: 'sequence' }[kind]
    const body = [...columns, ...constraints].map(line => `  ${line}`).join(',\n')
    parts.push([
      `create ${unlogged ? 'unlogged ' : ''}${noun} ${name}${body ? ` (\n${body}\n)` : ''};`,
      ...await lines(`select pg_get_viewdef(c.oid) line from pg_class c where c.oid = $1 and c.relkind in ('v', 'm')`, [oid]),
      ...await lines(`select pg_get_indexdef(i.indexrelid) || ';' line from pg_index i
        where i.indrelid = $1
          and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))`, [oid]),
      ...secured ? [`alter table ${name} enable row level security${forced ? ', force row level security' : ''};`] : [],
      ...await lines(`select 'create policy ' || polname || ' on ${name} as '
          || case when polpermissive then 'permissive' else 'restrictive' end
          || case polcmd when '*' then ' for all' when 'r' then ' for select' when 'a' then ' for insert' when 'w' then ' for update'
            else ' for delete' end
          || ' to ' || (select string_agg(${roleName('r')}, ', ' order by ${roleName('r')}) from unnest(polroles) r)
          || coalesce(E'\\n  using (' || pg_get_expr(polqual, polrelid) || ')', '')
          || coalesce(E'\\n  with check (' || pg_get_expr(polwithcheck, polrelid) || ')', '') || ';' line
        from pg_policy where polrelid = $1`, [oid]),
      ...await lines(grants(`(select relacl from pg_class where oid = ${oid})`, name)),
      ...await lines(`select pg_get_triggerdef(oid) || ';' line from pg_trigger where tgrelid = $1 and not tgisinternal`, [oid]),
    ])
  }
  const { rows: functions } = await db.query<{ oid: number, name: string, text: string }>(`
    select oid, oid::regprocedure::text as name, pg_get_functiondef(oid) "text" from pg_proc
    where pronamespace = 'public'::regnamespace and prokind <> 'a' and ${ours('pg_proc', 'oid')}
    order by oid::regprocedure::text collate "C"`)
  for (const { oid, name, text } of functions) {
    const acl = `(select coalesce(proacl, acldefault('f', proowner)) from pg_proc where oid = ${oid})`
    parts.push([`${text.trim()};`, ...await lines(grants(acl, `function ${name}`))])
  }
  return `${parts.map(part => part.join('\n')).join('\n\n')}\n`
}
