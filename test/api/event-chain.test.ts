import path from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { chainHash, leafHash } from '@wardroom/server/event/canonical'
import { eventsBehind } from '@wardroom/server/event/row'
import type { EventRow } from '@wardroom/server/event/row'
import { verifyLog, verifyLogs } from '@wardroom/server/checkpoint/verify-log'
import pg from 'pg'
import { useWorld } from '../testkit/use-world.js'

const world = await useWorld()
const provider = await world.provider('Northwind')
const client = await provider.createClient('Acme', { seats: 30 })
await client.owner()
await client.invite(Array.from({ length: 12 }, (_, n) => `p${n}@acme.example`))
const owner = new pg.Client({ connectionString: world.ownerUrl })
await owner.connect()
const last = Number((await owner.query<{ seq: string }>('select seq from event_head where provider_id = $1', [provider.id])).rows[0]!.seq)
afterAll(() => owner.end())

/** What the check says of a log in which somebody with the owner's rights did this; it is undone afterwards. */
async function after(...statements: Array<[text: string, values?: unknown[]]>): Promise<{ brokenAt: number | null, why: string | null }> {
  await owner.query('alter table event disable trigger append_only')
  await owner.query('create table kept as select * from event')
  try {
    for (const [text, values] of statements)
      await owner.query(text, values)
    const { brokenAt, why } = await verifyLog(owner, provider.id)
    return { brokenAt, why }
  }
  finally {
    await owner.query('truncate event; insert into event select * from kept; drop table kept; alter table event enable trigger append_only')
  }
}

const changed = 'content, order or hash of the event was changed'
const missing = 'the event is missing'
const short = 'the log ends before its head: events at the end are missing or the head was changed'
async function rows(from: number) {
  return (await owner.query<EventRow>(eventsBehind({ providerId: provider.id, seq: String(from - 1), limit: 10_000 }))).rows
}

describe('the check of the chain', () => {
  it('finds nothing where nothing was done', async () => {
    expect(await after()).toEqual({ brokenAt: null, why: null })
    expect(await verifyLog(owner, provider.id))
      .toEqual({ providerId: provider.id, events: last, compared: 0, passed: 0, expired: 0, brokenAt: null, why: null })
  })

  it.each([
    ['a detail', `details = jsonb_set(details, '{email}', '"someone@else.example"')`],
    ['a detail added', `details = details || '{"note": 1}'`],
    ['the time by a millisecond', `at = at + interval '1 millisecond'`],
    ['the code', 'code = 1503'],
    ['who did it', `actor_name = 'Somebody else'`],
    ['who did it, by id', 'actor_id = gen_random_uuid()'],
    ['whom it happened to', `subject_name = 'Somebody else'`],
    ['from where', `ip = '203.0.113.1'`],
    ['the client\'s name', `client_name = 'Umbrella'`],
    ['the hash', 'hash = sha256(hash)'],
    ['a name taken out', 'client_name = null'],
  ])('names the event in which %s was changed', async (_, change) => {
    expect(await after([`update event set ${change} where provider_id = $1 and seq = 9`, [provider.id]]))
      .toEqual({ brokenAt: 9, why: changed })
  })

  it('names the first of two events that were swapped', async () => {
    const swap = 'update event set seq = case seq when 8 then 11 else 8 end where provider_id = $1 and seq = $2'
    expect(await after(
      ['update event set seq = -1 where provider_id = $1 and seq = 8', [provider.id]],
      [swap, [provider.id, 11]],
      ['update event set seq = 11 where provider_id = $1 and seq = -1', [provider.id]],
    )).toEqual({ brokenAt: 8, why: changed })
  })

  it('names the place of an event that was deleted, be it the first, one in the middle, or the last', async () => {
    const drop = 'delete from event where provider_id = $1 and seq = any($2::int[])'
    expect(await after([drop, [provider.id, [1]]])).toEqual({ brokenAt: 1, why: missing })
    expect(await after([drop, [provider.id, [9]]])).toEqual({ brokenAt: 9, why: missing })
    expect(await after([drop, [provider.id, [9, 10, 12]]])).toEqual({ brokenAt: 9, why: missing })
    expect(await after([drop, [provider.id, [last]]])).toEqual({ brokenAt: last, why: short })
    expect(await after([drop, [provider.id, [last - 2, last - 1, last]]])).toEqual({ brokenAt: last - 2, why: short })
    expect(await after(['delete from event where provider_id = $1', [provider.id]])).toEqual({ brokenAt: 1, why: short })
  })

  it('names the place where a hole was closed by moving what follows', async () => {
    expect(await after(
      ['delete from event where provider_id = $1 and seq = 9', [provider.id]],
      ['update event set seq = -seq where provider_id = $1 and seq > 9', [provider.id]],
      ['update event set seq = -seq - 1 where provider_id = $1 and seq < 0', [provider.id]],
    )).toEqual({ brokenAt: 9, why: changed })
  })

  it('names an event that was added at the end', async () => {
    expect(await after(['insert into event select provider_id, seq + 1, code, at, client_id, client_name, actor_kind, actor_id, actor_name, subject_kind, subject_id, subject_name, details, device_type, ip, hash from event where provider_id = $1 and seq = $2', [provider.id, last]]))
      .toEqual({ brokenAt: last + 1, why: changed })
  })

  it('finds a history that was rewritten from some event on', async () => {
    const tail = await rows(9)
    let hash: Buffer = Buffer.from((await rows(8))[0]!.hash, 'hex')
    const updates = tail.map((row, n): [string, unknown[]] => {
      const details = n === 0 ? { ...row.details, email: 'someone@else.example' } : row.details
      hash = chainHash(hash, BigInt(row.seq), leafHash({ ...row, details, at: row.at.toISOString() }))
      return ['update event set details = $3, hash = $4 where provider_id = $1 and seq = $2', [provider.id, row.seq, details, hash]]
    })
    expect(await after(...updates)).toEqual({ brokenAt: last + 1, why: short })
  })

  it('finds each of many random changes at its place', () => fc.assert(fc.asyncProperty(
    fc.integer({ min: 1, max: last }),
    fc.constantFrom(
      'code = code + 1',
      `at = at - interval '1 second'`,
      `actor_kind = 'SYSTEM'`,
      `details = details || '{"x": "y"}'`,
      `hash = set_byte(hash, 7, (get_byte(hash, 7) + 1) % 256)`,
      'seq = seq + 1000000',
    ),
    async (seq, change) => {
      const { brokenAt } = await after([`update event set ${change} where provider_id = $1 and seq = $2`, [provider.id, seq]])
      expect(brokenAt).toBe(seq)
    },
  ), { numRuns: 40 }))

  it('as a command prints a line for each log and exits with 1 when one is broken', async () => {
    const contoso = await world.anotherProvider('Contoso')
    const { config, secrets } = world.server.services
    const installation = { ownerUrl: world.ownerUrl, config, secrets }
    const without = path.join(world.dataDir, 'no checkpoints')
    const lines: string[] = []
    expect(await verifyLogs(installation, line => lines.push(line), without)).toBe(0)
    expect(lines).toEqual([
      `ok      Northwind: ${last} events, chain valid, no checkpoint to compare with`,
      expect.stringMatching(/^ok {6}Contoso: \d+ events, chain valid, no checkpoint to compare with$/),
    ])
    await world.sql('alter table event disable trigger append_only')
    await world.sql('update event set code = 1 where provider_id = $1 and seq = 2', [contoso.id])
    lines.length = 0
    expect(await verifyLogs(installation, line => lines.push(line), without)).toBe(1)
    expect(lines).toEqual([
      `ok      Northwind: ${last} events, chain valid, no checkpoint to compare with`,
      `BROKEN  Contoso: first broken event 2: ${changed}`,
    ])
    await world.sql('alter table event enable trigger append_only')
  })
})

describe('the log is append-only', () => {
  async function as(role: string): Promise<pg.Client> {
    const url = new URL(world.ownerUrl)
    url.username = role
    url.password = world.server.services.secrets.rolePassword(role)
    const client = new pg.Client({ connectionString: url.href })
    await client.connect()
    await client.query(
      `select set_config('app.actor', $1, false), set_config('app.providers', $2, false), set_config('app.clients', '{}', false)`,
      [provider.admin.accountId, `{${provider.id}}`],
    )
    return client
  }
  const codeOf = (client: pg.Client, text: string, values: unknown[] = []) =>
    client.query(text, values).then(() => 'done', (error: { code?: string }) => error.code)

  const attempts: Array<[string, string]> = [
    ['change', 'update event set code = 1'],
    ['change nothing', 'update event set code = 1 where false'],
    ['delete', 'delete from event'],
    ['truncate', 'truncate event'],
    ['insert', `insert into event select provider_id, seq + 1, code, at, client_id, client_name, actor_kind, actor_id, actor_name, subject_kind, subject_id, subject_name, details, device_type, ip, hash from event order by seq desc limit 1`],
    ['overwrite', `insert into event select * from event limit 1 on conflict (provider_id, seq) do update set code = 1`],
    ['move the head', 'update event_head set seq = 1'],
    ['take away the guard', 'alter table event disable trigger append_only'],
    ['take down the wall', 'alter table event disable row level security'],
    ['go round the triggers', `set session_replication_role = 'replica'`],
    ['become the owner', 'set role postgres'],
  ]
  it.each(['wardroom_app', 'wardroom_system'])('for %s, which holds it in reach and reads it', async (role) => {
    const client = await as(role)
    expect((await client.query('select from event where provider_id = $1', [provider.id])).rowCount).toBe(last)
    for (const [what, statement] of attempts) {
      expect([what, await codeOf(client, statement)])
        .toEqual([what, what === 'become the owner' ? expect.stringMatching(/^(?:42501|22023)$/) : '42501'])
    }
    await client.end()
    expect(await verifyLog(owner, provider.id)).toMatchObject({ events: last, brokenAt: null })
  })

  it('even for the owner of the table, who has to drop the trigger first', async () => {
    expect(await codeOf(owner, 'update event set code = 1')).toBe('42501')
    expect(await codeOf(owner, 'truncate event')).toBe('42501')
  })

  it('and the application writes only into logs within its reach, and lets nothing expire', async () => {
    const client = await as('wardroom_app')
    const [foreign] = await world.sql<{ id: string }>(`select id from provider where name = 'Contoso'`)
    const entry = (clientId?: string) =>
      JSON.stringify([{ code: 1600, at: new Date().toISOString(), actorKind: 'NONE', details: {}, clientId, leaf: '00'.repeat(32) }])
    expect(await codeOf(client, 'select append_events($1, $2::jsonb)', [foreign!.id, entry()])).toBe('42501')
    const [own] = await world.sql<{ id: string }>('select id from client where provider_id = $1', [provider.id])
    await client.query(`select set_config('app.providers', '{}', false), set_config('app.clients', $1, false)`, [`{${own!.id}}`])
    expect(await codeOf(client, 'select append_events($1, $2::jsonb)', [provider.id, entry()])).toBe('42501')
    expect(await codeOf(client, 'select append_events($1, $2::jsonb)', [foreign!.id, entry(own!.id)])).toBe('42501')
    expect(await codeOf(client, 'select expire_events($1, \'{}\')', [provider.id])).toBe('42501')
    await client.end()
  })
})
