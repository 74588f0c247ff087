import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import { originOf } from '../account/origin.js'
import type { Context } from '../request/context.js'
import { deleteAccount } from './delete-account.js'

@Resolver()
export class AccountDeletionResolver {
  @Mutation(() => Boolean, {
    description: 'Deletes the viewer\'s account for good, with its keys, sessions, memberships and API tokens. People only. Always true. Errors: FORBIDDEN, '
      + 'REAUTH_REQUIRED for ACCOUNT, BAD_USER_INPUT for another address, STILL_NEEDED where they are the last owner or provider admin.',
  })
  async deleteAccount(
    @Arg('email', () => String, { description: 'The address of the account, typed by the person as a confirmation.' }) email: string,
    @Ctx() context: Context,
  ): Promise<boolean> {
    const { viewer, services } = context
    const person = viewer.requirePerson()
    viewer.requireProof('ACCOUNT')
    await deleteAccount(services, person, email, originOf(context))
    return true
  }
}
