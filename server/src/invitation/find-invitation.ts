import type pg from 'pg'
import { Refused } from '../lib/refused.js'
import { tokenHash } from '../lib/secret-token.js'

/** What an invitation's token leads to. Found by the system, because its holder belongs to no tenant yet. */
export interface FoundInvitation {
  kind: 'PROVIDER' | 'CLIENT'
  id: string
  providerId: string
  clientId: string | null
  email: string
  expiresAt: Date
  providerName: string
  clientName: string | null
  hasAccount: boolean
}

const find = `
  select 'PROVIDER' kind, i.id, i.provider_id "providerId", null::uuid "clientId", i.email, i.invitation_expires_at "expiresAt", p.name "providerName", null "clientName",
    exists (select from account a where a.email = i.email) "hasAccount"
  from provider_user i join provider p on p.id = i.provider_id
  where i.invitation_hash = $1 and i.status = 'INVITED' and i.invitation_expires_at > $2
  union all
  select 'CLIENT', i.id, i.provider_id, i.client_id, i.email, i.invitation_expires_at, p.name, c.name,
    exists (select from account a where a.email = i.email)
  from client_user i join client c on c.id = i.client_id and not c.suspended join provider p on p.id = i.provider_id
  where i.invitation_hash = $1 and i.status = 'INVITED' and i.invitation_expires_at > $2`

/** Wrong, used, withdrawn and old tokens all get the same answer, and so do those into a client that is suspended. */
export async function findInvitation(system: pg.Pool, token: string, now: Date): Promise<FoundInvitation> {
  const { rows: [found] } = await system.query<FoundInvitation>(find, [tokenHash(token), now])
  if (!found)
    throw new Refused('INVITATION_INVALID')
  return found
}
