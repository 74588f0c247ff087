import { openDatabase } from '@wardroom/server/database/database'
import { entities } from '@wardroom/server/features'
import { loadSecrets } from '@wardroom/server/config/secrets'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { copyDatabase } from '../testkit/database.js'
import { findFaults } from './table-walls.js'

let database: Awaited<ReturnType<typeof copyDatabase>>
let owner: pg.Client
beforeAll(async () => {
  database = await copyDatabase()
  owner = new pg.Client({ connectionString: database.url })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await database.drop()
})

it('every table is walled or reviewed as global', async () => {
  expect(await findFaults(owner)).toEqual([])
})

it.each([
  ['a table without a wall', 'create table widget (provider_id uuid not null references provider, id uuid primary key)', [
    'widget has no row-level security',
    'widget does not force row-level security on its owner',
    'widget has no restrictive policy on provider_id for the application role',
  ]],
  [
    'a table without a tenant',
    `create table widget (id uuid primary key); alter table widget enable row level security, force row level security; create policy tenant on widget as restrictive to wardroom_app using (id = current_setting('app.actor')::uuid)`,
    ['widget has no column provider_id', 'widget has no restrictive policy on provider_id for the application role'],
  ],
  ['a view', 'create view widget as select * from client', [
    'widget has no row-level security',
    'widget does not force row-level security on its owner',
    'widget has no restrictive policy on provider_id for the application role',
    'widget.provider_id refers to nothing',
  ]],
  [
    'a policy that lets everything through',
    'alter policy tenant on client using (true)',
    ['client has no restrictive policy on provider_id for the application role'],
  ],
  [
    'a policy that only permits',
    `drop policy tenant on seat_pool; create policy tenant on seat_pool to wardroom_app using (provider_id = any(current_setting('app.providers')::uuid[]))`,
    ['seat_pool has no restrictive policy on provider_id for the application role'],
  ],
  [
    'a wall that its owner walks through',
    'alter table event no force row level security',
    ['event does not force row-level security on its owner'],
  ],
  [
    'a reference across tenants',
    `alter table seat_pool add client_id uuid references client (id)`,
    ['seat_pool.client_id is not a foreign key together with the tenant'],
  ],
  ['a grant on a global table', 'grant select on account to wardroom_app', ['account is global and the application role reaches it']],
])('%s is found', async (_, change, faults) => {
  await owner.query('begin')
  await owner.query(change)
  const found = await findFaults(owner)
  await owner.query('rollback')
  expect(found.sort()).toEqual([...faults].sort())
})

it('functions that work with their owner\'s rights are these, on a fixed path', async () => {
  const { rows } = await owner.query(`select p.proname name, p.proconfig config from pg_proc p where p.prosecdef and p.pronamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) order by 1`)
  expect(rows).toEqual([
    'append_events',
    'begin_client_tail',
    'breaks_single_organization',
    'copy_email',
    'copy_two_step',
    'count_occupied_seats',
    'delete_account',
    'delete_decided_help_requests',
    'end_sessions_of',
    'end_sessions_of_colleagues',
    'expire_events',
    'leave_groups',
    'lock_places_of',
    'members_elsewhere',
    'memberships_of',
    'note_sign_in',
    'place_after',
    'place_before',
    'places_of_colleague',
    'provider_of',
    'recover_account',
    'recoverable_account',
    'refuse_id_of_provider',
    'regroup_clients',
    'require_rights',
    'reset_two_step_of_colleague',
    'rights_of',
    'take_email',
    'take_sign_in',
    'take_two_step',
    'teams_of',
    'teams_of_colleagues',
    'two_step_class',
    'two_step_since',
    'works_for',
  ].map(name => ({ name, config: ['search_path=pg_catalog, public, pg_temp'] })))
})

it('no function of ours may be called by everybody', async () => {
  const { rows } = await owner.query(`select p.proname from pg_proc p where p.pronamespace = 'public'::regnamespace
    and exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) where grantee = 0)`)
  expect(rows).toEqual([])
})

it('the server\'s roles own nothing, bypass nothing and belong to nobody', async () => {
  const { rows } = await owner.query(`select rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication,
    (select count(*)::int from pg_class where relowner = r.oid) owned, (select count(*)::int from pg_auth_members where member = r.oid) memberships
    from pg_roles r where rolname in ('wardroom_app', 'wardroom_system') order by 1`)
  const nothing = {
    rolsuper: false,
    rolbypassrls: false,
    rolcreatedb: false,
    rolcreaterole: false,
    rolreplication: false,
    owned: 0,
    memberships: 0,
  }
  expect(rows).toEqual([{ rolname: 'wardroom_app', ...nothing }, { rolname: 'wardroom_system', ...nothing }])
})

describe('the role that answers requests', () => {
  let app: pg.Client
  beforeAll(async () => {
    const url = new URL(database.url)
    url.username = 'wardroom_app'
    url.password = (await loadSecrets(inject('secretsDir'))).rolePassword('wardroom_app')
    app = new pg.Client({ connectionString: url.href })
    await app.connect()
    await app.query(`select set_config('app.actor', gen_random_uuid()::text, false), set_config('app.providers', '{}', false), set_config('app.clients', '{}', false)`)
  })
  afterAll(() => app.end())

  it.each([
    ['read with row-level security off', 'set row_security = off; select * from client', '42501'],
    ['become another role', 'set role wardroom_system', '42501'],
    ['become the owner', 'set session authorization wardroom_system', '42501'],
    ['truncate', 'truncate client', '42501'],
    ['copy rows in past the policies', 'copy client from stdin', '0A000'],
    ['copy to a file of the database server', `copy client to '/tmp/rows'`, '42501'],
    ['copy to a program', `copy client to program 'cat'`, '42501'],
    ['read a file', `select pg_read_file('/etc/passwd')`, '42501'],
    ['change a policy', 'alter policy tenant on client using (true)', '42501'],
    ['drop a wall', 'alter table client disable row level security', '42501'],
    ['make a table', 'create table public.widget (id int)', '42501'],
    ['make a function', `create function public.f() returns int language sql as 'select 1'`, '42501'],
    ['read accounts', 'select * from account', '42501'],
    ['read sessions', 'select * from session', '42501'],
    ['read mails', 'select * from mail', '42501'],
    ['read the job queue', 'select * from pgboss.job', '42501'],
    ['read password hashes of roles', 'select * from pg_authid', '42501'],
    ['read samples of rows in the statistics', 'select * from pg_statistic', '42501'],
    ['write the log directly', `insert into event select * from event`, '42501'],
    ['change the log', `update event set code = 0`, '42501'],
    ['delete from the log', 'delete from event', '42501'],
    ['truncate the log', 'truncate event', '42501'],
    ['move the head of a log', 'update event_head set seq = 0', '42501'],
    ['expire events', 'select expire_events(gen_random_uuid(), \'{}\')', '42501'],
    ['append to a log it does not reach', `select append_events(gen_random_uuid(), '[{"code": 1}]')`, '42501'],
  ])('cannot %s', async (_, statement, state) => {
    expect(await stateOf(app, statement)).toBe(state)
  })

  it('has no privilege at all in the schema of the job queue', async () => {
    const { rows: [row] } = await owner.query(
      `select has_schema_privilege('wardroom_app', 'pgboss', 'usage') usage, has_schema_privilege('wardroom_app', 'pgboss', 'create') "create"`,
    )
    expect(row).toEqual({ usage: false, create: false })
  })
})

it('nobody at all rewrites or truncates the log, not even its owner by mistake', async () => {
  expect(await stateOf(owner, 'update event set code = 0')).toBe('42501')
  expect(await stateOf(owner, 'truncate event')).toBe('42501')
})

it('the system role reads tenants and changes none of them', async () => {
  const { system, close } = await openDatabase(database.url, await loadSecrets(inject('secretsDir')), entities)
  const { rows: tables } = await owner.query<{ name: string }>(
    `select relname name from pg_class where relkind = 'r' and relrowsecurity and relnamespace = 'public'::regnamespace order by 1`,
  )
  const deleted: string[] = []
  for (const { name } of tables) {
    for (const statement of [`delete from ${name}`, `insert into ${name} default values`]) {
      const state = await stateOf(system, statement)
      if (state !== '42501')
        deleted.push(`${statement}: ${state}`)
    }
  }
  // What has served its time: the server itself clears it away. And mails of no provider, about somebody's own account.
  expect(deleted).toEqual(['delete from idempotency: done', 'delete from mail: done', 'insert into mail default values: 23502'])
  const [{ id }] = (await owner.query<{ id: string }>(`insert into provider (id, name, kind, created_at) values (gen_random_uuid(), 'Northwind', 'MSP', now()) returning id`)).rows as [{ id: string }]
  const mail = `insert into mail (provider_id, id, recipient, subject, created_at) values ('${id}', gen_random_uuid(), 'a@b.example', '', now())`
  expect(await stateOf(system, mail)).toBe('42501')
  await close()
})

async function stateOf(client: Pick<pg.Client, 'query'>, statement: string): Promise<string> {
  const state = await client.query(statement).then(() => 'done', (error: { code: string }) => error.code)
  await client.query('reset row_security')
  return state
}
