import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { Context } from '../request/context.js'
import { PublicAccount } from './account.js'
import { beginEmailChange } from './begin-email-change.js'
import { EmailChange, FinishEmailChangeInput } from './email-change.js'
import { finishEmailChange } from './finish-email-change.js'
import { originOf } from './origin.js'

@Resolver()
export class OwnAddressResolver {
  @Mutation(() => EmailChange, {
    description: 'Mails a code to the viewer\'s present address and one to the new one; nothing changes before both are given to `finishEmailChange`. '
      + 'Answers the same whether the new address has an account or not. People only. Errors: FORBIDDEN, REAUTH_REQUIRED for ACCOUNT, '
      + 'BAD_USER_INPUT, TOO_MANY_REQUESTS.',
  })
  async beginEmailChange(
    @Arg('email', () => String, { description: 'The new address.' }) email: string,
    @Ctx() context: Context,
  ): Promise<EmailChange> {
    const { viewer, services } = context
    const person = viewer.requirePerson()
    viewer.requireProof('ACCOUNT')
    return beginEmailChange(services, person, email, originOf(context))
  }

  @Mutation(() => PublicAccount, {
    description: 'Changes the viewer\'s address: whom they sign in as, and the salt of their derivation. Every other session of theirs ends; this one goes '
      + 'on with a new access token (`/auth/refresh`). The codes are taken once, five tries for both. People only. Errors: FORBIDDEN, REAUTH_REQUIRED '
      + 'for ACCOUNT, WRONG_CREDENTIALS, WRONG_CODE, EMAIL_CHANGE_EXPIRED, ACCOUNT_EXISTS, ADDRESS_INVITED, SEALED_MALFORMED, CONFLICT.',
  })
  async finishEmailChange(
    @Arg('input', () => FinishEmailChangeInput, { description: 'Both codes, both proofs, and the user key sealed anew.' })
    input: FinishEmailChangeInput,
    @Ctx() context: Context,
  ): Promise<PublicAccount> {
    const { viewer, services } = context
    const person = viewer.requirePerson()
    viewer.requireProof('ACCOUNT')
    const { id, email, name } = await finishEmailChange(services, person, input, originOf(context))
    return Object.assign(new PublicAccount(), { id, email, name })
  }
}
