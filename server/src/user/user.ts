import { defineEntity, p } from '@mikro-orm/core'
import type { InferKyselyTable } from '@mikro-orm/postgresql'
import { ObjectType } from 'type-graphql'
import type { Tenant } from '../access/viewer.js'
import { exposed, FieldsOf } from '../database/columns.js'
import type { Subject } from '../event/append.js'
import { Node } from '../lib/node.js'
import { Refused } from '../lib/refused.js'
import { membershipColumns, requireStatus } from '../membership/membership.js'
import { CustomPermission, UserRole } from '../access/roles.js'
import { describeEnum } from '../lib/enum.js'

export enum UserStatus {
  INVITED = 'INVITED',
  ACCEPTED = 'ACCEPTED',
  CONFIRMED = 'CONFIRMED',
  REVOKED = 'REVOKED',
  STAGED = 'STAGED',
}
describeEnum(UserStatus, 'UserStatus', 'How far a person has come in joining a client, or that access is suspended.', {
  INVITED: 'Invited by mail; occupies a seat, and may do nothing yet.',
  ACCEPTED: 'Accepted the invitation and waits to be confirmed; occupies a seat, and may do nothing yet.',
  CONFIRMED: 'Holds the client key and has the role; occupies a seat.',
  REVOKED: 'Suspended: may do nothing and occupies no seat; can be restored.',
  STAGED: 'Provisioned without an invitation; occupies no seat.',
})

/** As the database has it: what the first release wrote stays as it is. */
export enum RevocationReason {
  MANUAL = 'Manual',
  TWO_STEP_LOGIN = 'TwoStepLogin',
  SINGLE_ORGANIZATION = 'SingleOrganization',
}
describeEnum(RevocationReason, 'RevocationReason', 'Why somebody\'s access was suspended.', {
  MANUAL: 'Somebody did it.',
  TWO_STEP_LOGIN: 'The client requires two-step login, and they had none.',
  SINGLE_ORGANIZATION: 'They belong to another company, which the client does not allow.',
})

declare module '../event/append.js' {
  interface EventDetails {
    OrganizationUser_Invited: { email: string, role: string }
    OrganizationUser_InvitationResent: { email: string }
    OrganizationUser_Accepted: { email: string }
    OrganizationUser_Confirmed: { email: string, role: string }
    OrganizationUser_Updated: { email: string, role: string, was: string, permissions: string[] }
    OrganizationUser_Revoked: { email: string, was: string }
    OrganizationUser_Restored: { email: string, status: string }
    OrganizationUser_Removed: { email: string, role: string, was: string }
  }
}

export const UserSchema = defineEntity({
  name: 'User',
  tableName: 'client_user',
  properties: {
    id: exposed(p.uuid().primary(), 'UUID of the membership, not of the account: a person in two clients has two.'),
    providerId: p.uuid(),
    clientId: p.uuid(),
    ...membershipColumns(),
    role: exposed(p.enum(() => UserRole), 'What the person may do in this client.'),
    permissions: exposed(p.enum(() => CustomPermission).array(), 'The flags of a CUSTOM role; empty for every other.'),
    status: exposed(p.enum(() => UserStatus), 'How far the person has come in joining, or that access is suspended.'),
    statusBeforeRevoked: p.enum(() => UserStatus).strictNullable().hidden(),
    revocationReason: p.enum(() => RevocationReason).strictNullable(),
    recoveryKey: p.text().strictNullable().hidden(),
    recoveryBinding: p.text().strictNullable().hidden(),
    recoveryEnrolled: p.boolean().default(false),
    recoveryEnrolledAt: exposed(
      p.datetime().strictNullable(),
      'Since when a forgotten master password of the person can be reset by the client; null: it cannot.',
    ),
    externalId: exposed(p.text().strictNullable(), 'The id a directory knows the person by; null for people invited by hand.'),
    revisedAt: exposed(p.datetime().onUpdate(() => new Date()), 'When the membership last changed.'),
  },
})

declare module '../database/query.js' {
  interface Tables {
    client_user: InferKyselyTable<typeof UserSchema> & { name_key: string, two_step: boolean, sign_in_key: Date }
  }
}

/** Statuses that take one of the client's seats. */
const occupying: ReadonlySet<UserStatus> = new Set([UserStatus.INVITED, UserStatus.ACCEPTED, UserStatus.CONFIRMED])

@ObjectType({ implements: Node, description: 'One person\'s membership of one client.' })
@FieldsOf(UserSchema)
export class User extends UserSchema.class implements Node {
  tenant(this: Pick<User, 'providerId' | 'clientId'>): Tenant {
    return { providerId: this.providerId, clientId: this.clientId }
  }

  forEvent(): Subject {
    return { kind: 'USER', id: this.id, name: this.name ?? this.email }
  }

  /** Whether coming back from REVOKED takes a seat: not for those who were only staged. */
  needsSeatToRestore(): boolean {
    return occupying.has(this.statusBefore())
  }

  comesBackConfirmed(): boolean {
    return this.statusBefore() === UserStatus.CONFIRMED
  }

  isConfirmedOwner(): boolean {
    return this.role === UserRole.OWNER && this.status === UserStatus.CONFIRMED
  }

  changeRole(role: UserRole, permissions: readonly CustomPermission[]): void {
    this.role = role
    this.permissions = role === UserRole.CUSTOM ? [...new Set(permissions)].sort() : []
  }

  /**
   * Frees the seat; keys, role and assignments stay for a later restore. Not so the key of account recovery: whoever has no access can no
   * longer withdraw it. @returns the status held before.
   */
  revoke(reason = RevocationReason.MANUAL): UserStatus {
    if (this.status === UserStatus.REVOKED)
      throw new Refused('WRONG_STATUS', `${this.email} is already revoked.`, { status: this.status })
    this.statusBeforeRevoked = this.status
    this.status = UserStatus.REVOKED
    this.revocationReason = reason
    if (this.recoveryEnrolled)
      this.endEnrolment()
    return this.statusBeforeRevoked
  }

  requireRevoked(): void {
    requireStatus(this, UserStatus.REVOKED)
  }

  /** @param sealed the person's user key, wrapped by themself to the public key of the client, and its binding */
  enrolInRecovery(sealed: { recoveryKey: string, recoveryBinding: string }, now: Date): void {
    Object.assign(this, { ...sealed, recoveryEnrolled: true, recoveryEnrolledAt: now })
  }

  endEnrolment(): void {
    Object.assign(this, { recoveryKey: null, recoveryBinding: null, recoveryEnrolled: false, recoveryEnrolledAt: null })
  }

  /** Back to the status held before; the caller has made sure of a seat. */
  restore(): void {
    this.requireRevoked()
    this.status = this.statusBefore()
    this.statusBeforeRevoked = this.revocationReason = null
  }

  /** Where the status before was not kept, the row implies it: no account → invited, no key → accepted. */
  private statusBefore(): UserStatus {
    if (this.statusBeforeRevoked)
      return this.statusBeforeRevoked
    if (!this.accountId)
      return UserStatus.INVITED
    return this.key ? UserStatus.CONFIRMED : UserStatus.ACCEPTED
  }
}
UserSchema.setClass(User)
