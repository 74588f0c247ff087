import type pg from 'pg'
import type { Account } from '../account/accounts.js'

export interface FoundPending {
  kind: 'PROVIDER' | 'CLIENT'
  status: 'INVITED' | 'ACCEPTED'
  since: Date
  expiresAt: Date | null
  providerName: string
  clientName: string | null
}

const find = `
  select 'PROVIDER' kind, m.status, m.created_at since, m.invitation_expires_at "expiresAt", p.name "providerName", null "clientName"
  from provider_user m join provider p on p.id = m.provider_id
  where (m.account_id = $1 and m.status = 'ACCEPTED') or (m.email = $2 and m.status = 'INVITED')
  union all
  select 'CLIENT', m.status, m.created_at, m.invitation_expires_at, p.name, c.name
  from client_user m join client c on c.id = m.client_id and not c.suspended join provider p on p.id = m.provider_id
  where (m.account_id = $1 and m.status = 'ACCEPTED') or (m.email = $2 and m.status = 'INVITED')
  order by since`

/** Where a person is on the way in, oldest first. Found by the system, because they belong to none of these tenants yet. */
export async function findPendingMemberships(system: pg.Pool, { id, email }: Pick<Account, 'id' | 'email'>): Promise<FoundPending[]> {
  const { rows } = await system.query<FoundPending>(find, [id, email])
  return rows
}
