import type {
  ClientPermission,
  CustomPermission,
  Permission,
  ProofPurpose,
  ProviderPermission,
  ProviderUserType,
  UserRole,
} from '@wardroom/schema/permissions'
import type { ApiTokenScope } from './scopes.js'

/** What a right may hang on beside a role: how somebody stands to one collection, and what its client has decided. */
export const circumstances = {
  reaches: 'has access to it',
  manages: 'has Manage on it',
  managesDeletable: 'has Manage on it, and the client does not limit deletion',
  orphaned: 'nobody has Manage on it',
  adminAccess: 'the client gives admins access to all collections',
  openCreation: 'the client does not limit creation',
} as const
export type Circumstance = keyof typeof circumstances

/**
 * Who may do what; the only place that says so.
 * `PROVIDER` is any confirmed person of the provider that manages the client, but for outside technicians; `manageUsers` and the like are
 * flags of the CUSTOM role.
 * A scope of `null` means that no API token may ever do it.
 */
interface Rule<Role> {
  roles: readonly Role[]
  /** Who may besides, where it is so. */
  when?: Partial<Record<Circumstance, readonly Role[]>>
  scope: ApiTokenScope | null
  /** Destroys, or gives power: people prove afresh, for this, that it is they. */
  proof?: ProofPurpose
  /** Of a client: holds also while it is suspended. */
  whileSuspended?: true
  /** Shows or changes what a client keeps: not to the provider's people, where its owners have decided so. */
  ofItems?: true
}

/** A service user who works for some of the provider's clients only: of the provider itself they see hardly anything. */
export type ProviderAuthority = ProviderUserType | 'SCOPED_USER'

export const providerPermissions: Readonly<Record<ProviderPermission, Rule<ProviderAuthority>>> = {
  'provider:read': { roles: ['PROVIDER_ADMIN', 'SERVICE_USER', 'SCOPED_USER', 'OUTSIDE_TECHNICIAN'], scope: 'READ' },
  'provider:update': { roles: ['PROVIDER_ADMIN'], scope: null },
  'provider:demandTwoStep': { roles: ['PROVIDER_ADMIN'], scope: null, proof: 'PEOPLE' },
  'providerUser:list': { roles: ['PROVIDER_ADMIN'], scope: 'READ' },
  'providerUser:invite': { roles: ['PROVIDER_ADMIN'], scope: null },
  'providerUser:confirm': { roles: ['PROVIDER_ADMIN'], scope: null, proof: 'PEOPLE' },
  'providerUser:change': { roles: ['PROVIDER_ADMIN'], scope: null, proof: 'PEOPLE' },
  'providerUser:scope': { roles: ['PROVIDER_ADMIN'], scope: null, proof: 'PEOPLE' },
  'providerUser:remove': { roles: ['PROVIDER_ADMIN'], scope: null, proof: 'PEOPLE' },
  'providerUser:signOut': { roles: ['PROVIDER_ADMIN'], scope: null, proof: 'PEOPLE' },
  'providerUser:resetTwoStep': { roles: ['PROVIDER_ADMIN'], scope: null, proof: 'PEOPLE' },
  'client:create': { roles: ['PROVIDER_ADMIN'], scope: 'CLIENTS_WRITE' },
  'client:add': { roles: ['PROVIDER_ADMIN'], scope: null, proof: 'CLIENT' },
  'client:unlink': { roles: ['PROVIDER_ADMIN'], scope: null, proof: 'CLIENT' },
  'clientGroup:list': { roles: ['PROVIDER_ADMIN', 'SERVICE_USER', 'SCOPED_USER', 'OUTSIDE_TECHNICIAN'], scope: 'READ' },
  'clientGroup:change': { roles: ['PROVIDER_ADMIN'], scope: 'CLIENTS_WRITE' },
  'baseline:list': { roles: ['PROVIDER_ADMIN', 'SERVICE_USER', 'SCOPED_USER', 'OUTSIDE_TECHNICIAN'], scope: 'READ' },
  'baseline:change': { roles: ['PROVIDER_ADMIN'], scope: null, proof: 'CLIENT' },
  'client:suspend': { roles: ['PROVIDER_ADMIN'], scope: null, proof: 'CLIENT' },
  'client:reactivate': { roles: ['PROVIDER_ADMIN'], scope: null },
  'seatPool:read': { roles: ['PROVIDER_ADMIN', 'SERVICE_USER'], scope: 'READ' },
  'seatPool:change': { roles: ['PROVIDER_ADMIN'], scope: null },
  'seat:buy': { roles: ['PROVIDER_ADMIN'], scope: 'SEATS_WRITE' },
  'event:readProvider': { roles: ['PROVIDER_ADMIN'], scope: 'EVENTS_READ' },
  'apiToken:list': { roles: ['PROVIDER_ADMIN'], scope: null },
  'apiToken:create': { roles: ['PROVIDER_ADMIN'], scope: null, proof: 'API_TOKEN' },
  'apiToken:revoke': { roles: ['PROVIDER_ADMIN'], scope: null },
}

/** The authority with which somebody acts inside a client. */
export type Authority = UserRole | 'PROVIDER' | 'OUTSIDE_TECHNICIAN'

const managers: Array<Authority | CustomPermission> = ['OWNER', 'ADMIN', 'manageUsers', 'PROVIDER']
/** With those whom a provider has from outside, who watch and lock people out. */
const watchers: Array<Authority | CustomPermission> = [...managers, 'OUTSIDE_TECHNICIAN']
const own: Authority[] = ['OWNER', 'ADMIN', 'CUSTOM', 'USER']
const admins: Array<Authority | CustomPermission> = ['OWNER', 'ADMIN']
const recoverers: Array<Authority | CustomPermission> = ['OWNER', 'ADMIN', 'manageResetPassword', 'PROVIDER']

export const clientPermissions: Readonly<Record<ClientPermission, Rule<Authority | CustomPermission>>> = {
  'client:read': { roles: ['OWNER', 'ADMIN', 'CUSTOM', 'USER', 'PROVIDER', 'OUTSIDE_TECHNICIAN'], scope: 'READ', whileSuspended: true },
  'client:readGroups': { roles: ['PROVIDER', 'OUTSIDE_TECHNICIAN'], scope: 'READ', whileSuspended: true },
  'client:openVault': { roles: ['PROVIDER'], scope: null },
  'client:rename': { roles: ['OWNER', 'PROVIDER'], scope: 'CLIENTS_WRITE', whileSuspended: true },
  'seat:read': { roles: watchers, scope: 'READ', whileSuspended: true },
  'seat:change': { roles: ['PROVIDER'], scope: 'SEATS_WRITE', whileSuspended: true },
  'user:list': { roles: watchers, scope: 'READ', whileSuspended: true },
  'user:invite': { roles: managers, scope: 'USERS_WRITE' },
  'user:resend': { roles: watchers, scope: 'USERS_WRITE' },
  'user:confirm': { roles: managers, scope: null },
  'user:changeRole': { roles: managers, scope: 'USERS_WRITE' },
  'user:revoke': { roles: watchers, scope: 'USERS_WRITE' },
  'user:restore': { roles: managers, scope: 'USERS_WRITE' },
  'user:remove': { roles: managers, scope: 'USERS_WRITE', proof: 'PEOPLE' },
  'user:signOut': { roles: watchers, scope: 'USERS_WRITE' },
  'user:recover': { roles: recoverers, scope: null, proof: 'PEOPLE' },
  'policy:change': { roles: ['OWNER', 'ADMIN', 'managePolicies', 'PROVIDER'], scope: null, proof: 'CLIENT' },
  'group:list': { roles: [...watchers, 'manageGroups'], scope: 'READ', whileSuspended: true },
  'group:change': { roles: ['OWNER', 'ADMIN', 'manageGroups', 'PROVIDER'], scope: 'GROUPS_WRITE' },
  'bulkJob:list': { roles: [...watchers, 'manageGroups'], scope: 'READ', whileSuspended: true },
  'collection:read': {
    roles: ['OWNER', 'ADMIN', 'editAnyCollection', 'deleteAnyCollection', 'PROVIDER'],
    when: { reaches: own, adminAccess: ['manageUsers', 'manageGroups'] },
    scope: 'READ',
    whileSuspended: true,
    ofItems: true,
  },
  'collection:create': {
    roles: ['OWNER', 'ADMIN', 'createNewCollections', 'PROVIDER'],
    when: { openCreation: own },
    scope: 'COLLECTIONS_WRITE',
  },
  'collection:change': {
    roles: ['editAnyCollection', 'PROVIDER'],
    when: { manages: own, orphaned: admins, adminAccess: admins },
    scope: 'COLLECTIONS_WRITE',
    ofItems: true,
  },
  'collection:changeUserAccess': {
    roles: ['editAnyCollection', 'PROVIDER'],
    when: { manages: own, orphaned: admins, adminAccess: [...admins, 'manageUsers'] },
    scope: 'COLLECTIONS_WRITE',
    ofItems: true,
  },
  'collection:changeGroupAccess': {
    roles: ['editAnyCollection', 'PROVIDER'],
    when: { manages: own, orphaned: admins, adminAccess: [...admins, 'manageGroups'] },
    scope: 'COLLECTIONS_WRITE',
    ofItems: true,
  },
  'collection:delete': {
    roles: ['deleteAnyCollection', 'PROVIDER'],
    when: { manages: admins, managesDeletable: own, adminAccess: admins },
    scope: 'COLLECTIONS_WRITE',
    ofItems: true,
  },
  'collectionSettings:change': { roles: ['OWNER', 'PROVIDER'], scope: null, proof: 'CLIENT' },
  'itemAccess:change': { roles: ['OWNER'], scope: null, proof: 'CLIENT' },
  'helpRequest:list': { roles: recoverers, scope: 'READ', whileSuspended: true },
  'helpRequest:decide': { roles: recoverers, scope: null },
  'event:read': {
    roles: ['OWNER', 'ADMIN', 'accessEventLogs', 'PROVIDER', 'OUTSIDE_TECHNICIAN'],
    scope: 'EVENTS_READ',
    whileSuspended: true,
  },
}

export function isProviderPermission(permission: Permission): permission is ProviderPermission {
  return permission in providerPermissions
}
