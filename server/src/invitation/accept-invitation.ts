import { LockMode } from '@mikro-orm/postgresql'
import { accountById, createAccount } from '../account/accounts.js'
import type { Account } from '../account/accounts.js'
import { addressKey } from '../lib/ip-address.js'
import type { Registration } from '../account/registration.js'
import { Client } from '../client/client.js'
import type { Actor } from '../event/append.js'
import type { Device } from '../access/device.js'
import type { Identity } from '../access/viewer.js'
import { isRightsChanged } from '../database/errors.js'
import type { Services } from '../request/services.js'
import { commit } from '../transaction/transaction.js'
import type { Rights, Transaction } from '../transaction/transaction.js'
import { Refused } from '../lib/refused.js'
import { tokenHash } from '../lib/secret-token.js'
import { acceptedMail } from '../mail/mail.js'
import { Provider } from '../provider/provider.js'
import { accept } from '../membership/membership.js'
import { ProviderUser, ProviderUserStatus } from '../provider-user/provider-user.js'
import { readOutsiders } from '../user/single-organization.js'
import { User, UserStatus } from '../user/user.js'
import { ProviderUserType, UserRole } from '../access/roles.js'
import { findInvitation } from './find-invitation.js'
import type { FoundInvitation } from './find-invitation.js'

/**
 * The invited person proves the mailbox by the token, and becomes ACCEPTED: still without any right until somebody confirms.
 * A new person registers in the same step; one who has an account must be signed in with it. Only the tenant that the token
 * names is reachable in this transaction.
 */
export async function acceptInvitation(
  services: Services,
  device: Device,
  token: string,
  registration: Registration | null,
  signedIn: () => Promise<Rights>,
): Promise<Account> {
  const { database, secrets, limiter, clock } = services
  const now = clock()
  await limiter.count('invitationByAddress', addressKey(device.ip))
  const found = await findInvitation(database.system, token, now)
  if (registration && found.hasAccount)
    throw new Refused('ACCOUNT_EXISTS') // before a password is hashed: the invitation stays open, and may come again and again
  if (registration)
    await limiter.count('registrationByInvitation', found.id) // several at once hash a password each before one of them is the first
  const rights = registration ? undefined : await signedIn()
  const account = rights
    ? await signedInAccount(services, rights.identity, found.email)
    : await createAccount(database.system, found.email, registration!, secrets, now)
  const tenants = {
    actor: account.id,
    providers: found.kind === 'PROVIDER' ? [found.providerId] : [],
    clients: found.clientId ? [found.clientId] : [],
  }
  const actor: Actor = { kind: 'ACCOUNT', id: account.id, name: account.name, deviceType: device.type, ip: device.ip }
  const accept = found.kind === 'PROVIDER' ? acceptIntoProvider : acceptIntoClient
  await commit(services, { tenants, actor, ...rights && { rights } }, tx => accept(tx, found, token, account))
    .catch(async (error: unknown) => {
      // If the acceptance was committed after all, a foreign key keeps the account.
      if (registration)
        await database.system.query('delete from account where id = $1', [account.id]).catch(() => {})
      throw isRightsChanged(error) ? new Refused('CONFLICT') : error // signed out, or deleted, meanwhile
    })
  return account
}

async function signedInAccount({ database }: Services, { accountId }: Identity, email: string): Promise<Account> {
  const account = await accountById(database.system, accountId)
  if (account?.email !== email)
    throw new Refused('INVITATION_INVALID')
  return account
}

/** It may have been used, withdrawn or sent again since it was found. The tenant's row is locked now, as in every change of its people. */
function requireStillOpen<T>(invited: T | null): T {
  if (!invited)
    throw new Refused('INVITATION_INVALID')
  return invited
}

async function acceptIntoProvider(tx: Transaction, { id, providerId }: FoundInvitation, token: string, account: Account): Promise<void> {
  const provider = await tx.em.findOneOrFail(Provider, { id: providerId }, { lockMode: LockMode.PESSIMISTIC_WRITE })
  const user = requireStillOpen(
    await tx.em.findOne(ProviderUser, { id, status: ProviderUserStatus.INVITED, invitationHash: tokenHash(token) }),
  )
  accept(user, account)
  tx.record('ProviderUser_Accepted', { providerId, subject: user.forEvent() }, { email: user.email })
  const admins = await tx.em.find(ProviderUser, { providerId, type: ProviderUserType.PROVIDER_ADMIN, status: ProviderUserStatus.CONFIRMED })
  for (const admin of admins)
    tx.mail(acceptedMail({ providerId, to: admin.email }, { organization: provider.name, person: user.email, link: `${tx.origin}/team` }))
}

async function acceptIntoClient(tx: Transaction, { id, clientId }: FoundInvitation, token: string, account: Account): Promise<void> {
  const client = await tx.em.findOneOrFail(Client, { id: clientId! }, { lockMode: LockMode.PESSIMISTIC_WRITE })
  const { providerId } = client
  const invited = { id, status: UserStatus.INVITED, invitationHash: tokenHash(token) }
  const user = requireStillOpen(client.suspended ? null : await tx.em.findOne(User, invited))
  accept(user, account)
  ;(await readOutsiders(tx, [user])).requireNone(user)
  tx.record('OrganizationUser_Accepted', { providerId, client: client.forEvent(), subject: user.forEvent() }, { email: user.email })
  const managers = await tx.em.find(
    User,
    { clientId: client.id, role: { $in: [UserRole.OWNER, UserRole.ADMIN] }, status: UserStatus.CONFIRMED },
  )
  for (const manager of managers) {
    tx.mail(acceptedMail(
      { providerId, clientId: client.id, to: manager.email },
      { organization: client.name, person: user.email, link: `${tx.origin}/clients/${client.id}/users` },
    ))
  }
}
