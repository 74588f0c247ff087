import { Refused } from '../lib/refused.js'
import { maxBulk } from '../lib/bulk.js'
import { revokedByPolicyMail } from '../mail/mail.js'
import type { Client } from '../client/client.js'
import type { Transaction } from '../transaction/transaction.js'
import { RevocationReason, User } from '../user/user.js'

/** People of the client who belong to another company, too, but for owners, admins and whoever asks. */
const membersElsewhere = 'select members_elsewhere(?) id limit ?'

/** In the same transaction. Errors: LIMIT_EXCEEDED. */
export async function revokeMembersElsewhere(tx: Transaction, client: Client): Promise<void> {
  const rows = await tx.em.execute<Array<{ id: string }>>(membersElsewhere, [client.id, maxBulk + 1])
  if (rows.length > maxBulk)
    throw new Refused('LIMIT_EXCEEDED', `More than ${maxBulk} people belong to another company, too; revoke them in the list of people first.`, { max: maxBulk })
  const people = await tx.em.find(User, { id: { $in: rows.map(({ id }) => id) } }, { orderBy: { email: 'asc' } })
  for (const user of people) {
    const was = user.revoke(RevocationReason.SINGLE_ORGANIZATION)
    tx.record(
      'OrganizationUser_Revoked_SingleOrganizationNonCompliance',
      { providerId: client.providerId, client: client.forEvent(), subject: user.forEvent() },
      { email: user.email, was },
    )
    tx.mail(revokedByPolicyMail({ ...user.tenant(), to: user.email }, { organization: client.name }))
  }
}
