import { customPermissions, providerUserTypes, staffScopes, userRoles } from '@wardroom/schema/permissions'
import { describeEnum, enumOf } from '../lib/enum.js'

export const ProviderUserType = enumOf(providerUserTypes)
export type ProviderUserType = keyof typeof ProviderUserType

export const StaffScope = enumOf(staffScopes)
export type StaffScope = keyof typeof StaffScope

export const UserRole = enumOf(userRoles)
export type UserRole = keyof typeof UserRole

export const CustomPermission = enumOf(customPermissions)
export type CustomPermission = keyof typeof CustomPermission

describeEnum(ProviderUserType, 'ProviderUserType', 'What one of the provider\'s own people may do; docs/permissions.md has the table.', {
  PROVIDER_ADMIN: 'Runs the provider: its team, clients, seats, tokens and log.',
  SERVICE_USER: 'Manages the people and seats of its clients, within the seats already paid for.',
  OUTSIDE_TECHNICIAN: 'Watches the clients and locks people out where it must be, as a NOC does after hours; holds no key and makes no tokens.',
})
describeEnum(StaffScope, 'StaffScope', 'For which of the provider\'s clients a service user works. The others do not exist for them. Provider admins work for all.', {
  ALL: 'For all of them.',
  ONLY: 'Only for those that are named, and those in groups that are named.',
  EXCEPT: 'For all but those that are named, and those in groups that are named.',
})
describeEnum(UserRole, 'UserRole', 'What a person may do inside one client, highest first; docs/permissions.md has the table.', {
  OWNER: 'Everything in the client; a client keeps at least one confirmed owner.',
  ADMIN: 'Manages everybody but owners.',
  CUSTOM: 'What the flags in `permissions` say; touches neither owners nor admins. Enterprise plan only.',
  USER: 'Uses the vault and manages nobody.',
})
describeEnum(CustomPermission, 'CustomPermission', 'What a CUSTOM role may do. Today accessEventLogs, createNewCollections, deleteAnyCollection, editAnyCollection, manageGroups, managePolicies, manageResetPassword and manageUsers have an effect.', {
  accessEventLogs: 'Reads the client\'s event log.',
  accessImportExport: 'Imports and exports the client\'s vault.',
  accessReports: 'Sees the client\'s health reports.',
  createNewCollections: 'Creates collections.',
  editAnyCollection: 'Edits every collection and who has access to it.',
  deleteAnyCollection: 'Deletes every collection.',
  manageGroups: 'Manages groups.',
  managePolicies: 'Manages policies.',
  manageSso: 'Manages single sign-on and claimed domains.',
  manageUsers: 'Manages people, except owners and admins; grants only flags it holds itself.',
  manageResetPassword: 'Resets master passwords.',
  manageScim: 'Manages provisioning by SCIM.',
  manageAccessRules: 'Manages rules for privileged access.',
})
