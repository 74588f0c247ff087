import type { Services } from '../request/services.js'
import { Refused } from '../lib/refused.js'
import type { Mail } from './mail.js'

/** Invitations to one address from one provider within a day; docs/security.md. */
export const maxInvitations = 20

/**
 * An invitation goes to an address that its author chose, with words of theirs, so it could be made a nuisance of: it is limited by who
 * gets it, by who sends it and by client. Requests that run at once may go over by as many as there are.
 */
export async function requireMailAllowance(
  { database: { system }, limiter }: Services,
  author: string | undefined,
  mails: readonly Mail[],
): Promise<void> {
  const invitations = mails.filter(({ invitation }) => invitation)
  if (!invitations.length)
    return
  const { rows: [full] } = await system.query<{ recipient: string }>(`
    select m.recipient from mail m join unnest($1::uuid[], $2::text[]) asked (provider_id, recipient) using (provider_id, recipient)
    where m.invitation and m.created_at > now() - interval '1 day' group by m.recipient, m.provider_id having count(*) >= $3 limit 1`, [
    invitations.map(({ providerId }) => providerId),
    invitations.map(({ to }) => to),
    maxInvitations * limiter.factor,
  ])
  if (full) {
    throw new Refused(
      'TOO_MANY_REQUESTS',
      `${full.recipient} has got ${maxInvitations} invitations within a day; leave this address out, or wait until tomorrow.`,
      { email: full.recipient, max: maxInvitations },
    )
  }
  if (author)
    await limiter.count('mailByAccount', author, invitations.length)
  for (const [clientId, sent] of Map.groupBy(invitations, ({ clientId }) => clientId)) {
    if (clientId)
      await limiter.count('mailByClient', clientId, sent.length)
  }
}
