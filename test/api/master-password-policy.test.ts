import { describe, expect, it } from 'vitest'
import { allowRecovery, enrol, recover, resetOf } from '../testkit/recovery.js'
import { useWorld } from '../testkit/use-world.js'
import type { ClientOf } from '../testkit/world.js'

const rules = {
  minComplexity: 4,
  minLength: 16,
  requireLower: true,
  requireUpper: true,
  requireNumbers: false,
  requireSpecial: false,
  enforceOnLogin: false,
}
const fields = 'minComplexity minLength requireLower requireUpper requireNumbers requireSpecial enforceOnLogin'
const change = `mutation ($input: SetPolicyInput!) { setPolicy(input: $input) { policies { kind enabled rules { ${fields} } } } }` as const
const mine = `{ viewer { masterPasswordRules { ${fields} } } }` as const

const world = await useWorld()
const provider = await world.provider()
const { admin } = provider
const acme = await provider.createClient('Acme')
const birch = await provider.createClient('Birch')

function set(client: ClientOf, asked: object | null, enabled = true) {
  return admin.do(change, { input: { clientId: client.id, kind: 'MASTER_PASSWORD', enabled, rules: asked } })
}

describe('what master passwords are to be like', () => {
  it('is set, told to everybody who belongs, logged, and taken back', async () => {
    const lou = await acme.join('lou@acme.example')
    expect((await lou.do(mine)).viewer.masterPasswordRules).toBeNull()
    const logged = await provider.logged(() => set(acme, rules))
    expect(logged).toMatchObject([{ event: 'Policy_Updated', whom: 'Acme', policy: 'MASTER_PASSWORD', enabled: true, rules }])
    expect(await provider.logged(() => set(acme, rules))).toEqual([])
    expect((await lou.do(mine)).viewer.masterPasswordRules).toEqual(rules)
    expect((await admin.do(mine)).viewer.masterPasswordRules).toBeNull()
    const { setPolicy: { policies } } = await set(acme, null, false)
    expect(policies).toEqual([{ kind: 'MASTER_PASSWORD', enabled: false, rules: null }])
    expect((await lou.do(mine)).viewer.masterPasswordRules).toBeNull()
  })

  it('is the strictest of each where somebody belongs to several clients', async () => {
    const kim = await acme.join('kim@acme.example')
    await birch.admit(kim)
    await set(acme, rules)
    await set(birch, { ...rules, minComplexity: 0, minLength: 20, requireLower: false, requireNumbers: true, enforceOnLogin: true })
    expect((await kim.do(mine)).viewer.masterPasswordRules)
      .toEqual({ ...rules, minLength: 20, requireNumbers: true, enforceOnLogin: true })
  })

  it('is told to whoever holds an invitation, before they register', async () => {
    await set(acme, rules)
    await acme.invite(['new@acme.example'])
    const asked = `query ($token: String!) { invitation(token: $token) { masterPasswordRules { ${fields} } } }` as const
    const { invitation } = await world.stranger.do(asked, { token: await world.invitationOf('new@acme.example') })
    expect(invitation.masterPasswordRules).toEqual(rules)
  })

  it('is known to whoever has a temporary password, and belongs to nothing until they have chosen their own', async () => {
    const oak = await provider.createClient('Oak')
    const max = await oak.join('max@oak.example')
    await allowRecovery(oak)
    await enrol(max, oak)
    await set(oak, rules)
    const reset = await resetOf(admin, max.userId, oak, 'kite-morning-9-Walnut')
    await admin.do(recover, { input: { userId: max.userId, ...reset, resetTwoStep: false } })
    const back = await world.signIn(max.email, 'kite-morning-9-Walnut')
    expect((await back.do(mine)).viewer.masterPasswordRules).toEqual(rules)
  })

  it('has bounds, and is said where it is turned on', async () => {
    const elm = await provider.createClient('Elm')
    const input = { clientId: elm.id, kind: 'MASTER_PASSWORD', enabled: true }
    const refused = (asked: object | null) => admin.refusal(change, { input: { ...input, rules: asked } })
    expect(await refused(null)).toMatchObject({ code: 'BAD_USER_INPUT', field: 'rules' })
    for (const minLength of [11, 129, -1])
      expect(await refused({ ...rules, minLength })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'minLength' })
    for (const minComplexity of [-1, 5])
      expect(await refused({ ...rules, minComplexity })).toMatchObject({ code: 'BAD_USER_INPUT', field: 'minComplexity' })
  })

  it('is not the business of tools', async () => {
    const tool = await provider.tool(['READ', 'CLIENTS_WRITE'])
    expect((await tool.do(mine)).viewer.masterPasswordRules).toBeNull()
    expect(await tool.refused(change, { input: { clientId: acme.id, kind: 'MASTER_PASSWORD', enabled: false } })).toBe('FORBIDDEN')
  })
})
