import type { Tenants } from '../access/tenants.js'
import type { Database } from '../database/database.js'
import { ProviderUser } from './provider-user.js'
import { asRow } from '../database/row.js'

export const providerUserColumns = `m.id, m.provider_id "providerId", m.account_id "accountId", m.email, m.name, m.public_key "publicKey", m.type, m.status, m.key,
  m.invitation_expires_at "invitationExpiresAt", m.created_at "createdAt"`

export function toProviderUser(row: object): ProviderUser {
  return asRow(ProviderUser, row)
}

export async function readProviderUsers(database: Database, tenants: Tenants, ids: readonly string[]): Promise<ProviderUser[]> {
  const rows = await database.read<object>(tenants, { name: 'provider-users-by-id', text: `select ${providerUserColumns} from provider_user m where m.id = any($1::uuid[])`, values: [ids] })
  return rows.map(toProviderUser)
}
