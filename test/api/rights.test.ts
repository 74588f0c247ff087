import { sealPin } from '@wardroom/schema/sealing/pin'
import { makeKey } from '@wardroom/schema/sealing/symmetric-key'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import type { Caller, Person } from '../testkit/person.js'
import { useWorld } from '../testkit/use-world.js'

const invite = 'mutation ($id: ID!) { inviteProviderUsers(providerId: $id, emails: ["accomplice@evil.example"], type: PROVIDER_ADMIN) { ok } }'
const rename = 'mutation ($id: ID!) { renameClient(id: $id, name: "Renamed too late") { name } }'
const remove = 'mutation ($ids: [ID!]!) { removeProviderUsers(ids: $ids) { ok code } }'
const world = await useWorld()
const provider = await world.provider('Northwind')
const acme = await provider.createClient('Acme')

/** Holds a row that a request needs, ends somebody's rights while the request waits for it, and lets go. */
async function meanwhile<T>(row: string, request: () => Promise<T>, end: () => Promise<unknown>): Promise<T> {
  const holder = new pg.Client({ connectionString: world.ownerUrl })
  await holder.connect()
  try {
    await holder.query(`begin; select from ${row} for update`)
    const answer = request()
    const waits = () => world.sql(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
    await expect.poll(async () => (await waits()).length, { interval: 20, timeout: 2_000 }).toBeGreaterThan(0)
    await end()
    await holder.query('commit')
    return await answer
  }
  finally {
    await holder.end()
  }
}

async function teamId(person: Person) {
  return (await world.sql<{ id: string }>('select id from provider_user where account_id = $1', [person.accountId]))[0]!.id
}
const nameOfAcme = async () => (await world.sql<{ name: string }>('select name from client where id = $1', [acme.id]))[0]!.name
const inClient = () => `client where id = '${acme.id}'`

describe('rights that end while a change waits', () => {
  it('of an admin who is removed: nobody is invited any more', async () => {
    const leaving = await provider.hire('leaving@northwind.example', 'PROVIDER_ADMIN')
    const id = await teamId(leaving)
    const code = await meanwhile(
      `provider where id = '${provider.id}'`,
      () => leaving.refused(invite, { id: provider.id }),
      () => world.sql('delete from provider_user where id = $1', [id]),
    )
    expect(code).toBe('NOT_FOUND')
    expect(await world.sql(`select from provider_user where email = 'accomplice@evil.example'`)).toEqual([])
  })

  const ends: Array<[string, () => Promise<Caller>, (caller: Caller) => Promise<unknown>, string]> = [
    [
      'a token that is revoked',
      () => provider.tool(['READ', 'CLIENTS_WRITE']),
      () => world.sql('update api_token set revoked_at = now()'),
      'UNAUTHENTICATED',
    ],
    [
      'a session that is ended',
      () => provider.hire('ended@northwind.example'),
      caller => (caller as Person).do('mutation { signOutEverywhere }'),
      'SESSION_ENDED',
    ],
    [
      'a role that is taken',
      () => acme.owner(),
      caller => world.sql(`update client_user set role = 'USER' where account_id = $1`, [(caller as Person).accountId]),
      'FORBIDDEN',
    ],
  ]
  it.each(ends)('of %s: nothing is renamed', async (_, start, end, expected) => {
    const caller = await start()
    expect(await meanwhile(inClient(), () => caller.refused(rename, { id: acme.id }), () => end(caller))).toBe(expected)
    expect(await nameOfAcme()).toBe('Acme')
  })

  it('of a session that is ended: nothing is changed of which no log is told either', async () => {
    const guest = await acme.join('guest@acme.example')
    const pin = await sealPin({ kind: 'client', id: acme.id }, makeKey(), guest.keys.userKey)
    const code = await meanwhile(
      `account where id = '${guest.accountId}'`,
      () => guest.refused('mutation ($of: ID!, $pin: String!) { pinKey(of: $of, pin: $pin) }', { of: acme.id, pin }),
      () => world.sql('update session set revoked_at = now() where account_id = $1', [guest.accountId]),
    )
    expect(code).toBe('SESSION_ENDED')
    expect(await world.sql('select from pinned_key where account_id = $1', [guest.accountId])).toEqual([])
  })

  it('and in the middle of a document: what comes after is refused', async () => {
    const leaving = await provider.hire('middle@northwind.example', 'PROVIDER_ADMIN')
    const id = await teamId(leaving)
    const document = `mutation ($id: ID!, $client: ID!) { first: inviteProviderUsers(providerId: $id, emails: ["first@evil.example"], type: SERVICE_USER) { ok }
      second: renameClient(id: $client, name: "Too late") { name } third: inviteProviderUsers(providerId: $id, emails: ["third@evil.example"], type: PROVIDER_ADMIN) { ok } }`
    const { body } = await meanwhile(
      `provider where id = '${provider.id}'`,
      () => leaving.ask(document, { id: provider.id, client: acme.id }),
      () => world.sql('delete from provider_user where id = $1', [id]),
    )
    expect(body.errors?.map(({ path }) => path?.[0])).toContain('first')
    expect(await world.sql(`select from provider_user where email like '%@evil.example'`)).toEqual([])
    expect(await nameOfAcme()).toBe('Acme')
  })
})

it('a change of a client\'s people that waits for the log is undone when its author leaves the team meanwhile', async () => {
  const leaving = await provider.hire('changer@northwind.example', 'PROVIDER_ADMIN')
  const id = await teamId(leaving)
  const { userId } = await acme.join('stays@acme.example')
  const removal = () => leaving.ask('mutation ($ids: [ID!]!) { removeUsers(ids: $ids) { ok code } }', { ids: [userId] })
  const answer = await meanwhile(`event_head where provider_id = '${provider.id}'`, removal, () =>
    world.sql('delete from provider_user where id = $1', [id]))
  expect(answer.body.data).toEqual({ removeUsers: [{ ok: false, code: 'NOT_FOUND' }] })
  expect(await world.sql('select from client_user where id = $1', [userId])).toHaveLength(1)
})

it('of two admins who remove each other at once, one stays', async () => {
  const [x, y] = [
    await provider.hire('x@northwind.example', 'PROVIDER_ADMIN'),
    await provider.hire('y@northwind.example', 'PROVIDER_ADMIN'),
  ]
  const [idOfX, idOfY] = [await teamId(x), await teamId(y)]
  await provider.atOnce(() => x.ask(remove, { ids: [idOfY] }), () => y.ask(remove, { ids: [idOfX] }))
  expect(await world.sql('select from provider_user where id = any($1)', [[idOfX, idOfY]])).toHaveLength(1)
})

it('rights that grew or stayed do not stand in the way', async () => {
  const growing = await provider.hire('growing@northwind.example')
  const id = await teamId(growing)
  const answer = await meanwhile(
    inClient(),
    () => growing.ask('mutation ($id: ID!) { renameClient(id: $id, name: "Acme") { name } }', { id: acme.id }),
    () => world.sql(`update provider_user set type = 'PROVIDER_ADMIN' where id = $1`, [id]),
  )
  expect(answer.body.data).toEqual({ renameClient: { name: 'Acme' } })
})
