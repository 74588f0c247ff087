import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { printCatalogue } from '../testkit/catalogue.js'
import { copyDatabase } from '../testkit/database.js'

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

it('schema.sql is the print of what the migrations make', async () => {
  await expect(await printCatalogue(owner)).toMatchFileSnapshot('../../server/schema.sql')
})

describe('the print shows', () => {
  it.each([
    ['a column', 'alter table client add nickname text'],
    ['a column that may be empty', 'alter table client alter plan drop not null'],
    ['a default', `alter table client alter plan set default 'TEAMS'`],
    ['a generated column', 'alter table client add n int generated always as (seats) stored'],
    ['a type', 'alter table client alter auto_grow_ceiling type bigint'],
    ['a constraint', 'alter table client add check (seats > 0)'],
    ['an index', 'create index on client (plan)'],
    ['a wall that its owner walks through', 'alter table client no force row level security'],
    ['a policy', 'alter policy tenant on client with check (true)'],
    ['a policy that is gone', 'drop policy tenant on client'],
    ['a grant', 'grant select on account to wardroom_app'],
    ['a grant on a function', 'grant execute on function expire_events to public'],
    ['a trigger', 'drop trigger append_only on event'],
    ['a function', `create or replace function refuse_change() returns trigger language plpgsql as 'begin return null; end'`],
    ['a view', 'create view names as select name from client'],
    ['a table that a crash empties', 'alter table mail set unlogged'],
  ])('%s', async (_, change) => {
    const before = await printCatalogue(owner)
    await owner.query('begin')
    await owner.query(change)
    const after = await printCatalogue(owner)
    await owner.query('rollback')
    expect(after).not.toBe(before)
  })
})
