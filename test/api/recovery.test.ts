import { changePassword } from '@wardroom/schema/sealing/account'
import { openText, sealText } from '@wardroom/schema/sealing/encstring'
import { openSharedKey } from '@wardroom/schema/sealing/provider'
import { makeEnrolment } from '@wardroom/schema/sealing/recovery'
import { importPublicKey } from '@wardroom/schema/sealing/rsa'
import type { SymmetricKey } from '@wardroom/schema/sealing/symmetric-key'
import { describe, expect, it } from 'vitest'
import { Follower } from '../feed/follower.js'
import { useServerBeside } from '../testkit/beside.js'
import { derive } from '../testkit/derived.js'
import { Caller, Person } from '../testkit/person.js'
import { allowRecovery, enrol, enrolment, enrolmentOf, recover, resetOf, setPolicy } from '../testkit/recovery.js'
import { firstStep, passwordProof, turnOn } from '../testkit/two-step.js'
import { useWorld } from '../testkit/use-world.js'
import { withinASecond } from '../testkit/within-a-second.js'

const temporary = 'kite-morning-9-Walnut'
const own = 'my very own new password'
const someHash = Buffer.alloc(32, 7).toString('base64')

const world = await useWorld()
const provider = await world.provider()
const acme = await provider.createClient('Acme', { seats: 60 })
const owner = await acme.owner()
const someKey = await wrappedKeyOf(owner)
await allowRecovery(acme)

async function wrappedKeyOf(person: Person): Promise<string> {
  return (await person.do('{ viewer { keys { wrappedUserKey } } }')).viewer.keys!.wrappedUserKey
}

async function sharedKeyOf(person: Person): Promise<SymmetricKey> {
  const { viewer } = await person.do('{ viewer { clientMemberships { key } } }')
  return openSharedKey(viewer.clientMemberships[0]!.key!, person.keys.privateKey)
}

async function reset(by: Person, userId: string, beside: object = {}): Promise<void> {
  await by.do(recover, { input: { userId, ...await resetOf(by, userId, acme, temporary), resetTwoStep: false, ...beside } })
}

describe('a forgotten master password', () => {
  it('is reset by a technician, changed at the next sign-in, and everything the person had still opens', async () => {
    const lou = await acme.join('lou@acme.example')
    const before = await sharedKeyOf(lou)
    await enrol(lou, acme)
    const logged = await provider.logged(() => reset(provider.admin, lou.userId))
    expect(logged).toEqual([
      { event: 'OrganizationUser_RecoveryKeyTaken', by: 'Ada Admin', whom: 'lou', email: lou.email },
      { event: 'OrganizationUser_AdminResetPassword', by: 'Ada Admin', whom: 'lou', email: lou.email, sessions: 1 },
    ])
    expect(await lou.refused('{ viewer { account { id } } }')).toBe('SESSION_ENDED')
    const mail = await world.mailTo(lou.email)
    expect(mail.subject).toBe('Acme has reset how you sign in · Acme 已重置您的登录方式')
    expect(mail.text).toContain('Ada Admin has done this for Acme:')
    expect(mail.text).not.toContain(temporary)
    await expect(lou.again()).rejects.toThrow()

    const back = await world.signIn(lou.email, temporary)
    expect(await back.refused('{ clients { edges { node { id } } } }')).toBe('PASSWORD_CHANGE_REQUIRED')
    const { viewer } = await back.do('{ viewer { clientMemberships { id } keys { kdf { type iterations } salt wrappedUserKey publicKey wrappedPrivateKey } } }')
    expect(viewer.clientMemberships).toEqual([])
    const { change } = await changePassword(temporary, own, viewer.keys as never)
    const changed = await provider.logged(() => back.do('mutation ($input: ChangeMasterPasswordInput!) { changeMasterPassword(input: $input) }', { input: change }))
    expect(changed).toEqual([{ event: 'User_UpdatedTempPassword', by: 'lou', whom: 'lou', sessions: 0 }])
    const free = await world.signIn(lou.email, own)
    const { viewer: { clientMemberships: [membership] } } = await free.do('{ viewer { clientMemberships { recoveryEnrolledAt } } }')
    expect(membership!.recoveryEnrolledAt).not.toBeNull()
    expect(await openText(await sealText('what lou had', before), await sharedKeyOf(free))).toBe('what lou had')
  })

  it('leaves nothing allowed but to choose one\'s own: no question, no change, no subscription, no other session', async () => {
    const ina = await acme.join('ina@acme.example', 'OWNER')
    await enrol(ina, acme)
    const follower = await Follower.start(ina)
    await reset(provider.admin, ina.userId)
    expect((await follower.closed).code).toBe(4403)
    const back = await world.signIn(ina.email, temporary)
    const { body } = await back.post<{ mustChangePassword: boolean }>('/auth/refresh', {}, { cookie: back.cookie })
    expect(body.mustChangePassword).toBe(true)
    for (const document of [
      '{ clients { totalCount } }',
      `{ client(id: "${acme.id}") { name } }`,
      `{ node(id: "${ina.userId}") { id } }`,
      'mutation { signOutEverywhere }',
      'mutation { beginAuthenticator { secret } }',
      `mutation { renameClient(id: "${acme.id}", name: "Evil") { id } }`,
      `mutation { prove(input: { purpose: ACCOUNT, masterPasswordHash: "${someHash}" }) }`,
    ])
      expect([document, await back.refused(document)]).toEqual([document, 'PASSWORD_CHANGE_REQUIRED'])
    expect(await Follower.refused(back, { providerId: provider.id })).toBe('NOT_FOUND')
  })

  it('ends sessions and sockets within a second on another server, too', async () => {
    const elsewhere = await useServerBeside(world)
    const ida = await acme.join('ida@acme.example', 'ADMIN')
    await enrol(ida, acme)
    const there = await Person.signIn(elsewhere, ida.email, ida.password)
    const follower = await Follower.start(there)
    const outcome = async () => (await there.ask('{ viewer { account { id } } }')).body.errors?.[0]!.extensions.code ?? 'answered'
    expect(await outcome()).toBe('answered')
    await reset(provider.admin, ida.userId)
    expect(await withinASecond(outcome, 'answered')).toBe('SESSION_ENDED')
    expect((await follower.closed).code).toBe(4403)
  })

  it('takes two-step login away beside the password, or alone', async () => {
    const kim = await acme.join('kim@acme.example')
    await enrol(kim, acme)
    await turnOn(kim)
    expect((await firstStep(world.origin, kim)).secondStep?.methods).toEqual(['AUTHENTICATOR'])
    const logged = await provider.logged(() => provider.admin.do(recover, { input: { userId: kim.userId, resetTwoStep: true } }))
    expect(logged.map(({ event }) => event)).toEqual(['OrganizationUser_AdminResetTwoFactor'])
    const again = await world.signIn(kim.email)
    expect((await again.do('{ viewer { twoStep { methods { id } recoveryCodeMadeAt rememberedDevices } } }')).viewer.twoStep)
      .toEqual({ methods: [], recoveryCodeMadeAt: null, rememberedDevices: 0 })
    await turnOn(again)
    await reset(provider.admin, kim.userId, { resetTwoStep: true })
    await world.signIn(kim.email, temporary)
  })

  it('is reset for nobody whose access is revoked: their enrolment has ended, and restored they enrol again', async () => {
    const tom = await acme.join('tom@acme.example')
    await enrol(tom, acme)
    await provider.admin.bulk('revokeUsers', [tom.userId])
    const input = { userId: tom.userId, resetTwoStep: true }
    expect(await provider.admin.refused(recover, { input })).toBe('WRONG_STATUS')
    await provider.admin.bulk('restoreUsers', [tom.userId])
    expect(await provider.admin.refused(recover, { input })).toBe('NOT_ENROLLED')
    const back = await tom.again()
    await enrol(Object.assign(back, { userId: tom.userId }), acme)
    await reset(provider.admin, tom.userId)
  })
})

describe('the rank table', async () => {
  const people = {
    OWNER: await acme.join('o2@acme.example', 'OWNER'),
    ADMIN: await acme.join('a2@acme.example', 'ADMIN'),
    CUSTOM: await acme.join('c2@acme.example', 'CUSTOM', { permissions: ['manageUsers'] }),
    USER: await acme.join('u2@acme.example'),
  }
  const callers = {
    OWNER: owner,
    ADMIN: await acme.join('a1@acme.example', 'ADMIN'),
    RESETTER: await acme.join('c1@acme.example', 'CUSTOM', { permissions: ['manageResetPassword'] }),
    BOTH: await acme.join('c4@acme.example', 'CUSTOM', { permissions: ['manageResetPassword', 'manageUsers'] }),
    MANAGER: await acme.join('c3@acme.example', 'CUSTOM', { permissions: ['manageUsers'] }),
    USER: await acme.join('u1@acme.example'),
    TECHNICIAN: await provider.hire('sam@northwind.example'),
  }
  for (const person of Object.values(people))
    await enrol(person, acme)
  const all = { OWNER: 'done', ADMIN: 'done', CUSTOM: 'done', USER: 'done' }
  const none = { OWNER: 'FORBIDDEN', ADMIN: 'FORBIDDEN', CUSTOM: 'FORBIDDEN', USER: 'FORBIDDEN' }

  it.each([
    ['OWNER', all],
    ['ADMIN', { ...all, OWNER: 'ROLE_ABOVE_OWN' }],
    ['RESETTER', { ...all, OWNER: 'ROLE_ABOVE_OWN', ADMIN: 'ROLE_ABOVE_OWN', CUSTOM: 'ROLE_ABOVE_OWN' }],
    ['BOTH', { ...all, OWNER: 'ROLE_ABOVE_OWN', ADMIN: 'ROLE_ABOVE_OWN' }],
    ['MANAGER', none],
    ['USER', none],
    ['TECHNICIAN', all],
  ] as const)('for a caller who is %s', async (caller, expected) => {
    const met = await Promise.all(Object.entries(people).map(async ([role, { userId }]) => {
      const { body } = await callers[caller].ask('mutation ($id: ID!) { readRecoveryMaterial(userId: $id) { salt } }', { id: userId })
      return [role, body.errors?.[0]!.extensions.code ?? 'done']
    }))
    expect(Object.fromEntries(met)).toEqual(expected)
  })

  it('lets nobody climb from a client into a provider, and logs who tried', async () => {
    const both = await acme.join('both@acme.example')
    await enrol(both, acme)
    await provider.admit(both, 'PROVIDER_ADMIN')
    const sealed = { newMasterPasswordHash: someHash, newWrappedUserKey: someKey, recoveryKey: 'none' }
    const input = { userId: both.userId, ...sealed, resetTwoStep: false }
    const logged = await provider.logged(async () => {
      expect(await owner.refused(recover, { input })).toBe('ROLE_ABOVE_OWN')
      expect(await callers.TECHNICIAN.refused(recover, { input })).toBe('ROLE_ABOVE_OWN')
    })
    expect(logged.map(({ event, by, code }) => [event, by, code])).toEqual([
      ['OrganizationUser_RecoveryRefused', 'owner', 'ROLE_ABOVE_OWN'],
      ['OrganizationUser_RecoveryRefused', 'sam', 'ROLE_ABOVE_OWN'],
    ])
    await reset(provider.admin, both.userId)
  })

  it('counts the teams of every provider', async () => {
    const contoso = await world.anotherProvider('Contoso')
    const guest = await acme.join('guest@acme.example')
    await enrol(guest, acme)
    await contoso.admit(guest)
    expect(await provider.admin.refused(recover, { input: { userId: guest.userId, resetTwoStep: true } })).toBe('ROLE_ABOVE_OWN')
  })

  it('refuses a tool, oneself, a stranger to the client, and a session that has not proved itself', async () => {
    const input = { userId: people.USER.userId, resetTwoStep: true }
    const tool = await provider.tool(['READ', 'USERS_WRITE'])
    expect(await tool.refused(recover, { input })).toBe('FORBIDDEN')
    await enrol(owner, acme)
    expect(await owner.refused(recover, { input: { ...input, userId: owner.userId } })).toBe('SELF')
    const birch = await provider.createClient('Birch')
    expect(await (await birch.owner()).refused(recover, { input })).toBe('NOT_FOUND')
    await world.sql('update session set proofs = \'{}\' where account_id = $1', [owner.accountId])
    world.server.services.identities.forget()
    expect(await owner.refusal(recover, { input })).toMatchObject({ code: 'REAUTH_REQUIRED', purpose: 'PEOPLE' })
  })

  it('holds against a role that changes at the same moment', async () => {
    const [mia, boss] = [await acme.join('mia@acme.example'), await acme.join('boss@acme.example', 'ADMIN')]
    await enrol(mia, acme)
    const [promoted, recovered] = await provider.atOnce(
      () => owner.again().then(one => one.ask('mutation ($ids: [ID!]!) { changeUserRoles(ids: $ids, role: OWNER) { ok } }', { ids: [mia.userId] })),
      () => boss.ask(recover, { input: { userId: mia.userId, resetTwoStep: true } }),
    )
    expect(promoted!.body.errors).toBeUndefined()
    const logged = (await acme.events()).filter(type => /RoleRefused|RecoveryRefused|AdminResetTwoFactor|Updated$/.test(type))
    const order = logged.indexOf('OrganizationUser_Updated') - logged.lastIndexOf('OrganizationUser_AdminResetTwoFactor')
    expect(recovered!.body.errors?.[0]!.extensions.code ?? (order < 0 ? 'too late' : 'before')).toMatch(/ROLE_ABOVE_OWN|before|CONFLICT/)
  })
})

describe('signing people out', () => {
  it('ends every session and socket of theirs within a second, and nothing else', async () => {
    const max = await acme.join('max@acme.example', 'ADMIN')
    const elsewhere = await max.again()
    const follower = await Follower.start(max)
    const logged = await provider.logged(() => provider.admin.bulk('signOutUsers', [max.userId]))
    expect(logged).toEqual([{ event: 'OrganizationUser_SignedOut', by: 'Ada Admin', whom: 'max', email: max.email, sessions: 2 }])
    expect((await follower.closed).code).toBe(4403)
    for (const session of [max, elsewhere])
      expect(await session.refused('{ viewer { account { id } } }')).toBe('SESSION_ENDED')
    expect(await (await max.again()).do('{ clients { totalCount } }')).toEqual({ clients: { totalCount: 1 } })
  })

  it('reaches nobody above oneself, no provider admin from within a client, not oneself, and nobody without an account', async () => {
    const low = await acme.join('low@acme.example', 'ADMIN')
    const staff = await acme.join('staff@acme.example')
    await provider.admit(staff, 'PROVIDER_ADMIN')
    await acme.invite(['later@acme.example'])
    const later = await acme.user('later@acme.example')
    const outcome = async (by: Person, id: string) => (await by.bulk('signOutUsers', [id]))[0]!.code
    expect(await outcome(low, owner.userId)).toBe('ROLE_ABOVE_OWN')
    expect(await outcome(await owner.again(), staff.userId)).toBe('ROLE_ABOVE_OWN')
    expect(await outcome(low, low.userId)).toBe('SELF')
    expect(await outcome(low, later.id)).toBe('WRONG_STATUS')
    expect(await staff.do('{ viewer { account { email } } }')).toEqual({ viewer: { account: { email: staff.email } } })
  })
})

describe('bad input', async () => {
  const eve = await acme.join('eve@acme.example')

  it('somebody who has not enrolled', async () => {
    expect(await provider.admin.refused(recover, { input: { userId: eve.userId, resetTwoStep: true } })).toBe('NOT_ENROLLED')
  })

  it('somebody who has not accepted', async () => {
    await acme.invite(['new@acme.example'])
    const { id } = await acme.user('new@acme.example')
    expect(await provider.admin.refused(recover, { input: { userId: id, resetTwoStep: true } })).toBe('WRONG_STATUS')
  })

  const reset = { resetTwoStep: false, newMasterPasswordHash: someHash, newWrappedUserKey: someKey, recoveryKey: someKey }
  it.each([
    ['nothing to be reset', { resetTwoStep: false }, 'BAD_USER_INPUT'],
    ['a proof without its key', { resetTwoStep: true, newMasterPasswordHash: someHash }, 'BAD_USER_INPUT'],
    ['a key without its proof', { resetTwoStep: true, newWrappedUserKey: someKey }, 'BAD_USER_INPUT'],
    ['both without the recovery key', { resetTwoStep: false, newMasterPasswordHash: someHash, newWrappedUserKey: someKey }, 'BAD_USER_INPUT'],
    ['a proof of another length', { ...reset, newMasterPasswordHash: 'AAAA' }, 'SEALED_MALFORMED'],
    ['a key that is not sealed', { ...reset, newWrappedUserKey: 'AAAA' }, 'SEALED_MALFORMED'],
    ['another recovery key than the person\'s', reset, 'CONFLICT'],
  ])('%s', async (_, input, code) => {
    await enrol(eve, acme)
    expect(await provider.admin.refused(recover, { input: { userId: eve.userId, ...input } })).toBe(code)
  })

  it('a recovery copy that opens to something else than the person\'s user key is never set', async () => {
    const { publicKey } = (await eve.do('query ($id: ID!) { client(id: $id) { publicKey } }', { id: acme.id })).client
    const { viewer } = await owner.do('{ viewer { keys { kdf { type iterations } salt wrappedUserKey } } }')
    const { stretchedKey } = await derive(owner.password, viewer.keys as never)
    const to = await importPublicKey(publicKey)
    const foreign = await makeEnrolment(viewer.keys!.wrappedUserKey, stretchedKey, to, { clientId: acme.id, email: eve.email })
    await eve.do(enrolment, { input: { userId: eve.userId, ...foreign } })
    await expect(resetOf(provider.admin, eve.userId, acme, temporary)).rejects.toMatchObject({ code: 'replaced' })
    await enrol(eve, acme)
  })

  it('enrolling somebody else, or with something that is no wrapped key', async () => {
    const sealed = await enrolmentOf(eve, acme)
    const input = { userId: eve.userId, ...sealed }
    expect(await (await owner.again()).refused(enrolment, { input })).toBe('NOT_FOUND')
    expect(await eve.refused(enrolment, { input: { ...input, recoveryKey: someKey } })).toBe('SEALED_MALFORMED')
    expect(await eve.refused(enrolment, { input: { ...input, recoveryBinding: 'eve@acme.example' } })).toBe('SEALED_MALFORMED')
  })
})

describe('the policy', () => {
  it('needs Enterprise, needs single organization, and neither can go while the other holds', async () => {
    const teams = await provider.createClient('Fir', { plan: 'TEAMS' })
    await expect(setPolicy(teams, 'SINGLE_ORGANIZATION')).rejects.toThrow('POLICY_NEEDS_ENTERPRISE')
    const elm = await provider.createClient('Elm')
    await expect(setPolicy(elm, 'ACCOUNT_RECOVERY')).rejects.toThrow('POLICY_NEEDS_ANOTHER')
    await allowRecovery(elm)
    await expect(setPolicy(elm, 'SINGLE_ORGANIZATION', false)).rejects.toThrow('POLICY_NEEDS_ANOTHER')
    const logged = await provider.logged(() => setPolicy(elm, 'ACCOUNT_RECOVERY', false))
    expect(logged).toEqual([
      {
        event: 'Policy_Updated',
        by: 'Ada Admin',
        whom: 'Elm',
        policy: 'ACCOUNT_RECOVERY',
        enabled: false,
        autoEnrol: false,
        enrolmentsEnded: 0,
      },
    ])
    expect(await provider.logged(() => setPolicy(elm, 'ACCOUNT_RECOVERY', false))).toEqual([])
  })

  it('keeps people enrolled where everybody must be; once it is off, resets nobody, and their keys are gone also if it is turned on again', async () => {
    const oak = await provider.createClient('Oak')
    await allowRecovery(oak, { autoEnrol: true })
    const pat = await oak.join('pat@oak.example')
    await enrol(pat, oak)
    const withdraw = 'mutation ($id: ID!) { withdrawFromRecovery(userId: $id) { recoveryEnrolledAt } }'
    expect(await pat.refused(withdraw, { id: pat.userId })).toBe('ENROLMENT_REQUIRED')
    const logged = await provider.logged(() => setPolicy(oak, 'ACCOUNT_RECOVERY', false))
    expect(logged).toMatchObject([{ event: 'Policy_Updated', policy: 'ACCOUNT_RECOVERY', enabled: false, enrolmentsEnded: 1 }])
    expect(await provider.admin.refused(recover, { input: { userId: pat.userId, resetTwoStep: true } })).toBe('RECOVERY_OFF')
    expect(await world.sql('select recovery_key, recovery_enrolled from client_user where id = $1', [pat.userId]))
      .toEqual([{ recovery_key: null, recovery_enrolled: false }])
    expect(await provider.logged(() => pat.do(withdraw, { id: pat.userId }))).toEqual([])
    expect(await pat.refused(enrolment, { input: { userId: pat.userId, ...await enrolmentOf(pat, oak) } })).toBe('RECOVERY_OFF')
    await setPolicy(oak, 'ACCOUNT_RECOVERY')
    expect(await provider.admin.refused(recover, { input: { userId: pat.userId, resetTwoStep: true } })).toBe('NOT_ENROLLED')
  })

  it('turned off while somebody enrols leaves no key behind', async () => {
    const fir = await provider.createClient('Pine')
    await allowRecovery(fir)
    const ora = await fir.join('ora@pine.example')
    const own = await enrolmentOf(ora, fir)
    await provider.atOnce<unknown>(
      () => ora.ask(enrolment, { input: { userId: ora.userId, ...own } }),
      () => setPolicy(fir, 'ACCOUNT_RECOVERY', false),
    )
    expect(await world.sql('select recovery_enrolled from client_user where id = $1', [ora.userId])).toEqual([{ recovery_enrolled: false }])
  })

  it('single organization shows whom it would revoke, revokes just them, and lets nobody in from elsewhere', async () => {
    const [ash, yew] = [await provider.createClient('Ash'), await provider.createClient('Yew')]
    const [member, boss] = [await ash.join('member@ash.example'), await ash.join('boss@ash.example', 'ADMIN')]
    await yew.admit(member)
    await yew.admit(boss)
    await ash.join('only@ash.example')
    const { client } = await provider.admin.do('query ($id: ID!) { client(id: $id) { policyWouldRevoke(kind: SINGLE_ORGANIZATION) { email } } }', { id: ash.id })
    expect(client.policyWouldRevoke).toEqual([{ email: member.email }])
    const logged = await provider.logged(() => setPolicy(ash, 'SINGLE_ORGANIZATION'))
    expect(logged.map(({ event, whom }) => [event, whom])).toEqual([
      ['Policy_Updated', 'Ash'],
      ['OrganizationUser_Revoked_SingleOrganizationNonCompliance', 'member'],
    ])
    expect((await world.mailTo(member.email)).subject).toContain('Your access to Ash is suspended')
    const [row] = await provider.admin.bulk('restoreUsers', [member.userId])
    expect(row!.code).toBe('SINGLE_ORGANIZATION')
    const reason = await provider.admin.do('query ($id: ID!) { node(id: $id) { ... on User { revocationReason } } }', { id: member.userId })
    expect(reason.node).toEqual({ revocationReason: 'SINGLE_ORGANIZATION' })
    const other = await yew.join('other@yew.example')
    await ash.invite([other.email])
    await expect(world.acceptAs(other)).rejects.toThrow('SINGLE_ORGANIZATION')
    const only = await world.signIn('only@ash.example')
    await yew.invite([only.email])
    await expect(world.acceptAs(only)).rejects.toThrow('SINGLE_ORGANIZATION')
  })
})

describe('the queue', () => {
  const queue = '{ helpRequests(filter: { state: OPEN }) { totalCount edges { node { id email userId viewerCanDecide viewerCanRecover recoveryEnrolledAt client { name } } } } }'

  it('shows who asks to owners and technicians alone, once, and the door says the same to everybody', async () => {
    const ned = await acme.join('ned@acme.example')
    const asked = await provider.logged(async () => {
      for (const email of [ned.email, 'nobody@nowhere.example', ned.email]) {
        const { status, body } = await world.stranger.post('/auth/ask-for-help', { email })
        expect([status, body]).toEqual([202, {}])
      }
      expect(await withinASecond(async () => (await owner.do(queue)).helpRequests.totalCount, 0)).toBe(1)
    })
    expect(asked.filter(({ event }) => event === 'OrganizationUser_AskedForHelp')).toEqual([
      { event: 'OrganizationUser_AskedForHelp', by: null, whom: 'ned', email: ned.email, enrolled: false },
    ])
    const { helpRequests: { edges: [edge] } } = await provider.admin.do(queue)
    const { node } = edge!
    expect(node).toEqual({
      id: node.id,
      email: ned.email,
      userId: ned.userId,
      viewerCanDecide: true,
      viewerCanRecover: false,
      recoveryEnrolledAt: null,
      client: { name: 'Acme' },
    })
    expect((await ned.do(queue)).helpRequests.totalCount).toBe(0)
    const decline = 'mutation ($id: ID!, $reason: String!) { declineHelp(id: $id, reason: $reason) { state } }'
    expect(await ned.refused(decline, { id: node.id, reason: 'no' })).toMatch(/FORBIDDEN|NOT_FOUND/)
    expect(await provider.admin.refused(decline, { id: node.id, reason: ' ' })).toBe('BAD_USER_INPUT')
    await provider.admin.do(decline, { id: node.id, reason: 'Call us first' })
    expect((await world.mailTo(ned.email)).text).toContain('It was turned down: Call us first')
    expect(await provider.admin.refused(decline, { id: node.id, reason: 'again' })).toBe('WRONG_STATUS')
  })

  it('is deleted ninety days after it was decided; an open one stays', async () => {
    const [max, ida] = [await acme.join('long.ago@acme.example'), await acme.join('still.open@acme.example')]
    const insert = `insert into help_request (provider_id, client_id, id, user_id, state, asked_at, decided_at, ip)
      select provider_id, client_id, gen_random_uuid(), id, $2, now() - interval '1 year', now() - $3::interval, '192.0.2.1' from client_user where id = $1`
    await world.sql(insert, [max.userId, 'DECLINED', '91 days'])
    await world.sql(insert, [max.userId, 'RESET', '89 days'])
    await world.sql(insert, [ida.userId, 'OPEN', null])
    await world.server.services.queue.run('delete-decided-help-requests')
    const left = await world.sql('select state from help_request where user_id = any($1) order by state', [[max.userId, ida.userId]])
    expect(left).toEqual([{ state: 'OPEN' }, { state: 'RESET' }])
    await world.sql('delete from help_request where user_id = any($1)', [[max.userId, ida.userId]])
  })

  it('is closed by the reset', async () => {
    const sue = await acme.join('sue@acme.example')
    await enrol(sue, acme)
    await world.stranger.post('/auth/ask-for-help', { email: sue.email })
    expect(await withinASecond(async () => (await provider.admin.do(queue)).helpRequests.totalCount, 0)).toBe(1)
    await reset(provider.admin, sue.userId)
    expect((await provider.admin.do(queue)).helpRequests.totalCount).toBe(0)
  })

  it('reminds those who have not enrolled, and nobody else', async () => {
    const [rae, ron] = [await acme.join('rae@acme.example'), await acme.join('ron@acme.example')]
    await enrol(ron, acme)
    const rows = await provider.admin.bulk('remindToEnrol', [rae.userId, ron.userId])
    expect(rows.map(({ code }) => code)).toEqual([null, 'WRONG_STATUS'])
    expect((await world.mailTo(rae.email)).subject).toContain('Enrol in account recovery of Acme')
  })
})

it('a session of a person who has to choose a password is no way around it: the proof of the temporary one is asked', async () => {
  const zoe = await acme.join('zoe@acme.example')
  await enrol(zoe, acme)
  await reset(provider.admin, zoe.userId)
  const back = await world.signIn(zoe.email, temporary)
  const input = { masterPasswordHash: someHash, newMasterPasswordHash: someHash, newWrappedUserKey: await wrappedKeyOf(back) }
  expect(await back.refused('mutation ($input: ChangeMasterPasswordInput!) { changeMasterPassword(input: $input) }', { input })).toBe('WRONG_CREDENTIALS')
  expect(await passwordProof(back)).not.toBe(someHash)
  expect(await new Caller(world.origin).refused('{ helpRequests { totalCount } }')).toBe('UNAUTHENTICATED')
})
