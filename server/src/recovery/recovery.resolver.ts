import { Arg, Ctx, FieldResolver, ID, Mutation, ObjectType, Resolver, Root } from 'type-graphql'
import { PersonResult } from '../lib/bulk.js'
import { holds, policiesLoader } from '../policy/policy-row.js'
import { PolicyKind } from '../policy/policy.js'
import type { Context } from '../request/context.js'
import type { MutationContext } from '../transaction/root-fields.js'
import type { UserRow } from '../user/user-row.js'
import { User, UserStatus } from '../user/user.js'
import { canRecover } from './can-recover.js'
import { enrolInRecovery, withdrawFromRecovery } from './enrol.js'
import { readRecoveryMaterial, recoverUser } from './recover-user.js'
import { EnrolInput, RecoveredUser, RecoverUserInput, RecoveryMaterial } from './recovery.js'
import { remindToEnrol } from './remind-to-enrol.js'
import { signOutUsers } from './sign-out-users.js'

@ObjectType({ description: 'Whether one person was signed out.' })
export class SignOutResult extends PersonResult {}

@ObjectType({ description: 'Whether one person was reminded.' })
class ReminderResult extends PersonResult {}

const userId = () => Arg('userId', () => ID, { description: 'The membership, as `User.id`.' })

@Resolver(() => User)
export class RecoveryResolver {
  @Mutation(() => User, {
    description: 'Enrols the viewer in account recovery of a client: whoever may reset passwords there can then open their vault. People only, for '
      + 'themselves only. Errors: FORBIDDEN, REAUTH_REQUIRED for ACCOUNT, NOT_FOUND, RECOVERY_OFF, SEALED_MALFORMED.',
  })
  enrolInRecovery(
    @Arg('input', () => EnrolInput, { description: 'Where, and the sealed key.' }) input: EnrolInput,
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<User> {
    return enrolInRecovery(tx, viewer, input)
  }

  @Mutation(() => User, {
    description: 'Takes the viewer out of account recovery again; the wrapped key is deleted. People only, for themselves only. Errors: FORBIDDEN, '
      + 'REAUTH_REQUIRED for ACCOUNT, NOT_FOUND, ENROLMENT_REQUIRED.',
  })
  withdrawFromRecovery(@userId() id: string, @Ctx() { tx, viewer }: MutationContext): Promise<User> {
    return withdrawFromRecovery(tx, viewer, id)
  }

  @Mutation(() => RecoveryMaterial, {
    description: 'Hands over what a reset needs (docs/security.md, "Account recovery"). It changes nothing, is refused as the reset is, and stands in the log. Errors: '
      + 'FORBIDDEN, NOT_FOUND, REAUTH_REQUIRED for PEOPLE, SELF, ROLE_ABOVE_OWN, RECOVERY_OFF, WRONG_STATUS, NOT_ENROLLED.',
  })
  readRecoveryMaterial(@userId() id: string, @Ctx() { tx, viewer }: MutationContext): Promise<RecoveryMaterial> {
    return readRecoveryMaterial(tx, viewer, id)
  }

  @Mutation(() => RecoveredUser, {
    description: 'Resets how a person signs in: a temporary master password, no two-step login, or both. Every session of theirs ends within a second, '
      + 'and after a new password nothing is allowed but to choose one\'s own. Nobody above oneself, in whichever client they are; of a provider\'s people only by that team. '
      + 'People only. Errors: FORBIDDEN, NOT_FOUND, REAUTH_REQUIRED for PEOPLE, BAD_USER_INPUT, SEALED_MALFORMED, SELF, ROLE_ABOVE_OWN, RECOVERY_OFF, '
      + 'WRONG_STATUS, NOT_ENROLLED, TOO_MANY_REQUESTS.',
  })
  async recoverUser(
    @Arg('input', () => RecoverUserInput, { description: 'Who, and what.' }) input: RecoverUserInput,
    @Ctx() { tx, viewer, services }: MutationContext,
  ): Promise<RecoveredUser> {
    return recoverUser(tx, viewer, input, services)
  }

  @Mutation(() => [SignOutResult], {
    description: 'Ends every session of confirmed people, on every device, within a second; their passwords stay. Nobody above oneself; of a provider\'s '
      + 'people only by that team, and as of colleagues: by people, not API tokens. Errors: REAUTH_REQUIRED for PEOPLE where one of them works for a provider; in '
      + 'rows: NOT_FOUND, FORBIDDEN, ROLE_ABOVE_OWN, SELF, WRONG_STATUS.',
  })
  signOutUsers(
    @Arg('ids', () => [ID], { description: '1 to 500, each checked by itself.' }) ids: string[],
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<SignOutResult[]> {
    return signOutUsers(tx, viewer, ids)
  }

  @Mutation(() => [ReminderResult], {
    description: 'Mails people who have not enrolled in account recovery how they do. Errors in rows: NOT_FOUND, FORBIDDEN, RECOVERY_OFF, WRONG_STATUS.',
  })
  remindToEnrol(
    @Arg('ids', () => [ID], { description: '1 to 500, each checked by itself.' }) ids: string[],
    @Ctx() { tx, viewer }: MutationContext,
  ): Promise<ReminderResult[]> {
    return remindToEnrol(tx, viewer, ids)
  }

  @FieldResolver(() => Boolean, { description: 'Whether the person has not enrolled in account recovery although the client offers it, and the viewer may remind them.' })
  async viewerCanRemind(@Root() user: UserRow, @Ctx() context: Context): Promise<boolean> {
    return user.status === UserStatus.CONFIRMED
      && user.recoveryEnrolledAt === null
      && context.viewer.can('helpRequest:decide', user.tenant())
      && holds(await context.load(policiesLoader, user.clientId), PolicyKind.ACCOUNT_RECOVERY)
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether the viewer may end this person\'s sessions; of a provider\'s people that may still be refused.',
  })
  viewerCanSignOut(@Root() user: UserRow, @Ctx() { viewer }: Context): boolean {
    const { accountId, role, status } = user
    return status === UserStatus.CONFIRMED && accountId !== viewer.identity?.accountId
      && viewer.can('user:signOut', user.tenant()) && viewer.outranks(user.tenant(), role)
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may reset how this person signs in now; of people who belong elsewhere, too, the reset may still be refused.' })
  viewerCanRecover(@Root() user: UserRow, @Ctx() { viewer }: Context): boolean {
    return canRecover(viewer, user)
  }
}
