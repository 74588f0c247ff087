import 'reflect-metadata'
import { describe, expect, it } from 'vitest'
import { clientPermissions } from '../access/permissions.js'
import type { Circumstance } from '../access/permissions.js'
import { CustomPermission, UserRole } from '../access/roles.js'
import { explainRights } from './right.js'
import type { Standing } from './right.js'

const standing: Standing = {
  role: UserRole.USER,
  flags: [],
  confirmed: true,
  belongs: true,
  suspended: false,
  closed: false,
  works: null,
  so: new Map(),
}
function granted(somebody: Partial<Standing>) {
  const { void: nothing, rights } = explainRights({ ...standing, ...somebody })
  const held = rights.filter(right => right.granted).map(({ permission, because }) => [permission, because] as const)
  return { nothing, rights: Object.fromEntries(held) }
}
const nothing = { role: null, flag: null, circumstance: null, collectionCount: null }
const byRole = (role: UserRole) => ({ ...nothing, source: 'ROLE', role })
const byFlag = (flag: string) => ({ ...nothing, source: 'FLAG', role: 'CUSTOM', flag })

it('names every permission on a client, in the order of the table', () => {
  expect(explainRights(standing).rights.map(({ permission }) => permission)).toEqual(Object.keys(clientPermissions))
})

describe('somebody', () => {
  it('who is a user sees the client', () => {
    expect(granted({})).toEqual({ nothing: null, rights: { 'client:read': [byRole(UserRole.USER)] } })
  })

  it('with a custom role has what each flag gives, and all flags that give it are named', () => {
    const { rights } = granted({ role: UserRole.CUSTOM, flags: [CustomPermission.manageGroups, CustomPermission.manageUsers] })
    expect(rights['client:read']).toEqual([byRole(UserRole.CUSTOM)])
    expect(rights['group:change']).toEqual([byFlag('manageGroups')])
    expect(rights['group:list']).toEqual([byFlag('manageGroups'), byFlag('manageUsers')])
    expect(rights).not.toHaveProperty('policy:change')
  })

  it('who is a user has nothing of flags that another role had', () => {
    expect(Object.keys(granted({ flags: [CustomPermission.manageUsers] }).rights)).toEqual(['client:read'])
  })

  it('who works for the provider, too, has both, each with its reason', () => {
    const { rights } = granted({ role: UserRole.ADMIN, works: 'PROVIDER' })
    expect(rights['user:invite']).toEqual([byRole(UserRole.ADMIN), { ...nothing, source: 'PROVIDER' }])
    expect(rights['seat:change']).toEqual([{ ...nothing, source: 'PROVIDER' }])
  })

  it('who manages collections may change these, and says how many; what the client has decided counts besides', () => {
    const so = new Map<Circumstance, number | null>([['reaches', 3], ['manages', 2], ['openCreation', null], ['adminAccess', null]])
    const by = (circumstance: string, collectionCount: number | null, role: UserRole = UserRole.USER) =>
      ({ ...nothing, source: 'CIRCUMSTANCE', role, circumstance, collectionCount })
    const { rights } = granted({ so })
    expect(Object.keys(rights)).toEqual([
      'client:read',
      'collection:read',
      'collection:create',
      'collection:change',
      'collection:changeUserAccess',
      'collection:changeGroupAccess',
    ])
    expect([rights['collection:read'], rights['collection:create'], rights['collection:change']])
      .toEqual([[by('REACHES', 3)], [by('OPEN_CREATION', null)], [by('MANAGES', 2)]])
    expect(granted({ so, role: UserRole.ADMIN }).rights['collection:delete'])
      .toEqual([by('MANAGES', 2, UserRole.ADMIN), by('ADMIN_ACCESS', null, UserRole.ADMIN)])
    expect(granted({ so, belongs: false }).rights).toEqual({})
  })

  it('who works for the provider keeps, in a client that is suspended, what touches nobody', () => {
    const { nothing: why, rights } = granted({ role: UserRole.OWNER, belongs: false, suspended: true, works: 'PROVIDER' })
    expect([why, Object.keys(rights)]).toEqual(['CLIENT_SUSPENDED', [
      'client:read',
      'client:readGroups',
      'client:rename',
      'seat:read',
      'seat:change',
      'user:list',
      'group:list',
      'bulkJob:list',
      'collection:read',
      'helpRequest:list',
      'event:read',
    ]])
  })

  it.each([
    ['is not confirmed', { confirmed: false, belongs: false }, 'NOT_CONFIRMED'],
    ['is in a client that is suspended', { belongs: false, suspended: true }, 'CLIENT_SUSPENDED'],
    ['lacks the two-step login that is required', { belongs: false }, 'NO_TWO_STEP'],
  ])('who %s has nothing, and it says why', (_, rest, why) => {
    expect(granted({ role: UserRole.OWNER, ...rest })).toEqual({ nothing: why, rights: {} })
  })
})
