import { classOf, twoStepKinds } from '@wardroom/schema/two-step'
import { describe, expect, it } from 'vitest'
import { goOn, turnOn } from '../testkit/two-step.js'
import { useWorld } from '../testkit/use-world.js'
import { accountRow, insertRows } from '../testkit/rows.js'

const world = await useWorld()
const provider = await world.provider('Northwind')
const { admin, id } = provider
const acme = await provider.createClient('Acme')

const people = `query ($id: ID!, $filter: UserFilter, $orderBy: UserOrder) {
  client(id: $id) { users(filter: $filter, orderBy: $orderBy) { edges { node { email twoStepSince twoStepClass lastSignInAt } } } }
}` as const
const team = `query ($id: ID!, $filter: ProviderUserFilter) {
  provider(id: $id) { users(filter: $filter) { edges { node { email twoStepSince twoStepClass lastSignInAt } } } }
}` as const

interface Seen { email: string, twoStepSince: string | null, twoStepClass: string | null, lastSignInAt: string | null }
type Edges = Array<{ node: Seen }>

async function ofAcme(filter: object = {}, orderBy: object | null = null, by = admin): Promise<Seen[]> {
  const { client } = await by.do<{ client: { users: { edges: Edges } } }>(people, { id: acme.id, filter, orderBy })
  return client.users.edges.map(({ node }) => node)
}
async function ofTeam(filter: object = {}): Promise<Seen[]> {
  const { provider } = await admin.do<{ provider: { users: { edges: Edges } } }>(team, { id, filter })
  return provider.users.edges.map(({ node }) => node)
}
const emails = (seen: readonly Seen[]) => seen.map(({ email }) => email)
const long = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()

describe('the class of the second factor', () => {
  it.each(twoStepKinds)('is in the lists what a person with %s sees of it themself', async (kind) => {
    const account = accountRow()
    await insertRows(world, 'account', [account])
    await world.sql(
      `insert into two_step_method (account_id, id, kind, secret, last_step, created_at) values ($1, gen_random_uuid(), $2, '', 0, now())`,
      [account.id, kind],
    )
    expect(await world.sql('select two_step_class($1) class', [account.id])).toEqual([{ class: classOf(kind) }])
  })

  it('is that of the strongest, follows every change, and narrows both lists', async () => {
    const kim = await acme.join('kim@acme.example')
    const eva = await provider.hire('eva@northwind.example')
    await turnOn(kim)
    await turnOn(eva)
    expect(await ofAcme({ twoStepClass: ['ONE_TIME_CODE'] })).toMatchObject([{ email: kim.email, twoStepClass: 'ONE_TIME_CODE' }])
    expect(await ofTeam({ twoStepClass: ['ONE_TIME_CODE', 'MAILBOX'] }))
      .toMatchObject([{ email: eva.email, twoStepClass: 'ONE_TIME_CODE' }])
    const add = `insert into two_step_method (account_id, id, kind, created_at) values ($1, gen_random_uuid(), $2, now())`
    await world.sql(add, [kim.accountId, 'EMAIL'])
    expect(emails(await ofAcme({ twoStepClass: ['ONE_TIME_CODE'] }))).toEqual([kim.email])
    await world.sql(add, [kim.accountId, 'WEBAUTHN'])
    expect(emails(await ofAcme({ twoStepClass: ['PHISHING_RESISTANT'] }))).toEqual([kim.email])
    await world.sql(`delete from two_step_method where account_id = $1 and kind <> 'EMAIL'`, [kim.accountId])
    expect(emails(await ofAcme({ twoStepClass: ['MAILBOX'] }))).toEqual([kim.email])
    await world.sql('delete from two_step_method where account_id = $1', [kim.accountId])
    expect(await ofAcme({ search: 'kim' })).toMatchObject([{ twoStepSince: null, twoStepClass: null }])
    expect(emails(await ofTeam({ twoStep: false }))).toEqual([admin.email])
  })
})

describe('the last sign-in', () => {
  it('is kept with every membership of the person, and a session that goes on changes nothing of it', async () => {
    const lou = await acme.join('lou@acme.example')
    await provider.admit(lou)
    const seen = async () => [...await ofAcme({ search: 'lou' }), ...(await ofTeam()).filter(({ email }) => email === lou.email)]
      .map(({ lastSignInAt }) => lastSignInAt)
    const [first, alike] = await seen()
    expect(Date.now() - Date.parse(first!)).toBeLessThan(60_000)
    expect(alike).toBe(first)
    await goOn(lou, lou.cookie)
    expect(await seen()).toEqual([first, first])
    await lou.again()
    const [second, both] = await seen()
    expect(Date.parse(second!)).toBeGreaterThan(Date.parse(first!))
    expect(both).toBe(second)
  })

  it('is known where somebody joins who signed in before, elsewhere', async () => {
    const birch = await provider.createClient('Birch')
    const ned = await acme.join('ned@acme.example')
    await birch.admit(ned)
    const { client } = await admin.do<{ client: { users: { edges: Edges } } }>(people, { id: birch.id, filter: { search: 'ned' } })
    expect(client.users.edges[0]!.node.lastSignInAt).toBe((await ofAcme({ search: 'ned' }))[0]!.lastSignInAt)
  })

  it('finds who was not here for so long, or never, and orders them', async () => {
    const [old, fresh] = [await acme.join('old@acme.example'), await acme.join('fresh@acme.example')]
    await acme.invite(['never@acme.example'])
    await world.sql('update client_user set last_sign_in_at = $2 where account_id = $1', [old.accountId, long(100)])
    expect(emails(await ofAcme({ notSignedInSince: long(90) }))).toEqual(['never@acme.example', old.email, 'owner@acme.example'])
    expect(emails(await ofAcme({ notSignedInSince: '1970-01-01T00:00:00Z' }))).toEqual(['never@acme.example', 'owner@acme.example'])
    expect(emails(await ofAcme({ notSignedInSince: new Date().toISOString() }))).toContain(fresh.email)
    const byTime = emails(await ofAcme({}, { field: 'LAST_SIGN_IN_AT', direction: 'DESC' }))
    expect(byTime[0]).toBe(fresh.email)
    expect(new Set(byTime.slice(-3))).toEqual(new Set([old.email, 'never@acme.example', 'owner@acme.example']))
  })

  it('holds up no sign-in while somebody keeps the membership', async () => {
    const pat = await acme.join('pat@acme.example')
    const [before] = await ofAcme({ search: 'pat' })
    await world.sql(`create function stand_in_the_way() returns trigger language plpgsql as $$ begin raise 'held by another'; end $$`)
    await world.sql('create trigger zz before update of last_sign_in_at on client_user for each row execute function stand_in_the_way()')
    await expect(pat.again()).resolves.toBeDefined()
    await world.sql('drop trigger zz on client_user; drop function stand_in_the_way()')
    expect(await ofAcme({ search: 'pat' })).toEqual([before])
  })
})

describe('who may not list people', () => {
  it('learns of nobody how they sign in, by no field and no filter', async () => {
    const max = await acme.join('max@acme.example')
    const asked = { id: acme.id, filter: { notSignedInSince: new Date().toISOString() } }
    const { client } = await max.do<{ client: { users: unknown } }>(people, asked)
    expect(client.users).toBeNull()
    const sue = await provider.hire('sue@northwind.example')
    const { provider: seen } = await sue.do<{ provider: { users: unknown } }>(team, { id, filter: { twoStepClass: ['MAILBOX'] } })
    expect(seen.users).toBeNull()
    const { viewer } = await max.do('{ viewer { clientMemberships { email lastSignInAt } } }')
    expect(viewer.clientMemberships.map(({ email }) => email)).toEqual([max.email])
  })

  it('another provider sees none of it', async () => {
    const contoso = await world.anotherProvider('Contoso')
    expect(await contoso.admin.refused(people, { id: acme.id })).toBe('NOT_FOUND')
  })
})
