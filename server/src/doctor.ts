import { stat } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import type { Config } from './config/environment.js'
import { versionFault } from './database/version.js'
import type { Check } from './lib/check.js'
import { mailChecks } from './mail/mail-checks.js'
import type { Installation } from './start-up.js'

interface DoctorOptions {
  /** Sends a test mail to this address. */
  mailTo?: string | undefined
}

/** Proves on a live installation what the documentation promises. @returns 0 when everything holds, else 1. */
export async function doctor(
  { config, ownerUrl }: Pick<Installation, 'config' | 'ownerUrl'>,
  print: (line: string) => void,
  { mailTo }: DoctorOptions = {},
): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    let code = 0
    for (const { promise, examine } of [...checks(client, config), ...mailChecks(client, config, mailTo)]) {
      const advice = await examine()
      print(advice === null ? `ok     ${promise}` : `FAILS  ${promise}: ${advice}`)
      code = advice === null ? code : 1
    }
    return code
  }
  finally {
    await client.end()
  }
}

/** Tables that hold no tenant's rows; everything else must be behind row-level security. The contract tests review this list. */
export const globalTables = [
  'account',
  'session',
  'two_step_method',
  'authenticator_offer',
  'email_code',
  'security_key',
  'security_key_challenge',
  'known_device',
  'remembered_device',
  'second_step',
  'email_change',
  'personal_api_key',
  'rate_limit',
  'event_retention',
  'root_secret',
  'mikro_orm_migrations',
] as const

function checks(client: pg.ClientBase, { dataDir, secret, retentionDays }: Config): Check[] {
  const rows = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) => (await client.query<Row>(text, values)).rows
  return [
    {
      promise: 'PostgreSQL is 15 or later',
      async examine() {
        const [row] = await rows<{ v: number }>(`select current_setting('server_version_num')::int v`)
        return row!.v >= 150_000 ? null : 'upgrade the database server'
      },
    },
    {
      promise: 'the database is of this release',
      async examine() {
        return (await versionFault(client))?.advice ?? null
      },
    },
    {
      promise: 'the roles the server works as own no table and bypass no policy',
      async examine() {
        const bad = await rows<{ rolname: string }>(`select rolname from pg_roles r where rolname in ('wardroom_app', 'wardroom_system') and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb
          or exists (select from pg_class where relowner = r.oid))`)
        return bad.length
          ? `alter role ${bad.map(({ rolname }) => rolname).join(', ')} nosuperuser nobypassrls nocreaterole nocreatedb`
          : null
      },
    },
    {
      promise: 'every tenant table has forced row-level security with a restrictive policy',
      async examine() {
        const bad = await rows<{ relname: string }>(`select relname from pg_class c where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace and not relname = any($1)
          and not (relrowsecurity and relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid and not p.polpermissive))`, [globalTables])
        return bad.length ? `run "wardroom migrate"; unprotected: ${bad.map(({ relname }) => relname).join(', ')}` : null
      },
    },
    {
      promise: 'nobody but the owner can change the event log',
      async examine() {
        const bad = await rows<{ grantee: string }>(
          `select distinct grantee from information_schema.role_table_grants where table_name = 'event' and privilege_type <> 'SELECT' and grantee like 'wardroom\\_%' and grantee <> current_user`,
        )
        return bad.length ? `revoke insert, update, delete, truncate on event from ${bad.map(({ grantee }) => grantee).join(', ')}` : null
      },
    },
    {
      promise: 'the kept numbers of each client are those of its people and its log',
      async examine() {
        const [row] = await rows<{ n: number }>(`select count(*)::int n from client c
          left join client_tail t on t.provider_id = c.provider_id and t.client_id = c.id
          left join lateral (select count(*) n from client_user u
            where u.client_id = c.id and u.status in ('INVITED', 'ACCEPTED', 'CONFIRMED')) people on true
          left join lateral (select e.seq, e.at from event e
            where e.client_id = c.id and e.provider_id = c.provider_id order by e.seq desc limit 1) newest on true
          where people.n <> c.occupied_seats or (t.last_seq, t.last_at) is distinct from (coalesce(newest.seq, 0), coalesce(newest.at, '-infinity'))`)
        return row!.n ? `those of ${row!.n} clients are not, so that lists by seats or last event are out of order; please report it` : null
      },
    },
    {
      promise: 'the server holds ciphertext only: no wrapped key is anything but an EncString',
      async examine() {
        const [row] = await rows<{ n: number }>(`select (select count(*) from account where wrapped_user_key not like '2.%' or wrapped_private_key not like '2.%')
          + (select count(*) from client where wrapped_private_key not like '2.%' or provider_key not like '2.%')
          + (select count(*) from client_user where key not like '4.%') + (select count(*) from provider_user where key not like '4.%') n`)
        return Number(row!.n) ? `${row!.n} stored keys are not sealed; restore them from a backup` : null
      },
    },
    {
      promise: 'events are kept for as long as was configured, and no longer',
      async examine() {
        const [row] = await rows<{
          days: number | null
          late: number
        }>(`select r.days, (select count(*)::int from event_head h join event oldest on oldest.provider_id = h.provider_id and oldest.seq = h.first_seq
          where oldest.at < now() - make_interval(days => r.days + 2)) late from event_retention r`)
        if ((row?.days ?? 0) !== retentionDays)
          return `the database keeps them for ${row?.days ?? 'ever'} days and WARDROOM_RETENTION_DAYS says ${retentionDays}; start the server anew`
        return row?.late
          ? `${row.late} logs begin before that; the server deletes once a day (UTC) while it runs, and logs why it could not`
          : null
      },
    },
    {
      promise: 'the secret can be read by its owner only',
      async examine() {
        if (secret !== undefined)
          return null
        const { mode, size } = await stat(path.join(dataDir, 'secret'))
        if (size < 40)
          return 'the file "secret" in the data folder is damaged; restore it from a backup'
        return mode & 0o077 ? 'chmod 600 the file "secret" in the data folder' : null
      },
    },
    {
      promise: 'nobody else can replace what is in the data folder',
      async examine() {
        const folder = await stat(dataDir).catch(() => null)
        return folder && folder.mode & 0o022 ? 'chmod 700 the data folder' : null
      },
    },
  ]
}
