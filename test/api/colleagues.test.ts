import { describe, expect, it } from 'vitest'
import { Follower } from '../feed/follower.js'
import type { Person } from '../testkit/person.js'
import { allowRecovery, enrol, recover, resetOf } from '../testkit/recovery.js'
import { firstStep, turnOn } from '../testkit/two-step.js'
import { useWorld } from '../testkit/use-world.js'
import { outcomes } from '../testkit/world.js'
import { withinASecond } from '../testkit/within-a-second.js'

const world = await useWorld()
const provider = await world.provider('Northwind')
const { admin, id } = provider
const acme = await provider.createClient('Acme', { seats: 40 })

const reset = 'mutation ($id: ID!) { resetProviderUserTwoStep(id: $id) { id twoStepSince twoStepClass viewerCanResetTwoStep } }'
const team = `query ($id: ID!) { provider(id: $id) { users { edges { node {
  id email askedForHelpAt viewerCanSignOut viewerCanResetTwoStep recoverableIn { id name }
} } } } }` as const

interface Colleague {
  id: string
  email: string
  askedForHelpAt: string | null
  viewerCanSignOut: boolean
  viewerCanResetTwoStep: boolean
  recoverableIn: Array<{ id: string, name: string }>
}

async function colleague(email: string, by = admin, providerId = id): Promise<Colleague> {
  const { provider } = await by.do<{ provider: { users: { edges: Array<{ node: Colleague }> } } }>(team, { id: providerId })
  return provider.users.edges.map(({ node }) => node).find(node => node.email === email)!
}

function withoutProof(person: Person): Promise<unknown> {
  return world.sql(`update session set proofs = '{}' where account_id = $1`, [person.accountId])
}

describe('a colleague who has lost the second factor', () => {
  it('is let in by a provider admin: factors, recovery code and sessions go, the log and a mail say so, the password stays', async () => {
    const eva = await provider.hire('eva@northwind.example', 'PROVIDER_ADMIN')
    const { person } = await turnOn(eva)
    const { id: evaId } = await colleague(eva.email)
    expect(await colleague(eva.email)).toMatchObject({ viewerCanSignOut: true, viewerCanResetTwoStep: true })
    const logged = await provider.logged(async () =>
      expect(await admin.do(reset, { id: evaId }))
        .toEqual({ resetProviderUserTwoStep: { id: evaId, twoStepSince: null, twoStepClass: null, viewerCanResetTwoStep: false } }))
    expect(logged).toEqual([{ event: 'ProviderUser_TwoStepReset', by: 'Ada Admin', whom: 'eva', email: eva.email, sessions: 1 }])
    const asks = () => person.refused('{ viewer { account { id } } }').catch(() => 'still in')
    expect(await withinASecond(asks, 'still in')).toBe('SESSION_ENDED')
    const { subject, text } = await world.mailTo(eva.email)
    expect(subject).toBe('Your two-step login was removed · 您的两步登录已被移除')
    expect(text).toContain('Ada Admin has removed the two-step login of your Wardroom account for Northwind')
    expect(text).toContain('Ada Admin 已代表 Northwind 移除')
    expect((await firstStep(world.origin, eva)).accessToken).toBeDefined()
    expect(await world.sql('select from account where id = $1 and recovery_code_hash is null', [eva.accountId])).toHaveLength(1)
  })

  it('takes a fresh proof for PEOPLE', async () => {
    const fay = await provider.hire('fay@northwind.example')
    const other = await provider.hire('other.admin@northwind.example', 'PROVIDER_ADMIN')
    await withoutProof(other)
    world.server.services.identities.forget()
    const { id: fayId } = await colleague(fay.email)
    expect(await other.refusal(reset, { id: fayId })).toMatchObject({ code: 'REAUTH_REQUIRED', purpose: 'PEOPLE' })
    const bulk = 'mutation ($ids: [ID!]!) { signOutProviderUsers(ids: $ids) { ok code } }'
    expect(await other.refusal(bulk, { ids: [fayId] })).toMatchObject({ code: 'REAUTH_REQUIRED', purpose: 'PEOPLE' })
  })
})

describe('two-step login is not taken away', () => {
  it('from oneself by this door', async () => {
    expect(await admin.refused(reset, { id: (await colleague(admin.email)).id })).toBe('SELF')
  })

  it('by a service user, by an owner of a client or by the admin of another provider', async () => {
    const gil = await provider.hire('gil@northwind.example')
    const ann = await provider.hire('ann@northwind.example')
    const { id: annId } = await colleague(ann.email)
    expect(await gil.refused(reset, { id: annId })).toBe('FORBIDDEN')
    expect(await (await acme.owner()).refused(reset, { id: annId })).toBe('NOT_FOUND')
    const fabrikam = await world.anotherProvider('Fabrikam')
    expect(await fabrikam.admin.refused(reset, { id: annId })).toBe('NOT_FOUND')
  })

  it('from somebody who has only accepted an invitation: anybody can invite', async () => {
    const hal = await acme.join('hal@acme.example')
    await admin.do(
      'mutation ($id: ID!, $emails: [String!]!) { inviteProviderUsers(providerId: $id, emails: $emails, type: SERVICE_USER) { ok } }',
      { id, emails: [hal.email] },
    )
    await world.acceptAs(hal)
    await turnOn(hal)
    expect(await admin.refused(reset, { id: (await colleague(hal.email)).id })).toBe('WRONG_STATUS')
    expect((await firstStep(world.origin, hal)).secondStep).toBeDefined()
  })

  it('from somebody who stands above in another team, or owns a client of another provider; the log says who tried', async () => {
    const initech = await world.anotherProvider('Initech')
    const cedar = await initech.createClient('Cedar')
    const ivy = await provider.hire('ivy@northwind.example')
    const jon = await provider.hire('jon@northwind.example')
    await initech.admit(ivy)
    await cedar.admit(jon, 'USER')
    for (const { email } of [ivy, jon]) {
      const target = await colleague(email)
      const logged = await provider.logged(async () => expect(await admin.refused(reset, { id: target.id })).toBe('ROLE_ABOVE_OWN'))
      expect(logged).toMatchObject([{ event: 'ProviderUser_TwoStepResetRefused', by: 'Ada Admin', email, code: 'ROLE_ABOVE_OWN' }])
    }
    expect(outcomes(await admin.bulk('signOutProviderUsers', [(await colleague(ivy.email)).id]))).toEqual(['ROLE_ABOVE_OWN'])
  })

  it('from a colleague who is removed at the same moment', async () => {
    const kit = await provider.hire('kit@northwind.example')
    const second = await provider.hire('second@northwind.example', 'PROVIDER_ADMIN')
    await turnOn(kit)
    const { id: kitId } = await colleague(kit.email)
    const [removed, undone] = await provider.atOnce(
      () => second.ask('mutation ($ids: [ID!]!) { removeProviderUsers(ids: $ids) { ok } }', { ids: [kitId] }),
      () => admin.ask(reset, { id: kitId }),
    )
    expect(removed!.body.errors).toBeUndefined()
    const code = undone!.body.errors?.[0]!.extensions.code
    expect([undefined, 'NOT_FOUND']).toContain(code)
    expect((await firstStep(world.origin, kit)).secondStep === undefined).toBe(code === undefined)
  })
})

describe('signing colleagues out', () => {
  it('ends every session and socket of theirs within a second; the log and a mail say so', async () => {
    const max = await provider.hire('max@northwind.example')
    const elsewhere = await max.again()
    const follower = await Follower.start(max)
    const { id: maxId } = await colleague(max.email)
    const logged = await provider.logged(() => admin.bulk('signOutProviderUsers', [maxId]))
    expect(logged).toEqual([{ event: 'ProviderUser_SignedOut', by: 'Ada Admin', whom: 'max', email: max.email, sessions: 2 }])
    expect((await follower.closed).code).toBe(4403)
    for (const session of [max, elsewhere])
      expect(await session.refused('{ viewer { account { id } } }')).toBe('SESSION_ENDED')
    expect(await world.mailTo(max.email)).toMatchObject({ subject: 'You were signed out everywhere · 您已在所有设备上退出登录' })
    await expect(max.again()).resolves.toBeDefined()
  })

  it('is checked row by row: not oneself, nobody invited, nobody of another provider', async () => {
    await admin.do(
      'mutation ($id: ID!, $emails: [String!]!) { inviteProviderUsers(providerId: $id, emails: $emails, type: SERVICE_USER) { ok } }',
      { id, emails: ['later@northwind.example'] },
    )
    const woodgrove = await world.anotherProvider('Woodgrove')
    const stranger = await woodgrove.hire('stranger@woodgrove.example')
    const [own, later] = [await colleague(admin.email), await colleague('later@northwind.example')]
    const foreign = await colleague(stranger.email, woodgrove.admin, woodgrove.id)
    const rows = await admin.bulk('signOutProviderUsers', [own.id, later.id, foreign.id])
    expect(outcomes(rows)).toEqual(['SELF', 'WRONG_STATUS', 'NOT_FOUND'])
    await expect(stranger.do('{ viewer { account { id } } }')).resolves.toBeDefined()
  })
})

describe('a colleague who has forgotten the master password', async () => {
  const asks = (email: string) => world.stranger.post('/auth/ask-for-help', { email })
  const askedFor = (email: string) => withinASecond(async () => (await colleague(email)).askedForHelpAt !== null, false)

  it('is seen by provider admins with where it can be reset, once, until they are in again', async () => {
    await allowRecovery(acme)
    const nan = await acme.join('nan@acme.example')
    await enrol(nan, acme)
    await provider.admit(nan)
    const logged = await provider.logged(async () => {
      await asks(nan.email)
      expect(await askedFor(nan.email)).toBe(true)
      await asks(nan.email)
    })
    expect(logged.filter(({ event }) => event === 'ProviderUser_AskedForHelp')).toEqual([
      { event: 'ProviderUser_AskedForHelp', by: null, whom: 'nan', email: nan.email },
    ])
    expect((await colleague(nan.email)).recoverableIn).toEqual([{ id: acme.id, name: 'Acme' }])
    const input = { userId: nan.userId, ...await resetOf(admin, nan.userId, acme, 'kite-morning-9-Walnut'), resetTwoStep: false }
    await admin.do(recover, { input })
    expect((await colleague(nan.email)).askedForHelpAt).not.toBeNull()
    await world.signIn(nan.email, 'kite-morning-9-Walnut')
    expect((await colleague(nan.email)).askedForHelpAt).toBeNull()
  })

  it('and has enrolled nowhere is seen, and that nobody can reset it', async () => {
    const orb = await provider.hire('orb@northwind.example')
    await asks(orb.email)
    expect(await askedFor(orb.email)).toBe(true)
    expect((await colleague(orb.email)).recoverableIn).toEqual([])
    expect((await world.mailTo(orb.email)).subject).toContain('You asked for help signing in')
  })

  it('is told of to nobody but provider admins, and an enrolment with a client of another provider to nobody here', async () => {
    const pia = await acme.join('pia@acme.example')
    await enrol(pia, acme)
    const contoso = await world.anotherProvider('Contoso')
    await contoso.admit(pia)
    expect((await colleague(pia.email, contoso.admin, contoso.id)).recoverableIn).toEqual([])
    const sue = await provider.hire('sue@northwind.example')
    await provider.admit(pia)
    const { viewer } = await sue.do('{ viewer { providerMemberships { recoverableIn { id } } } }')
    expect(viewer.providerMemberships).toEqual([{ recoverableIn: [] }])
  })
})
