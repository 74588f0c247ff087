import type { Tenants } from '../access/tenants.js'
import type { Database } from '../database/database.js'
import { User } from './user.js'
import { asRow } from '../database/row.js'

export const userColumns = `u.id, u.provider_id "providerId", u.client_id "clientId", u.account_id "accountId", u.email, u.name,
  u.public_key "publicKey", u.role, u.permissions, u.status, u.key, u.external_id "externalId",
  u.invitation_expires_at "invitationExpiresAt", u.created_at "createdAt", u.revised_at "revisedAt"`

export function toUser(row: object): User {
  return asRow(User, row)
}

export async function readUsers(database: Database, tenants: Tenants, ids: readonly string[]): Promise<User[]> {
  const rows = await database.read<object>(tenants, { name: 'users-by-id', text: `select ${userColumns} from client_user u where u.id = any($1::uuid[])`, values: [ids] })
  return rows.map(toUser)
}
