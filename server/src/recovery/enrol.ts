import type { Viewer } from '../access/viewer.js'
import { Client } from '../client/client.js'
import { Refused } from '../lib/refused.js'
import { requireSealed } from '../lib/sealed.js'
import { Policy, PolicyKind } from '../policy/policy.js'
import type { Transaction } from '../transaction/transaction.js'
import { User } from '../user/user.js'
import type { EnrolInput } from './recovery.js'

/** Only the person can: nobody else holds their user key. */
export async function enrolInRecovery(
  tx: Transaction,
  viewer: Viewer,
  { userId, recoveryKey, recoveryBinding }: EnrolInput,
): Promise<User> {
  const { user, client, policy } = await reachOwn(tx, viewer, userId)
  requireSealed('keyForPerson', recoveryKey, 'recoveryKey')
  requireSealed('name', recoveryBinding, 'recoveryBinding')
  if (!policy?.enabled)
    throw new Refused('RECOVERY_OFF')
  user.enrolInRecovery({ recoveryKey, recoveryBinding }, tx.now)
  tx.record('OrganizationUser_ResetPassword_Enroll', about(user, client), { email: user.email })
  return user
}

/** Errors: ENROLMENT_REQUIRED where the client asks everybody to stay. */
export async function withdrawFromRecovery(tx: Transaction, viewer: Viewer, userId: string): Promise<User> {
  const { user, client, policy } = await reachOwn(tx, viewer, userId)
  if (policy?.enabled && policy.autoEnrol)
    throw new Refused('ENROLMENT_REQUIRED')
  if (!user.recoveryEnrolled)
    return user
  user.endEnrolment()
  tx.record('OrganizationUser_ResetPassword_Withdraw', about(user, client), { email: user.email })
  return user
}

async function reachOwn(
  { em }: Transaction,
  viewer: Viewer,
  userId: string,
): Promise<{ user: User, client: Client, policy: Policy | null }> {
  const { accountId, members } = viewer.requirePerson()
  viewer.requireProof('ACCOUNT')
  const own = [...members].find(([, { id }]) => id === userId)
  if (!own)
    throw new Refused('NOT_FOUND')
  const client = await viewer.reach(Client, own[0], 'client:read', { lock: true })
  const user = await em.findOne(User, { id: userId, accountId })
  if (!user)
    throw new Refused('NOT_FOUND')
  return { user, client, policy: await em.findOne(Policy, { clientId: client.id, kind: PolicyKind.ACCOUNT_RECOVERY }) }
}

function about(user: User, client: Client) {
  return { providerId: client.providerId, client: client.forEvent(), subject: user.forEvent() }
}
