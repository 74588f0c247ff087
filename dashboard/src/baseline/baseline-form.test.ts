import type { Baseline } from './baseline-row.js'
import { leastRules } from '@wardroom/schema/master-password-rules'
import { expect, it } from 'vitest'
import { contentOf, faultOf, fieldsOf } from './baseline-form.js'

const settings = { limitCollectionCreation: null, limitCollectionDeletion: null, limitItemDeletion: true, allowAdminAccess: false }
const open = { autoEnrol: null, graceDays: null, rules: null }
const baseline: Baseline = {
  id: 'a',
  name: 'Banks',
  position: 3,
  createdAt: '2026-11-01T00:00:00Z',
  revisedAt: '2026-11-01T00:00:00Z',
  clientCount: 2,
  viewerCanChange: true,
  clientGroups: [{ id: 'g', name: 'Bank' }],
  policies: [
    { ...open, kind: 'MASTER_PASSWORD', enabled: true, rules: { ...leastRules, minLength: 16 } },
    { ...open, kind: 'TWO_STEP_LOGIN', enabled: false },
  ],
  settings,
}

it('a baseline that is changed in nothing is sent as it was', () => {
  expect(contentOf(fieldsOf(baseline))).toEqual({
    policies: [
      { kind: 'TWO_STEP_LOGIN', enabled: false },
      { kind: 'MASTER_PASSWORD', enabled: true, rules: { ...leastRules, minLength: 16 } },
    ],
    settings: { limitItemDeletion: true, allowAdminAccess: false },
  })
})

it('what is chosen of a policy that is to be off is not sent', () => {
  const fields = fieldsOf(null)
  fields.policies.ACCOUNT_RECOVERY = { ...fields.policies.ACCOUNT_RECOVERY, wish: 'off', autoEnrol: true }
  expect(contentOf(fields).policies).toEqual([{ kind: 'ACCOUNT_RECOVERY', enabled: false }])
})

it('a new baseline wants nothing yet, and cannot be sent so', () => {
  const fields = fieldsOf(null)
  expect(faultOf(fields)).toBe('nothing')
  fields.settings.limitItemDeletion = 'off'
  expect(faultOf(fields)).toBeNull()
})

it('account recovery without single organization is told before it is sent', () => {
  const fields = fieldsOf(null)
  fields.policies.ACCOUNT_RECOVERY.wish = 'on'
  expect(faultOf(fields)).toBeNull()
  fields.policies.SINGLE_ORGANIZATION.wish = 'off'
  expect(faultOf(fields)).toBe('needs')
})
