import { inOrder, loader } from '../request/loader.js'
import type { MailFailure } from './failure.js'

const newest = `select asked.id, (select m.failure from mail m
    where m.invitation and m.recipient = asked.recipient and coalesce(m.client_id, m.provider_id) = asked.organization
    order by m.created_at desc limit 1) failure
  from unnest($1::text[], $2::uuid[], $3::text[]) asked (id, organization, recipient)`

interface Invited {
  id: string
  email: string
  /** The client, or for its own team the provider. */
  organization: string
}

/** Why the newest invitation of somebody could not be sent at its last attempt; null: it was sent, or waits for its first. */
export const invitationFailureLoader = loader<Invited, MailFailure | null>(async (
  invited,
  { viewer: { tenants }, services: { database } },
) => {
  const ids = invited.map(({ id }) => id)
  const values = [ids, invited.map(({ organization }) => organization), invited.map(({ email }) => email)]
  const rows = await database.read<{ id: string, failure: MailFailure | null }>(
    tenants,
    { name: 'invitation-failures', text: newest, values },
  )
  return inOrder(ids, rows).map(row => row?.failure ?? null)
}, ({ id }) => id)
