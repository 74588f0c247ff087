import type { Viewer } from '../access/viewer.js'
import type { CustomPermission, ProviderUserType, UserRole } from '../access/roles.js'
import type { Kdf } from '../account/registration.js'
import { hashPassword, requirePlace } from '../account/password-hash.js'
import { Client } from '../client/client.js'
import { Refused } from '../lib/refused.js'
import { requireSealed } from '../lib/sealed.js'
import { accountRecoveredMail } from '../mail/mail.js'
import { Policy, PolicyKind } from '../policy/policy.js'
import type { Services } from '../request/services.js'
import type { Transaction } from '../transaction/transaction.js'
import { requireOther, requireRank } from '../user/rank.js'
import { User, UserStatus } from '../user/user.js'
import { HelpRequest, HelpRequestState } from './help-request.js'
import { requireRankInTeams } from './rank-in-teams.js'
import type { RecoveredUser, RecoverUserInput, RecoveryMaterial } from './recovery.js'

interface Account {
  accountId: string
  email: string
  kdfType: Kdf['type']
  kdfIterations: number
  kdfMemory: number | null
  kdfParallelism: number | null
  publicKey: string
  wrappedPrivateKey: string
  /** The teams that the person belongs to. */
  staff: Array<{ providerId: string, type: ProviderUserType }>
  /** The other clients that the person belongs to. */
  elsewhere: Array<{ providerId: string, clientId: string, role: UserRole, permissions: CustomPermission[] }>
}

/** What the browser of whoever resets a password needs of the person. Whoever has it can open their vault, so that the log says who has. */
export async function readRecoveryMaterial(tx: Transaction, viewer: Viewer, userId: string): Promise<RecoveryMaterial> {
  const { user, client, account } = await reachRecoverable(tx, viewer, userId)
  const copy = await copyOf(tx, user)
  tx.record(
    'OrganizationUser_RecoveryKeyTaken',
    { providerId: client.providerId, client: client.forEvent(), subject: user.forEvent() },
    { email: user.email },
  )
  const { email: salt, kdfType: type, kdfIterations: iterations, publicKey, wrappedPrivateKey } = account
  const { kdfMemory: memory, kdfParallelism: parallelism } = account
  return {
    kdf: { type, iterations, ...memory && { memory }, ...parallelism && { parallelism } },
    salt,
    ...copy,
    publicKey,
    wrappedPrivateKey,
  }
}

/**
 * Sets a temporary master password, takes the second factors away, or both. Every session of the person ends with it, the person is told,
 * and at the next sign-in nothing is allowed but to choose a password of one's own.
 */
export async function recoverUser(
  tx: Transaction,
  viewer: Viewer,
  input: RecoverUserInput,
  { secrets: { pepper }, limiter }: Pick<Services, 'secrets' | 'limiter'>,
): Promise<RecoveredUser> {
  const { newMasterPasswordHash: hash, newWrappedUserKey: key, recoveryKey = null, resetTwoStep } = input
  const password = hash != null && key != null
  if (!password && !resetTwoStep)
    throw new Refused('BAD_USER_INPUT', 'Nothing is to be reset: send a proof with its key, `resetTwoStep`, or both.')
  if (new Set([hash == null, key == null, recoveryKey === null]).size > 1)
    throw new Refused('BAD_USER_INPUT', '`newMasterPasswordHash`, `newWrappedUserKey` and `recoveryKey` come together, or none does.')
  if (password) {
    requireSealed('masterPasswordHash', hash, 'newMasterPasswordHash')
    requireSealed('wrappedKey', key, 'newWrappedUserKey')
    requirePlace()
  }
  const asked = await viewer.reach(User, input.userId, 'user:recover')
  const hopeful = asked.recoveryEnrolled && viewer.outranks(asked.tenant(), asked.role, asked.permissions) // else nothing is hashed for it
  const passwordHash = password && hopeful ? await hashPassword(hash, pepper) : null // before anything is locked
  const { user, client, account } = await reachRecoverable(tx, viewer, input.userId)
  if (password && passwordHash === null)
    throw new Refused('CONFLICT') // they have enrolled, or were ranked anew, at this very moment
  if (password && (await copyOf(tx, user)).recoveryKey !== recoveryKey)
    throw new Refused('CONFLICT', 'This person has made new keys meanwhile; take the recovery key again.')
  await limiter.count('resetByPerson', account.accountId)
  const [{ sessions }] = await tx.em.execute<[{ sessions: number }]>(
    'select recover_account(?, ?, ?, ?) sessions',
    [user.id, passwordHash, passwordHash && key, resetTwoStep],
  )
  const about = { providerId: client.providerId, client: client.forEvent(), subject: user.forEvent() }
  if (password)
    tx.record('OrganizationUser_AdminResetPassword', about, { email: user.email, sessions })
  if (resetTwoStep)
    tx.record('OrganizationUser_AdminResetTwoFactor', about, { email: user.email, sessions })
  const by = viewer.requirePerson().name
  tx.mail(accountRecoveredMail(
    { ...user.tenant(), to: user.email },
    { organization: client.name, by, link: tx.origin, password, twoStep: resetTwoStep },
  ))
  for (const request of await tx.em.find(HelpRequest, { userId: user.id, state: HelpRequestState.OPEN }))
    request.decide(HelpRequestState.RESET, { by, now: tx.now })
  return { userId: user.id, sessionsEnded: sessions }
}

/** As it is now that nobody changes it any more: read once the account is locked. */
async function copyOf({ em }: Transaction, { id }: User): Promise<{ recoveryKey: string, recoveryBinding: string }> {
  const [copy] = await em.execute<[{ recoveryKey: string, recoveryBinding: string }]>(
    'select recovery_key "recoveryKey", recovery_binding "recoveryBinding" from client_user where id = ?',
    [id],
  )
  return copy
}

/**
 * Whoever resets a password could sign in as the person, so nobody does who is not of their rank wherever they belong, flags included.
 * Whoever may not is told why, and so is the log.
 */
async function reachRecoverable(
  tx: Transaction,
  viewer: Viewer,
  userId: string,
): Promise<{ user: User, client: Client, account: Account }> {
  const { clientId } = await viewer.reach(User, userId, 'user:recover')
  const client = await viewer.reach(Client, clientId, 'user:recover', { lock: true })
  const user = await tx.em.findOne(User, { id: userId }, { refresh: true })
  if (!user)
    throw new Refused('NOT_FOUND')
  try {
    requireOther(viewer, user)
    requireRank(viewer, client, user.role, user.permissions)
    return { user, client, account: await requireRecoverable(tx, viewer, user) }
  }
  catch (error) {
    if (error instanceof Refused) {
      tx.recordRefusal(
        'OrganizationUser_RecoveryRefused',
        { providerId: client.providerId, client: client.forEvent(), subject: user.forEvent() },
        { email: user.email, code: error.code },
      )
    }
    throw error
  }
}

async function requireRecoverable({ em }: Transaction, viewer: Viewer, user: User): Promise<Account> {
  const policy = await em.findOne(Policy, { clientId: user.clientId, kind: PolicyKind.ACCOUNT_RECOVERY })
  if (!policy?.enabled)
    throw new Refused('RECOVERY_OFF')
  if (user.status === UserStatus.INVITED || user.status === UserStatus.STAGED)
    throw new Refused('WRONG_STATUS', `${user.email} has not accepted the invitation yet; there is no master password to reset.`)
  if (user.status === UserStatus.REVOKED)
    throw new Refused('WRONG_STATUS', `${user.email} has no access, which ended the enrolment; restore them, and let them enrol again.`, { status: user.status })
  const [account] = await em.execute<Account[]>(`select account_id "accountId", email, kdf_type "kdfType", kdf_iterations "kdfIterations",
    kdf_memory "kdfMemory", kdf_parallelism "kdfParallelism", public_key "publicKey", wrapped_private_key "wrappedPrivateKey", staff, elsewhere
    from recoverable_account(?)`, [user.id])
  if (!account)
    throw new Refused('NOT_ENROLLED')
  requireRankInTeams(viewer, account.staff)
  for (const { providerId, clientId, role, permissions } of account.elsewhere)
    requireRank(viewer, { providerId, id: clientId }, role, permissions)
  return account
}
