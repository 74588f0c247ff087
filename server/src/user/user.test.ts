import 'reflect-metadata'
import { describe, expect, it } from 'vitest'
import { Plan } from '../seat-pool/plan.js'
import { Refused } from '../lib/refused.js'
import { requirePlan } from './rank.js'
import { CustomPermission, UserRole } from '../access/roles.js'
import { accept, confirm, renewInvitation } from '../membership/membership.js'
import { User, UserStatus } from './user.js'

const account = { id: 'a', name: 'Kim', publicKey: 'spki' }
const later = new Date('2026-11-27T00:00:00Z')

function somebody(status: UserStatus, rest: Partial<User> = {}): User {
  return Object.assign(new User(), {
    email: 'kim@acme.example',
    role: UserRole.USER,
    permissions: [],
    status,
    accountId: null,
    key: null,
    statusBeforeRevoked: null,
    revocationReason: null,
    invitationHash: Buffer.from('h'),
    invitationExpiresAt: later,
    ...rest,
  })
}

function refusal(act: () => unknown): string {
  try {
    act()
  }
  catch (error) {
    if (error instanceof Refused)
      return error.code
    throw error
  }
  return 'not refused'
}

const verbs: Record<string, { from: UserStatus[], act: (user: User) => unknown }> = {
  resending: { from: [UserStatus.INVITED], act: user => renewInvitation(user, { hash: Buffer.from('n'), expiresAt: later }) },
  accepting: { from: [UserStatus.INVITED], act: user => accept(user, account) },
  confirming: { from: [UserStatus.ACCEPTED], act: user => confirm(user, '4.key') },
  revoking: { from: [UserStatus.INVITED, UserStatus.ACCEPTED, UserStatus.CONFIRMED, UserStatus.STAGED], act: user => user.revoke() },
  restoring: { from: [UserStatus.REVOKED], act: user => user.restore() },
}

describe.each(Object.entries(verbs))('%s', (_, { from, act }) => {
  it.each(Object.values(UserStatus))('from %s', (status) => {
    const user = somebody(status)
    const before = { ...user }
    expect(refusal(() => act(user))).toBe(from.includes(status) ? 'not refused' : 'WRONG_STATUS')
    if (!from.includes(status))
      expect({ ...user }).toEqual(before)
  })
})

it('accepting uses the invitation up and pins account, name and public key', () => {
  const user = somebody(UserStatus.INVITED)
  accept(user, account)
  expect(user)
    .toMatchObject({ status: 'ACCEPTED', accountId: 'a', name: 'Kim', publicKey: 'spki', invitationHash: null, invitationExpiresAt: null })
})

it.each([UserStatus.INVITED, UserStatus.ACCEPTED, UserStatus.CONFIRMED, UserStatus.STAGED])('revoking and restoring somebody %s changes nothing in the end', (status) => {
  const user = somebody(status, { accountId: 'a', key: '4.key', role: UserRole.OWNER })
  const before = { ...user }
  expect(user.revoke()).toBe(status)
  expect(user).toMatchObject({ status: 'REVOKED', revocationReason: 'Manual', key: '4.key', role: 'OWNER' })
  user.restore()
  expect({ ...user }).toEqual(before)
})

it.each([
  ['nobody accepted', {}, UserStatus.INVITED],
  ['an account without a key', { accountId: 'a' }, UserStatus.ACCEPTED],
  ['an account with a key', { accountId: 'a', key: '4.key' }, UserStatus.CONFIRMED],
])('where no earlier status was kept, %s tells it', (_, rest, status) => {
  const user = somebody(UserStatus.REVOKED, rest)
  user.restore()
  expect(user.status).toBe(status)
})

it('only somebody who was staged comes back without a seat', () => {
  const needs = (statusBeforeRevoked: UserStatus) => somebody(UserStatus.REVOKED, { statusBeforeRevoked }).needsSeatToRestore()
  expect(Object.values(UserStatus).filter(status => status !== UserStatus.REVOKED && needs(status)))
    .toEqual(['INVITED', 'ACCEPTED', 'CONFIRMED'])
})

describe('roles', () => {
  const flags = [CustomPermission.manageUsers, CustomPermission.accessEventLogs, CustomPermission.manageUsers]

  it('custom keeps each flag once, in order', () => {
    const user = somebody(UserStatus.CONFIRMED)
    user.changeRole(UserRole.CUSTOM, flags)
    expect(user.permissions).toEqual(['accessEventLogs', 'manageUsers'])
  })

  it('custom needs the Enterprise plan', () => {
    expect(refusal(() => requirePlan({ plan: Plan.TEAMS }, UserRole.CUSTOM))).toBe('CUSTOM_ROLE_NEEDS_ENTERPRISE')
    for (const [plan, role] of [[Plan.TEAMS, UserRole.OWNER], [Plan.TEAMS, UserRole.USER], [Plan.ENTERPRISE, UserRole.CUSTOM]] as const)
      expect(() => requirePlan({ plan }, role)).not.toThrow()
  })

  it('every other role has no flags', () => {
    const user = somebody(UserStatus.CONFIRMED, { role: UserRole.CUSTOM, permissions: [CustomPermission.manageUsers] })
    user.changeRole(UserRole.ADMIN, flags)
    expect(user).toMatchObject({ role: 'ADMIN', permissions: [] })
  })

  it('an owner counts only once confirmed', () => {
    expect(Object.values(UserStatus).filter(status => somebody(status, { role: UserRole.OWNER }).isConfirmedOwner())).toEqual(['CONFIRMED'])
    expect(somebody(UserStatus.CONFIRMED, { role: UserRole.ADMIN }).isConfirmedOwner()).toBe(false)
  })
})
