import { randomUUID } from 'node:crypto'
import { globalTables } from '@wardroom/server/doctor'
import { openDatabase } from '@wardroom/server/database/database'
import { entities } from '@wardroom/server/features'
import type { Database } from '@wardroom/server/database/database'
import { noTenants } from '@wardroom/server/access/tenants'
import type { Tenants } from '@wardroom/server/access/tenants'
import { loadSecrets } from '@wardroom/server/config/secrets'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { setPolicy } from '../testkit/recovery.js'
import { Cast, somePin } from './cast.js'
import { plan, runTogether, surprises } from './matrix.js'
import { rootFields } from './root-fields.js'
import { walledBy } from './table-walls.js'

const cast = await Cast.assemble()
await cast.newUser(cast.cedar)
await cast.newApiToken(cast.contoso)
await cast.northwind.admin.do('mutation ($id: ID!) { addSeats(clientId: $id, count: 1, idempotencyKey: "northwind-1") { id } }', { id: cast.acme.id })
await cast.contoso.admin.do('mutation ($id: ID!) { addSeats(clientId: $id, count: 1, idempotencyKey: "contoso-1") { id } }', { id: cast.cedar.id })
for (const client of [cast.acme, cast.cedar])
  await Promise.all([cast.newHelpRequest(client), cast.newCollection(client), cast.newBulkJob(client, true), cast.bindToBaseline(client)])
for (const [provider, client] of [[cast.northwind, cast.acme], [cast.contoso, cast.cedar]] as const)
  await cast.newScope(provider, client)
await setPolicy(cast.acme, 'SINGLE_ORGANIZATION')
await setPolicy(cast.cedar, 'SINGLE_ORGANIZATION')
await setPolicy(cast.cedar, 'ACCOUNT_RECOVERY')
await cast.sql(`delete from policy where client_id = $1 and kind = 'SINGLE_ORGANIZATION'`, [cast.cedar.id]) // of each kind only one client has a row
await cast.northwind.admin.do('mutation ($id: ID!, $pin: String!) { pinKey(of: $id, pin: $pin) }', { id: cast.northwind.id, pin: somePin })

describe('row-level security alone, with no guard before it', () => {
  let database: Database
  let tables: Array<{ name: string, column: string, ofClients: boolean, columns: string }>
  beforeAll(async () => {
    database = await openDatabase(cast.world.ownerUrl, await loadSecrets(inject('secretsDir')), entities)
    const found = await cast.sql<{ name: string, columns: string[] }>(`select c.relname name,
        array_agg(a.attname::text) filter (where a.attnum > 0 and not a.attisdropped and a.attgenerated = '') columns
      from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and not c.relname = any($1) group by 1 order by 1`, [globalTables])
    tables = found.map(({ name, columns }) => ({
      name,
      column: walledBy[name] ?? 'provider_id',
      ofClients: columns.includes('client_id'),
      columns: columns.join(),
    }))
  })
  afterAll(() => database.close())

  const contexts = (): Array<[string, Tenants]> => [
    ['the other provider\'s people', { actor: cast.contoso.admin.accountId, providers: [cast.contoso.id], clients: [] }],
    ['people of the other provider\'s client', { actor: randomUUID(), providers: [], clients: [cast.cedar.id] }],
    ['people of a neighbouring client', { actor: randomUUID(), providers: [], clients: [cast.birch.id] }],
    ['somebody who belongs to nobody', noTenants],
  ]
  const foreign = (column: string) => ['actor_id', 'account_id'].includes(column) ? cast.northwind.admin.accountId : cast.northwind.id
  /** A neighbouring client's own log is the same provider's, and the head says only how long that is. */
  const tablesFor = (who: string) => tables.filter(({ name }) => name !== 'event_head' || who !== 'people of a neighbouring client')
  /** Northwind's rows, without those of Birch, which its own people do reach. */
  const condition = ({ name, column, ofClients }: typeof tables[number]) =>
    `${column} = $1${ofClients ? ` and client_id is distinct from $2` : name === 'client' ? ' and id <> $2' : ' and $2::uuid is not null'}`

  it('there is something to steal in every table', async () => {
    for (const table of tables) {
      expect([table.name, (await cast.sql(`select from ${table.name} t where ${condition(table)}`, [foreign(table.column), cast.birch.id])).length > 0])
        .toEqual([table.name, true])
    }
  })

  it('reads, changes and deletes nothing of another tenant in any table', async () => {
    const before = await cast.stored()
    const results: string[] = []
    for (const [who, tenants] of contexts()) {
      for (const table of tablesFor(who)) {
        const { name, column } = table
        for (const statement of [`select 1 from ${name}`, `update ${name} set ${column} = ${column}`, `delete from ${name}`]) {
          const outcome = await rowsOf(database, tenants, `${statement} where ${condition(table)}`, [foreign(column), cast.birch.id])
          if (outcome !== 0 && outcome !== '42501')
            results.push(`${who}: ${statement}: ${outcome}`)
        }
      }
    }
    expect(results).toEqual([])
    expect(await cast.stored()).toBe(before)
  })

  it('puts no row into another tenant in any table', async () => {
    const before = await cast.stored()
    const results: string[] = []
    for (const [who, tenants] of contexts()) {
      for (const table of tablesFor(who)) {
        const { name, column, columns } = table
        const [row] = await cast.sql<{ row: Record<string, unknown> }>(
          `select to_jsonb(t) as row from ${name} t where ${condition(table)} limit 1`,
          [foreign(column), cast.birch.id],
        )
        const outcome = await rowsOf(
          database,
          tenants,
          `insert into ${name} (${columns}) select ${columns} from jsonb_populate_record(null::${name}, $1::jsonb)`,
          [JSON.stringify(row!.row)],
        )
        if (outcome !== '42501')
          results.push(`${who}: ${name}: ${outcome}`)
      }
    }
    expect(results).toEqual([])
    expect(await cast.stored()).toBe(before)
  })

  it('says nothing of another tenant about a row that is made up', async () => {
    await cast.sql(
      `insert into policy (provider_id, client_id, kind, enabled, holds_from, changed_at)
       values ($1, $2, 'TWO_STEP_LOGIN', true, now(), now())`,
      [cast.northwind.id, cast.acme.id],
    )
    const [was] = await cast.sql<{ at: Date | null }>('select two_step_required_from at from provider where id = $1', [cast.northwind.id])
    await cast.sql('update provider set two_step_required_from = now() where id = $1', [cast.northwind.id])
    const tenant = { client_id: cast.acme.id, provider_id: cast.northwind.id }
    const row = JSON.stringify({ ...tenant, status: 'CONFIRMED', role: 'USER', two_step: false })
    const said: string[] = []
    for (const [who, tenants] of contexts()) {
      for (const [ask, table] of [['may_belong', 'client_user'], ['may_work', 'provider_user']]) {
        if (await rowsOf(database, tenants, `select 1 where not ${ask}(jsonb_populate_record(null::${table}, $1::jsonb))`, [row]))
          said.push(`${who}: ${ask}`)
      }
    }
    await cast.sql(`delete from policy where client_id = $1 and kind = 'TWO_STEP_LOGIN'`, [cast.acme.id])
    await cast.sql('update provider set two_step_required_from = $2 where id = $1', [cast.northwind.id, was!.at])
    expect(said).toEqual([])
  })

  it('moves no row of one\'s own into another tenant', async () => {
    const own: Tenants = { actor: cast.northwind.admin.accountId, providers: [cast.northwind.id], clients: [] }
    for (const { name, column } of tables.filter(({ name }) => name !== 'provider')) {
      const outcome = await rowsOf(database, own, `update ${name} set ${column} = $1`, [
        ['actor_id', 'account_id'].includes(column) ? cast.contoso.admin.accountId : cast.contoso.id,
      ])
      expect([name, outcome]).toEqual([name, '42501'])
    }
  })

  it('people of a client hang nothing of it on another provider', async () => {
    const own: Tenants = { actor: randomUUID(), providers: [], clients: [cast.acme.id] }
    for (const { name } of tables.filter(({ name, ofClients }) => ofClients || name === 'client')) {
      const key = name === 'client' ? 'id' : 'client_id'
      const outcome = await rowsOf(database, own, `update ${name} set provider_id = $1 where ${key} = $2`, [cast.contoso.id, cast.acme.id])
      expect([name, outcome]).toEqual([name, name === 'scope_client' ? 0 : '42501']) // which they do not even see
    }
    expect(await rowsOf(database, own, 'update client set seats = seats where id = $1', [cast.acme.id])).toBe(1)
  })

  it('binds nothing of one tenant to a thing of another', async () => {
    const both: Tenants = { actor: randomUUID(), providers: [cast.northwind.id, cast.contoso.id], clients: [] }
    const insertable = await cast.sql<{ name: string }>(
      `select relname name from pg_class where relnamespace = 'public'::regnamespace and has_table_privilege('wardroom_app', oid, 'insert')`,
    )
    const bound = tables.filter(({ name, ofClients }) => ofClients && insertable.some(table => table.name === name))
    expect(bound.map(({ name }) => name)).toContain('client_user')
    for (const { name, columns } of bound) {
      const [row] = await cast.sql<{ row: object }>(`select to_jsonb(t) as row from ${name} t where client_id = $1 limit 1`, [cast.cedar.id])
      const elsewhere = { ...row!.row, id: randomUUID(), client_id: cast.acme.id, invitation_hash: null } // the hash is there once
      const outcome = await rowsOf(
        database,
        both,
        `insert into ${name} (${columns}) select ${columns} from jsonb_populate_record(null::${name}, $1::jsonb)`,
        [JSON.stringify(elsewhere)],
      )
      expect([name, outcome]).toEqual([name, '23503'])
    }
  })

  it.each([
    ['of another provider, about one\'s own client', () => ({ log: cast.contoso.id, clientId: cast.acme.id })],
    ['of another provider, about its client', () => ({ log: cast.contoso.id, clientId: cast.cedar.id })],
    ['of one\'s own provider, about its own affairs', () => ({ log: cast.northwind.id, clientId: null })],
    ['of one\'s own provider, about a neighbouring client', () => ({ log: cast.northwind.id, clientId: cast.birch.id })],
  ])('people of a client append nothing to the log %s', async (_, what) => {
    const before = await cast.stored()
    const { log, clientId } = what()
    const entry = { clientId, code: 1500, at: new Date(), actorKind: 'NONE', details: {}, leaf: '00' }
    expect(await rowsOf(database, { actor: randomUUID(), providers: [], clients: [cast.acme.id] }, 'select append_events($1, $2::jsonb)', [
      log,
      JSON.stringify([entry]),
    ])).toBe('42501')
    expect(await cast.stored()).toBe(before)
  })

  it('people of a provider hang no event of their own log on another provider\'s client', async () => {
    const before = await cast.stored()
    const entry = { code: 1600, at: new Date(), actorKind: 'NONE', details: {}, leaf: '00'.repeat(32) }
    const own: Tenants = { actor: cast.northwind.admin.accountId, providers: [cast.northwind.id], clients: [] }
    const append = (clientId: string) =>
      rowsOf(database, own, 'select append_events($1, $2::jsonb)', [cast.northwind.id, JSON.stringify([{ ...entry, clientId }])])
    expect(await append(cast.cedar.id)).toBe('42501')
    expect(await append(cast.acme.id)).toBe(1)
    expect(await cast.stored()).toBe(before)
  })

  it('without being told whose rows are meant, nothing is read at all', async () => {
    const url = new URL(cast.world.ownerUrl)
    url.username = 'wardroom_app'
    url.password = (await loadSecrets(inject('secretsDir'))).rolePassword('wardroom_app')
    const bare = new pg.Client({ connectionString: url.href })
    await bare.connect()
    for (const round of ['never set', 'set in an earlier transaction']) {
      for (const { name } of tables.filter(({ name }) => name !== 'mail')) {
        expect([round, name, await bare.query(`select * from ${name}`).then(({ rowCount }) => rowCount, (error: { code: string }) => error.code)])
          .toEqual([round, name, round === 'never set' ? '42704' : expect.stringMatching(/^22P02$/)])
      }
      await bare.query('begin')
      await bare.query(
        `select set_config('app.actor', $1, true), set_config('app.providers', '{}', true), set_config('app.clients', '{}', true)`,
        [randomUUID()],
      )
      await bare.query('commit')
    }
    await bare.end()
  })
})

/** How many rows a statement touched as the application role, or its SQLSTATE; always rolled back. */
async function rowsOf(database: Database, tenants: Tenants, statement: string, values: unknown[]): Promise<number | string> {
  class Undo extends Error {}
  let touched: number | undefined
  const text = statement.replace(/\$\d/g, '?')
  const ordered = [...statement.matchAll(/\$(\d)/g)].map(([, place]) => values[Number(place) - 1])
  return database.write(tenants, async (em) => {
    const result = await em.execute<unknown[] | { affectedRows: number }>(text, ordered, statement.startsWith('select') ? 'all' : 'run')
    touched = Array.isArray(result) ? result.length : result.affectedRows
    throw new Undo()
  }).catch((error: unknown) => error instanceof Undo ? touched! : sqlState(error))
}

function sqlState(error: unknown): string {
  const { code, cause } = error as { code?: string, cause?: unknown }
  return code ?? (cause ? sqlState(cause) : String(error))
}

describe('the guards alone, with row-level security switched off', () => {
  beforeAll(async () => {
    const walled = await cast.sql<{ name: string }>(`select relname name from pg_class where relrowsecurity and relnamespace = 'public'::regnamespace`)
    for (const { name } of walled)
      await cast.sql(`alter table ${name} disable row level security`)
  })

  it.each(
    Object.entries(rootFields).flatMap(([name, cases]) => cases.map(rootCase => ({ name, rootCase }))),
  )('$name refuses what is foreign', async ({ rootCase }) => {
    const calls = await plan(cast, rootCase, (expected, place) => expected !== 'ok' && place !== 'own')
    const before = await cast.stored()
    const outcomes = await runTogether(cast, rootCase, calls)
    expect(surprises(outcomes)).toEqual([])
    expect(new Set(outcomes.filter(({ answered }) => answered === 'none').map(({ text }) => text)).size).toBeLessThan(2)
    expect(await cast.stored()).toBe(before)
  })
})
