import { codeOf } from '@wardroom/schema/events'
import type { EventName } from '@wardroom/schema/events'
import type { EventRow } from './row.js'

/** After one of these somebody may see more or less than before: caches are dropped and subscribers are looked at again. */
const names = [
  'User_ChangedPassword',
  'OrganizationUser_Confirmed',
  'OrganizationUser_Updated',
  'OrganizationUser_Removed',
  'OrganizationUser_Revoked',
  'OrganizationUser_Restored',
  'OrganizationUser_Left',
  'ProviderUser_Confirmed',
  'ProviderUser_Updated',
  'ProviderUser_Removed',
  'ProviderOrganization_Removed',
  'ApiToken_Revoked',
  'Session_Revoked',
  'Session_RefreshReused',
  'User_SignedOut',
  'User_SignedOutEverywhere',
] as const satisfies readonly EventName[]

const codes = new Set<number>(names.map(codeOf))

export function changesAccess({ code }: Pick<EventRow, 'code'>): boolean {
  return codes.has(code)
}
