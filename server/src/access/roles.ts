import { customPermissions, providerUserTypes, userRoles } from '@wardroom/schema/permissions'
import { registerEnumType } from 'type-graphql'
import { enumOf } from '../lib/enum.js'

export const ProviderUserType = enumOf(providerUserTypes)
export type ProviderUserType = keyof typeof ProviderUserType

export const UserRole = enumOf(userRoles)
export type UserRole = keyof typeof UserRole

export const CustomPermission = enumOf(customPermissions)
export type CustomPermission = keyof typeof CustomPermission

registerEnumType(ProviderUserType, { name: 'ProviderUserType', description: 'A provider admin runs the provider; a service user manages its clients within the seats already paid for.' })
registerEnumType(UserRole, { name: 'UserRole', description: 'OWNER, ADMIN, CUSTOM (with flags) or USER inside one client.' })
registerEnumType(CustomPermission, { name: 'CustomPermission', description: 'What a CUSTOM role may do. Enterprise plans only.' })
