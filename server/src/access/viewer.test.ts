import { describe, expect, it } from 'vitest'
import { apiTokenScopes } from '@wardroom/schema/permissions'
import type { ClientPermission, ProviderPermission, ProviderUserType, UserRole } from '@wardroom/schema/permissions'
import type { ApiTokenScope } from './scopes.js'
import { clientPermissions, providerPermissions } from './permissions.js'
import type { Circumstance } from './permissions.js'
import { Viewer } from './viewer.js'
import type { Identity } from './viewer.js'

const [provider, other, acme, globex] = [
  '10000000-0000-4000-8000-000000000000',
  '20000000-0000-4000-8000-000000000000',
  '30000000-0000-4000-8000-000000000000',
  '40000000-0000-4000-8000-000000000000',
]
const inAcme = { providerId: provider!, clientId: acme! }
const inGlobex = { providerId: provider!, clientId: globex! }
const every = {
  provider: Object.keys(providerPermissions) as ProviderPermission[],
  client: Object.keys(clientPermissions) as ClientPermission[],
}

function viewerWith(identity: Partial<Identity>): Viewer {
  return new Viewer({
    kind: 'ACCOUNT',
    accountId: '50000000-0000-4000-8000-000000000000',
    name: 'Kim',
    sessionId: 's',
    rights: '',
    staff: new Map(),
    members: new Map(),
    ...identity,
  })
}

interface Rest { clients?: string[], scopes?: ApiTokenScope[], suspended?: string[], closed?: string[] }

function staff(type: ProviderUserType, rest: Rest = {}): Viewer {
  return viewerWith({
    staff: new Map([[provider!, {
      id: 'm',
      type,
      clients: rest.clients ? new Set(rest.clients) : null,
      worksUntil: null,
      suspended: new Set(rest.suspended),
      closed: new Set(rest.closed),
    }]]),
    ...rest.scopes && { scopes: new Set(rest.scopes) },
  })
}

function member(role: UserRole, permissions: string[] = []): Viewer {
  return viewerWith({ members: new Map([[acme!, { id: 'u', providerId: provider!, role, permissions }]]) })
}

/** What the provider's people may in a client. */
const ofStaff = every.client.filter(permission => permission !== 'itemAccess:change')
const may = (viewer: Viewer, tenant = inAcme) => every.client.filter(permission => viewer.can(permission, tenant))

describe('staff', () => {
  it('a provider admin may do everything in the provider and its clients', () => {
    expect(every.provider.filter(permission => staff('PROVIDER_ADMIN').can(permission, { providerId: provider! }))).toEqual(every.provider)
    expect(may(staff('PROVIDER_ADMIN'))).toEqual(ofStaff)
  })

  it('a service user reads the provider, and may do everything in its clients', () => {
    expect(every.provider.filter(permission => staff('SERVICE_USER').can(permission, { providerId: provider! })))
      .toEqual(['provider:read', 'clientGroup:list', 'baseline:list', 'seatPool:read'])
    expect(may(staff('SERVICE_USER'))).toEqual(ofStaff)
  })

  it('in a client that keeps its items, they only make some, unless they belong to it', () => {
    const viewer = staff('PROVIDER_ADMIN', { closed: [acme!] })
    const kept = ['collection:read', ...['change', 'changeUserAccess', 'changeGroupAccess', 'delete'].map(what => `collection:${what}`)]
    expect(may(viewer)).toEqual(ofStaff.filter(permission => !kept.includes(permission)))
    expect(may(viewer, inGlobex)).toEqual(ofStaff)
    expect(() => viewer.require('collection:delete', inAcme, ['managesDeletable', 'adminAccess']))
      .toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
    const both = viewerWith({ staff: viewer.identity!.staff, members: member('USER').identity!.members })
    expect(kept.filter(permission => both.can(permission as ClientPermission, inAcme, ['reaches']))).toEqual(['collection:read'])
  })

  it('in a client that is suspended, they do nothing with its people, and hear why', () => {
    const viewer = staff('PROVIDER_ADMIN', { suspended: [acme!] })
    const left = every.client.filter(permission => clientPermissions[permission].whileSuspended)
    expect(may(viewer)).toEqual(left)
    expect(left.filter(permission => /^(?:user|policy|helpRequest):(?!list|read)|openVault/.test(permission))).toEqual([])
    expect(may(viewer, inGlobex)).toEqual(ofStaff)
    expect(() => viewer.require('user:revoke', inAcme)).toThrow(expect.objectContaining({ code: 'CLIENT_SUSPENDED' }))
  })

  it('limited to some clients, they reach those and nothing else', () => {
    const limited = staff('PROVIDER_ADMIN', { clients: [acme!] })
    expect(may(limited)).toEqual(ofStaff)
    expect(may(limited, inGlobex)).toEqual([])
    expect(every.provider.filter(permission => limited.can(permission, { providerId: provider! })))
      .toEqual(['provider:read', 'clientGroup:list', 'baseline:list'])
    const token = viewerWith({ kind: 'API_TOKEN', staff: limited.identity!.staff })
    expect(every.provider.filter(permission => token.can(permission, { providerId: provider! }))).toEqual([])
    expect(limited.tenants).toMatchObject({ providers: [], clients: [acme] })
  })

  it('from outside, they watch their clients and lock people out below admins, and nothing else', () => {
    const outside = staff('OUTSIDE_TECHNICIAN', { clients: [acme!] })
    const watching = [
      'client:read',
      'client:readGroups',
      'seat:read',
      'user:list',
      'user:resend',
      'user:revoke',
      'user:signOut',
      'group:list',
      'bulkJob:list',
      'event:read',
    ]
    expect(may(outside)).toEqual(watching)
    expect(may(outside, inGlobex)).toEqual([])
    expect(every.provider.filter(permission => outside.can(permission, { providerId: provider! })))
      .toEqual(['provider:read', 'clientGroup:list', 'baseline:list'])
    expect((['OWNER', 'ADMIN', 'CUSTOM', 'USER'] as const).map(role => outside.outranks(inAcme, role))).toEqual([false, false, true, true])
    expect(outside.outranks(inAcme, 'CUSTOM', ['manageUsers'])).toBe(false)
    const owner = viewerWith({ staff: outside.identity!.staff, members: member('OWNER').identity!.members })
    expect(owner.outranks(inAcme, 'OWNER')).toBe(true)
    expect(owner.authorityIn(inAcme)).toBe('OWNER')
  })

  it('reach nothing of another provider', () => {
    expect(may(staff('PROVIDER_ADMIN'), { providerId: other!, clientId: acme! })).toEqual([])
    expect(every.provider.filter(permission => staff('PROVIDER_ADMIN').can(permission, { providerId: other! }))).toEqual([])
  })
})

/** What a role alone does not give, unless it is one for all collections. */
const ofManagers = ['collection:change', 'collection:changeUserAccess', 'collection:changeGroupAccess', 'collection:delete']

describe('people of a client', () => {
  const ofOwners = ['client:rename', 'collectionSettings:change', 'itemAccess:change']
  const ofProvider: string[] = ['client:readGroups', 'client:openVault', 'seat:change']
  it.each([
    ['OWNER', [], every.client.filter(permission => ![...ofProvider, ...ofManagers].includes(permission))],
    [
      'ADMIN',
      [],
      every.client.filter(permission => ![...ofProvider, ...ofOwners, ...ofManagers].includes(permission)),
    ],
    ['CUSTOM', ['createNewCollections'], ['client:read', 'collection:create']],
    ['CUSTOM', ['editAnyCollection'], ['client:read', 'collection:read', ...ofManagers.slice(0, 3)]],
    ['CUSTOM', ['deleteAnyCollection'], ['client:read', 'collection:read', 'collection:delete']],
    [
      'CUSTOM',
      ['manageUsers'],
      ['client:read', 'seat:read', ...every.client.filter(permission => permission.startsWith('user:') && permission !== 'user:recover'), 'group:list', 'bulkJob:list'],
    ],
    ['CUSTOM', ['manageResetPassword'], ['client:read', 'user:recover', 'helpRequest:list', 'helpRequest:decide']],
    ['CUSTOM', ['manageGroups'], ['client:read', 'group:list', 'group:change', 'bulkJob:list']],
    ['CUSTOM', ['managePolicies'], ['client:read', 'policy:change']],
    ['CUSTOM', ['accessEventLogs'], ['client:read', 'event:read']],
    ['CUSTOM', ['manageSso', 'accessReports'], ['client:read']],
    ['USER', [], ['client:read']],
  ] as Array<[UserRole, string[], string[]]>)('%s %j', (role, permissions, expected) => {
    expect(may(member(role, permissions))).toEqual(expected)
    expect(may(member(role, permissions), inGlobex)).toEqual([])
    expect(every.provider.filter(permission => member(role, permissions).can(permission, { providerId: provider! }))).toEqual([])
  })

  it.each([
    ['USER', [], 'reaches', ['collection:read']],
    ['USER', [], 'openCreation', ['collection:create']],
    ['USER', [], 'manages', ofManagers.slice(0, 3)],
    ['USER', [], 'managesDeletable', ['collection:delete']],
    ['USER', [], 'orphaned', []],
    ['USER', [], 'adminAccess', []],
    ['CUSTOM', ['manageUsers'], 'adminAccess', ['collection:read', 'collection:changeUserAccess']],
    ['CUSTOM', ['manageGroups'], 'adminAccess', ['collection:read', 'collection:changeGroupAccess']],
    ['ADMIN', [], 'manages', ofManagers],
    ['ADMIN', [], 'orphaned', ofManagers.slice(0, 3)],
    ['OWNER', [], 'adminAccess', ofManagers],
  ] as Array<[UserRole, string[], Circumstance, string[]]>)('%s %j may besides, where it %s', (role, permissions, so, expected) => {
    const viewer = member(role, permissions)
    const without = may(viewer)
    expect(every.client.filter(permission => viewer.can(permission, inAcme, [so]) && !without.includes(permission))).toEqual(expected)
    expect(every.client.filter(permission => viewer.can(permission, inGlobex, [so]))).toEqual([])
  })

  it('the flags of another role are void', () => {
    expect(member('USER', ['manageUsers']).can('user:invite', inAcme)).toBe(false)
  })
})

describe('rank', () => {
  const roles: UserRole[] = ['OWNER', 'ADMIN', 'CUSTOM', 'USER']
  it.each([
    ['the provider', staff('SERVICE_USER'), roles],
    ['an owner', member('OWNER'), roles],
    ['an admin', member('ADMIN'), ['ADMIN', 'CUSTOM', 'USER']],
    ['a custom role', member('CUSTOM', ['manageUsers']), ['CUSTOM', 'USER']],
    ['a user', member('USER'), []],
    ['a stranger', viewerWith({}), []],
  ])('%s stands above or beside', (_, viewer, expected) => {
    expect(roles.filter(role => viewer.outranks(inAcme, role))).toEqual(expected)
  })

  it('a custom role hands on only the flags it holds', () => {
    const viewer = member('CUSTOM', ['manageUsers', 'manageGroups'])
    expect(viewer.outranks(inAcme, 'CUSTOM', ['manageGroups'])).toBe(true)
    expect(viewer.outranks(inAcme, 'CUSTOM', ['manageGroups', 'manageSso'])).toBe(false)
    expect(viewer.outranks(inAcme, 'USER', ['manageSso'])).toBe(false)
  })

  it('whoever is both of the provider and of the client acts with the higher authority', () => {
    const both = viewerWith({ staff: staff('SERVICE_USER').identity!.staff, members: member('USER').identity!.members })
    expect(both.authorityIn(inAcme)).toBe('PROVIDER')
    expect(both.outranks(inAcme, 'OWNER')).toBe(true)
  })
})

describe('api tokens', () => {
  it.each([
    [
      'READ',
      ['client:read', 'client:readGroups', 'seat:read', 'user:list', 'group:list', 'bulkJob:list', 'collection:read', 'helpRequest:list'],
      ['provider:read', 'providerUser:list', 'clientGroup:list', 'baseline:list', 'seatPool:read'],
    ],
    ['EVENTS_READ', ['event:read'], ['event:readProvider']],
    ['USERS_WRITE', ['user:invite', 'user:resend', 'user:changeRole', 'user:revoke', 'user:restore', 'user:remove', 'user:signOut'], []],
    ['GROUPS_WRITE', ['group:change'], []],
    ['COLLECTIONS_WRITE', ['collection:create', ...ofManagers], []],
    ['SEATS_WRITE', ['seat:change'], ['seat:buy']],
    ['CLIENTS_WRITE', ['client:rename'], ['client:create', 'clientGroup:change']],
  ] as Array<[ApiTokenScope, string[], string[]]>)('%s allows', (scope, inClients, inProvider) => {
    const token = staff('PROVIDER_ADMIN', { scopes: [scope] })
    expect(may(token)).toEqual(inClients)
    expect(every.provider.filter(permission => token.can(permission, { providerId: provider! }))).toEqual(inProvider)
  })

  it('never allow more than their maker may', () => {
    const token = staff('SERVICE_USER', { scopes: [...apiTokenScopes] })
    expect(every.provider.filter(permission => token.can(permission, { providerId: provider! })))
      .toEqual(['provider:read', 'clientGroup:list', 'baseline:list', 'seatPool:read'])
  })

  it('allow no confirming, no opening of vaults and no tokens, whatever their scopes', () => {
    const closed = [...Object.entries(providerPermissions), ...Object.entries(clientPermissions)]
      .filter(([, { scope }]) => scope === null)
      .map(([permission]) => permission)
    expect(closed).toEqual(expect.arrayContaining(
      ['user:confirm', 'providerUser:confirm', 'client:openVault', 'client:unlink', 'apiToken:create', 'apiToken:list', 'apiToken:revoke'],
    ))
  })
})

describe('refusals', () => {
  const code = (act: () => void) => {
    try {
      act()
      return 'allowed'
    }
    catch (error) {
      return (error as { code: string }).code
    }
  }

  it('a stranger must sign in, an outsider finds nothing, an insider without the right is told so', () => {
    expect(code(() => new Viewer(null).require('client:read', inAcme))).toBe('UNAUTHENTICATED')
    expect(code(() => member('OWNER').require('client:read', inGlobex))).toBe('NOT_FOUND')
    expect(code(() => member('USER').require('user:list', inAcme))).toBe('FORBIDDEN')
    expect(code(() => member('OWNER').require('user:list', inAcme))).toBe('allowed')
  })

  it('a stranger reaches no tenant', () => {
    expect(new Viewer(null).tenants).toEqual({ actor: '00000000-0000-0000-0000-000000000000', providers: [], clients: [] })
  })
})
