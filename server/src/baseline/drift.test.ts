import 'reflect-metadata'
import { expect, it } from 'vitest'
import { PolicyKind } from '../policy/policy.js'
import { readContent } from './baseline-content.js'
import { driftOf } from './drift.js'

const { SINGLE_ORGANIZATION, ACCOUNT_RECOVERY, MASTER_PASSWORD, TWO_STEP_LOGIN } = PolicyKind
const fresh = {
  policies: [],
  limitCollectionCreation: false,
  limitCollectionDeletion: false,
  limitItemDeletion: false,
  allowAdminAccess: false,
}
const rules = {
  minComplexity: 3,
  minLength: 14,
  requireLower: false,
  requireUpper: false,
  requireNumbers: false,
  requireSpecial: false,
  enforceOnLogin: false,
}
const on = (kind: PolicyKind) => ({ kind, enabled: true, autoEnrol: false, rules: null })
const off = (kind: PolicyKind) => ({ kind, enabled: false })

it('what others need is turned on before them, whatever the order it was written in', () => {
  const content = readContent([on(ACCOUNT_RECOVERY), on(SINGLE_ORGANIZATION)], {})
  expect(driftOf(content, fresh).policies.map(({ kind }) => kind)).toEqual([SINGLE_ORGANIZATION, ACCOUNT_RECOVERY])
})

it('what needs others is turned off before them', () => {
  const content = readContent([off(SINGLE_ORGANIZATION), off(ACCOUNT_RECOVERY)], {})
  const client = { ...fresh, policies: [on(SINGLE_ORGANIZATION), on(ACCOUNT_RECOVERY)] }
  expect(driftOf(content, client).policies.map(({ kind }) => kind)).toEqual([ACCOUNT_RECOVERY, SINGLE_ORGANIZATION])
})

it('a policy that was never decided is off', () => {
  expect(driftOf(readContent([off(TWO_STEP_LOGIN)], {}), fresh)).toEqual({ policies: [], settings: [] })
})

it('another rule for master passwords is a difference, the same one is none', () => {
  const content = readContent([{ ...on(MASTER_PASSWORD), rules }], {})
  const having = (minLength: number) => ({ ...fresh, policies: [{ ...on(MASTER_PASSWORD), rules: { ...rules, minLength } }] })
  expect(driftOf(content, having(12)).policies).toHaveLength(1)
  expect(driftOf(content, having(14)).policies).toHaveLength(0)
})

it('a setting that the baseline leaves open is no difference', () => {
  expect(driftOf(readContent([], { allowAdminAccess: true }), { ...fresh, limitItemDeletion: true }).settings).toEqual(['allowAdminAccess'])
})

it.each([
  ['one policy twice', [on(SINGLE_ORGANIZATION), off(SINGLE_ORGANIZATION)]],
  ['recovery on with single organization off', [on(ACCOUNT_RECOVERY), off(SINGLE_ORGANIZATION)]],
  ['a policy of master passwords without rules', [on(MASTER_PASSWORD)]],
  ['366 days of grace', [{ ...on(TWO_STEP_LOGIN), graceDays: 366 }]],
  ['nothing at all', []],
])('a baseline with %s is refused', (_, policies) => {
  expect(() => readContent(policies, {})).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }))
})
