import { asRow } from '../database/row.js'
import { inOrder, loader } from '../request/loader.js'
import { User } from './user.js'

export const userColumns = `u.id, u.provider_id "providerId", u.client_id "clientId", u.account_id "accountId", u.email, u.name,
  u.public_key "publicKey", u.role, u.permissions, u.status, u.key, u.external_id "externalId",
  u.invitation_expires_at "invitationExpiresAt", u.created_at "createdAt", u.revised_at "revisedAt"`

export function toUser(row: object): User {
  return asRow(User, row)
}

export const userLoader = loader<string, User | null>(async (ids, { viewer: { tenants }, services: { database } }) => {
  const rows = await database.read<{ id: string }>(tenants, { name: 'users-by-id', text: `select ${userColumns} from client_user u where u.id = any($1::uuid[])`, values: [ids] })
  return inOrder(ids, rows.map(toUser))
})
