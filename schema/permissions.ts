/** The roles of a client's people, highest first. */
export const userRoles = ['OWNER', 'ADMIN', 'CUSTOM', 'USER'] as const
export type UserRole = typeof userRoles[number]

/** The kinds of a provider's people. */
export const providerUserTypes = ['PROVIDER_ADMIN', 'SERVICE_USER', 'OUTSIDE_TECHNICIAN'] as const
export type ProviderUserType = typeof providerUserTypes[number]

/** Whom of a provider's clients a service user works for. */
export const staffScopes = ['ALL', 'ONLY', 'EXCEPT'] as const

/** In the order of ISO 8601, which counts them from 1. */
export const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const
export type Weekday = typeof weekdays[number]

/** Windows of one person's working hours. */
export const maxWorkWindows = 14

/** The flags of the CUSTOM role; the field's own spelling, since exports and imports carry them. */
export const customPermissions = [
  'accessEventLogs',
  'accessImportExport',
  'accessReports',
  'createNewCollections',
  'editAnyCollection',
  'deleteAnyCollection',
  'manageGroups',
  'managePolicies',
  'manageSso',
  'manageUsers',
  'manageResetPassword',
  'manageScim',
  'manageAccessRules',
] as const
export type CustomPermission = typeof customPermissions[number]

/** What can be asked about a whole provider. Who is granted it stands in the server's permission table alone. */
export type ProviderPermission
  = 'provider:read'
    | 'provider:update'
    | 'provider:demandTwoStep'
    | 'providerUser:list'
    | 'providerUser:invite'
    | 'providerUser:confirm'
    | 'providerUser:change'
    | 'providerUser:scope'
    | 'providerUser:remove'
    | 'providerUser:signOut'
    | 'providerUser:resetTwoStep'
    | 'client:create'
    | 'client:add'
    | 'client:unlink'
    | 'clientGroup:list'
    | 'clientGroup:change'
    | 'baseline:list'
    | 'baseline:change'
    | 'client:suspend'
    | 'client:reactivate'
    | 'seatPool:read'
    | 'seatPool:change'
    | 'seat:buy'
    | 'event:readProvider'
    | 'apiToken:list'
    | 'apiToken:create'
    | 'apiToken:revoke'

/** What can be asked about one client. */
export type ClientPermission
  = 'client:read'
    | 'client:readGroups'
    | 'client:openVault'
    | 'client:rename'
    | 'seat:read'
    | 'seat:change'
    | 'user:list'
    | 'user:invite'
    | 'user:resend'
    | 'user:confirm'
    | 'user:changeRole'
    | 'user:revoke'
    | 'user:restore'
    | 'user:remove'
    | 'user:signOut'
    | 'user:recover'
    | 'policy:change'
    | 'group:list'
    | 'group:change'
    | 'bulkJob:list'
    | 'collection:read'
    | 'collection:create'
    | 'collection:change'
    | 'collection:changeUserAccess'
    | 'collection:changeGroupAccess'
    | 'collection:delete'
    | 'collectionSettings:change'
    | 'itemAccess:change'
    | 'helpRequest:list'
    | 'helpRequest:decide'
    | 'event:read'

export type Permission = ProviderPermission | ClientPermission

/** What an API token may be allowed. */
export const apiTokenScopes = [
  'READ',
  'EVENTS_READ',
  'USERS_WRITE',
  'GROUPS_WRITE',
  'COLLECTIONS_WRITE',
  'SEATS_WRITE',
  'CLIENTS_WRITE',
] as const

/** What a fresh proof is for. A proof for one does nothing for another. */
export const proofPurposes = ['ACCOUNT', 'PEOPLE', 'CLIENT', 'API_TOKEN'] as const
export type ProofPurpose = typeof proofPurposes[number]

/** Milliseconds for which a fresh proof is good. */
export const proofLife = 600_000
