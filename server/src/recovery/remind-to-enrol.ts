import type { Viewer } from '../access/viewer.js'
import { Client } from '../client/client.js'
import type { PersonResult } from '../lib/bulk.js'
import { Refused } from '../lib/refused.js'
import { enrolmentReminder } from '../mail/mail.js'
import { Selection } from '../membership/selection.js'
import { holds } from '../policy/policy-row.js'
import { Policy, PolicyKind } from '../policy/policy.js'
import type { Transaction } from '../transaction/transaction.js'
import { User, UserStatus } from '../user/user.js'

const people = { member: User, organization: Client, key: 'clientId' } as const

/** Those who have not enrolled are mailed how. */
export async function remindToEnrol(tx: Transaction, viewer: Viewer, ids: readonly string[]): Promise<PersonResult[]> {
  const selection = await Selection.of(tx, viewer, people, ids)
  const policies = await tx.em.find(Policy, { clientId: { $in: [...selection.organizations.keys()] } })
  return selection.each(viewer, 'helpRequest:decide', (user, client) => {
    if (!holds(policies.filter(({ clientId }) => clientId === client.id), PolicyKind.ACCOUNT_RECOVERY))
      throw new Refused('RECOVERY_OFF')
    if (user.status !== UserStatus.CONFIRMED || user.recoveryEnrolled)
      throw new Refused('WRONG_STATUS', `${user.email} is not confirmed, or has enrolled already.`, { status: user.status })
    tx.mail(enrolmentReminder({ ...user.tenant(), to: user.email }, { organization: client.name, link: `${tx.origin}/profile` }))
  })
}
