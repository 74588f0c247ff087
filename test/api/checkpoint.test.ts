import { createPublicKey, verify } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chainHash, leafHash } from '@wardroom/server/event/canonical'
import { signCheckpoint } from '@wardroom/server/checkpoint/checkpoint'
import { writeCheckpoints } from '@wardroom/server/checkpoint/folder'
import { eventsBehind } from '@wardroom/server/event/row'
import type { EventRow } from '@wardroom/server/event/row'
import { verifyLogs } from '@wardroom/server/checkpoint/verify-log'
import { loadSecrets } from '@wardroom/server/config/secrets'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useWorld } from '../testkit/use-world.js'

const world = await useWorld()
const provider = await world.provider('Northwind')
await (await provider.createClient('Acme')).invite(['a@acme.example', 'b@acme.example'])
const folder = await mkdtemp(path.join(tmpdir(), 'wardroom-checkpoints-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const ask = 'query ($id: ID) { logCheckpoint(providerId: $id) { seq hash at note verifierKey } }'

async function newest(): Promise<{ seq: string, hash: string }> {
  const { events } = await provider.admin.do('{ events(first: 1, order: NEWEST_FIRST) { edges { node { seq hash } } } }')
  return events.edges[0]!.node
}

/** As somebody without our code would: by the format alone. */
function isSigned(note: string, verifierKey: string): boolean {
  const [name, id, key] = verifierKey.split('+', 2).concat(verifierKey.split('+').slice(2).join('+')) as [string, string, string]
  const raw = Buffer.from(key, 'base64').subarray(1)
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' })
  const end = note.indexOf('\n\n') + 1
  const [dash, signer, signature] = note.slice(end + 1).trimEnd().split(' ') as [string, string, string]
  const bytes = Buffer.from(signature, 'base64')
  return dash === '—'
    && signer === name
    && bytes.subarray(0, 4).toString('hex') === id
    && verify(null, Buffer.from(note.slice(0, end)), publicKey, bytes.subarray(4))
}

it('a provider admin, or a tool that reads events, gets the newest place of the log as a signed note', async () => {
  const tool = await provider.tool(['READ', 'EVENTS_READ'])
  for (const caller of [provider.admin, tool]) {
    const { logCheckpoint: { seq, hash, at, note, verifierKey } } = await caller.do(ask)
    expect({ seq, hash }).toEqual(await newest())
    expect(note.split('\n').slice(0, 5)).toEqual([`wardroom/log/${provider.id}`, seq, Buffer.from(hash, 'hex').toString('base64'), at, ''])
    expect(isSigned(note, verifierKey)).toBe(true)
    expect(isSigned(note.replace(`\n${seq}\n`, `\n${Number(seq) + 1}\n`), verifierKey)).toBe(false)
  }
})

async function verified(retentionDays?: number): Promise<{ code: number, lines: string[] }> {
  const { secrets, config: set } = world.server.services
  const config = { ...set, retentionDays: retentionDays ?? set.retentionDays }
  const lines: string[] = []
  const code = await verifyLogs({ ownerUrl: world.ownerUrl, config, secrets }, line => lines.push(line), folder)
  return { code, lines }
}

async function note(at = new Date()): Promise<void> {
  const { database: { system }, secrets } = world.server.services
  await writeCheckpoints(folder, system, secrets.checkpointKey, at)
}

describe('checkpoints that were kept', () => {
  let seq: number
  beforeAll(async () => {
    await note(new Date('2026-11-25T08:00:00Z'))
    seq = Number((await newest()).seq)
  })

  it('are one file for each place of each log, never written twice, and agree with an untouched log', async () => {
    const name = `${provider.id}-${seq}.txt`
    const before = await readFile(path.join(folder, name), 'utf8')
    await note()
    expect(await readFile(path.join(folder, name), 'utf8')).toBe(before)
    await provider.createClient('Globex')
    await note()
    expect(await readdir(folder)).toHaveLength(2)
    expect(await verified())
      .toEqual({ code: 0, lines: [expect.stringMatching(/^ok {6}Northwind: \d+ events, chain valid, checkpoints that agree: 2$/)] })
  })

  /** Undone afterwards: what somebody does who owns the database and knows how the chain is made. */
  async function tampered(change: (rows: EventRow[]) => EventRow[]): Promise<{ code: number, lines: string[] }> {
    const { text, values } = eventsBehind({ providerId: provider.id, seq: '0', limit: 10_000 })
    const rows = await world.sql<EventRow>(text, values)
    await world.sql('create table kept as select * from event')
    await world.sql('create table kept_head as select * from event_head')
    await world.sql('alter table event disable trigger append_only')
    let hash: Buffer = Buffer.alloc(32)
    const history = change(rows)
    for (const [index, row] of history.entries()) {
      hash = chainHash(hash, BigInt(index + 1), leafHash({ ...row, at: row.at.toISOString() }))
      await world.sql('update event set details = $3, hash = $4 where provider_id = $1 and seq = $2', [provider.id, index + 1, row.details, hash])
    }
    await world.sql('delete from event where provider_id = $1 and seq > $2', [provider.id, history.length])
    await world.sql('update event_head set seq = $2, hash = $3 where provider_id = $1', [provider.id, history.length, hash])
    return verified().finally(() => world.sql(`truncate event; insert into event select * from kept; drop table kept; alter table event enable trigger append_only;
      update event_head h set seq = k.seq, hash = k.hash from kept_head k where k.provider_id = h.provider_id; drop table kept_head`))
  }

  it('reveal a history that was rewritten as a whole, head included', async () => {
    const { code, lines } = await tampered(([first, ...rest]) =>
      [{ ...first!, details: { ...first!.details, by: 'somebody else' } }, ...rest])
    expect({ code, lines })
      .toEqual({ code: 1, lines: [`BROKEN  Northwind: first broken event ${seq}: the log up to here is not the one of the checkpoint of 2026-11-25T08:00:00.000Z: it was rewritten`] })
  })

  it('show a log that was cut at its end together with its head', async () => {
    const { code, lines } = await tampered(rows => rows.slice(0, seq - 1))
    expect(code).toBe(1)
    const newestSeq = (await newest()).seq
    expect(lines).toEqual([expect.stringMatching(
      `^BROKEN  Northwind: first broken event ${seq}: the checkpoint of \\S+ has ${newestSeq} events: those at the end are missing$`,
    )])
  })

  it.each([
    ['changed by one character', (text: string) => text.replace(/\n(\d)/, (_, digit: string) => `\n${(Number(digit) + 1) % 10}`)],
    ['signed by another installation', async (text: string) => {
      const elsewhere = await mkdtemp(path.join(tmpdir(), 'wardroom-elsewhere-'))
      const { checkpointKey } = await loadSecrets(elsewhere)
      await rm(elsewhere, { recursive: true })
      return signCheckpoint(
        { providerId: provider.id, seq, hash: Buffer.from(text.split('\n')[2]!, 'base64'), at: new Date() },
        checkpointKey,
      )
    }],
    ['empty', () => ''],
  ])('are not believed when they are %s', async (_, make) => {
    const strange = path.join(folder, 'strange.txt')
    await writeFile(strange, await make(await readFile(path.join(folder, `${provider.id}-${seq}.txt`), 'utf8')))
    const { code, lines } = await verified().finally(() => rm(strange))
    expect(code).toBe(1)
    expect(lines).toEqual(['BROKEN  strange.txt: not a checkpoint that this installation signed', expect.stringMatching(/^ok/)])
  })
})

describe('what is missing is found', () => {
  /** Tried by whoever owns the database, and undone. */
  async function after(...changes: string[]): Promise<{ code: number, lines: string[] }> {
    await world.sql('create table kept as select * from event; create table kept_head as select * from event_head; create table kept_tail as select * from client_tail')
    for (const change of changes)
      await world.sql(change.replaceAll(':log', `'${provider.id}'`))
    return verified().finally(() => world.sql(`delete from client_tail; delete from event; delete from event_head; insert into event_head select * from kept_head;
      insert into event select * from kept; insert into client_tail select * from kept_tail; drop table kept, kept_head, kept_tail`))
  }
  const front = (n: number) => [
    `update event_head set base_hash = (select hash from event where provider_id = :log and seq = ${n}), first_seq = ${n + 1} where provider_id = :log`,
    `delete from event where provider_id = :log and seq <= ${n}`,
  ]
  const gone = expect.stringMatching(/^BROKEN {2}Northwind: first broken event 1: the log is gone;/)

  it('at the front, though the head was changed along with it', async () => {
    expect(await after(...front(2)))
      .toEqual({ code: 1, lines: [expect.stringMatching(/^BROKEN {2}Northwind: first broken event 1: the events before 3 are missing, and the log tells of no deletion$/)] })
  })

  it('as a whole, with its head or without', async () => {
    expect(await after('delete from event', 'delete from client_tail', 'delete from event_head')).toEqual({ code: 1, lines: [gone] })
    expect(await after('delete from event', `update event_head set seq = 0, hash = decode(repeat('00', 32), 'hex'), first_seq = 1`))
      .toEqual({ code: 1, lines: [gone] })
  })

  it('together with its provider, where a checkpoint was kept', async () => {
    const id = 'c0ffee00-0000-4000-8000-000000000000'
    await writeFile(
      path.join(folder, `${id}-7.txt`),
      signCheckpoint({ providerId: id, seq: 7, hash: Buffer.alloc(32), at: new Date() }, world.server.services.secrets.checkpointKey),
    )
    const { code, lines } = await verified().finally(() => rm(path.join(folder, `${id}-7.txt`)))
    expect({ code, lines })
      .toEqual({ code: 1, lines: [expect.stringMatching(/^ok/), `BROKEN  ${id}: first broken event 1: the log is gone; it has had an event since its provider was made`] })
  })

  it('and a log that cannot be read does not keep the others from their verdict', async () => {
    const { code, lines } = await after(
      `insert into provider (id, name, kind, created_at) values ('c0ffee00-0000-4000-8000-000000000000', 'Abacus', 'MSP', '2020-01-01')`,
      `insert into event_head (provider_id, seq) values ('c0ffee00-0000-4000-8000-000000000000', 1)`,
      `insert into event select 'c0ffee00-0000-4000-8000-000000000000', seq, code, 'infinity', null, null, actor_kind, null, null, null, null, null, '{}', null, null, hash
        from event where provider_id = :log and seq = 1`,
    ).finally(() => world.sql(`delete from provider where name = 'Abacus'`))
    expect({ code, lines }).toEqual({ code: 1, lines: [expect.stringMatching(/^BROKEN {2}Abacus: it cannot be read: /), expect.stringMatching(/^ok {6}Northwind: /)] })
  })

  it('of a time, within its millisecond', async () => {
    const { code, lines } = await after(
      'alter table event disable trigger append_only',
      `update event set at = at + interval '7 microseconds' where provider_id = :log and seq = 3`,
      'alter table event enable trigger append_only',
    )
    expect({ code, lines })
      .toEqual({ code: 1, lines: ['BROKEN  Northwind: first broken event 3: its time was changed within the millisecond'] })
  })
})

it('a server writes its checkpoints by itself', async () => {
  const { dataDir } = world
  await world.server.services.queue.run('write-checkpoints')
  expect(await readdir(path.join(dataDir, 'checkpoints'))).toContain(`${provider.id}-${(await newest()).seq}.txt`)
})

it('a checkpoint of the first kept place is compared, and older ones are not reported as agreeing', async () => {
  await note()
  const { seq } = await newest()
  await world.expireEvents(provider.id)
  expect(await verified(0)).toEqual({ code: 0, lines: [
    `ok      Northwind: 1 events, chain valid, checkpoints that agree: 1, before what is kept: 1; it tells of a deletion up to ${seq}, though events are kept for ever now`,
  ] })
  expect(await verified(400)).toEqual({ code: 1, lines: [expect.stringMatching(/keeps events 0 days where WARDROOM_RETENTION_DAYS says 400/)] })
  await world.sql(`update event_head set base_hash = sha256('another past'), hash = sha256('another past') where provider_id = $1`, [provider.id])
  const { code, lines } = await verified()
  expect({ code, lines })
    .toEqual({ code: 1, lines: [expect.stringMatching(/^BROKEN {2}Northwind: first broken event \d+: the log up to here is not the one of the checkpoint of \S+: it was rewritten$/)] })
})
