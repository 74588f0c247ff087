import { changePassword } from '@wardroom/schema/sealing/account'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { Caller } from '../testkit/person.js'
import type { Person } from '../testkit/person.js'
import { allowRecovery, enrol, recover, resetOf, setPolicy } from '../testkit/recovery.js'
import { firstStep, goOn, mailedCode } from '../testkit/two-step.js'
import { useWorld } from '../testkit/use-world.js'
import { withinASecond } from '../testkit/within-a-second.js'
import { outcomes } from '../testkit/world.js'

const temporary = 'kite-morning-9-Walnut'
const change = 'mutation ($input: ChangeMasterPasswordInput!) { changeMasterPassword(input: $input) }'
const open = '{ helpRequests(filter: { state: OPEN }) { totalCount edges { node { id userId } } } }'

const world = await useWorld()
const provider = await world.provider()
const acme = await provider.createClient('Acme', { seats: 40 })
const birch = await provider.createClient('Birch', { seats: 40 })
const owner = await acme.owner()
await allowRecovery(acme)

async function enrolled(name: string, role = 'USER', options: { permissions?: string[] } = {}) {
  const person = await acme.join(`${name}@acme.example`, role, options)
  await enrol(person, acme)
  return person
}

/** As the person, with the temporary password that somebody has set. */
async function afterReset({ userId, email }: Person & { userId: string }): Promise<Person> {
  await owner.do(recover, { input: { userId, ...await resetOf(owner, userId, acme, temporary), resetTwoStep: false } })
  return world.signIn(email, temporary)
}

async function changeTo(person: Caller, next: string) {
  const { viewer } = await person.do('{ viewer { keys { kdf { type iterations } salt wrappedUserKey publicKey wrappedPrivateKey } } }')
  return (await changePassword(temporary, next, viewer.keys as never)).change
}

describe('whoever resets a password does not come by it to', () => {
  const material = 'mutation ($id: ID!) { readRecoveryMaterial(userId: $id) { salt } }'
  const input = (userId: string) => ({ input: { userId, resetTwoStep: true } })

  it('another client, of which a person is an owner whose access was revoked here and who can no longer withdraw: the key is gone', async () => {
    const gone = await enrolled('gone')
    const resetter = await acme.join('resetter@acme.example', 'CUSTOM', { permissions: ['manageResetPassword'] })
    await provider.admin.bulk('revokeUsers', [gone.userId])
    await birch.admit(gone, 'OWNER')
    for (const caller of [resetter, owner]) {
      expect(await caller.refused(material, { id: gone.userId })).toBe('WRONG_STATUS')
      expect(await caller.refused(recover, input(gone.userId))).toBe('WRONG_STATUS')
    }
    const kept = await world.sql('select recovery_key, recovery_binding, recovery_enrolled from client_user where id = $1', [gone.userId])
    expect(kept).toEqual([{ recovery_key: null, recovery_binding: null, recovery_enrolled: false }])
    await provider.admin.bulk('restoreUsers', [gone.userId])
    expect(await provider.admin.refused(recover, input(gone.userId))).toMatch(/NOT_ENROLLED|WRONG_STATUS/)
  })

  it('somebody without access by a key that was left behind', async () => {
    const left = await enrolled('left')
    await world.sql(`update client_user set status = 'REVOKED', status_before_revoked = 'CONFIRMED' where id = $1`, [left.userId])
    expect(await provider.admin.refused(material, { id: left.userId })).toBe('WRONG_STATUS')
    const app = `select set_config('app.providers', '{${provider.id}}', false), set_config('app.clients', '{}', false), set_config('app.actor', '${provider.admin.accountId}', false)`
    expect(await world.sql(`with set as materialized (${app}) select r.* from set, recoverable_account('${left.userId}') r`)).toEqual([])
  })

  it('a client of another provider, which not even the technicians of this one reach', async () => {
    const both = await enrolled('both', 'ADMIN')
    const cedar = await (await world.anotherProvider('Contoso')).createClient('Cedar')
    await cedar.admit(both)
    expect(await provider.admin.refused(recover, input(both.userId))).toBe('ROLE_ABOVE_OWN')
  })

  it('flags that they do not have', async () => {
    const manager = await enrolled('manager', 'CUSTOM', { permissions: ['manageUsers', 'manageResetPassword'] })
    const peer = await acme.join('peer@acme.example', 'CUSTOM', { permissions: ['manageResetPassword'] })
    expect(await peer.refused(recover, input(manager.userId))).toBe('ROLE_ABOVE_OWN')
    const same = await acme.join('same@acme.example', 'CUSTOM', { permissions: ['manageResetPassword', 'manageUsers'] })
    await same.do(recover, input(manager.userId))
  })

  it('a client that the person is confirmed in at the same moment', async () => {
    const moving = await enrolled('moving', 'ADMIN')
    await birch.invite([moving.email], 'ADMIN')
    const token = await world.invitationOf(moving.email)
    const [accepted, recovered] = await provider.atOnce(
      () => moving.ask('mutation ($token: String!) { acceptInvitation(token: $token) { id } }', { token }),
      () => owner.ask(recover, input(moving.userId)),
    )
    const codes = [accepted, recovered].map(answer => answer!.body.errors?.[0]!.extensions.code)
    expect([[undefined, 'ROLE_ABOVE_OWN'], ['SESSION_ENDED', undefined], ['CONFLICT', undefined]]).toContainEqual(codes)
  })
})

describe('a temporary password', () => {
  it('accepts no invitation, at a door that is open to strangers', async () => {
    const ann = await enrolled('ann', 'ADMIN')
    await birch.invite([ann.email], 'OWNER')
    const token = await world.invitationOf(ann.email)
    const back = await afterReset(ann)
    expect(await back.refused('mutation ($token: String!) { acceptInvitation(token: $token) { id } }', { token })).toBe('PASSWORD_CHANGE_REQUIRED')
  })

  it('is not chosen again as one\'s own', async () => {
    const back = await afterReset(await enrolled('cid'))
    expect(await back.refusal(change, { input: await changeTo(back, temporary) }))
      .toMatchObject({ code: 'BAD_USER_INPUT', field: 'newMasterPasswordHash' })
    expect(await back.refused('{ clients { totalCount } }')).toBe('PASSWORD_CHANGE_REQUIRED')
    await back.do(change, { input: await changeTo(back, 'really my own this time') })
  })
})

it('a temporary password is changed by somebody whose only second factor is asked for by the server', async () => {
  const ema = await enrolled('ema')
  await ema.do('mutation { beginEmailCodes { email } }')
  await ema.do('mutation ($code: String!) { finishEmailCodes(code: $code) { code } }', { code: await mailedCode(world, ema.email) })
  const { userId, email } = ema
  const material = await resetOf(owner, userId, acme, temporary)
  await owner.do(recover, { input: { userId, ...material, resetTwoStep: false } })
  const { token } = (await firstStep(world.origin, { email, password: temporary })).secondStep!
  const door = new Caller(world.origin)
  await door.post('/auth/second-step/email', { token })
  const { cookie } = await door.post('/auth/second-step', { token, method: 'EMAIL', code: await mailedCode(world, email) })
  const { person } = await goOn(door, cookie)
  const input = { ...await changeTo(person, 'my own one'), emailCode: '000 000' }
  expect(await person.refused(change, { input })).toBe('WRONG_CODE')
  expect(await person.refused('mutation { challengeSecurityKey { challenge } }')).toBe('WRONG_STATUS')
  await person.do('mutation { mailCode { email } }')
  await person.do(change, { input: { ...input, emailCode: await mailedCode(world, email) } })
})

it('who belongs to another company, too, is not made one of those who may not', async () => {
  const dee = await acme.join('dee@acme.example', 'ADMIN')
  await birch.admit(dee)
  const { changeUserRoles } = await owner.do('mutation ($ids: [ID!]!) { changeUserRoles(ids: $ids, role: USER) { code } }', { ids: [dee.userId] })
  expect(changeUserRoles).toEqual([{ code: 'SINGLE_ORGANIZATION' }])
  expect((await acme.user(dee.email)).role).toBe('ADMIN')
})

it('of two invitations accepted at the same moment one is not confirmed, where a policy allows one company', async () => {
  const ash = await provider.createClient('Ash')
  await setPolicy(ash, 'SINGLE_ORGANIZATION')
  const tech = await provider.hire('tech@northwind.example')
  await ash.invite([tech.email])
  const first = await world.invitationOf(tech.email)
  await birch.invite([tech.email])
  const second = await world.invitationOf(tech.email)
  const accept = 'mutation ($token: String!) { acceptInvitation(token: $token) { id } }'
  await provider.atOnce(() => tech.ask(accept, { token: first }), () => tech.ask(accept, { token: second }))
  const people = [[ash, await ash.user(tech.email)], [birch, await birch.user(tech.email)]] as const
  const confirmed = await Promise.all(people.map(([client, user]) => client.confirm(user).then(({ ok }) => ok, () => false)))
  expect(confirmed.filter(Boolean).length).toBeLessThan(2)
})

it('whoever asks at the door for somebody chooses no words of the mail that they get', async () => {
  const eli = await acme.join('eli@acme.example')
  await fetch(`${world.origin}/auth/ask-for-help`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'Your vault is locked! Open https://evil.example Chrome/150' },
    body: JSON.stringify({ email: eli.email }),
  })
  const asked = 'You asked for help signing in · 您请求了登录帮助'
  expect(await withinASecond(async () => (await world.mailTo(eli.email)).subject === asked, false)).toBe(true)
  const { text } = await world.mailTo(eli.email)
  expect(text).toContain('From: 127.0.0.1, Chrome')
  expect(text).not.toContain('evil')
})

it('a request that is declined and reset at the same moment is decided once', async () => {
  const gus = await enrolled('gus')
  await world.stranger.post('/auth/ask-for-help', { email: gus.email })
  const find = async () => (await owner.do(open)).helpRequests.edges.find(({ node }) => node.userId === gus.userId)?.node.id
  const id = await withinASecond(find, undefined)
  const material = await resetOf(owner, gus.userId, acme, temporary)
  const [declined] = await provider.atOnce(
    () => provider.admin.ask('mutation ($id: ID!) { declineHelp(id: $id, reason: "no") { state } }', { id }),
    () => owner.ask(recover, { input: { userId: gus.userId, ...material, resetTwoStep: false } }),
  )
  const [row] = await world.sql('select state, reason from help_request where id = $1', [id])
  expect(row).toEqual(declined!.body.errors ? { state: 'RESET', reason: null } : { state: 'DECLINED', reason: 'no' })
})

it('a company that somebody has left, or has only been invited to, does not sign them out of their others', async () => {
  const ex = await acme.join('ex@acme.example')
  const boss = await acme.join('ex-boss@acme.example', 'ADMIN')
  const cedar = await provider.createClient('Cedar')
  const guest = await cedar.join('guest@cedar.example')
  await provider.admin.bulk('revokeUsers', [ex.userId])
  await setPolicy(acme, 'ACCOUNT_RECOVERY', false)
  await setPolicy(acme, 'SINGLE_ORGANIZATION', false)
  await acme.invite([guest.email])
  await world.acceptAs(guest)
  await allowRecovery(acme)
  const { id: guestId } = await acme.user(guest.email)
  expect(outcomes(await boss.bulk('signOutUsers', [ex.userId, guestId]))).toEqual(['WRONG_STATUS', 'WRONG_STATUS'])
  for (const person of [ex, guest])
    expect((await person.do('{ viewer { account { email } } }')).viewer.account.email).toBe(person.email)
  const { client } = await boss.do('query ($id: ID!) { client(id: $id) { users(filter: { search: "guest" }) { edges { node { viewerCanSignOut } } } } }', { id: acme.id })
  expect(client.users!.edges).toEqual([{ node: { viewerCanSignOut: false } }])
})

it('a client that is busy does not keep the others, or the team, from hearing who asks for help', async () => {
  const places = [await provider.createClient('Fir'), await provider.createClient('Oak')].sort((a, b) => (a.id < b.id ? -1 : 1))
  const ned = await places[0]!.join('ned@fir.example')
  await places[1]!.admit(ned)
  await provider.admit(ned)
  const holder = new pg.Client({ connectionString: world.ownerUrl })
  await holder.connect()
  await holder.query('begin')
  await holder.query('select from client where id = $1 for update', [places[0]!.id])
  await world.stranger.post('/auth/ask-for-help', { email: ned.email })
  const told = () => world.sql(
    `select (select array_agg(h.client_id) from help_request h join client_user u on u.id = h.user_id where u.account_id = $1) clients,
       asked_for_help_at is not null team, (select count(*)::int from mail m where m.account_id = $1 and m.subject like 'You asked for help%') mails
     from provider_user where account_id = $1`,
    [ned.accountId],
  )
  await expect.poll(told, { timeout: 10_000 }).toEqual([{ clients: [places[1]!.id], team: true, mails: 1 }])
  await holder.query('commit')
  await holder.end()
})

it('a colleague who belongs to a client, too, is signed out there neither by an API token nor without a fresh proof', async () => {
  const ash = await provider.createClient('Ash')
  const staff = await ash.join('staff@ash.example')
  const user = await ash.join('user@ash.example')
  await provider.admit(staff, 'PROVIDER_ADMIN')
  const tool = await provider.tool(['READ', 'USERS_WRITE'], [ash.id])
  expect(outcomes(await tool.bulk('signOutUsers', [staff.userId, user.userId]))).toEqual(['FORBIDDEN', 'ok'])
  const stolen = await provider.hire('stolen@northwind.example', 'PROVIDER_ADMIN')
  await world.sql(`update session set proofs = '{}' where account_id = $1`, [stolen.accountId])
  world.server.services.identities.forget()
  const bulk = 'mutation ($ids: [ID!]!) { signOutUsers(ids: $ids) { ok code } }'
  expect(await stolen.refusal(bulk, { ids: [user.userId, staff.userId] })).toMatchObject({ code: 'REAUTH_REQUIRED', purpose: 'PEOPLE' })
  expect((await staff.do('{ viewer { account { email } } }')).viewer.account.email).toBe(staff.email)
  expect(outcomes(await provider.admin.bulk('signOutUsers', [staff.userId]))).toEqual(['ok'])
})
