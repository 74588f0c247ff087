import { asRow } from '../database/row.js'
import { inOrder, loader } from '../request/loader.js'
import { ProviderUser } from './provider-user.js'

export const providerUserColumns = `m.id, m.provider_id "providerId", m.account_id "accountId", m.email, m.name, m.public_key "publicKey", m.type, m.status, m.key,
  m.invitation_expires_at "invitationExpiresAt", m.created_at "createdAt"`

export function toProviderUser(row: object): ProviderUser {
  return asRow(ProviderUser, row)
}

export const providerUserLoader = loader<string, ProviderUser | null>(async (ids, { viewer: { tenants }, services: { database } }) => {
  const rows = await database.read<{ id: string }>(tenants, {
    name: 'provider-users-by-id',
    text: `select ${providerUserColumns} from provider_user m where m.id = any($1::uuid[])`,
    values: [ids],
  })
  return inOrder(ids, rows.map(toProviderUser))
})
