import { registerEnumType } from 'type-graphql'

export enum UserRole {
  OWNER = 'OWNER',
  ADMIN = 'ADMIN',
  CUSTOM = 'CUSTOM',
  USER = 'USER',
}

export enum UserStatus {
  INVITED = 'INVITED',
  ACCEPTED = 'ACCEPTED',
  CONFIRMED = 'CONFIRMED',
  REVOKED = 'REVOKED',
  STAGED = 'STAGED',
}

/** Flags of the CUSTOM role (domain §2.2). */
export enum CustomPermission {
  accessEventLogs = 'accessEventLogs',
  accessImportExport = 'accessImportExport',
  accessReports = 'accessReports',
  createNewCollections = 'createNewCollections',
  editAnyCollection = 'editAnyCollection',
  deleteAnyCollection = 'deleteAnyCollection',
  manageGroups = 'manageGroups',
  managePolicies = 'managePolicies',
  manageSso = 'manageSso',
  manageUsers = 'manageUsers',
  manageResetPassword = 'manageResetPassword',
  manageScim = 'manageScim',
  manageAccessRules = 'manageAccessRules',
}

registerEnumType(UserRole, { name: 'UserRole', description: 'OWNER, ADMIN, CUSTOM (with flags) or USER inside one client (domain §2.1).' })
registerEnumType(UserStatus, { name: 'UserStatus', description: 'INVITED, ACCEPTED and CONFIRMED occupy a seat; REVOKED and STAGED do not (domain §2.1, §3).' })
registerEnumType(CustomPermission, { name: 'CustomPermission', description: 'What a CUSTOM role may do (domain §2.2). Enterprise plans only.' })
