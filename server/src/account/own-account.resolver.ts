import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { Context } from '../request/context.js'
import { PublicAccount } from './account.js'
import { beginEmailChange } from './begin-email-change.js'
import { changeKdf, ChangeKdfInput } from './change-kdf.js'
import { EmailChange, FinishEmailChangeInput } from './email-change.js'
import { finishEmailChange } from './finish-email-change.js'
import { originOf } from './origin.js'
import { Kdf } from './registration.js'

@Resolver()
export class OwnAccountResolver {
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

  @Mutation(() => Kdf, {
    description: 'Changes how the viewer\'s master key is derived, to numbers that make no guess cheaper. Every other session of theirs ends; this one goes on '
      + 'with a new access token (`/auth/refresh`). People only. Errors: FORBIDDEN, WRONG_CREDENTIALS, CODE_REQUIRED, WRONG_CODE, '
      + 'SECURITY_KEY_REFUSED, KDF_OUT_OF_BOUNDS, KDF_WEAKER, BAD_USER_INPUT, SEALED_MALFORMED, CONFLICT where the account was changed at the same moment.',
  })
  changeKdf(
    @Arg('input', () => ChangeKdfInput, { description: 'The numbers, both proofs, and the user key sealed anew.' }) input: ChangeKdfInput,
    @Ctx() context: Context,
  ): Promise<Kdf> {
    return changeKdf(context.services, context.viewer.requirePerson(), input, originOf(context))
  }
}
