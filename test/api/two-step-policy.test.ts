import { describe, expect, it } from 'vitest'
import { Follower } from '../feed/follower.js'
import type { Person } from '../testkit/person.js'
import { allowRecovery, enrol, recover } from '../testkit/recovery.js'
import { insertRows, userRow } from '../testkit/rows.js'
import { firstStep, turnOn } from '../testkit/two-step.js'
import { useWorld } from '../testkit/use-world.js'
import { withinASecond } from '../testkit/within-a-second.js'
import { outcomes } from '../testkit/world.js'
import type { ClientOf } from '../testkit/world.js'

const change = `mutation ($input: SetPolicyInput!) { setPolicy(input: $input) { policies {
  kind enabled holdsFrom enforcement { people revoked finishedAt } } } }`
const effect = `query ($id: ID!) { client(id: $id) {
  policyWouldRevokeCount(kind: TWO_STEP_LOGIN) policyWouldRevoke(kind: TWO_STEP_LOGIN) { email } policies { kind enabled enforcement { people revoked finishedAt } } } }`
const mine = '{ viewer { clientMemberships { client { name } } twoStepDemands { providerName clientName from } } }'
const statuses = 'query ($id: ID!) { client(id: $id) { users { edges { node { email status } } } } }'
const restore = 'mutation ($ids: [ID!]!) { restoreUsers(ids: $ids) { id email ok code message } }'
const roles = 'mutation ($ids: [ID!]!, $role: UserRole!) { changeUserRoles(ids: $ids, role: $role) { id email ok code message } }'

const world = await useWorld()
const provider = await world.provider()
const { admin } = provider
const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString()

function demand(client: ClientOf, holdsFrom: string | null = null, by: Person = admin) {
  return by.do(change, { input: { clientId: client.id, kind: 'TWO_STEP_LOGIN', enabled: true, holdsFrom } })
}

/** As if whoever asked for it had been lost before anything followed from it. */
function demandUnheard(client: ClientOf, holdsFrom = new Date()) {
  return world.sql(`insert into policy (provider_id, client_id, kind, enabled, changed_at, holds_from) values ($1, $2, 'TWO_STEP_LOGIN', true, now(), $3)`, [provider.id, client.id, holdsFrom])
}

function remindersOf(client: ClientOf) {
  return world.sql<{ recipient: string }>('select recipient from mail where client_id = $1 and subject like $2', [client.id, '%requires two-step%'])
}

/** Sees whatever the person's rights are a second after they changed. */
async function seen(person: Pick<Person, 'ask'>, client: ClientOf): Promise<string> {
  const ask = () => person.ask('query ($id: ID!) { client(id: $id) { name } }', { id: client.id })
    .then(({ body }) => body.errors?.[0]?.extensions.code ?? 'seen')
  return withinASecond(ask, 'seen')
}

async function statusesIn(client: ClientOf): Promise<Record<string, string>> {
  const { client: { users } } = await admin.do(statuses, { id: client.id })
  return Object.fromEntries(users!.edges.map(({ node: { email, status } }) => [email.split('@')[0]!, status]))
}

function enforced(client: ClientOf) {
  return expect.poll(async () => {
    const { client: { policies } } = await admin.do(effect, { id: client.id })
    return policies.find(({ kind }) => kind === 'TWO_STEP_LOGIN')?.enforcement?.finishedAt ?? null
  }, { timeout: 20_000 }).not.toBeNull()
}

describe('two-step login required at once', () => {
  it('says first whom it revokes, then revokes exactly those, tells them, and can be watched', async () => {
    const acme = await provider.createClient('Acme', { seats: 20 })
    const lou = await acme.join('lou@acme.example')
    const kim = await acme.join('kim@acme.example')
    const ina = await acme.join('ina@acme.example', 'ADMIN')
    await acme.join('max@acme.example')
    await acme.invite(['new@acme.example'])
    await turnOn(kim)
    expect((await admin.do(effect, { id: acme.id })).client).toMatchObject({
      policyWouldRevokeCount: 2,
      policyWouldRevoke: expect.toSatisfy((people: Array<{ email: string }>) =>
        people.map(({ email }) => email).sort().join() === 'lou@acme.example,max@acme.example'),
    })
    const logged = await provider.logged(async () => {
      await demand(acme)
      expect(await seen(lou, acme)).toBe('NOT_FOUND') // whether or not the job has come to them
      await enforced(acme)
    })
    expect(logged).toHaveLength(3)
    expect(logged[0]).toMatchObject({ event: 'Policy_Updated', by: 'Ada Admin', whom: 'Acme', policy: 'TWO_STEP_LOGIN', enabled: true })
    const revoked = logged.slice(1).map(({ by, ...rest }) => rest).sort((a, b) => (a.whom! < b.whom! ? -1 : 1))
    expect(revoked).toEqual(['lou', 'max'].map(whom => ({
      event: 'OrganizationUser_Revoked_TwoFactorNonCompliance',
      whom,
      email: `${whom}@acme.example`,
      was: 'CONFIRMED',
    })))
    expect(await statusesIn(acme))
      .toEqual({ ina: 'CONFIRMED', kim: 'CONFIRMED', lou: 'REVOKED', max: 'REVOKED', new: 'INVITED', owner: 'INVITED' })
    const { client: { policies, policyWouldRevokeCount } } = await admin.do(effect, { id: acme.id })
    expect(policyWouldRevokeCount).toBe(0)
    expect(policies[0]!.enforcement).toMatchObject({ people: 2, revoked: 2 })
    const mail = await world.mailTo(lou.email)
    expect(mail.subject).toBe('Your access to Acme is suspended · 您对 Acme 的访问已暂停')
    expect(mail.text).toContain('Acme requires two-step login, and you have none.')
    expect(await seen(ina, acme)).toBe('seen')

    expect(outcomes((await admin.do(restore, { ids: [lou.userId] })).restoreUsers)).toEqual(['TWO_STEP_REQUIRED'])
    const { person } = await turnOn(lou)
    expect(outcomes((await admin.do(restore, { ids: [lou.userId] })).restoreUsers)).toEqual(['ok'])
    expect(await seen(person, acme)).toBe('seen')
  })

  it('says why somebody is out, and asks for it only of those who are out for it', async () => {
    const larch = await provider.createClient('Lark')
    const [kim, lou] = [await larch.join('kim@lark.example'), await larch.join('lou@lark.example')]
    await admin.bulk('revokeUsers', [kim.userId])
    await demand(larch)
    await expect.poll(() => statusesIn(larch), { timeout: 20_000 }).toMatchObject({ kim: 'REVOKED', lou: 'REVOKED' })
    const why = async ({ userId }: typeof kim) =>
      (await admin.do('query ($id: ID!) { node(id: $id) { ... on User { revocationReason } } }', { id: userId })).node
    expect([await why(kim), await why(lou)]).toEqual([{ revocationReason: 'MANUAL' }, { revocationReason: 'TWO_STEP_LOGIN' }])
    expect((await kim.do(mine)).viewer.twoStepDemands).toEqual([])
    expect((await lou.do(mine)).viewer.twoStepDemands).toMatchObject([{ clientName: 'Lark' }])
    await turnOn(lou)
    await admin.bulk('restoreUsers', [lou.userId])
    expect(await why(lou)).toEqual({ revocationReason: null })
    await world.sql(`update client_user set revocation_reason = 'Manual' where id = $1`, [lou.userId]) // as the first release left it
    expect(await why(lou)).toEqual({ revocationReason: null })
  })

  it('ends a subscription that is open already', async () => {
    const fir = await provider.createClient('Fir')
    const lou = await fir.join('lou@fir.example', 'CUSTOM', { permissions: ['accessEventLogs'] })
    const follower = await Follower.start(lou)
    await demand(fir)
    expect((await follower.closed).code).toBe(4403)
  })

  it('nobody is confirmed, or loses the rank that exempts them, without; whoever accepts waits for it', async () => {
    const birch = await provider.createClient('Birch')
    const ina = await birch.join('ina@birch.example', 'ADMIN')
    await demand(birch)
    expect(outcomes((await admin.do(roles, { ids: [ina.userId], role: 'USER' })).changeUserRoles)).toEqual(['TWO_STEP_REQUIRED'])
    await birch.invite(['sue@birch.example'])
    await world.accept('sue@birch.example')
    const sue = await world.signIn('sue@birch.example')
    expect((await sue.do(mine)).viewer.twoStepDemands).toMatchObject([{ providerName: 'Northwind', clientName: 'Birch' }])
    await world.server.services.queue.run('enforce-two-step')
    expect(await birch.confirm(await birch.user('sue@birch.example'))).toMatchObject({ ok: false, code: 'TWO_STEP_REQUIRED' })
    await turnOn(sue)
    expect(await birch.confirm(await birch.user('sue@birch.example'))).toMatchObject({ ok: true })
  })

  it('an owner who is refused another rank for want of it still counts for the others of the same request', async () => {
    const cedar = await provider.createClient('Cedar')
    const [olga, otto] = [await cedar.owner(), await cedar.join('otto@cedar.example', 'OWNER')]
    await turnOn(otto)
    await demand(cedar)
    const { changeUserRoles } = await admin.do(roles, { ids: [olga.userId, otto.userId], role: 'USER' })
    expect(outcomes(changeUserRoles)).toEqual(['TWO_STEP_REQUIRED', 'ok'])
  })

  it('whoever takes their last method away, or has it taken away, is out and revoked', async () => {
    const oak = await provider.createClient('Oak')
    const [kim, lou, sam] = [await oak.join('kim@oak.example'), await oak.join('lou@oak.example'), await oak.join('sam@oak.example')]
    const [ofKim, ofSam] = [await turnOn(kim), await turnOn(sam)]
    await allowRecovery(oak)
    await enrol(lou, oak)
    await turnOn(lou)
    await demand(oak)
    expect(await statusesIn(oak)).toMatchObject({ kim: 'CONFIRMED', lou: 'CONFIRMED', sam: 'CONFIRMED' })

    const { viewer } = await ofKim.person.do('{ viewer { twoStep { methods { id } } } }')
    await ofKim.person.do('mutation ($id: ID!) { removeTwoStepMethod(id: $id) { methods { id } } }', { id: viewer.twoStep!.methods[0]!.id })
    expect(await seen(ofKim.person, oak)).not.toBe('seen')
    await admin.do(recover, { input: { userId: lou.userId, resetTwoStep: true } })
    const { secondStep: step } = await firstStep(world.origin, sam)
    await world.stranger.post('/auth/second-step', { token: step!.token, method: 'RECOVERY_CODE', code: ofSam.recoveryCode })
    await expect.poll(() => statusesIn(oak), { timeout: 20_000 }).toMatchObject({ kim: 'REVOKED', lou: 'REVOKED', sam: 'REVOKED' })
  })
})

describe('a grace date', () => {
  it('leaves everybody in until it has come, mails them once a day, and tells them in the dashboard', async () => {
    const elm = await provider.createClient('Elm')
    const lou = await elm.join('lou@elm.example')
    await turnOn(await elm.join('kim@elm.example'))
    await demand(elm, inAWeek)
    const reminders = () => remindersOf(elm)
    await expect.poll(reminders, { timeout: 20_000 }).toEqual([{ recipient: lou.email }])
    await world.server.services.queue.run('remind-of-two-step')
    await world.server.services.queue.run('enforce-two-step')
    expect(await reminders()).toHaveLength(1)
    expect(await statusesIn(elm)).toMatchObject({ lou: 'CONFIRMED' })
    expect((await lou.do(mine)).viewer).toMatchObject({
      clientMemberships: [{ client: { name: 'Elm' } }],
      twoStepDemands: [{ clientName: 'Elm', from: inAWeek }],
    })
    await world.sql(`update policy set reminded_at = reminded_at - interval '1 day' where client_id = $1`, [elm.id])
    await world.server.services.queue.run('remind-of-two-step')
    expect(await reminders()).toHaveLength(2)

    await world.sql('update policy set holds_from = now() where client_id = $1', [elm.id])
    expect(await seen(lou, elm)).toBe('NOT_FOUND')
    await world.server.services.queue.run('enforce-two-step')
    expect(await statusesIn(elm)).toMatchObject({ kim: 'CONFIRMED', lou: 'REVOKED' })
    await world.server.services.queue.run('remind-of-two-step')
    expect(await reminders()).toHaveLength(2)
  })

  it('that is moved again and again mails nobody more than five times a day', async () => {
    const ivy = await provider.createClient('Ivy')
    await insertRows(world, 'client_user', [userRow(ivy, { email: 'sid@ivy.example', name: 'Sid', status: 'CONFIRMED' })])
    const { queue, limiter } = world.server.services
    await limiter.count('twoStepReminderByClient', ivy.id, 5 * limiter.factor - 2)
    for (const days of [1, 2, 3, 4]) {
      await demand(ivy, new Date(Date.now() + days * 86_400_000).toISOString())
      await expect.poll(async () => {
        await queue.run('remind-of-two-step')
        const [policy] = await world.sql<{ told: boolean }>('select reminded_at is not null told from policy where client_id = $1', [ivy.id])
        return policy!.told
      }).toBe(true)
    }
    expect(await remindersOf(ivy)).toHaveLength(2)
  })

  it('is within a year; what was sent again changes nothing, a later one gives time again', async () => {
    const ash = await provider.createClient('Ash')
    const input = { clientId: ash.id, kind: 'TWO_STEP_LOGIN', enabled: true }
    const set = (holdsFrom: string) => admin.ask(change, { input: { ...input, holdsFrom } })
    const tooLate = new Date(Date.now() + 400 * 86_400_000).toISOString()
    expect((await set(tooLate)).body.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'holdsFrom' })
    const { setPolicy: { policies: [policy] } } = await demand(ash, '2020-01-01T00:00:00.000Z')
    expect(Math.abs(Date.parse(policy!.holdsFrom!) - Date.now())).toBeLessThan(10_000)
    expect(await provider.logged(() => set(policy!.holdsFrom!))).toEqual([])
    expect(await provider.logged(() => set(inAWeek))).toMatchObject([{ event: 'Policy_Updated', holdsFrom: inAWeek }])
    expect(await provider.logged(() => admin.do(change, { input: { ...input, enabled: false } }))).toMatchObject([{ enabled: false }])
  })
})

describe('requiring it', () => {
  it('is refused where its author would be shut out', async () => {
    const yew = await provider.createClient('Yew')
    const lou = await yew.join('lou@yew.example', 'CUSTOM', { permissions: ['managePolicies'] })
    const input = { clientId: yew.id, kind: 'TWO_STEP_LOGIN', enabled: true, holdsFrom: inAWeek }
    expect(await lou.refused(change, { input })).toBe('TWO_STEP_MISSING')
  })

  it('of many people is done by several processes at once without doing anybody twice', async () => {
    const bay = await provider.createClient('Bay', { seats: 200 })
    await insertRows(world, 'client_user', Array.from({ length: 120 }, (_, n) =>
      userRow(bay, { email: `p${n}@bay.example`, name: `Person ${n}`, status: 'CONFIRMED' })))
    await demandUnheard(bay)
    const { queue } = world.server.services
    await Promise.all([queue.run('enforce-two-step'), queue.run('enforce-two-step')])
    const { client } = await admin.do(effect, { id: bay.id })
    expect(client.policies[0]!.enforcement).toMatchObject({ people: 120, revoked: 120 })
    expect(client.policyWouldRevokeCount).toBe(0)
  })

  it('of a client whose turn fails holds no other client up', async () => {
    const [ill, well, late, lateIll] = await Promise.all(['Ill', 'Well', 'Late', 'Late Ill'].map(name => provider.createClient(name)))
    await insertRows(world, 'client_user', [ill!, well!, late!, lateIll!].map(client =>
      userRow(client, { email: `sid@${client.id}.example`, status: 'CONFIRMED', name: 'Sid' })))
    await world.sql(`alter table policy add constraint broken check (client_id not in ('${ill!.id}', '${lateIll!.id}') or enforcement_begun_at is null and reminded_at is null)`)
    await demandUnheard(ill!, new Date(Date.now() - 60_000))
    await demandUnheard(well!)
    await demandUnheard(lateIll!, new Date(Date.now() + 86_400_000))
    await demandUnheard(late!, new Date(Date.now() + 2 * 86_400_000))
    await world.server.services.queue.run('enforce-two-step').catch(() => {})
    await world.server.services.queue.run('remind-of-two-step').catch(() => {})
    expect(await statusesIn(well!)).toMatchObject({ sid: 'REVOKED' })
    expect(await statusesIn(ill!)).toMatchObject({ sid: 'CONFIRMED' })
    expect(await remindersOf(late!)).toHaveLength(1)
    expect(await remindersOf(lateIll!)).toHaveLength(0)
    await world.sql('alter table policy drop constraint broken')
  })

  it('mails nobody twice where two processes remind at once', async () => {
    const sea = await provider.createClient('Sea')
    await insertRows(world, 'client_user', [userRow(sea, { email: 'sid@sea.example', name: 'Sid', status: 'CONFIRMED' })])
    await demandUnheard(sea, new Date(Date.now() + 86_400_000))
    const { queue } = world.server.services
    await Promise.all([queue.run('remind-of-two-step'), queue.run('remind-of-two-step')])
    expect(await remindersOf(sea)).toHaveLength(1)
  })

  it('revokes nobody who sets it up at that moment', async () => {
    const bog = await provider.createClient('Bog')
    const lou = await bog.join('lou@bog.example')
    await provider.atOnce(() => turnOn(lou).then(() => {}), async () => {
      const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      await expect.poll(() => world.sql(waiting), { interval: 20 }).not.toHaveLength(0)
      await demandUnheard(bog)
      await world.server.services.queue.run('enforce-two-step')
    })
    expect(await statusesIn(bog)).toMatchObject({ lou: 'CONFIRMED' })
  })

  it('tells of its course whoever may change policies or list people, and nobody else', async () => {
    const fen = await provider.createClient('Fen')
    const ed = await fen.join('ed@fen.example')
    const { person } = await turnOn(ed)
    await fen.join('lou@fen.example')
    await demand(fen)
    await enforced(fen)
    const { client } = await person.do('query ($id: ID!) { client(id: $id) { policies { kind enabled enforcement { people } } } }', { id: fen.id })
    expect(client.policies).toEqual([{ kind: 'TWO_STEP_LOGIN', enabled: true, enforcement: null }])
  })

  it('asks what it is worth for whom it would revoke: not of every client at once', async () => {
    const refusal = (fields: string) => admin.refused(`{ clients(first: 200) { edges { node { ${fields} } } } }`)
    expect(await refusal('policyWouldRevokeCount(kind: SINGLE_ORGANIZATION)')).toBe('LIMIT_EXCEEDED')
    expect(await refusal('policyWouldRevoke(kind: TWO_STEP_LOGIN) { email }')).toBe('LIMIT_EXCEEDED')
  })
})
